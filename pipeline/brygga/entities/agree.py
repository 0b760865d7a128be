"""Make an article agree with itself: one name, one label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from brygga.entities.forenames import is_first_name
from brygga.entities.names import (
    abbreviates,
    attested,
    base_form,
    person_key,
    variant_key,
    without_head,
)
from brygga.entities.sentences import follows_place_word
from brygga.entities.spans import Ranges, Span, Taken, lies_in
from brygga.record import Label

_BETWEEN_LISTED = frozenset((", ", " och ", " eller ", " samt ", "/", " & "))
_VOUCHED = 3
"""Weight of a rule's or the gazetteer's label against a model's."""


def harmonise(text: str, taken: Taken, aside: Ranges = ()) -> None:
    """Give all mentions of a name, and of the abbreviation that follows it in brackets, the label
    that most of them have. Only the model's labels change, and a tie changes nothing. Persons
    named in ``aside`` (bylines, contacts) say nothing about other names.
    """
    settled = _tell_surnames_from_places(text, taken, aside)
    spans = list(taken)
    forms = attested((text[s.start : s.end], s.label) for s in spans)
    names = [base_form(text[s.start : s.end], s.label, forms) for s in spans]
    keys = [variant_key(without_head(name)) for name in names]
    same: dict[str, str] = {}
    for n in range(1, len(spans)):
        if text[spans[n - 1].end : spans[n].start].strip() == "(" and (
            abbreviates(names[n], names[n - 1]) or abbreviates(names[n - 1], names[n])
        ):
            same.setdefault(keys[n], keys[n - 1])
    keys = [same.get(key, key) for key in keys]
    votes: dict[str, Counter[Label]] = {}
    for key, span in zip(keys, spans, strict=True):
        weight = 1 if _is_a_guess(span) else _VOUCHED
        votes.setdefault(key, Counter())[span.label] += weight
    for key, span in zip(keys, spans, strict=True):
        counts = votes[key]
        if len(counts) > 1 and _is_a_guess(span):
            (label, most), (_, second) = counts.most_common(2)
            if most > second and label != span.label and span.start not in settled:
                taken.replace(Span(span.start, span.end, label, span.method))


def _tell_surnames_from_places(text: str, taken: Taken, aside: Ranges) -> set[int]:
    """Make a guess of another label that is just a name of a person named in full that person,
    unless it is a place after a preposition of place (``i Lund``) or listed with places. The
    starts of the spans that this decides.
    """
    surnames: set[tuple[str, ...]] = set()
    for span in taken:
        if span.label == "PERSON" and not lies_in(aside, span.start):
            words = person_key(text[span.start : span.end])
            surnames.update(words[n:] for n in range(1, len(words)))
            if len(words) > 1 and is_first_name(words[0].capitalize()):
                surnames.add(words[:1])
    settled: set[int] = set()
    spans = list(taken)
    places = _places(text, spans, surnames)
    for span in spans:
        words = person_key(text[span.start : span.end])
        bare = (*words[:-1], words[-1].removesuffix("s")) if words else words
        if words in surnames or bare in surnames:
            if span.start not in places and _is_a_guess(span) and span.label != "PERSON":
                taken.replace(Span(span.start, span.end, "PERSON", span.method))
            settled.add(span.start)
    return settled


def _places(text: str, spans: Sequence[Span], surnames: Container[tuple[str, ...]]) -> set[int]:
    """The starts of the regions that a preposition of place or another region beside confirms; one
    that may be a surname itself confirms nothing.
    """
    doubtful = {s.start for s in spans if person_key(text[s.start : s.end]) in surnames}
    confirmed = {
        span.start
        for span in spans
        if span.label == "REGION" and follows_place_word(text, span.start)
    }
    for one, other in pairwise(spans):
        if one.label == other.label == "REGION" and text[one.end : other.start] in _BETWEEN_LISTED:
            if one.start not in doubtful:
                confirmed.add(other.start)
            if other.start not in doubtful:
                confirmed.add(one.start)
    return confirmed


def _is_a_guess(span: Span) -> bool:
    return span.method == "model" and not span.sure
