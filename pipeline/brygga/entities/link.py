"""The stage that makes entities of mentions: one for each real-world thing in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import ClassVar

import msgspec

from brygga.entities import people, things
from brygga.entities.candidates import Finder
from brygga.entities.english import english_name
from brygga.entities.groups import Group, Meaning
from brygga.entities.names import attested, base_form, slug, variant_key
from brygga.entities.parts import relations
from brygga.entities.resolve import resolve
from brygga.entities.roles import add_roles
from brygga.entities.titles import is_english, title_after
from brygga.kb import user
from brygga.kb.store import KnowledgeBase
from brygga.record import (
    FURNITURE,
    LABELS,
    Article,
    Entity,
    Label,
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
    """``kb``: knowledge bases of your own beside the one that ships; where none is named,
    ``brygga-kb.sqlite`` in the working directory, if there is one.
    """

    kb: tuple[str, ...] = ()


class Link:
    """Give every real-world thing that the article itself names one entity, with its ids.

    Inflected, differently written and translated names of one thing meet in one entity, under the
    best form that the article has. A thing named only in furniture (boilerplate, contact, link,
    section) becomes no entity; a furniture mention of a thing that the article's own text names
    too is linked to it. Entities and facets stand in the order of the first own mention; bylines
    are own text. An entity gets the ids of a thing in the knowledge base only where it is clear
    which one is meant, and every entity gets an English name: docs/linking.md says how.
    """

    name: ClassVar[str] = "link"
    version: ClassVar[int] = 3
    requires: ClassVar[frozenset[str]] = frozenset(
        {"text", "language", "mentions", "blocks", "byline"}
    )
    provides: ClassVar[frozenset[str]] = frozenset(
        {"mentions.entity", "entities", *_FACETS.values()}
    )
    Settings: ClassVar[type[LinkSettings]] = LinkSettings

    def __init__(self, settings: LinkSettings) -> None:
        self.settings = settings
        self.model: str | None = None
        self._finder: Finder | None = None

    def setup(self) -> None:
        """Open the knowledge base; raises ``KnowledgeBaseError``."""
        kb = KnowledgeBase.open(user.paths(self.settings.kb))
        self._finder = Finder(kb)
        self.model = f"kb-{kb.version}"

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        """The articles with entities and facets; each is looked at alone."""
        if self._finder is None:
            raise RuntimeError("setup() has not been called")
        return [add_roles(link(article, self._finder)) for article in articles]


def link(article: Article, finder: Finder) -> Article:
    """One article with its entities, facets and the links from mentions."""
    roles = list(_roles(article))
    forms = attested((m.text, m.label) for m in article.mentions)
    bases = [finder.base_form(base_form(m.text, m.label, forms), m.label) for m in article.mentions]
    groups: list[Group] = []
    aside: set[str] = set()
    for label in LABELS:
        chosen = [n for n, m in enumerate(article.mentions) if m.label == label]
        if label == "PERSON":
            groups += _persons(article, chosen, bases, roles)
        else:
            mentions, names = [article.mentions[n] for n in chosen], [bases[n] for n in chosen]
            aside.update(names[n] for n in things.in_brackets(mentions, names, article.text))
            groups += _things(article, label, chosen, bases, roles, aside)
    meanings = list(resolve(article, groups, bases, finder))
    meanings = _one_for_each_thing(meanings, bases, aside)
    meanings = _with_furniture(article, meanings, bases, finder)
    last = len(roles)
    meanings.sort(key=lambda meaning: meaning.group.own[0] if meaning.group.own else last)
    return _write(article, meanings, finder)


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
) -> Iterator[Group]:
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
            members = [chosen[p] for p in places if p < len(chosen)]
            yield _group("PERSON", [name], members, roles)


def _things(
    article: Article,
    label: Label,
    chosen: Sequence[int],
    bases: Sequence[str],
    roles: Sequence[Role],
    aside: Container[str],
) -> Iterator[Group]:
    """Places, projects, events and organisations of the article's own text."""
    mentions, names = [article.mentions[n] for n in chosen], [bases[n] for n in chosen]
    group = things.group(mentions, names, article.text)
    for number in dict.fromkeys(group):
        members = [n for n, g in zip(chosen, group, strict=True) if g == number]
        own = [bases[n] for n in members if roles[n] not in FURNITURE]
        if own:
            yield _group(label, things.best_names(own, aside), members, roles)


def _group(
    label: Label, names: Iterable[str], members: Sequence[int], roles: Sequence[Role]
) -> Group:
    own = tuple(n for n in members if roles[n] not in FURNITURE)
    return Group(label, tuple(names), tuple(members), own)


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return list(Counter(names).items())


def _one_for_each_thing(
    meanings: Iterable[Meaning], bases: Sequence[str], aside: Container[str]
) -> list[Meaning]:
    """The meanings, those of one known thing made one (``Storuman``, ``Storumans kommun``)."""
    merged: dict[object, Meaning] = {}
    for number, meaning in enumerate(meanings):
        thing = meaning.choice.thing
        key = number if thing is None else (thing.id, meaning.year)
        earlier = merged.get(key)
        merged[key] = _merged(earlier, meaning, bases, aside) if earlier else meaning
    return list(merged.values())


def _with_furniture(
    article: Article, meanings: Sequence[Meaning], bases: Sequence[str], finder: Finder
) -> list[Meaning]:
    """The meanings, with mentions in furniture that name the same known thing in other words."""
    grouped = {n for meaning in meanings for n in meaning.group.members}
    number_of = {m.choice.thing.id: k for k, m in enumerate(meanings) if m.choice.thing is not None}
    more: dict[int, list[int]] = {}
    for n, mention in enumerate(article.mentions):
        if n not in grouped and number_of:
            found = finder.find(mention.label, mention.text, bases[n]).things
            meant = {number_of[thing.id] for thing in found if thing.id in number_of}
            if len(meant) == 1:
                more.setdefault(meant.pop(), []).append(n)
    return [_with_members(meaning, more.get(k, ())) for k, meaning in enumerate(meanings)]


def _with_members(meaning: Meaning, more: Iterable[int]) -> Meaning:
    members = tuple(sorted({*meaning.group.members, *more}))
    return replace(meaning, group=replace(meaning.group, members=members))


def _merged(one: Meaning, other: Meaning, bases: Sequence[str], aside: Container[str]) -> Meaning:
    members = tuple(sorted({*one.group.members, *other.group.members}))
    own = tuple(sorted({*one.group.own, *other.group.own}))
    if one.group.label == "PERSON":
        names = max(one.group.names, other.group.names, key=lambda names: len(names[0]))
    else:
        names = things.best_names([bases[n] for n in own], aside)
    return replace(one, group=replace(one.group, names=names, members=members, own=own))


def _write(article: Article, meanings: Sequence[Meaning], finder: Finder) -> Article:
    keys = list(_keys(meanings))
    key_of_thing = {
        meaning.choice.thing.id: key
        for meaning, key in zip(meanings, keys, strict=True)
        if meaning.choice.thing is not None
    }
    facets: dict[str, dict[str, None]] = {field: {} for field in _FACETS.values()}
    key_of_mention: dict[int, str] = {}
    entities = []
    for meaning, key in zip(meanings, keys, strict=True):
        group, thing = meaning.group, meaning.choice.thing
        name = group.names[0]
        entities.append(
            Entity(
                key=key,
                label=group.label,
                name=name,
                name_en=_english(article, meaning, finder),
                ids=() if thing is None else thing.ids,
                kind=None if thing is None else thing.kind,
                mentions=group.own,
                relations=tuple(relations(meaning, key_of_thing, finder)),
            )
        )
        facets[_FACETS[group.label]][name] = None
        key_of_mention.update(dict.fromkeys(group.members, key))
    return replace(
        article,
        mentions=tuple(
            replace(mention, entity=key_of_mention.get(n))
            for n, mention in enumerate(article.mentions)
        ),
        entities=tuple(entities),
        **{field: tuple(names) for field, names in facets.items()},
    )


def _keys(meanings: Iterable[Meaning]) -> Iterator[str]:
    """The entities' keys: label and name, with a number where two have the same."""
    seen: Counter[str] = Counter()
    for meaning in meanings:
        key = f"{meaning.group.label.lower()}/{slug(meaning.group.names[0])}"
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def _english(article: Article, meaning: Meaning, finder: Finder) -> str:
    group, thing = meaning.group, meaning.choice.thing
    name = group.names[0]
    if group.label == "PERSON":
        return name
    if thing is None and group.label != "REGION" and not name.isupper():
        for n in group.own:
            title = title_after(article.text, article.mentions[n].end)
            if title is not None and not is_english(name):
                return title
    if meaning.covers:
        return " and ".join(part.name_en for part in meaning.covers)
    return english_name(name, group.label, thing, finder)
