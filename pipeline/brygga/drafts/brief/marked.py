"""A stretch of an article with its names, dates and amounts as marks, for frames to match."""

from __future__ import annotations

import re

import msgspec

from brygga.drafts import english
from brygga.drafts.brief.facts import Span
from brygga.drafts.quantities import read
from brygga.record import Article, DateMention, Label, Mention

MARK = re.compile(r"<([A-Z])(\d+)>")
_LETTER: dict[Label, str] = {
    "PERSON": "P",
    "REGION": "R",
    "ORGANISATION": "O",
    "PROJECT": "J",
    "EVENT": "E",
}

Part = Mention | DateMention | str
_Piece = tuple[int, int, str, Part]


class Marked(msgspec.Struct, frozen=True):
    """``text`` has ``<P0>`` for a person, ``R``, ``O``, ``J`` (projects), ``E``, ``D`` (dates) and
    ``M`` (amounts); the number is the place in ``parts``, where an amount is in English.
    """

    text: str
    parts: tuple[Part, ...]

    def mentions(self, words: str) -> list[Mention]:
        """The mentions whose marks stand in ``words``."""
        found = (self.parts[int(match[2])] for match in MARK.finditer(words))
        return [part for part in found if isinstance(part, Mention)]


def mark(article: Article, span: Span) -> Marked:
    start, end = span
    names: list[_Piece] = [
        (m.start, m.end, _LETTER[m.label], m)
        for m in article.mentions
        if start <= m.start and m.end <= end
    ]
    names += [
        (d.start, d.end, "D", d)
        for d in article.dates
        if start <= d.start and d.end <= end and d.value
    ]
    aside = [(piece[0] - start, piece[1] - start) for piece in names]
    pieces = names + [
        (q.start + start, q.end + start, "M", english.amount(q.value, q.unit))
        for q in read(article.text[start:end], "sv", aside)
        if q.unit
    ]
    pieces.sort(key=lambda piece: piece[:2])
    parts: list[Part] = []
    text, at = "", start
    for a, b, letter, part in pieces:
        if a < at:
            continue
        text += article.text[at:a] + f"<{letter}{len(parts)}>"
        parts.append(part)
        at = b
    return Marked((text + article.text[at:end]).strip().rstrip(".!"), tuple(parts))
