"""Make an article agree with itself: one name, one label."""

from __future__ import annotations

from collections import Counter

from brygga.entities.forenames import is_first_name
from brygga.entities.names import (
    abbreviates,
    attested,
    base_form,
    person_key,
    variant_key,
    without_head,
)
from brygga.entities.spans import Span, Taken
from brygga.record import Label

_VOUCHED = 3
"""Weight of a rule's or the gazetteer's label against a model's."""


def harmonise(text: str, taken: Taken) -> None:
    """Give all mentions of a name, and of the abbreviation that follows it in brackets, the label
    that most of them have. Only the model's labels change, and a tie changes nothing.
    """
    _give_surnames_to_persons(text, taken)
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
            if most > second and label != span.label:
                taken.replace(Span(span.start, span.end, label, span.method))


def _give_surnames_to_persons(text: str, taken: Taken) -> None:
    """A guess of another label that is just a name of a person named in full is that person."""
    surnames: set[tuple[str, ...]] = set()
    for span in taken:
        if span.label == "PERSON":
            words = person_key(text[span.start : span.end])
            surnames.update(words[n:] for n in range(1, len(words)))
            if len(words) > 1 and is_first_name(words[0].capitalize()):
                surnames.add(words[:1])
    for span in list(taken):
        if _is_a_guess(span) and span.label != "PERSON":
            words = person_key(text[span.start : span.end])
            bare = (*words[:-1], words[-1].removesuffix("s")) if words else words
            if words in surnames or bare in surnames:
                taken.replace(Span(span.start, span.end, "PERSON", span.method))


def _is_a_guess(span: Span) -> bool:
    return span.method == "model" and not span.sure
