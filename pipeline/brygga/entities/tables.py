"""The data files beside this module, read once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The lines of a ``.txt`` table; lines that begin with ``#`` are its header."""
    return frozenset(_lines(name))


@cache
def alternatives(name: str) -> str:
    """The lines of a ``.txt`` table as one regular expression, longer ones first; a line ``*end``
    is any word of letters that ends so.
    """
    lines = sorted(words(name), key=lambda line: (-len(line), line))
    parts = (r"\w{4,}" + re.escape(w[1:]) if w[0] == "*" else re.escape(w) for w in lines)
    return f"(?:{'|'.join(parts)})"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a ``.tsv`` table without its header, as tuples of cells."""
    return tuple(tuple(line.split("\t")) for line in _lines(name)[1:])


def _lines(name: str) -> list[str]:
    text = files("brygga.entities").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
