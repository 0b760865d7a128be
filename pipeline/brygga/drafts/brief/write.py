"""Write the brief: an English sentence per kind of fact, tied to where the article says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brygga.drafts import english
from brygga.drafts.brief.facts import Named, Occasion, Span, is_quoted, named, occasions
from brygga.drafts.brief.figures import figures
from brygga.drafts.brief.statements import statements
from brygga.drafts.glossary import Glossary, shipped
from brygga.drafts.roles import belonging, english_role
from brygga.record import Article, Entity, Label

_MOST = 6
"""Names of one kind that a brief has at most."""
_PROGRAMME = frozenset(("programme", "eu-programme", "fund", "interreg-programme"))

Sentence = tuple[str, tuple[Span, ...]]


def brief(article: Article, glossary: Glossary | None = None) -> list[Sentence]:
    """English sentences about the article and the spans that each rests on; nothing that the record
    does not have, and no name twice unless something new is said of it. Empty for an article that
    names nothing and has no figures.
    """
    glossary = glossary or shipped()
    stated = list(statements(article, glossary))
    told = {key for one in stated for key in one.entities}
    facts = [
        *((one.english, (one.span,)) for one in stated),
        *_people(article, told, glossary),
        *_projects(article, told),
        *_events(article, told),
        *_figures(article, glossary),
        *_organisations(article, told),
        *_places(article, told),
    ]
    if not facts:
        return []
    opening = list(_frame(article, glossary))
    if not opening and facts[0][0].startswith("It "):
        said, spans = facts[0]
        facts[0] = (f"The item {said.removeprefix('It ')}", spans)
    return [*opening, *facts]


def _frame(article: Article, glossary: Glossary) -> Iterator[Sentence]:
    """What the item is: ``News item on innovation policy, 24 October 2018.``"""
    words, spans = "News item", []
    for section in article.section[:1]:
        term = glossary.get(section)
        if term and term.domain == "section":
            words += f" on {_inside(term.en)}"
            spans += [_block_span(article, "section", "dateline")]
    if article.published and (day := english.date(article.published[:10])):
        words += f", {day}"
        spans += [_block_span(article, "dateline")]
    if spans:
        yield english.sentence(words), tuple(s for s in spans if s)


def _inside(section: str) -> str:
    return (
        section
        if section[:2].isupper() or section == "Interreg"
        else section[0].lower() + section[1:]
    )


def _block_span(article: Article, *roles: str) -> Span | None:
    for block in article.blocks:
        if block.role in roles:
            return block.start, block.end
    return None


def _people(article: Article, told: set[str], glossary: Glossary) -> Iterator[Sentence]:
    by_key = {e.key: e for e in article.entities}
    quoted: list[tuple[str, bool]] = []
    others: list[tuple[str, bool]] = []
    spans: list[list[Span]] = [[], []]
    for person in named(article, "PERSON")[: 2 * _MOST]:
        roles = _roles(person.entity, by_key, glossary)
        if person.entity.key in told and not roles:
            continue
        said = f"{person.entity.name}{roles}"
        at = is_quoted(article, person)
        if at:
            quoted.append((said, bool(roles)))
            spans[0].append(person.first)
        elif len(others) < _MOST:
            others.append((said, bool(roles)))
            spans[1].append(person.first)
    if quoted:
        yield f"It quotes {_people_list(quoted)}.", tuple(spans[0])
    if others:
        yield f"It {'also ' if quoted else ''}mentions {_people_list(others)}.", tuple(spans[1])


def _people_list(people: Sequence[tuple[str, bool]]) -> str:
    """Semicolons where roles bring commas of their own."""
    if not any(role for _, role in people) or len(people) == 1:
        return english.listed([said for said, _ in people])
    *first, last = [said for said, _ in people]
    return f"{'; '.join(first)}; and {last}"


def _roles(entity: Entity, by_key: dict[str, Entity], glossary: Glossary) -> str:
    """``, vice chair of Region Västerbotten and …, from …``; nothing where nothing is told."""
    roles, bodies = [], []
    for relation in entity.relations:
        target = by_key.get(relation.target or "")
        name = english.the(target.name_en or target.name) if target else ""
        if relation.type == "role" and relation.text:
            roles.append(
                belonging(relation.text, target.label, name, glossary)
                if target
                else english_role(relation.text, glossary)
            )
        elif relation.type == "affiliation" and target:
            bodies.append(f"from {name}")
    known = list(dict.fromkeys(role for role in roles if role))[:3]
    said = ([english.listed(known)] if known else []) + bodies[:1]
    return "".join(f", {part}" for part in said)


def _new(article: Article, label: Label, told: set[str]) -> list[Named]:
    return [one for one in named(article, label) if one.entity.key not in told]


def _names(found: Sequence[Named]) -> tuple[list[str], tuple[Span, ...]]:
    kept = found[:_MOST]
    names = list(dict.fromkeys(english.the(n.entity.name_en or n.entity.name) for n in kept))
    return names, tuple(n.first for n in kept)


def _mentioned(kind: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"The {kind} mentioned is {names[0]}."
    return f"The {english.plural(kind)} mentioned are {english.listed(names)}."


def _projects(article: Article, told: set[str]) -> Iterator[Sentence]:
    found = _new(article, "PROJECT", told)
    yield from _list("project", [n for n in found if n.entity.kind not in _PROGRAMME])
    yield from _list("funding programme", [n for n in found if n.entity.kind in _PROGRAMME])


def _list(kind: str, found: Sequence[Named]) -> Iterator[Sentence]:
    if found:
        names, spans = _names(found)
        yield _mentioned(kind, names), spans


def _events(article: Article, told: set[str]) -> Iterator[Sentence]:
    found = [o for o in occasions(article) if o.event.entity.key not in told][:_MOST]
    if found:
        places = {e.key: e for e in article.entities}
        said = [_occasion(o, places) for o in found]
        spans = [s for o in found for s in _spans(o)]
        yield _mentioned("event", said), tuple(spans)


def _occasion(occasion: Occasion, by_key: dict[str, Entity]) -> str:
    said = english.the(occasion.event.entity.name_en or occasion.event.entity.name)
    about = []
    if occasion.place and (place := by_key.get(occasion.place.entity or "")):
        about.append(place.name_en or place.name)
    if occasion.date and occasion.date.value and (day := english.date(occasion.date.value)):
        about.append(day)
    return f"{said} ({', '.join(about)})" if about else said


def _spans(occasion: Occasion) -> Iterator[Span]:
    yield occasion.event.first
    for part in (occasion.place, occasion.date):
        if part:
            yield part.start, part.end


def _figures(article: Article, glossary: Glossary) -> Iterator[Sentence]:
    found = sorted(figures(article, glossary), key=lambda f: -f.weight)[:_MOST]
    found.sort(key=lambda f: f.span)
    if found:
        yield (
            f"Figures given: {english.listed([f.english for f in found])}.",
            tuple(f.span for f in found),
        )


def _organisations(article: Article, told: set[str]) -> Iterator[Sentence]:
    return _list("organisation", _new(article, "ORGANISATION", told))


def _places(article: Article, told: set[str]) -> Iterator[Sentence]:
    found = _new(article, "REGION", told)
    if found:
        kept = found[:_MOST]
        names = list(dict.fromkeys(_place(n.entity) for n in kept))
        yield (
            _mentioned("place", names),
            tuple(n.first for n in kept),
        )


def _place(entity: Entity) -> str:
    name = english.the(entity.name_en or entity.name)
    wholes = [r.name_en or r.text or "" for r in entity.relations if r.type == "part-of"]
    wholes = [w for w in wholes if w and w not in name]
    return f"{name} ({', '.join(wholes[:2])})" if wholes else name
