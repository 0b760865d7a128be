"""Names that are only part of an address: of a street with its number, of a mailbox or a page."""

from __future__ import annotations

import re
from functools import cache

from brygga.entities.tables import alternatives

_ON_LINE = re.compile(
    r"(?:\S*(?:@|www\.|https?://)|\S+\.(?:se|com|org|eu|nu|net|int|no|fi|dk)\b)\S*"
)
_SPACE = re.compile(r"[\s(]")


def is_on_line(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is part of an address on line: ``anna.ek@orten.se``."""
    start = at
    while start and not _SPACE.match(text, start - 1):
        start -= 1
    match = _ON_LINE.match(text, start)
    return match is not None and match.end() > at


def has_house_number(text: str, start: int, end: int) -> bool:
    """Whether ``start`` to ``end`` is a street with its number after it, or the beginning of one:
    ``Björkgatan 30``, ``Olivecronas väg 5``.
    """
    last = text.rfind(" ", start, end) + 1 or start
    return _street().match(text, last) is not None


@cache
def _street() -> re.Pattern[str]:
    """A street's last words and its number: from its name's last word on."""
    kinds = alternatives("street_words.txt")
    return re.compile(rf"(?:[\w-]*|[\w-]+ ){kinds} \d{{1,3}}(?!\d|[.:%]\d)", re.IGNORECASE)
