"""The table of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from brygga.evaluate import Score


def print_scores(scores: Mapping[str, Score], console: Console) -> None:
    table = Table(box=None, padding=(0, 2), header_style="bold")
    table.add_column("label")
    for name in ("gold", "precision", "recall", "F1", "partial F1"):
        table.add_column(name, justify="right")
    for label, s in scores.items():
        figures = (s.precision, s.recall, s.f1, s.partial_f1)
        table.add_row(label, str(s.gold), *(f"{figure:.4f}" for figure in figures))
    console.print(table)
