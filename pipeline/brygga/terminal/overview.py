"""The table that ends a run: one row an article, the facets at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.batch.run import RECORDS, REJECTS, RunInfo
from brygga.record import Article

ROOM = 44
"""Characters for the names of one facet: two lines of its column."""

FACETS = ("people", "regions", "projects", "events")


class Overview:
    """Collects the first records that are new or changed, and says what became of all."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def add(self, article: Article) -> None:
        self.rows.append(_row(article))

    def print(self, info: RunInfo, console: Console, out: Path) -> None:
        """Print the table, the counts and where in ``out`` the results are."""
        if self.rows:
            console.print(self._table())
        counts = info.counts
        fresh = counts.new + counts.changed + counts.again
        if fresh > len(self.rows):
            console.print(f"… and {fresh - len(self.rows):,} more", style="dim")
        said = ", ".join(
            f"{number:,} {name}"
            for number, name in (
                (counts.new, "new"),
                (counts.changed, "changed"),
                (counts.again, "done again (other settings or models)"),
                (counts.unchanged, "unchanged"),
                (counts.removed, "kept though their input is gone (--prune drops them)"),
                (info.pruned, "dropped"),
                (info.duplicates, "marked as duplicates of another"),
                (counts.rejected, f"rejected (see {out / REJECTS})"),
            )
            if number
        )
        console.print(f"\n{said}", highlight=False, markup=False, soft_wrap=True)
        records = "record" if info.written == 1 else "records"
        where = f"{info.written:,} {records} in {out / RECORDS}"
        console.print(where, highlight=False, markup=False, soft_wrap=True)

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
