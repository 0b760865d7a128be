"""The stage that makes entities of mentions: one for each real-world thing in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

import msgspec

from brygga.entities import people, things
from brygga.entities.names import attested, base_form, slug, variant_key
from brygga.record import (
    FURNITURE,
    LABELS,
    Article,
    Entity,
    Label,
    Mention,
    Role,
    replace,
)

_FACETS: dict[Label, str] = {
    "PERSON": "people",
    "REGION": "regions",
    "PROJECT": "projects",
    "EVENT": "events",
    "ORGANISATION": "organisations",
}
_FULL_NAME = re.compile(r"[^\W\d_][\w’'.-]*(?: [\w’'.-]+)+")


class LinkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing to set yet."""


class Link:
    """Give every real-world thing that the article itself names one entity.

    Inflected and differently written names of one thing meet in one entity, under the best form
    that the article has. A thing named only in furniture (boilerplate, contact, link, section)
    becomes no entity; a furniture mention of a thing that the article's own text names too is
    linked to it. Entities and facets stand in the order of the first own mention; bylines are
    own text. Identifiers are not given here.
    """

    name: ClassVar[str] = "link"
    version: ClassVar[int] = 1
    requires: ClassVar[frozenset[str]] = frozenset({"text", "mentions", "blocks", "byline"})
    provides: ClassVar[frozenset[str]] = frozenset(
        {"mentions.entity", "entities", *_FACETS.values()}
    )
    Settings: ClassVar[type[LinkSettings]] = LinkSettings

    def __init__(self, settings: LinkSettings) -> None:
        self.settings = settings
        self.model: str | None = None

    def setup(self) -> None:
        """Nothing to load."""

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        """The articles with entities and facets; each is looked at alone."""
        return [link(article) for article in articles]


def link(article: Article) -> Article:
    """One article with its entities, facets and the links from mentions."""
    roles = list(_roles(article))
    forms = attested((m.text, m.label) for m in article.mentions)
    bases = [base_form(m.text, m.label, forms) for m in article.mentions]
    found: list[tuple[int, Label, str, list[int]]] = []
    for label in LABELS:
        chosen = [n for n, m in enumerate(article.mentions) if m.label == label]
        grouped: Iterable[tuple[str, list[int]]]
        if label == "PERSON":
            grouped = _persons(article, chosen, bases, roles)
        else:
            grouped = _things(article, chosen, bases, roles)
        for name, members in grouped:
            own = [n for n in members if roles[n] not in FURNITURE]
            found.append((own[0] if own else len(roles), label, name, members))
    found.sort(key=lambda group: group[0])
    return _write(article, roles, found)


def _roles(article: Article) -> Iterator[Role]:
    """The role of the block that each mention stands in."""
    blocks = iter(article.blocks)
    block = next(blocks, None)
    for mention in article.mentions:
        while block is not None and block.end <= mention.start:
            block = next(blocks, None)
        yield block.role if block is not None else "other"


def _persons(
    article: Article, chosen: Sequence[int], bases: Sequence[str], roles: Sequence[Role]
) -> Iterator[tuple[str, list[int]]]:
    """Persons of the article's own text, with the byline that the metadata gives."""
    namings = [
        people.naming(bases[n], own=roles[n] not in FURNITURE, byline=roles[n] == "byline")
        for n in chosen
    ]
    others = {
        variant_key(b) for b, m in zip(bases, article.mentions, strict=True) if m.label != "PERSON"
    }
    authors = [
        name
        for name in article.byline
        if _FULL_NAME.fullmatch(name) and variant_key(name) not in others
    ]
    namings += [people.naming(name, byline=True) for name in authors]
    names = [bases[n] for n in chosen] + authors
    groups: dict[int, list[int]] = {}
    for place, number in enumerate(people.group(namings)):
        groups.setdefault(number, []).append(place)
    for places in groups.values():
        own = [p for p in places if namings[p].own]
        if own:
            name = max(
                _counted(names[p] for p in own),
                key=lambda form: (len(form[0].split()), form[1], not form[0].isupper()),
            )[0]
            yield name, [chosen[p] for p in places if p < len(chosen)]


def _things(
    article: Article, chosen: Sequence[int], bases: Sequence[str], roles: Sequence[Role]
) -> Iterator[tuple[str, list[int]]]:
    """Places, projects, events and organisations of the article's own text."""
    mentions, names = [article.mentions[n] for n in chosen], [bases[n] for n in chosen]
    group = things.group(mentions, names, article.text)
    aside = {names[n] for n in things.in_brackets(mentions, names, article.text)}
    for number in dict.fromkeys(group):
        members = [n for n, g in zip(chosen, group, strict=True) if g == number]
        own = [n for n in members if roles[n] not in FURNITURE]
        if own:
            yield things.best_name([bases[n] for n in own], aside), members


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return list(Counter(names).items())


def _write(
    article: Article,
    roles: Sequence[Role],
    found: Iterable[tuple[int, Label, str, list[int]]],
) -> Article:
    entities: list[Entity] = []
    key_of: dict[int, str] = {}
    keys: Counter[str] = Counter()
    facets: dict[str, dict[str, None]] = {field: {} for field in _FACETS.values()}
    for _, label, name, members in found:
        key = f"{label.lower()}/{slug(name)}"
        keys[key] += 1
        if keys[key] > 1:
            key = f"{key}-{keys[key]}"
        own = tuple(n for n in members if roles[n] not in FURNITURE)
        entities.append(Entity(key=key, label=label, name=name, mentions=own))
        facets[_FACETS[label]][name] = None
        key_of.update(dict.fromkeys(members, key))
    mentions: tuple[Mention, ...] = tuple(
        replace(mention, entity=key_of.get(n)) for n, mention in enumerate(article.mentions)
    )
    return replace(
        article,
        mentions=mentions,
        entities=tuple(entities),
        **{field: tuple(names) for field, names in facets.items()},
    )
