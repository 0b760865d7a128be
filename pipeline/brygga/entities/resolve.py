"""Which things of the knowledge base an article's persons, organisations, projects and events are;
for places see ``regions``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brygga.entities.candidates import Finder
from brygga.entities.choose import NOTHING, Choice
from brygga.entities.groups import Group, Meaning, candidates
from brygga.entities.regions import Regions
from brygga.kb.store import Thing
from brygga.record import Article

_BOARD = "Länsstyrelsen i "
_MARGIN = 1.0
"""How much likelier the best of several things of one name must be, in weight."""


def resolve(
    article: Article, groups: Sequence[Group], bases: Sequence[str], finder: Finder
) -> Iterator[Meaning]:
    """What each group means, in their order; a group of places may fall into several."""
    regions = Regions(article, [g for g in groups if g.label == "REGION"], bases, finder)
    for group in groups:
        if group.label == "REGION":
            yield from regions.meanings(group)
        elif group.label == "PERSON":
            yield Meaning(group, _person(group, finder))
        else:
            yield _named(group, article, bases, finder)


def _person(group: Group, finder: Finder) -> Choice:
    """Only a full name that just one known person has."""
    name = group.names[0]
    things = finder.kb.candidates(name, "PERSON") if " " in name else ()
    if len(things) > 1:
        return Choice(reason=f"{len(things)} known persons have this name")
    return Choice(things[0], sure=True) if things else NOTHING


def _named(group: Group, article: Article, bases: Sequence[str], finder: Finder) -> Meaning:
    _, found = candidates(group, article, bases, finder)
    things = found.things
    if len(things) > 1 and things[0].weight - things[1].weight < _MARGIN:
        whole = [t for t in things if t.name in group.names]
        if len(whole) != 1:
            close = "; ".join(f"{t.name} ({t.kind}, {t.key})" for t in things[:3])
            return Meaning(group, Choice(reason=f"several of this name: {close}"))
        things = tuple(whole)
    if not things:
        return Meaning(group, NOTHING)
    return Meaning(
        group,
        Choice(things[0], sure=True),
        within=_county(things[0], finder),
        year=found.form.year,
    )


def _county(thing: Thing, finder: Finder) -> Thing | None:
    """The county of a county administrative board, which the knowledge base does not say."""
    if thing.kind != "county-board" or thing.parent is not None:
        return None
    counties = finder.find("REGION", county := thing.name.removeprefix(_BOARD), county).things
    return next((c for c in counties if c.kind == "county"), None)
