"""What a name may mean: the things of the knowledge base that bear it, and where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from brygga.entities.forms import Form, forms
from brygga.entities.tables import rows
from brygga.kb.store import KnowledgeBase, Thing
from brygga.record import Label

_KEPT = 20_000
"""Names and things of which a worker remembers what the knowledge base says."""
_RARE = 2.0
"""Weight of bodies that are closed or seldom named."""
SMALL_PARTS = frozenset({"locality", "city", "municipality", "district", "site", "parish"})
"""Kinds of places of which one says in which country or county they lie."""
_SAME_GROUND = (
    "country",
    "municipality",
    "locality",
    "city",
    "county",
    "province",
    "region",
    "nuts1",
    "nuts2",
    "nuts3",
    "island",
    "landsdel",
    "macro-region",
    "district",
    "site",
    "regional-authority",
)
"""Which of several places of one name that share their ground a bare name means: the first."""


class Candidates(NamedTuple):
    """The things that a name may mean, the likeliest first, and the form under which they stand."""

    things: tuple[Thing, ...]
    form: Form


NO_CANDIDATES = Candidates((), Form(""))


class Finder:
    """Looks names up, and remembers. Not for use by several threads at a time."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._found: dict[tuple[str, str, str], Candidates] = {}
        self._chains: dict[int, tuple[Thing, ...]] = {}
        self._countries: dict[str, Thing | None] = {}

    def find(self, label: Label, surface: str, base: str) -> Candidates:
        """The things with ``label`` of the first form that has any."""
        key = (label, surface, base)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _KEPT:
                self._found.clear()
            found = self._found[key] = self._look_up(label, surface, base)
        return found

    def base_form(self, name: str, label: Label) -> str:
        """The name without a final genitive ``-s`` if only so it is known."""
        if not name.endswith("s") or len(name) < 4 or label == "PERSON":
            return name
        bare = name[:-1]
        if self.kb.candidates(name, label) or not self.kb.candidates(bare, label):
            return name
        return bare

    def _look_up(self, label: Label, surface: str, base: str) -> Candidates:
        for form in forms(surface, base, label):
            things = self.kb.candidates(form.name, label)
            if form.hint is not None:
                things = fitting(things, form.hint.kinds)
            elif label == "ORGANISATION":
                things = tuple(t for t in things if not _is_mere_alias(form.name, t))
            if things:
                return Candidates(things, form)
        return NO_CANDIDATES

    def chain(self, thing: Thing) -> tuple[Thing, ...]:
        """What the thing lies in or belongs to, nearest first."""
        chain = self._chains.get(thing.id)
        if chain is None:
            if len(self._chains) >= _KEPT:
                self._chains.clear()
            chain = self._chains[thing.id] = self.kb.parents(thing)
        return chain

    def lies_in(self, thing: Thing, other: Thing) -> bool:
        return any(part.id == other.id for part in self.chain(thing))

    def country(self, thing: Thing) -> Thing | None:
        """The country that the thing is or lies in."""
        for part in (thing, *self.chain(thing)):
            if part.kind == "country":
                return part
        return None

    def country_of_code(self, code: str) -> Thing | None:
        """The country with an ISO 3166-1 code."""
        if code not in self._countries:
            self._countries[code] = self.kb.by_key(f"iso3166-1:{code}")
        return self._countries[code]

    def readings(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """The places that a bare name can mean: of those that share their ground, one.

        A municipality stands for its town, a county for the province of its name, a country for
        its capital, a city abroad for the region of its name; of two municipalities neither does.
        """
        left = list(things)
        for kind in _ranked(things):
            ones = [t for t in left if t.kind == kind]
            for one in ones:
                if not any(t is not one and self._same_country(one, t) for t in ones):
                    left = [t for t in left if t is one or not self._shares_ground(one, t)]
        return tuple(left)

    def _same_country(self, one: Thing, other: Thing) -> bool:
        here, there = self.country(one), self.country(other)
        return here is not None and there is not None and here.id == there.id

    def _shares_ground(self, one: Thing, other: Thing) -> bool:
        if one.kind == other.kind:
            return False
        if self.lies_in(one, other) or self.lies_in(other, one):
            return True
        if not self._same_country(one, other):
            return False
        both = {one.kind, other.kind}
        return not both <= SMALL_PARTS or "locality" not in both


def _is_mere_alias(name: str, thing: Thing) -> bool:
    """Whether a name is an old or rare body's abbreviation, which likelier means another body."""
    return thing.weight <= _RARE and name not in (thing.name, thing.name_en)


def _ranked(things: Sequence[Thing]) -> list[str]:
    kinds = {t.kind for t in things}
    if {"county", "province"} <= kinds:
        # A county that has the name of a province has it from there, not from its town.
        return ["country", "county", *(k for k in _SAME_GROUND if k not in ("country", "county"))]
    return list(_SAME_GROUND)


def fitting(things: Sequence[Thing], kinds: Sequence[frozenset[str]]) -> tuple[Thing, ...]:
    """The things of the first set of ``kinds`` that any belongs to."""
    for some in kinds:
        found = tuple(t for t in things if t.kind in some)
        if found:
            return found
    return ()


@cache
def default_readings() -> dict[str, str]:
    """For a name the key of the thing that its weight would not give."""
    return {row[0]: row[1] for row in rows("default_readings.tsv")}
