"""Groups of mentions that mean one thing, before and after the knowledge base is asked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from brygga.entities.candidates import NO_CANDIDATES, Candidates, Finder
from brygga.entities.choose import Choice
from brygga.kb.store import Thing
from brygga.record import Article, Label


class Group(msgspec.Struct, frozen=True):
    """Mentions that name the same thing: ``names`` are their forms in the article's own text, the
    best one first; ``own`` are the numbers of the mentions there, ``members`` of all.
    """

    label: Label
    names: tuple[str, ...]
    members: tuple[int, ...]
    own: tuple[int, ...]


class Meaning(msgspec.Struct, frozen=True):
    """A group, or a part of one, and what it means; ``within``: the known place that its name
    narrows (``norra Finland``); ``covers``: the places that it names together (``Norr- och
    Västerbotten``); ``year``: what sets one event of a known series apart.
    """

    group: Group
    choice: Choice
    within: Thing | None = None
    covers: tuple[Thing, ...] = ()
    year: str = ""


def candidates(
    group: Group, article: Article, bases: Sequence[str], finder: Finder
) -> tuple[str, Candidates]:
    """The first name of the group that the knowledge base knows, and what it may mean."""
    surfaces = {bases[n]: article.mentions[n].text for n in reversed(group.members)}
    for name in group.names:
        found = finder.find(group.label, surfaces.get(name, name), name)
        if found.things:
            return name, found
    return group.names[0], NO_CANDIDATES
