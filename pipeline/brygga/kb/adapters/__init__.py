"""One module for each format that users' tables come in.

A module has ``TITLE``, ``URL`` (what documents the format), ``CREDIT``; ``recognises(table)``,
which says whether an opened file is of its format; and ``read(table)``, which yields a ``Row`` or
a ``Fault`` for each of its rows. No row, however bad, ends a reading. Modules are imported when a
file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from brygga.kb.adapters.table import Fault, Row, Table
from brygga.kb.adapters.table import open_table as open_table
from brygga.kb.store import KnowledgeBaseError
from brygga.nearest import nearest

FORMATS = ("cordis", "keep", "kohesio", "riksdagen", "europarl", "tsv")
"""In the order in which they are tried: the most particular first."""


class Adapter(Protocol):
    """What a format's module offers."""

    TITLE: str
    URL: str | None
    CREDIT: str | None

    def recognises(self, table: Table) -> bool:
        """Whether the file is of this format."""
        ...

    def read(self, table: Table) -> Iterator[Row | Fault]:
        """Its rows."""
        ...


def adapter(name: str, path: Path) -> tuple[str, Adapter, Table]:
    """Open ``path`` with the format called ``name``, or with the one that knows it if ``name`` is
    empty; also the format's name.

    Raises ``KnowledgeBaseError`` for a file that cannot be read, or is of no or another format.
    """
    if name and name not in FORMATS:
        raise KnowledgeBaseError(
            f"there is no format {name!r}", code="unknown-format", remedy=nearest(name, FORMATS)
        )
    table = open_table(path)
    for each in [name] if name else FORMATS:
        module = cast("Adapter", import_module(f"brygga.kb.adapters.{each}"))
        if module.recognises(table):
            return each, module, table
    what = f"not the {name} format" if name else "not in a known format"
    raise KnowledgeBaseError(
        f"{what} (its columns: {', '.join(table.columns[:8]) or 'none'})",
        code="unknown-format",
        where=str(path),
        remedy="see 'brygga kb add --help' for the formats, and docs/kb.md for their columns",
    )
