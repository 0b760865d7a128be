"""Abbreviations in brackets: ``Genomic Medicine Sweden (GMS)``, ``SKARP (Shared Kitchens …)``."""

from __future__ import annotations

import re
from functools import cache

from brygga.entities.cues import cues
from brygga.entities.known import is_known, places
from brygga.entities.names import abbreviates, stands_for
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Span, Taken
from brygga.entities.tables import words
from brygga.record import Label

_SHORT = re.compile(rf" ?\(([{UPPER}e][\w+-]{{1,11}})\)")
_LONG = re.compile(rf" ?\(([{UPPER}][^()\n]{{6,100}})\)")


def explain(text: str, taken: Taken) -> None:
    """Mark what brackets after an organisation, project or event hold as its other name.

    That is an abbreviation, or the long form if the name before is its abbreviation. It has the
    label of the name before, whatever the model says. Any unknown abbreviation after an
    organisation is one too (a regiment's ``K4``), though perhaps not the same.
    """
    for span in list(taken):
        if span.label in ("PERSON", "REGION"):
            continue
        name = text[span.start : span.end]
        short = _SHORT.match(text, span.end)
        if short and _is_abbreviation(short.group(1)):
            unknown = span.label == "ORGANISATION" and not is_known(short.group(1))
            if unknown or explains(short.group(1), name, span.label):
                _mark(taken, short, span)
            continue
        long = _LONG.match(text, span.end)
        if long and abbreviates(name, long.group(1)):
            _mark(taken, long, span)


def explains(inside: str, name: str, label: Label) -> bool:
    """Whether what brackets after ``name`` hold is the same thing: one abbreviates the other, or
    ``inside`` abbreviates in another language what ``name`` describes
    (``Internationella havsfonden (IOF)``). Places explain nothing.
    """
    if inside in places() and label != "REGION":
        return False
    return stands_for(inside, name) or (
        len(inside) > 2
        and inside.isupper()
        and any(word.lower().endswith(_descriptive(label)) for word in name.split())
    )


@cache
def _descriptive(label: Label) -> tuple[str, ...]:
    return tuple(cue.word for cue in cues("abbreviated").get(label, ()))


def _is_abbreviation(word: str) -> bool:
    capitals = sum(c.isupper() for c in word)
    return capitals * 2 >= len(word) and word not in words("not_names.txt")


def _mark(taken: Taken, match: re.Match[str], name: Span) -> None:
    start, end = match.span(1)
    others = taken.overlapping(start, end)
    if all(start <= other.start and other.end <= end for other in others):
        taken.replace(Span(start, end, name.label, "rule"))
