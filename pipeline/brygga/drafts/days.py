"""Days, months and years as Swedish and English texts write them, to compare the two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from brygga.dates.calendar import months as swedish_months
from brygga.drafts.quantities import Tongue

_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"[0-3]?\d"
_ISO = rf"\b(?P<y1>{_YEAR})-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)\b"
_BARE = rf"(?<![\w./,-])(?P<y2>{_YEAR})(?![\w/]|[.,:]\d)"
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class Day(msgspec.Struct, frozen=True):
    """A day, month or year as far as the text tells it; offsets in code points."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None


def read(text: str, tongue: Tongue) -> list[Day]:
    """What the text writes out, in order: ``24 oktober 2018``, ``October 24, 2018``, ``maj 2026``,
    ``2018``, ISO dates; ``11–13 October`` is two. A month alone, a weekday and ``i går`` are none.
    """
    found = []
    for match in _pattern(tongue).finditer(text):
        told = {kind: _told(match, kind) for kind in "ymd"}
        year = int(told["y"][0]) if told["y"] else None
        month = _month(told["m"][0], tongue) if told["m"] else None
        days: list[int | None] = [int(day) for day in told["d"]] or [None]
        found += [Day(match.start(), match.end(), year, month, day) for day in days]
    return found


def same(one: Day, other: Day) -> bool:
    """Whether nothing that both tell differs, and both tell something in common."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    both = [(a, b) for a, b in pairs if a and b]
    return bool(both) and all(a == b for a, b in both)


def _told(match: re.Match[str], kind: str) -> list[str]:
    groups = sorted(name for name in match.groupdict() if name[0] == kind)
    return [match[name] for name in groups if match[name]]


def _month(word: str, tongue: Tongue) -> int:
    return int(word) if word.isdigit() else _months(tongue)[word.lower().rstrip(".")]


@cache
def _months(tongue: Tongue) -> Mapping[str, int]:
    if tongue == "sv":
        return swedish_months()
    short = {month[:3]: n for n, month in enumerate(_ENGLISH, 1)} | {"sept": 9}
    return MappingProxyType(short | {month: n for n, month in enumerate(_ENGLISH, 1)})


@cache
def _pattern(tongue: Tongue) -> re.Pattern[str]:
    words = sorted(_months(tongue), key=len, reverse=True)
    if tongue == "en":  # "may" and "march" written small are verbs
        month = "|".join(word.capitalize() for word in words)
        ordinal, to, of = r"(?:st|nd|rd|th)?", r"(?: ?[–-] ?| to | and )", "(?: of)?"
    else:
        month = f"(?i:{'|'.join(words)})"
        ordinal, to, of = r"(?:\.|:e)?", r"(?: ?[–-] ?| till (?:den )?| och (?:den )?)", ""
    first = rf"(?:(?P<d2>{_DAY}){ordinal}{to})?(?P<d3>{_DAY}){ordinal}{of}"
    parts = [
        _ISO,
        rf"\b{first} (?P<m2>{month})\b(?:[.,]? (?P<y3>{_YEAR}))?(?!\d)",
        rf"\b(?P<m3>{month})[.,]? (?P<y4>{_YEAR})\b",
        _BARE,
    ]
    if tongue == "en":
        second = rf"(?P<d4>{_DAY}){ordinal}(?: ?[–-] ?(?P<d5>{_DAY}))?(?!\d)"
        parts.insert(2, rf"\b(?P<m4>{month})\.? {second}(?:,? (?P<y5>{_YEAR}))?\b")
    return re.compile("|".join(parts))
