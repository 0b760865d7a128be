"""Precision, recall and F1 per label, exact and partial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from brygga.evaluate.align import Aligned, align
from brygga.evaluate.gold import Gold
from brygga.evaluate.intervals import Interval, intervals
from brygga.record import LABELS, Article, Label

MISSION: tuple[Label, ...] = ("PERSON", "REGION", "PROJECT", "EVENT")
GROUPS: Mapping[str, tuple[Label, ...]] = {
    **{label: (label,) for label in LABELS},
    "all": LABELS,
    "mission": MISSION,
}


class Counts(msgspec.Struct, frozen=True):
    """What one text, or many, add to the figures of a label.

    ``hits``: right in start, end and label. ``near_gold``, ``near_found``: gold, and found
    mentions, that overlap one of the other side with the same label.
    """

    hits: int = 0
    gold: int = 0
    found: int = 0
    near_gold: int = 0
    near_found: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits,
            self.gold + other.gold,
            self.found + other.found,
            self.near_gold + other.near_gold,
            self.near_found + other.near_found,
        )


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Exact: start, end and label agree. Partial: the label agrees and the spans overlap.

    The intervals are of 95 %, ``None`` where there is nothing to estimate them from.
    """

    label: str
    gold: int
    found: int
    precision: float
    recall: float
    f1: float
    f1_interval: Interval | None
    partial_precision: float
    partial_recall: float
    partial_f1: float
    partial_f1_interval: Interval | None


def score(gold: Iterable[Gold], records: Mapping[str, Article]) -> dict[str, Score]:
    """Scores per label, for ``all`` and for the ``mission`` four, micro-averaged.

    ``records`` maps gold ids to records; a gold text without one counts as all missed.
    """
    return score_aligned(align(gold, records))


def score_aligned(texts: Sequence[Aligned]) -> dict[str, Score]:
    """As ``score``, of texts that are aligned already."""
    per_text = [{label: _count(text, label) for label in LABELS} for text in texts]
    groups = {
        name: [sum((text[label] for label in labels), Counts()) for text in per_text]
        for name, labels in GROUPS.items()
    }
    exact = [[(t.hits, t.found, t.hits, t.gold) for t in group] for group in groups.values()]
    partial = [
        [(t.near_found, t.found, t.near_gold, t.gold) for t in group] for group in groups.values()
    ]
    spread = intervals([*exact, *partial])
    return {
        name: _score(name, sum(group, Counts()), spread[n], spread[n + len(groups)])
        for n, (name, group) in enumerate(groups.items())
    }


def _count(text: Aligned, label: Label) -> Counts:
    expected = [span for span in text.expected if span.label == label]
    predicted = [span for span in text.predicted if span.label == label]
    return Counts(
        hits=len(set(expected) & set(predicted)),
        gold=len(expected),
        found=len(predicted),
        near_gold=sum(any(map(span.meets, predicted)) for span in expected),
        near_found=sum(any(map(span.meets, expected)) for span in predicted),
    )


def _score(
    name: str, total: Counts, f1_interval: Interval | None, partial_interval: Interval | None
) -> Score:
    precision, recall = _ratio(total.hits, total.found), _ratio(total.hits, total.gold)
    near_precision = _ratio(total.near_found, total.found)
    near_recall = _ratio(total.near_gold, total.gold)
    return Score(
        label=name,
        gold=total.gold,
        found=total.found,
        precision=precision,
        recall=recall,
        f1=_f1(precision, recall),
        f1_interval=f1_interval,
        partial_precision=near_precision,
        partial_recall=near_recall,
        partial_f1=_f1(near_precision, near_recall),
        partial_f1_interval=partial_interval,
    )


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
