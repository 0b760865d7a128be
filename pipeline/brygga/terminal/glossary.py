"""Terms of a glossary, for people to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.drafts.glossary import Glossary, Term


def print_terms(terms: Sequence[Term], console: Console) -> None:
    """A row for each term."""
    if not terms:
        return
    table = Table(box=None, pad_edge=False)
    for column in ("Swedish", "English", "also", "part of speech", "domain"):
        table.add_column(column, overflow="fold")
    for term in terms:
        table.add_row(*map(Text, (term.sv, term.en, "; ".join(term.also), term.pos, term.domain)))
    console.print(table)


def print_changes(file: str, terms: Sequence[Term], shipped: Glossary, console: Console) -> None:
    """How many terms a file has, and which of them stand for others than those that ship."""
    replaced = [
        (before, term)
        for term in terms
        if (before := shipped.get(term.sv)) is not None and before.en != term.en
    ]
    twice = len(terms) - len({term.sv for term in terms})
    said = f"{file}: {len(terms):,} terms, {len(replaced):,} in place of ours"
    console.print(Text(said + (f", {twice:,} twice (the last counts)" if twice else "")))
    for before, term in replaced:
        console.print(Text(f"  {term.sv}: {before.en} → {term.en}"))
