"""The nearest valid name, for errors about unknown ones."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 12
"""More names than this are no help in an error."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """An instruction: the closest valid name if one is close, else the names there are."""
    names = list(valid)
    if close := get_close_matches(name, names, n=1, cutoff=0.6):
        return f"did you mean {close[0]!r}?"
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return f"valid names: {', '.join(names[:SHOWN])}{more}"
