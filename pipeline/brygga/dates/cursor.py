"""One block of a text as the constructions see it."""

from __future__ import annotations

import re

from brygga.dates.meaning import NEAREST, Expression, InYear, Meaning
from brygga.dates.patterns import Patterns
from brygga.dates.words import all_months, english_months, plain, words

_CUE_WIDTH = 32
"""How far before an expression a cue can begin; longer than any cue of the table."""


def lower(text: str) -> str:
    """``text`` in lower case with every code point in its place.

    ``str.lower`` makes two code points of one only for İ (U+0130).
    """
    return text.replace("\u0130", "I").lower()


class Cursor:
    """``text[start:end]``, its lower case ``small``, and how far it is read (``done``)."""

    def __init__(self, p: Patterns, text: str, small: str, start: int, end: int) -> None:
        self.p, self.text, self.small = p, text, small
        self.start, self.end, self.done = start, end, start

    def match(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        return pattern.match(self.small, position, self.end)

    def before(self, cue: re.Pattern[str], position: int) -> re.Match[str] | None:
        """The cue that ends at ``position``, if there is one after the last expression."""
        return cue.search(self.small, max(self.done, position - _CUE_WIDTH), position)

    def surface(self, m: re.Match[str], n: str) -> str:
        """The month ``n`` of a match as written."""
        start, end = m.span("m" + n) if m["m" + n] else m.span("ms" + n)
        return self.text[start:end]

    def is_month(self, m: re.Match[str], n: str) -> bool:
        """An English month has a capital: "May", not "may"."""
        word = self.surface(m, n)
        return word[0].isupper() or word.lower() not in english_months()

    def expression(self, start: int, end: int, meaning: Meaning) -> Expression:
        """The full stop after an abbreviation at the very end may end the sentence: left out."""
        if self.small[end - 1] == "." and self.small[end - 2].isalpha():
            end -= 1
        return Expression(start, end, meaning)


def cue_start(cue: re.Match[str] | None, position: int) -> int:
    """Where the word of a cue that belongs to the expression begins."""
    return position if cue is None or cue["word"] is None else cue.start("word")


def month_of(m: re.Match[str], n: str) -> int:
    return all_months()[m["m" + n] or m["ms" + n]]


def in_year(m: re.Match[str], n: str) -> InYear:
    """The year ``n`` of a match: a number, a phrase ("i fjol"), or none."""
    groups = m.groupdict()
    if year := groups.get("y" + n):
        return InYear(int(year))
    if which := groups.get("which" + n):
        shift = words("which-year")[plain(which)]
        return InYear(known=False) if shift == "?" else InYear(shift=int(shift))
    return NEAREST
