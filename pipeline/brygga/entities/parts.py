"""Relations of an entity to the wholes that it is a part of, and why it has no id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brygga.entities.candidates import Finder
from brygga.entities.groups import Meaning
from brygga.kb.store import Thing
from brygga.record import Relation

PART_OF = "part-of"
COVERS = "covers"
NO_ID = "no-id"


def relations(meaning: Meaning, key_of: Mapping[int, str], finder: Finder) -> Iterator[Relation]:
    """What the knowledge base says of an entity beside its ids.

    A known thing is ``part-of`` each whole that it lies in, nearest first: municipality, county,
    country. A narrowed name (``norra Finland``) is part of what it narrows. A name of several
    places (``Norr- och Västerbotten``) ``covers`` each. ``no-id`` says why a thing got no id
    although its name is known. ``key_of`` gives the keys of the article's entities by the id of
    their thing.
    """
    thing = meaning.choice.thing
    wholes: tuple[Thing, ...] = ()
    if meaning.within is not None:
        wholes = (meaning.within, *finder.chain(meaning.within))
    elif thing is not None:
        wholes = finder.chain(thing)
    yield from (_relation(PART_OF, whole, key_of) for whole in wholes)
    yield from (_relation(COVERS, part, key_of) for part in meaning.covers)
    if meaning.choice.reason is not None:
        yield Relation(type=NO_ID, text=meaning.choice.reason)


def _relation(kind: str, thing: Thing, key_of: Mapping[int, str]) -> Relation:
    return Relation(
        type=kind,
        target=key_of.get(thing.id),
        text=thing.name,
        ids=thing.ids,
        name_en=thing.name_en,
    )
