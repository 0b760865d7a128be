"""The calendar that every part of Brygga shares: Swedish month words and real days."""

from __future__ import annotations

import datetime
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def months() -> Mapping[str, int]:
    """Every month word of ``months.tsv`` (lower case, no full stop) and its number, 1–12."""
    table = (resources.files("brygga.dates") / "months.tsv").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            number, forms = line.split("\t")
            found.update(dict.fromkeys(forms.split(), int(number)))
    return MappingProxyType(found)


def month_number(word: str) -> int | None:
    """``Okt``, ``sept.``, ``MAJ`` → the number of the month; ``None`` for any other word."""
    return months().get(word.lower().rstrip("."))


def iso_date(year: int, month: int, day: int) -> str | None:
    """``2018-10-24``; ``None`` for a day that the Gregorian calendar does not have."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
