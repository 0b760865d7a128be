"""A record's mentions, put where the gold text has them.

Texts are compared without white space and invisible characters, so a reader that re-wraps a text
is not punished; text that it dropped loses its mentions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

import msgspec

from brygga.evaluate.gold import Gold, Span
from brygga.record import Article, Mention

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\ufeff")


class Aligned(msgspec.Struct, frozen=True):
    """One gold text with what was expected and what was found.

    Spans are positions in the squeezed gold text; ``place`` leads back to the gold text itself.
    A mention on text that the gold lacks has a negative position of its own, and ``lost`` keeps
    its surface. ``marked`` maps the entities of ``gold`` to their positions; ``mentions`` maps
    positions to indices of the record's mentions. ``missing`` says that there was no record.
    """

    gold: Gold
    marked: dict[Span, Span]
    mentions: dict[Span, int]
    origins: tuple[int, ...]
    lost: dict[Span, str]
    missing: bool

    @property
    def expected(self) -> frozenset[Span]:
        return frozenset(self.marked.values())

    @property
    def predicted(self) -> frozenset[Span]:
        return frozenset(self.mentions)

    def mention_of(self, entity: Span) -> int | None:
        """The record's mention that answers to ``entity`` of the gold: the same extent and label,
        else the longest overlap with the same label.
        """
        at = self.marked.get(entity)
        near = [span for span in self.mentions if at is not None and span.overlaps(at)]
        if at is None or not near:
            return None
        best = min(near, key=lambda s: (s != at, max(s.start, at.start) - min(s.end, at.end), s))
        return self.mentions[best]

    def place(self, span: Span) -> Span | None:
        """``span`` in code points of the gold text; ``None`` where it has no place there."""
        if span in self.lost:
            return None
        return Span(self.origins[span.start], self.origins[span.end - 1] + 1, span.label)

    def surface(self, span: Span) -> str:
        """What the text says there."""
        place = self.place(span)
        return self.lost[span] if place is None else self.gold.text[place.start : place.end]


def align(gold: Iterable[Gold], records: Mapping[str, Article]) -> list[Aligned]:
    """Every gold text with its record; ``records`` maps gold ids to records."""
    return [_align(text, records.get(text.id)) for text in gold]


def _align(gold: Gold, record: Article | None) -> Aligned:
    text, positions = squeeze(gold.text)
    marked = {s: at for s in gold.entities if (at := positions.place(s)) is not None}
    lost: dict[Span, str] = {}
    mentions: dict[Span, int] = {}
    if record is not None:
        read, read_positions = squeeze(record.text)
        moved = None if read == text else _shifts(read, text)
        for n, mention in enumerate(record.mentions):
            span = read_positions.place(Span(mention.start, mention.end, mention.label))
            if span is None:
                continue
            at = span if moved is None else _move(span, moved)
            if at is None:
                # It stays a false positive, at a place of its own where no gold can be.
                at = Span(-span.start - 2, -span.start - 1, span.label)
                lost[at] = mention.text
            mentions.setdefault(at, n)
    return Aligned(
        gold=gold,
        marked=marked,
        mentions=mentions,
        origins=positions.origins(),
        lost=lost,
        missing=record is None,
    )


def marked_mentions(gold: Gold, article: Article) -> tuple[Mention, ...]:
    """The entities of ``gold`` as mentions of ``article``; what its text lacks is left out."""
    text, positions = squeeze(gold.text)
    read, read_positions = squeeze(article.text)
    origins = read_positions.origins()
    moved = None if read == text else _shifts(text, read)
    mentions: list[Mention] = []
    for entity in sorted(gold.entities):
        at = positions.place(entity)
        if at is not None and moved is not None:
            at = _move(at, moved)
        if at is not None:
            start, end = origins[at.start], origins[at.end - 1] + 1
            surface = article.text[start:end]
            mentions.append(
                Mention(
                    start=start,
                    end=end,
                    text=surface,
                    label=entity.label,
                    score=None,
                    method="model",
                )
            )
    return tuple(mentions)


def _move(span: Span, moved: Mapping[int, int]) -> Span | None:
    start, last = moved.get(span.start), moved.get(span.end - 1)
    return None if start is None or last is None else Span(start, last + 1, span.label)


class Positions(dict[int, int]):
    """Where each kept code point of a text went."""

    def place(self, span: Span) -> Span | None:
        kept = [self[i] for i in range(span.start, span.end) if i in self]
        return Span(kept[0], kept[-1] + 1, span.label) if kept else None

    def origins(self) -> tuple[int, ...]:
        """The code point of the text that each position came from."""
        starts = {at: i for i, at in self.items()}
        last, found = 0, []
        for at in range(max(starts, default=-1) + 1):
            last = starts.get(at, last)
            found.append(last)
        return tuple(found)


def squeeze(text: str) -> tuple[str, Positions]:
    """``text`` in NFC without white space and invisible characters, and where each went."""
    kept: list[str] = []
    positions = Positions()
    for i, char in enumerate(text):
        for part in unicodedata.normalize("NFC", char):
            if not part.isspace() and part not in INVISIBLE:
                positions.setdefault(i, len(kept))
                kept.append(part)
    return "".join(kept), positions


def _shifts(source: str, target: str) -> dict[int, int]:
    blocks = SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}
