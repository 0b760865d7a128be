"""Long names in capitals (``GREENROUTE DALA``): in an article about a project, a project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brygga.entities.forenames import begins_a_name
from brygga.entities.patterns import Found
from brygga.entities.sentences import is_shouted
from brygga.entities.shapes import AFTER, BEFORE, UPPER
from brygga.entities.tables import words

_ABOUT_A_PROJECT = ("projekt", "interreg", "horisont", "erasmus")
_NEXT = rf"(?:[{UPPER}][{UPPER}0-9+-]+[{UPPER}+]|[{UPPER}]{{2}}|\d{{4}}\+)"
_CAPITALS = re.compile(
    rf"{BEFORE}(?:"
    rf"(?!(?:COP|JAS|PISA)\d*\b)[{UPPER}]{{4}}[{UPPER}0-9+-]{{0,26}}"
    rf"(?: (?!AB\b|[IVX]+\b){_NEXT}){{1,5}}"
    rf"|[{UPPER}]{{4}}[{UPPER}0-9]{{0,26}}(?:-[{UPPER}]{{2,20}}){{1,3}}"
    rf"|[{UPPER}]{{3}}[{UPPER}0-9]{{4,26}}"
    rf"){AFTER}"
)


def find(text: str) -> Iterator[Found]:
    """Names in capitals, unless the text around them is in capitals too, or their words are those
    of a sentence or of a person's name.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in _ABOUT_A_PROJECT):
        return
    for match in _CAPITALS.finditer(text):
        name, (start, end) = match.group(), match.span()
        if not (
            name.lower() in words("common_words.txt")
            or begins_a_name(name.partition(" ")[0].capitalize())
            or is_shouted(text, start, end)
        ):
            yield Found(start, end, "PROJECT", sure=True)
