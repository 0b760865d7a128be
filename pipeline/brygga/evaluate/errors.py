"""What went wrong: each error with its kind, counted and shown in context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec

from brygga.evaluate.align import Aligned
from brygga.evaluate.gold import Span
from brygga.record import LABELS, Label

Kind = Literal["missed", "spurious", "label", "bounds"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CONTEXT = 45
"""Characters of context on either side of an error."""


class Pair(msgspec.Struct, frozen=True):
    """A gold mention and the found one that answers to it; one of them may be missing.

    Positions are those of ``Aligned``. ``kind`` is ``None`` where both agree; ``label`` where the
    label is another (whatever the bounds), ``bounds`` where only start or end is.
    """

    gold: Span | None
    found: Span | None
    kind: Kind | None

    @property
    def start(self) -> int:
        return min(span.start for span in (self.gold, self.found) if span)


class Frequent(msgspec.Struct, frozen=True, kw_only=True):
    """An error as often as it was made, with one place where it was (``«»`` mark it there)."""

    kind: Kind
    gold: str | None
    gold_label: Label | None
    found: str | None
    found_label: Label | None
    count: int
    text_id: str
    example: str


class Cell(msgspec.Struct, frozen=True):
    """How many gold mentions labelled ``gold`` became what ``found`` says.

    ``gold`` is a label or ``spurious``; ``found`` a label (of the same extent if it is the same
    label), ``bounds`` (same label, other extent) or ``missed``.
    """

    gold: str
    found: str
    count: int


def pair(text: Aligned) -> list[Pair]:
    """Every gold and every found mention of a text, each exactly once, in text order.

    What agrees best is paired first: all alike, then the same extent, then the same label, then
    any overlap; among equals the longer overlap.
    """
    pairs = [Pair(span, span, None) for span in text.expected & text.predicted]
    expected, predicted = text.expected - text.predicted, text.predicted - text.expected
    near = [(_distance(g, f), g, f) for g in expected for f in predicted if g.meets(f)]
    left_gold, left_found = set(expected), set(predicted)
    for _, gold, found in sorted(near):
        if gold in left_gold and found in left_found:
            left_gold.remove(gold)
            left_found.remove(found)
            pairs.append(Pair(gold, found, "bounds" if gold.label == found.label else "label"))
    pairs += [Pair(gold, None, "missed") for gold in left_gold]
    pairs += [Pair(None, found, "spurious") for found in left_found]
    return sorted(pairs, key=lambda p: (p.start, p.gold or p.found, p.kind or ""))


def _distance(gold: Span, found: Span) -> tuple[int, int]:
    if (gold.start, gold.end) == (found.start, found.end):
        rank = 0
    else:
        rank = 1 if gold.label == found.label else 2
    return rank, max(gold.start, found.start) - min(gold.end, found.end)


def confusion(pairs: Iterable[Pair]) -> list[Cell]:
    """The confusion matrix, row by row with all its zeros: labels and ``spurious`` against labels,
    ``bounds`` and ``missed``; a row of a label sums to its gold mentions.
    """
    counts = Counter((_row(p), _column(p)) for p in pairs)
    return [
        Cell(gold, found, counts[gold, found])
        for gold in (*LABELS, "spurious")
        for found in (*LABELS, "bounds", "missed")
    ]


def _row(pair: Pair) -> str:
    return pair.gold.label if pair.gold else "spurious"


def _column(pair: Pair) -> str:
    if pair.found is None:
        return "missed"
    return "bounds" if pair.kind == "bounds" else pair.found.label


def frequent(texts: Sequence[Aligned]) -> list[Frequent]:
    """The errors, those made most often first; the same surfaces and labels are one error."""
    counts: Counter[tuple[str | None, ...]] = Counter()
    first: dict[tuple[str | None, ...], Frequent] = {}
    for text in texts:
        for p in pair(text):
            if p.kind is None:
                continue
            error = Frequent(
                kind=p.kind,
                gold=_plain(text.surface(p.gold)) if p.gold else None,
                gold_label=p.gold.label if p.gold else None,
                found=_plain(text.surface(p.found)) if p.found else None,
                found_label=p.found.label if p.found else None,
                count=0,
                text_id=text.gold.id,
                example=context(text, p),
            )
            key = (error.kind, error.gold, error.gold_label, error.found, error.found_label)
            counts[key] += 1
            first.setdefault(key, error)
    return [msgspec.structs.replace(first[key], count=n) for key, n in counts.most_common()]


def context(text: Aligned, pair: Pair) -> str:
    """The place of an error with some text around it; empty where the gold text has no such place.

    What was expected stands in ``«»``; what was found does where nothing was expected.
    """
    span = pair.gold or pair.found
    place = text.place(span) if span else None
    if place is None:
        return ""
    whole = text.gold.text
    before, after = whole[: place.start][-CONTEXT:], whole[place.end :][:CONTEXT]
    return _plain(f"{before}«{whole[place.start : place.end]}»{after}")


def _plain(text: str) -> str:
    return " ".join(text.split())
