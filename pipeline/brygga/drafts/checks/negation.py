"""What the Swedish denies the English denies too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from brygga.drafts.pair import Pair, finding
from brygga.drafts.quantities import Tongue
from brygga.drafts.tables import rows
from brygga.record import Finding


class Negation:
    """A side that denies something stands beside one that does so as well, or has a word that may
    carry the denial (``otillräcklig``, ``unable``).
    """

    name: ClassVar[str] = "negation"

    def check(self, pair: Pair) -> Iterator[Finding]:
        swedish, english = _denial(pair.sv, "sv"), _denial(pair.en, "en")
        if swedish and not english and not _words("en", "mild").search(pair.en):
            said = f"“{swedish.group()}” has no counterpart in the English"
            yield finding(self.name, said, swedish.span(), grave=True)
        elif english and not swedish and not _words("sv", "mild").search(pair.sv):
            said = f"“{english.group()}” has no counterpart in the Swedish"
            yield finding(self.name, said, en=english.span(), grave=True)


def _denial(text: str, tongue: Tongue) -> re.Match[str] | None:
    """The first denial that is not part of a phrase that denies nothing (``inte minst``)."""
    mild = [m.span() for m in _words(tongue, "mild").finditer(text)]
    for match in _words(tongue, "strong").finditer(text):
        if not any(a <= match.start() and match.end() < b for a, b in mild):
            return match
    return None


@cache
def _words(tongue: Tongue, strength: str) -> re.Pattern[str]:
    words = [
        w
        for language, kind, w in rows("checks/negation.tsv")
        if (language, kind) == (tongue, strength)
    ]
    parts = [
        re.escape(w[:-1]) + r"\w{2,}" if w[-1] == "*" else re.escape(w)
        for w in sorted(words, key=lambda w: (-len(w), w))
        if w != "n't"
    ]
    contracted = "|n['’]t(?!\\w)" if "n't" in words else ""
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(parts)})(?!\w){contracted}")
