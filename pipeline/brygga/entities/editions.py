"""The number or year that tells one of a row of projects or events from the others."""

from __future__ import annotations

import re

from brygga.entities.tables import alternatives
from brygga.record import Label

_EDITION: dict[Label, re.Pattern[str]] = {
    # Small counts are spelt out in prose, so a digit belongs to the name.
    "PROJECT": re.compile(
        r" [2-9](?![\w%:–/-]|[.,]\d| \d"
        r"| (?:procent|miljon|miljard|tusen|hundra|kronor|år|(?:st|km|m|kl)\b)"
        rf"| (?i:{alternatives('months.txt')})\b)"
    ),
    "EVENT": re.compile(r" (?:19|20)\d\d(?![\w%:–/-]|[.,]\d| \d)"),
}


def edition_end(text: str, end: int, label: Label) -> int:
    """Where the name that ends at ``end`` ends with its number or year (``Osiris 2``, ``Expo
    2025``); ``end`` if it has none.
    """
    pattern = _EDITION.get(label)
    edition = pattern.match(text, end) if pattern else None
    return edition.end() if edition else end
