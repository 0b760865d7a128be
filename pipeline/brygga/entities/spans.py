"""Spans while they are being decided: trimming, fitting into blocks, choosing among overlaps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from brygga.record import Block, Label, MentionMethod

_EDGE = " \t\n\r\u00a0\"”“„»«'‘,.;:!?/()[]{}–—-*•|"
_OPEN_BRACKETS = {")": "(", "]": "["}
_KEEP_AT_END = "!?"


class Span(msgspec.Struct, frozen=True):
    """A name with its place.

    ``sure`` marks a rule that may overrule a model, or a model's span that a rule confirms;
    ``score`` is the model's probability of the label, where it yields one.
    """

    start: int
    end: int
    label: Label
    method: MentionMethod
    sure: bool = False
    score: float | None = None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space, quotes and punctuation at both ends of a span.

    A bracket that the span itself opens stays (``… (5GMHI)``), and so does ``!`` or ``?``, which
    names may end in.
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        last = text[end - 1]
        if last in _KEEP_AT_END and end - start > 1:
            break
        opening = _OPEN_BRACKETS.get(last)
        if opening and opening in text[start:end]:
            break
        end -= 1
    return start, end


Ranges = Sequence[tuple[int, int]]
"""Parts of a text, in order."""


def lies_in(ranges: Ranges, at: int) -> bool:
    n = bisect_right(ranges, at, key=lambda part: part[0]) - 1
    return n >= 0 and at < ranges[n][1]


def clip(blocks: Sequence[Block], start: int, end: int) -> tuple[int, int, Block] | None:
    """The part of a span that lies in the block where it begins, and that block."""
    n = bisect_right(blocks, start, key=lambda b: b.start) - 1
    if n < 0 or start >= blocks[n].end:
        return None
    return start, min(end, blocks[n].end), blocks[n]


class Taken:
    """Spans that do not overlap, in text order."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []
        for span in spans:
            self.add(span)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def overlapping(self, start: int, end: int) -> list[Span]:
        last = first = bisect_left(self._starts, end)
        while first > 0 and self._spans[first - 1].end > start:
            first -= 1
        return self._spans[first:last]

    def add(self, span: Span) -> bool:
        """Put the span in if there is room for it; whether there was."""
        n = bisect_left(self._starts, span.start)
        if (n > 0 and self._spans[n - 1].end > span.start) or (
            n < len(self._starts) and self._starts[n] < span.end
        ):
            return False
        self._starts.insert(n, span.start)
        self._spans.insert(n, span)
        return True

    def replace(self, span: Span) -> None:
        """Put the span in, in place of all that it overlaps."""
        for other in self.overlapping(span.start, span.end):
            n = bisect_left(self._starts, other.start)
            del self._starts[n], self._spans[n]
        self.add(span)


def merge(text: str, model: Iterable[Span], rules: Iterable[Span]) -> Taken:
    """The model's spans and what rules add or correct.

    The longest name wins: a rule's span replaces model spans that it wholly contains if they have
    its label or the rule is sure. Otherwise a rule only fills gaps. Where both agree, the span is
    the model's.
    """
    taken = Taken(model)
    for rule in sorted(rules, key=lambda s: (s.start - s.end, s.start, s.label)):
        others = taken.overlapping(rule.start, rule.end)
        same = len(others) == 1 and _place(others[0]) == _place(rule)
        if same and others[0].label == rule.label:
            taken.replace(replace(others[0], sure=True))
        elif all(
            rule.start <= other.start and other.end <= rule.end and _yields(text, other, rule)
            for other in others
        ):
            taken.replace(rule)
    return taken


def _yields(text: str, other: Span, rule: Span) -> bool:
    """Whether ``other`` gives way to a rule's span around it.

    A full name that the model has is not lengthened to the right: what follows it ("besöker
    Anna Ek Judiska museet") may be anything capitalised.
    """
    if rule.label != other.label:
        return rule.sure and other.method == "model"
    if rule.label != "PERSON" or other.method != "model" or rule.end == other.end:
        return True
    return " " not in text[other.start : other.end]


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
