"""Verbs of saying, which tell a quote from a list item."""

from __future__ import annotations

import re
from functools import cache

from brygga.ingest.cues import alternation, words


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(words('speech.txt'))})\b", re.IGNORECASE)


def says(text: str) -> bool:
    """Whether a verb of saying (``säger``, ``menade``) stands anywhere in the text."""
    return _verbs().search(text) is not None


def opens_with_saying(text: str) -> bool:
    """Whether the text starts with a verb of saying, as what follows a quote does."""
    return _verbs().match(text) is not None
