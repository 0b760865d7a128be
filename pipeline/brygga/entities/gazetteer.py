"""Names that are looked up rather than guessed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from brygga.entities.known import DISTINCT
from brygga.entities.patterns import Found
from brygga.entities.sentences import is_beside_a_name, is_plain_opening
from brygga.kb.match import Match, Matcher
from brygga.kb.store import KnowledgeBase
from brygga.record import Label

_SHORTEST = 3
"""Letters of a place's name that is looked for: shorter ones are mostly something else."""


class Place(msgspec.Struct, frozen=True):
    """A known place's name in a text; ``distinct``: it is no other word, name or surname."""

    start: int
    end: int
    distinct: bool


class Looked(msgspec.Struct, frozen=True):
    """The known names of a text, in text order."""

    things: tuple[Found, ...]
    places: tuple[Place, ...]


class Gazetteer:
    """Finds the names of a knowledge base: the longest one at each place, with its genitive."""

    def __init__(self, known: KnowledgeBase) -> None:
        self._matcher = Matcher(
            name
            for name in known.names()
            if (name.label != "REGION" and name.spot == DISTINCT) or len(name.name) >= _SHORTEST
        )

    def find(self, text: str) -> Looked:
        """Organisations, projects, events and persons that a name means wherever it stands, and
        names of places, which may need more to be believed (``is_place_here``).
        """
        things: list[Found] = []
        places: list[Place] = []
        for match in self._matcher.find(text):
            labels = set(_labels(match))
            if labels == {"REGION"}:
                distinct = any(name.spot == DISTINCT for name in match.names)
                places.append(Place(match.start, match.end, distinct))
            elif len(labels) == 1:
                things.append(Found(match.start, match.end, labels.pop(), sure=True))
        return Looked(tuple(things), tuple(places))


def _labels(match: Match) -> Iterator[Label]:
    """What the name can be; a place always may be meant, other things only where distinct."""
    for name in match.names:
        if name.label == "REGION" or name.spot == DISTINCT:
            yield name.label


def is_place_here(text: str, start: int, end: int) -> bool:
    """Whether nothing around a place's name speaks against it: a capitalised neighbour, with which
    it would be part of a longer name, or a sentence that begins with a common word.
    """
    return not (is_plain_opening(text, start, end) or is_beside_a_name(text, start, end))
