"""Everything that an evaluation found, for the table, the page and the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from brygga.evaluate.align import Aligned, align
from brygga.evaluate.errors import Cell, Frequent, Pair, confusion, frequent, pair
from brygga.evaluate.gold import Gold
from brygga.evaluate.intervals import RESAMPLES
from brygga.evaluate.links import LinkGold, LinkReport, judge, link_report
from brygga.evaluate.score import Score, score_aligned
from brygga.record import Article


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """``scores`` holds the labels, ``all`` and ``mission``; ``missing`` names gold texts without a
    record; ``links`` is there only where links were asked for.
    """

    schema: Literal["brygga.evaluation/1"] = "brygga.evaluation/1"
    texts: int
    missing: tuple[str, ...]
    resamples: int = RESAMPLES
    scores: tuple[Score, ...]
    confusion: tuple[Cell, ...]
    errors: tuple[Frequent, ...]
    links: tuple[LinkReport, ...] = ()

    def score(self, label: str) -> Score:
        return next(s for s in self.scores if s.label == label)


class Comparison(msgspec.Struct, frozen=True):
    """One text and its pairs of gold and found mentions."""

    text: Aligned
    pairs: tuple[Pair, ...]

    @property
    def errors(self) -> int:
        return sum(p.kind is not None for p in self.pairs)


def compare(gold: Iterable[Gold], records: Mapping[str, Article]) -> list[Comparison]:
    """Every gold text beside what its record says."""
    return [Comparison(text, tuple(pair(text))) for text in align(gold, records)]


def report(comparisons: Iterable[Comparison]) -> Report:
    """The figures of ``comparisons``."""
    comparisons = list(comparisons)
    texts = [c.text for c in comparisons]
    return Report(
        texts=len(texts),
        missing=tuple(t.gold.id for t in texts if t.missing),
        scores=tuple(score_aligned(texts).values()),
        confusion=tuple(confusion(p for c in comparisons for p in c.pairs)),
        errors=tuple(frequent(texts)),
    )


def with_links(
    report: Report,
    links: Iterable[LinkGold],
    gold: Iterable[Gold],
    *,
    given: Mapping[str, Article],
    found: Mapping[str, Article],
) -> Report:
    """``report`` with the links judged twice: of the marked mentions and of those found."""
    links, gold = list(links), list(gold)
    judged = link_report("gold", judge(links, align(gold, given), given))
    whole = link_report("found", judge(links, align(gold, found), found))
    return msgspec.structs.replace(report, links=(judged, whole))


def to_json(report: Report) -> bytes:
    """The report as JSON with a line end; the same report gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(report)) + b"\n"
