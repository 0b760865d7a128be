"""Bylines: ``/Niklas Johansson``, ``/AG``, ``Text: Anna Ek Foto: Bo Al``, ``Vid pennan: …``."""

from __future__ import annotations

import re
from functools import cache

from brygga.ingest.cues import alternation, cues, is_cue, opening
from brygga.ingest.names import is_initials, is_name

_LONGEST = 140
_SLASH = re.compile(r"//? ?(?=[^\W\d_])")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/&|]|\b(?:och|samt|and|og)\b)\s*")
_GLUED = re.compile(r"(?<=[.!?…”\"»)])\s+(//?\s?[^\W\d_a-zåäö][^/.!?]{1,60})$")


@cache
def _labels() -> re.Pattern[str]:
    phrases = alternation(cues("author") | cues("photo"))
    return re.compile(rf"(?:^|(?<=[\s,|/.]))({phrases})\s*[:/]\s*", re.IGNORECASE)


def split_names(text: str) -> tuple[str, ...]:
    """The persons in ``Hanna X och Joel Y``; what is no name (an office, a place) is left out."""
    parts = [part.strip(" .,-–") for part in _BETWEEN_NAMES.split(text)]
    return tuple(part for part in parts if is_name(part) or is_initials(part))


def read_byline(text: str) -> tuple[str, ...] | None:
    """The authors that a line names, ``None`` if the line is no byline.

    A line that only credits a picture is none; a photographer is not an author. ``/Red.`` is a
    byline that names nobody.
    """
    if len(text) > _LONGEST:
        return None
    slash = _SLASH.match(text)
    if slash:
        return _signed(text[slash.end() :])
    labelled = _labelled(text)
    if labelled is not None:
        return labelled or None
    found = opening(text, "author")
    return (split_names(found.rest) or None) if found else None


def _signed(rest: str) -> tuple[str, ...] | None:
    if is_cue(rest, "unsigned"):
        return ()
    names = split_names(rest)
    if names:
        return names
    word = rest.strip(" .")
    return (word,) if 1 <= len(word.split()) <= 2 and word[:1].isalpha() else None


def _labelled(text: str) -> tuple[str, ...] | None:
    marks = list(_labels().finditer(text))
    if not marks or marks[0].start():
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    names: list[str] = []
    for mark, end in zip(marks, ends, strict=True):
        if mark[1].lower() not in cues("author"):
            continue
        value = text[mark.end() : end].strip(" ,.|/")
        names += split_names(value) or ((value,) if _is_short_name(value) else ())
    return tuple(names)


def _is_short_name(value: str) -> bool:
    return len(value.split()) == 1 and value[:1].isupper() and value.isalpha()


def split_glued(text: str) -> tuple[str, ...]:
    """A paragraph and the ``/Niklas Johansson`` glued to its end, or the paragraph alone."""
    cut = text.rfind("/")
    if cut < 1 or len(text) - cut > _LONGEST:
        return (text,)
    glued = _GLUED.search(text, max(0, cut - 4))
    if glued and split_names(glued[1].lstrip("/ ")):
        return text[: glued.start()], glued[1]
    return (text,)
