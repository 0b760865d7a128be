"""Abbreviations in brackets: ``Genomic Medicine Sweden (GMS)``, ``SKARP (Shared Kitchens …)``."""

from __future__ import annotations

import re

from brygga.entities.names import abbreviates
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Span, Taken
from brygga.entities.tables import words

_SHORT = re.compile(rf" ?\(([{UPPER}e][\w+-]{{1,11}})\)")
_LONG = re.compile(rf" ?\(([{UPPER}][^()\n]{{6,100}})\)")


def explain(text: str, taken: Taken) -> None:
    """Mark what brackets after an organisation, project or event hold as its other name.

    That is an abbreviation, or the long form if the name before is its abbreviation. It has the
    label of the name before, whatever the model says.
    """
    for span in list(taken):
        if span.label in ("PERSON", "REGION"):
            continue
        short = _SHORT.match(text, span.end)
        if short and _is_abbreviation(short.group(1)):
            _mark(taken, short, span)
            continue
        long = _LONG.match(text, span.end)
        if long and abbreviates(text[span.start : span.end], long.group(1)):
            _mark(taken, long, span)


def _is_abbreviation(word: str) -> bool:
    capitals = sum(c.isupper() for c in word)
    return capitals * 2 >= len(word) and word not in words("not_names.txt")


def _mark(taken: Taken, match: re.Match[str], name: Span) -> None:
    start, end = match.span(1)
    others = taken.overlapping(start, end)
    if all(start <= other.start and other.end <= end for other in others):
        taken.replace(Span(start, end, name.label, "rule"))
