"""The data files beside this module, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a ``.tsv`` table as tuples of cells, without the header (lines with ``#``)."""
    text = files("brygga.drafts").joinpath(*name.split("/")).read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")
    )
