"""Names of which a tagger took the first word only: ``Grön`` of the project ``Grön start``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from brygga.entities.sentences import starts_sentence
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Span

_ONE_WORD = re.compile(rf"[{UPPER}][a-zåäöéü]+")
_NEXT = re.compile(r" [a-zåäöéü]{3,}(?![\w-])")


def with_recurring_words(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans, projects and events of one word with the word that the text always has after it.

    That word counts where it stands at least twice, once inside a sentence, and no other follows
    the first word anywhere; after a genitive it is what the name owns.
    """
    for span in spans:
        end = _end(text, span) if span.label in ("PROJECT", "EVENT") else span.end
        if end == span.end:
            yield span
        else:
            yield Span(span.start, end, span.label, span.method, span.sure, span.score)


def _end(text: str, span: Span) -> int:
    name = text[span.start : span.end]
    follows = _NEXT.match(text, span.end)
    if follows is None or not _ONE_WORD.fullmatch(name) or name.endswith("s"):
        return span.end
    places = [m.start() for m in re.finditer(rf"\b{name}\b", text)]
    whole = name + follows.group()
    if (
        len(places) < 2
        or not all(re.compile(rf"{whole}\b").match(text, at) for at in places)
        or all(starts_sentence(text, at) for at in places)
    ):
        return span.end
    return follows.end()
