"""What a record tells of its article, with where the article says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from brygga.drafts import english
from brygga.record import FURNITURE, Article, Block, DateMention, Entity, Label, Mention

Span = tuple[int, int]
Sentence = tuple[str, tuple[Span, ...]]
"""An English sentence and the stretches of the text that it rests on."""

MOST = 6
"""Names of one kind that a brief has at most."""

_Part = TypeVar("_Part", Mention, DateMention)

_BODY = frozenset(
    ("title", "lead", "heading", "paragraph", "quote", "list-item", "table", "caption")
)
_SAYS = re.compile(
    r"(?:säger|sade|sa|menar|menade|berättar|berättade|förklarar|förklarade|konstaterar|"
    r"konstaterade|tillägger|tror|anser|kommenterar|hälsar|skriver)\s+"
)
_SAYS_AFTER = re.compile(r"\s+(?:säger|sade|sa|menar|berättar|förklarar|konstaterar|anser):")
_TITLE = re.compile(r"(?:[\w-]+ ){0,6}$")
_PLACE = re.compile(r",? i $")
_CLOSE = 8
"""Characters between an event and its place or date at most."""
_WHEN = re.compile(r",? (?:den |på )?$|\s*\($")


class Named(msgspec.Struct, frozen=True):
    """An entity of the article's body, with the mentions that stand there (in text order)."""

    entity: Entity
    mentions: tuple[Mention, ...]

    @property
    def first(self) -> Span:
        return self.mentions[0].start, self.mentions[0].end


def body_blocks(article: Article) -> list[Block]:
    """The blocks that the article itself says, without bylines, image names and furniture."""
    return [b for b in article.blocks if b.role in _BODY and b.role not in FURNITURE]


def named(article: Article, label: Label) -> list[Named]:
    """The entities of one label in the body: most mentions first, then in text order."""
    blocks = body_blocks(article)
    found = []
    for entity in article.entities:
        if entity.label == label:
            mentions = tuple(
                m
                for m in (article.mentions[i] for i in entity.mentions)
                if any(b.start <= m.start < b.end for b in blocks)
            )
            if mentions:
                found.append(Named(entity, mentions))
    return sorted(found, key=lambda n: (-len(n.mentions), n.first))


def listing(kind: str, names: Sequence[str]) -> str:
    """``The project mentioned is Kvasar.``"""
    if len(names) == 1:
        return english.sentence(f"the {kind} mentioned is {names[0]}")
    return english.sentence(f"the {english.plural(kind)} mentioned are {english.series(names)}")


def is_quoted(article: Article, person: Named) -> bool:
    """Whether a verb of saying stands right before or after one of a person's mentions."""
    for mention in person.mentions:
        before = article.text[max(0, mention.start - 90) : mention.start]
        said = list(_SAYS.finditer(before))
        if said and _TITLE.fullmatch(before[said[-1].end() :]):
            return True
        if _SAYS_AFTER.match(article.text, mention.end):
            return True
    return False


def sentence_around(text: str, blocks: Sequence[Block], at: int) -> Span:
    """The sentence that a place of the text belongs to; within its block."""
    block = next((b for b in blocks if b.start <= at < b.end), None)
    if block is None:
        return at, at
    start = block.start
    for stop in re.finditer(
        r"(?<=[.!?…])[”\"’]? +(?=[–—”\"A-ZÅÄÖ])|\n+", text[block.start : block.end]
    ):
        edge = block.start + stop.end()
        if edge > at:
            return start, block.start + stop.start()
        start = edge
    return start, block.end


class Occasion(msgspec.Struct, frozen=True):
    """An event with the place and date that stand right behind its name."""

    event: Named
    place: Mention | None = None
    date: DateMention | None = None


def occasions(article: Article) -> Iterator[Occasion]:
    """Each event of the body; its place may stand before its date (``X i Oslo den 9 maj``)."""
    places = [m for m in article.mentions if m.label == "REGION"]
    days = [d for d in article.dates if d.value]
    for event in named(article, "EVENT"):
        place, date = None, None
        for mention in event.mentions:
            end = mention.end
            if found := _behind(article.text, end, places, _PLACE):
                place = place or found
                end = found.end
            date = date or _behind(article.text, end, days, _WHEN)
        yield Occasion(event, place, date)


def _behind(text: str, end: int, among: Sequence[_Part], link: re.Pattern[str]) -> _Part | None:
    """The part that follows ``end`` with nothing but ``link`` between them."""
    for part in among:
        if 0 < part.start - end <= _CLOSE and link.fullmatch(text, end, part.start):
            return part
    return None
