"""English titles that an article itself gives: ``Tillväxtverket (Swedish Agency for …)``."""

from __future__ import annotations

import re

from brygga.entities.tables import words

_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r" ?\((?P<n>[^\W\d_][^()\n]{5,110})\)")


def is_english(name: str) -> bool:
    """Whether a name has a word that only English names have."""
    small = {word.lower() for word in _WORD.findall(name)}
    return len(small) > 1 and not small.isdisjoint(words("english_words.txt"))


def title_after(text: str, end: int) -> str | None:
    """The English title in brackets right after a Swedish name:
    ``Tillväxtverket (Swedish Agency for Economic and Regional Growth)``.
    """
    if text[end : end + 1] not in (" ", "("):
        return None
    found = _TITLE.match(text, end)
    if found is None or not is_english(found.group("n")):
        return None
    title = found.group("n").partition(", ")[0].strip()
    return title if title[0].isupper() else None
