"""Places that share a part of their names: ``Norr- och Västerbotten``, ``Umeå och Luleå kommun``.

What is marked follows the annotation: names joined by a hyphen or by a side (``södra och
mellersta Sverige``) are one mention; names that only share a noun (``Gällivare`` and ``Jokkmokks
kommuner``) are a mention each. ``whole_names`` says what a joined mention stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from brygga.entities.known import places
from brygga.entities.patterns import Found
from brygga.entities.sentences import is_beside_a_name
from brygga.entities.shapes import AFTER, BEFORE, UPPER
from brygga.entities.tables import alternatives, rows

_AND = r"(?:och|samt|eller|respektive|&)"
_DASH = "[-‐‑–]"
_WORD = rf"[{UPPER}][^\W\d_]{{1,30}}"
_ITEM = rf"{_WORD}(?:[- ]{_WORD}){{0,2}}"
_HYPHENED = re.compile(
    rf"{BEFORE}(?P<first>{_WORD}{_DASH}(?:, {_WORD}{_DASH}){{0,3}})(?: {_AND} |/)(?P<last>{_WORD})"
    rf"(?P<noun> {alternatives('place_heads.txt')}s?)?{AFTER}"
)
_SIDE = alternatives("sides.txt")
_SIDES = re.compile(
    rf"{BEFORE}(?P<first>(?i:{_SIDE})(?:, {_SIDE}){{0,3}}) {_AND} (?P<last>{_SIDE})"
    rf" (?P<place>{_WORD}){AFTER}(?! (?:kommun|län|stad)(?:er)?s?\b)"
)
_LAST_ITEM = re.compile(rf",? {_AND} (?P<n>{_ITEM}) (?P<noun>[a-zåäö]{{3,12}}){AFTER}")
_ITEMS_AT_END = tuple(re.compile(rf"{BEFORE}{_WORD}(?:[- ]{_WORD}){{{n}}}$") for n in (2, 1, 0))
_NEXT_ITEM = re.compile(rf"(?P<and>,? {_AND}|,) (?P<n>{_ITEM}){AFTER}")
_FIRST_ITEM = re.compile(rf" (?P<n>{_ITEM}){AFTER}")
_DASHES = " ,-‐‑–"
_HYPHEN_NEAR = re.compile(rf"{_DASH}(?:,| {_AND} |/)")
_Place = tuple[int, int]


def find(text: str) -> Iterator[Found]:
    """The places that share a part of their names, in no particular order.

    ``sure`` where the form leaves no doubt; a part in front of an ordinary noun (``in- och
    utrikes``, ``Nord- och fjällturism``) is none.
    """
    if _HYPHEN_NEAR.search(text):
        for match in _HYPHENED.finditer(text):
            if _hyphened(match):
                yield Found(match.start(), match.end(), "REGION", True)
    for match in _SIDES.finditer(text):
        if _is_place(match.group("place")):
            yield Found(match.start(), match.end(), "REGION", True)
    for items, noun, end in _with_noun_after(text):
        sure = noun in _nouns("plural")
        for start, stop in items[:-1]:
            yield Found(start, stop, "REGION", sure)
        yield Found(items[-1][0], end, "REGION", sure)
    for items in _with_noun_before(text):
        for start, stop in items:
            yield Found(start, stop, "REGION", True)


def whole_names(name: str) -> tuple[str, ...]:
    """The places that one mention names together: ``Norrbotten`` and ``Västerbotten`` for ``Norr-
    och Västerbotten``; nothing for any other name.
    """
    match = _HYPHENED.fullmatch(name)
    if match:
        return _hyphened(match)
    match = _SIDES.fullmatch(name)
    if match and _is_place(match.group("place")):
        sides = [*match.group("first").split(", "), match.group("last")]
        return tuple(f"{side.lower()} {match.group('place')}" for side in sides)
    return ()


def _hyphened(match: re.Match[str]) -> tuple[str, ...]:
    """The full names in a match of ``_HYPHENED``, or none if it joins no places."""
    firsts = [part.strip(_DASHES) for part in match.group("first").split(",")]
    last, noun = match.group("last"), match.group("noun") or ""
    for bare in dict.fromkeys((last, last.removesuffix("s"))):
        names = _in_full(firsts, bare)
        if names:
            ending = last[len(bare) :] + noun if noun else ""
            return tuple(name + ending for name in names)
    return ()


def _in_full(firsts: Sequence[str], last: str) -> tuple[str, ...]:
    """The places that ``last`` and the ``firsts`` with its second part name, if they name any."""
    directions, rivers = _kind("direction"), _kind("river")
    for direction in sorted(directions, key=lambda word: (-len(word), word)):
        ground = last.removeprefix(direction)
        names = tuple(first + ground for first in (*firsts, direction))
        if (
            ground != last
            and directions.issuperset(firsts)
            and (ground in _kind("ground") or all(_is_place(name) for name in names))
        ):
            return names
    for kind, is_first in (("area", _is_place_or_genitive), ("water", rivers.__contains__)):
        for ground, one in _nouns(kind).items():
            stem = last.removesuffix(ground)
            if stem != last and all(is_first(first) for first in (*firsts, stem)):
                return tuple(first + (one or ground) for first in (*firsts, stem))
    return ()


def _with_noun_after(text: str) -> Iterator[tuple[list[_Place], str, int]]:
    """Places of which only the last has the noun: their spans without it, the noun and its end."""
    plural, single = _nouns("plural"), _nouns("single")
    for match in _LAST_ITEM.finditer(text):
        noun = match.group("noun")
        if (noun in plural or noun in single) and _is_owner(match.group("n"), noun in plural):
            items = list(_items_before(text, match.start()))[::-1]
            if items:
                yield [*items, match.span("n")], noun, match.end()


def _is_owner(name: str, among_several: bool) -> bool:
    """Whether a municipality or the like can be called so; one that no table has only where others
    stand beside it.
    """
    if _bare(name) in _kind("country"):
        return False
    return _is_place_or_genitive(name) or (among_several and name.endswith("s"))


def _items_before(text: str, at: int) -> Iterator[_Place]:
    """The places of a list that ends at ``at``, last first."""
    while True:
        for pattern in _ITEMS_AT_END:
            item = pattern.search(text, max(0, at - 100), at)
            if item and _is_place_or_genitive(item.group()):
                break
        else:
            return
        if _bare(item.group()) in _kind("country") or is_beside_a_name(text, *item.span()):
            return
        yield item.span()
        at = item.start() - 2
        if at < 0 or text[at : at + 2] != ", ":
            return


def _with_noun_before(text: str) -> Iterator[list[_Place]]:
    """Two or more places after a noun in the plural (``kommunerna Vara, Ed och Mark``)."""
    for match in _plural_before().finditer(text):
        items = _items_after(text, match.end())
        if len(items) > 1 and any(_is_place(text[start:end]) for start, end in items):
            yield items


def _items_after(text: str, at: int) -> list[_Place]:
    """The places of a list that begins at ``at``, up to the one after ``och``; none without it."""
    items = []
    match = _FIRST_ITEM.match(text, at)
    while match:
        items.append(match.span("n"))
        if match.re is _NEXT_ITEM and match.group("and") != ",":
            return items
        match = _NEXT_ITEM.match(text, match.end())
    return []


def _is_place(name: str) -> bool:
    return name in places() or name in _nouns("county")


def _is_place_or_genitive(name: str) -> bool:
    return _is_place(name) or _is_place(_bare(name))


def _bare(name: str) -> str:
    """The name without a genitive ``-s``; a place in ``-s`` stays."""
    return name if _is_place(name) else name.removesuffix("s")


@cache
def _plural_before() -> re.Pattern[str]:
    nouns = "|".join(sorted(_nouns("before"), key=len, reverse=True))
    return re.compile(rf"{BEFORE}(?i:{nouns})(?= [{UPPER}])")


@cache
def _nouns(kind: str) -> dict[str, str]:
    """The words of one kind in ``coordination.tsv`` with their last column."""
    found = (row for row in rows("coordination.tsv") if row[0] == kind)
    return {row[1]: row[2] if len(row) > 2 else "" for row in found}


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(_nouns(kind))
