"""Which of the things of a name is meant, or why that cannot be told: see docs/linking.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from brygga.entities.candidates import SMALL_PARTS, Finder, default_readings, fitting
from brygga.entities.place_kinds import Hint
from brygga.entities.tables import words
from brygga.kb.store import Thing

_MARGIN = 0.6
"""How much likelier the best must be: in powers of ten of inhabitants, so four times."""
_HOME = 1.0
"""What it counts that a place lies in Sweden, in a Swedish text."""
_NEAR = 2.0
"""What it counts that the article names a place that shares the municipality or county."""
_ABROAD = 1.2
"""What it counts that the article names the country, or a place there."""
_USUAL = 2.0
"""What a reading counts that ``default_readings.tsv`` names."""
_TRANSLATED = 3.0
"""What it counts against a reading that the text's language calls otherwise."""
_TINY = 3.0
"""A place of fewer than a thousand inhabitants needs the article to speak for it where its name
may be something else.
"""
_LARGE = 5.0
"""A city of a hundred thousand inhabitants needs nothing to speak for it."""
_SWEDEN = "iso3166-1:SE"
_ON = "på"
_CLOSE = frozenset({"municipality", "county", "region", "nuts3"})
_WIDE = frozenset({"country", "continent", "macro-region", "landsdel", "nuts1", "nuts2", "union"})
SETTLED = frozenset({"locality", "city", "district"})
_WHOLES = frozenset({"country", "county", "region", "province", "nuts1", "nuts2", "nuts3"})
"""Kinds of places of which one says that a town lies in them."""


class Evidence(msgspec.Struct, frozen=True):
    """What the text says of one mention: ``hint`` its kind; ``inside`` what it lies in (``said``:
    in so many words, ``Nora i Örebro län``, and not only beside it, ``Umeå, Sverige``).
    """

    hint: Hint | None = None
    inside: Thing | None = None
    said: bool = False

    def __bool__(self) -> bool:
        return self.hint is not None or self.inside is not None


class Context(msgspec.Struct, frozen=True):
    """What the rest of the article speaks for: ``near`` says of how many of its other places each
    thing (by its id) is the same or a whole that they lie in; ``far`` are the countries among these
    of which the knowledge base has only the largest towns; ``swedish``: the article's language.
    """

    near: Mapping[int, int] = {}
    far: frozenset[int] = frozenset()
    swedish: bool = True


class Choice(msgspec.Struct, frozen=True):
    """The thing meant, or ``reason``, in English, why none of those there are; ``sure``: the name
    or what stands beside it says so, not only the rest of the article or a prior.
    """

    thing: Thing | None = None
    reason: str | None = None
    sure: bool = False


NOTHING = Choice()


def choose(
    name: str, things: Sequence[Thing], evidence: Evidence, context: Context, finder: Finder
) -> Choice:
    """The place among ``things`` that ``name`` means."""
    if not things:
        return NOTHING
    inside, refused = _inside(things, evidence, finder)
    if refused:
        return Choice(reason=refused)
    located = len(inside) < len(things)
    of_kind: tuple[Thing, ...] = ()
    hint = evidence.hint
    if hint is not None:
        of_kind = fitting(inside, hint.kinds)
        if not of_kind and hint.strict:
            return Choice(reason=f"none of this name is what “{hint.word}” says")
        inside = of_kind or inside
    readings = finder.readings(inside)
    margin = None
    thing = readings[0]
    if len(readings) > 1:
        scored = sorted(
            ((_score(name, t, context, finder), t) for t in readings),
            key=lambda pair: (-pair[0], pair[1].key),
        )
        best, thing = scored[0]
        margin = best - scored[1][0]
        if margin < _MARGIN:
            close = "; ".join(_told(t, finder) for score, t in scored if best - score < _MARGIN)
            return Choice(reason=f"several of this name: {close}")
    if not located and _is_out_of_place(thing, evidence, context, finder):
        return Choice(reason=f"nothing in the article speaks for {_told(thing, finder)}")
    if not located and not of_kind and _may_be_no_place(name, thing, context, finder, margin):
        return Choice(reason=f"perhaps not {_told(thing, finder)}")
    return Choice(thing, sure=margin is None or margin > 2 * _MARGIN)


def _inside(
    things: Sequence[Thing], evidence: Evidence, finder: Finder
) -> tuple[Sequence[Thing], str | None]:
    """The things that lie where the text says, or all; and what speaks against every one."""
    whole = evidence.inside
    if whole is None:
        return things, None
    there = [t for t in things if finder.lies_in(t, whole)]
    if there:
        return there, None
    if not evidence.said or whole.kind not in _WHOLES:
        return things, None
    left = [t for t in things if not _lies_elsewhere(t, whole, finder)]
    if left:
        return left, None
    return (), f"none of this name in {whole.name}"


def _lies_elsewhere(thing: Thing, whole: Thing, finder: Finder) -> bool:
    """Whether a place lies in another county or country than that which is said."""
    if thing.kind not in SMALL_PARTS and thing.kind not in _WHOLES - {"country"}:
        return False
    if whole.kind == "county":
        return any(p.kind == "county" and p.id != whole.id for p in finder.chain(thing))
    here, there = finder.country(thing), finder.country(whole)
    return here is not None and there is not None and here.id != there.id


def _is_out_of_place(thing: Thing, evidence: Evidence, context: Context, finder: Finder) -> bool:
    """Whether a town is too small to be meant in an article about countries far from it, or stands
    after a preposition of islands.
    """
    if thing.kind not in SETTLED or thing.weight >= _LARGE:
        return False
    country = finder.country(thing)
    if country is None or _is_supported(thing, context, finder):
        return False
    home = country.key == _SWEDEN
    after_on = evidence.hint is not None and evidence.hint.word == _ON
    if home:
        return bool(context.far) and thing.weight < _TINY
    return after_on or (bool(context.far) and not context.near.get(country.id))


def _may_be_no_place(
    name: str, thing: Thing, context: Context, finder: Finder, margin: float | None
) -> bool:
    """Whether the name, being a common word or a first name too, likelier means something else."""
    if context.swedish and _is_translated(name, thing) and _is_plain(name):
        return not context.near.get(thing.id)
    if thing.kind not in SETTLED or thing.weight >= _TINY or _is_supported(thing, context, finder):
        return False
    return margin is not None or _is_plain(name)


def _is_supported(thing: Thing, context: Context, finder: Finder) -> bool:
    return any(
        part.kind in _CLOSE and context.near.get(part.id, 0) > 0 for part in finder.chain(thing)
    )


def _is_plain(name: str) -> bool:
    """Whether the name is a first name or a common word too."""
    small = name.casefold()
    return small in words("first_names.txt") or small in words("common_words.txt")


def _is_translated(name: str, thing: Thing) -> bool:
    return name == thing.name_en != thing.name


def _score(name: str, thing: Thing, context: Context, finder: Finder) -> float:
    near = context.near
    score = thing.weight
    country = finder.country(thing)
    home = country is not None and country.key == _SWEDEN
    if context.swedish and home:
        score += _HOME
    if near.get(thing.id) or any(
        near.get(part.id) for part in finder.chain(thing) if part.kind not in _WIDE
    ):
        score += _NEAR
    elif country is not None and not home and near.get(country.id):
        score += _ABROAD
    if default_readings().get(name) == thing.key:
        score += _USUAL
    if context.swedish and _is_translated(name, thing):
        score -= _TRANSLATED
    return score


def _told(thing: Thing, finder: Finder) -> str:
    chain = finder.chain(thing)
    where = f" in {chain[0].name}" if chain else ""
    return f"{thing.name} ({thing.kind}{where}, {thing.key})"
