"""The table that ends a run: one row an article, the facets at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.record import Article

ROWS = 40
"""More articles than this are counted, not listed: a table of thousands is read by no one."""

ROOM = 44
"""Characters for the names of one facet: two lines of its column."""

FACETS = ("people", "regions", "projects", "events")


class Overview:
    """Collects the rows while articles pass; keeps only the first ``ROWS``."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.articles = 0

    def add(self, article: Article) -> None:
        self.articles += 1
        if len(self.rows) < ROWS:
            self.rows.append(
                [
                    article.title or article.id,
                    article.language.code,
                    (article.published or "–")[:10],
                    *(_few(getattr(article, facet)) for facet in FACETS),
                    ", ".join(dict.fromkeys(w.code for w in article.warnings)),
                ]
            )

    def print(self, console: Console) -> None:
        table = Table(
            box=None, expand=True, padding=(0, 1), header_style="bold", row_styles=["", "dim"]
        )
        table.add_column("article", ratio=4, overflow="ellipsis")
        table.add_column("lang", no_wrap=True)
        table.add_column("date", no_wrap=True)
        for facet in FACETS:
            table.add_column(facet, ratio=3, overflow="ellipsis")
        table.add_column("warnings", ratio=2, overflow="ellipsis", style="yellow")
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
        if self.articles > len(self.rows):
            console.print(f"… and {self.articles - len(self.rows):,} more", style="dim")


def _few(names: Sequence[str]) -> str:
    """As many whole names as ``ROOM`` characters take, at least one, and how many more."""
    shown, room = list[str](), ROOM
    for name in names:
        room -= len(name) + 2
        if shown and room < 0:
            break
        shown.append(name)
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" +{more}" if more else "")
