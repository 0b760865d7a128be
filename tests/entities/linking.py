"""Articles with given mentions, linked with the knowledge base that ships."""

from __future__ import annotations

from functools import cache

from brygga.entities.link import Link, LinkSettings
from brygga.record import Article, Entity, Label, Mention, Role, check, replace

from .helpers import article

CODES: dict[str, Label] = {
    "P": "PERSON",
    "R": "REGION",
    "J": "PROJECT",
    "V": "EVENT",
    "O": "ORGANISATION",
}


@cache
def stage() -> Link:
    """The stage as users have it, without tables of their own."""
    link = Link(LinkSettings())
    link.setup()
    return link


def marked(
    *blocks: tuple[Role, str], byline: tuple[str, ...] = (), language: str = "sv"
) -> Article:
    """An article of blocks in which ``[P Ann Ek]`` marks a mention."""
    plain: list[tuple[Role, str]] = []
    spans: list[list[tuple[int, int, Label]]] = []
    for role, text in blocks:
        out, places = "", []
        while "[" in text:
            before, _, rest = text.partition("[")
            inside, _, text = rest.partition("]")
            code, _, name = inside.partition(" ")
            out += before
            places.append((len(out), len(out) + len(name), CODES[code]))
            out += name
        plain.append((role, out + text))
        spans.append(places)
    one = article(*plain, byline=byline, language=language)
    mentions = [
        Mention(
            start=b.start + s,
            end=b.start + e,
            text=one.text[b.start + s : b.start + e],
            label=label,
            score=None,
            method="model",
        )
        for b, places in zip(one.blocks, spans, strict=True)
        for s, e, label in places
    ]
    return replace(one, mentions=tuple(mentions))


def linked(
    *blocks: tuple[Role, str], byline: tuple[str, ...] = (), language: str = "sv"
) -> Article:
    (done,) = stage().process([marked(*blocks, byline=byline, language=language)])
    check(done)
    return done


def body(text: str, language: str = "sv") -> Article:
    return linked(("paragraph", text), language=language)


def entity_of(done: Article, name: str) -> Entity:
    """The entity of the first mention with just this text."""
    key = next(m.entity for m in done.mentions if m.text == name)
    return next(e for e in done.entities if e.key == key)


def relation_texts(entity: Entity, kind: str) -> list[str | None]:
    return [r.text for r in entity.relations if r.type == kind]
