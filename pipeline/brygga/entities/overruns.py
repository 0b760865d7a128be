"""Persons whose span a tagger drew too far to the right: ``besöker Anna Ek Kiev``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brygga.entities.forenames import begins_a_name, is_first_name
from brygga.entities.known import is_place
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Span

_LONGEST = 8


def without_overruns(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, each person's ending where the name does.

    A name ends before the word that follows it here only, if the text has it elsewhere without
    (``Anna Ek``, or the surname of somebody named in full); and before the genitive of a place
    (``träffade Anna Ek Danmarks statsminister``). What is left over is a region if it is a known
    place, else nothing.
    """
    surnames = {
        name.rpartition(" ")[2]
        for span in spans
        if span.label == "PERSON" and text.count(name := text[span.start : span.end]) > 1
        if name.count(" ") == 1
    }
    for span in spans:
        end = _end(text, span, surnames) if span.label == "PERSON" else span.end
        if end == span.end:
            yield span
            continue
        yield Span(span.start, end, "PERSON", span.method, span.sure, span.score)
        if is_place(text[end + 1 : span.end]):
            yield Span(end + 1, span.end, "REGION", "gazetteer")


def _end(text: str, span: Span, surnames: set[str]) -> int:
    name = text[span.start : span.end]
    words = name.split(" ")
    if not 2 <= len(words) <= _LONGEST or not all(words):
        return span.end
    if words[0] in surnames and not is_first_name(words[0]):
        return span.start + len(words[0])
    if len(words) < 3 or not begins_a_name(words[0].partition("-")[0]):
        return span.end
    *shorter, last = words
    bare = " ".join(shorter)
    if last.endswith("s") and is_place(last[:-1]) and not is_first_name(shorter[-1]):
        return span.start + len(bare)
    if text.count(name) == 1:
        for n in range(len(words) - 1, 1, -1):
            bare = " ".join(words[:n])
            if _alone(bare).search(text):
                return span.start + len(bare)
    return span.end


def _alone(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?:s|:s)?(?![\w-]| [{UPPER}])")
