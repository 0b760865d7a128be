"""The table that ends a run: one row an article, the facets at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.batch.reject import Reject
from brygga.batch.run import RECORDS, REJECTS, Outcome
from brygga.record import Article

ROWS = 40
"""More articles than this are counted, not listed: a table of thousands is read by no one."""

ROOM = 44
"""Characters for the names of one facet: two lines of its column."""

FACETS = ("people", "regions", "projects", "events")


class Overview:
    """Collects what a run did while it does it; keeps only the first ``ROWS`` articles and rejects
    themselves.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.articles = 0
        self.rejects: list[Reject] = []
        self.rejected = 0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Reject):
            self.rejected += 1
            if len(self.rejects) < ROWS:
                self.rejects.append(outcome)
        else:
            self.articles += 1
            if len(self.rows) < ROWS:
                self.rows.append(_row(outcome))

    def print(self, console: Console, out: Path) -> None:
        """Print the table, the counts and where in ``out`` the results are."""
        if self.rows:
            console.print(self._table())
        if self.articles > len(self.rows):
            console.print(f"… and {self.articles - len(self.rows):,} more", style="dim")
        counts = f"{self.articles:,} written to {out / RECORDS}"
        if self.rejected:
            counts += f", {self.rejected:,} rejected, see {out / REJECTS}"
        console.print(f"\n{counts}", highlight=False, markup=False, soft_wrap=True)

    def _table(self) -> Table:
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
        return table


def _row(article: Article) -> list[str]:
    return [
        article.title or article.id,
        article.language.code,
        (article.published or "–")[:10],
        *(_few(getattr(article, facet)) for facet in FACETS),
        ", ".join(dict.fromkeys(w.code for w in article.warnings)),
    ]


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
