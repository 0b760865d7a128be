"""What of a text bears witness to its language."""

from __future__ import annotations

import html
import re

import msgspec

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Evidence(msgspec.Struct, frozen=True):
    """``text`` is what a backend reads; ``letters`` counts its letters.

    ``worded`` is false for names, numbers, addresses and empty lines: such a text has no
    language of its own, though detectors call every second line of names Swedish.
    """

    text: str
    letters: int
    worded: bool


def weigh(text: str, limit: int) -> Evidence:
    """The evidence in the first ``limit`` characters of ``text``, cut between words.

    Web and e-mail addresses go, entities become characters, and a text mostly in capitals is
    lower-cased: detectors know capitals from abbreviations only.
    """
    text = head(text, limit)
    if "&" in text:
        text = html.unescape(text)
    text = _ADDRESS.sub(" ", text)
    capitals = sum(map(str.isupper, text))
    if capitals > sum(map(str.islower, text)):
        text = text.lower()
    letters = sum(map(str.isalpha, text))
    worded = any(not word[0][0].isupper() for word in _WORD.finditer(text))
    return Evidence(text, letters, worded)


def head(text: str, limit: int) -> str:
    """At most ``limit`` characters from the start of ``text``, whole words if it has spaces."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit + 1)
    return text[: cut if cut > 0 else limit]
