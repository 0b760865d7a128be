"""The forms under which a name may stand in the knowledge base."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from brygga.entities.names import without_head
from brygga.entities.place_kinds import Hint, head
from brygga.record import Label

_ARTICLE = re.compile(r"(?:The|the|Den|den|Det|det) (?=\w)")
_QUOTES = "\"”“„»«'’‘"
_GENITIVE = re.compile(r"[:’']s$")
_YEAR = re.compile(r"[ -](?:19|20)\d\d(?:[-–](?:20)?\d\d)?$")
_COUNTY_BOARD = re.compile(r"[Ll]änsstyrelsen(?: i)? (?P<place>.+?)(?: län)?$")


class Form(msgspec.Struct, frozen=True):
    """A name to look up; ``hint`` says what it must name where a noun was left out of it, and
    ``year`` is what was left out of an event's or a project's.
    """

    name: str
    hint: Hint | None = None
    year: str = ""


def forms(surface: str, base: str, label: Label) -> Iterator[Form]:
    """What to look up for a mention: the whole name first, then with less and less of it.

    ``base`` is the surface without a genitive of which there is evidence. Forms may repeat.
    """
    for name in _whole(surface, base, label):
        yield Form(name)
        yield from map(Form, _recased(name))
    if label == "REGION":
        yield from _without_noun(base)
    elif label == "ORGANISATION":
        yield from _county_boards(base)
    elif label in ("EVENT", "PROJECT"):
        bare = without_head(base)
        if bare != base:
            yield Form(bare)
        if year := _YEAR.search(bare):
            name = bare[: year.start()]
            yield Form(name, year=year.group())
            yield from (Form(other, year=year.group()) for other in _recased(name))


def _whole(surface: str, base: str, label: Label) -> Iterator[str]:
    plain = base.strip(_QUOTES)
    yield plain
    if plain != surface:
        yield surface
    cut = _GENITIVE.sub("", surface)
    if cut == surface and surface.endswith("s") and len(surface) > 3 and label != "PERSON":
        cut = surface[:-1]
    if cut not in (surface, plain):
        yield cut
    article = _ARTICLE.match(plain)
    if article:
        yield plain[article.end() :]


def _recased(name: str) -> Iterator[str]:
    """The name with a capital or a small letter at its start, and one in capitals as other names
    are written.
    """
    first = name[:1]
    yield first.swapcase() + name[1:]
    if len(name) > 3 and name.isupper():
        small = name.lower()
        yield small.capitalize()
        yield small.title()


def _without_noun(base: str) -> Iterator[Form]:
    """``Boden kommun`` as ``Bodens kommun`` and as ``Boden``, if that is a municipality."""
    place, _, noun = base.rpartition(" ")
    hint = head(noun) or head(noun.removesuffix("s"))
    if not place or hint is None:
        return
    for name in owners(place):
        yield Form(f"{name} {hint.word}")
        yield Form(f"{name}s {hint.word}")
    for name in owners(place):
        yield Form(name, hint)


def _county_boards(base: str) -> Iterator[Form]:
    match = _COUNTY_BOARD.match(base)
    if match:
        for place in owners(match.group("place")):
            yield Form(f"Länsstyrelsen i {place}s län")
            yield Form(f"Länsstyrelsen i {place} län")


def owners(name: str) -> tuple[str, ...]:
    """What ``Bodens`` in ``Bodens kommun`` may be the genitive of, the likelier first."""
    if name.endswith("s") and len(name) > 2:
        return name[:-1], name
    return (name,)
