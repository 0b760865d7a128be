"""How one name is inflected and written: base forms, keys under which variants meet, slugs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from functools import cache, lru_cache

from brygga.entities.heads import heads
from brygga.entities.known import places
from brygga.entities.tables import rows, words
from brygga.record import Label

_COLON_S = re.compile(r"(?<=\w)[:’'´]s$")
_QUOTES = str.maketrans("", "", "\"“”„»«'’‘")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_HEAD = re.compile(rf"(?<=\w)-{heads('PROJECT')}s?$", re.IGNORECASE)
_ASCII = str.maketrans(
    {"ø": "o", "æ": "ae", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "œ": "oe"}
)


_ONE_OF_SEVERAL = re.compile(r"(?:(?!och |samt )[^ ,]+ )+kommuners?")


def base_form(surface: str, label: Label, forms: Container[str] = ()) -> str:
    """The name without a genitive ``-s``, where there is evidence that it has one.

    Evidence is the form without it in ``forms`` (see ``attested``), in the table
    of places, or a word ending that is a genitive for certain. ``Västerås``, ``Mats`` and
    ``Paris`` stay, and so does any name in ``-s`` of which nothing is known. The last of several
    municipalities (``Vara och Eds kommuner``) is one: ``Eds kommun``.
    """
    if label == "REGION" and _ONE_OF_SEVERAL.fullmatch(surface):
        return surface.removesuffix("s").removesuffix("er")
    cut = _COLON_S.sub("", surface)
    if cut != surface:
        return cut
    if len(surface) < 4 or not surface.endswith("s") or surface.endswith("ss"):
        return surface
    stem = surface[:-1]
    last = surface.rsplit(None, 1)[-1]
    if label == "PERSON":
        if fold(last) in words("first_names.txt"):
            return surface
        known = _ends_in_genitive(last, person=True)
    else:
        if surface in places():
            return surface
        place = last if surface.startswith("Region ") else surface
        known = _is_place(place[:-1]) or _ends_in_genitive(last, person=False)
    if label == "PERSON":
        known = known or last[:-1].casefold() in forms
    return stem if known or stem.casefold() in forms else surface


def attested(surfaces: Iterable[tuple[str, Label]]) -> frozenset[str]:
    """The forms, in small letters, that an article's mentions show: whole surfaces and the words of
    persons' names.
    """
    found: set[str] = set()
    for surface, label in surfaces:
        small = surface.casefold()
        found.add(small)
        if label == "PERSON":
            found.update(small.split())
    return frozenset(found)


def _is_place(name: str) -> bool:
    known = places()
    if name in known:
        return True
    side, _, rest = name.partition(" ")
    return side.casefold() in words("sides.txt") and rest in known


@cache
def _endings(person: bool) -> tuple[str, ...]:
    wanted = "PERSON" if person else "*"
    return tuple(ending for label, ending in rows("genitive_endings.tsv") if label == wanted)


def _ends_in_genitive(word: str, *, person: bool) -> bool:
    folded = word.casefold()
    return any(
        folded.endswith(ending) and (not person or len(folded) > len(ending))
        for ending in _endings(person)
    )


@lru_cache(maxsize=1 << 14)
def variant_key(name: str) -> str:
    """What ``OSIRIS``, ``Osiris`` and ``”Osiris”`` have in common: case, quotes, kinds of dash
    and white space do not count.
    """
    text = unicodedata.normalize("NFKC", name).translate(_QUOTES).translate(_DASHES)
    return " ".join(text.casefold().split())


def without_head(name: str) -> str:
    """``Osiris`` for ``Osiris-projektet``; a name without such a head as it is."""
    return _HEAD.sub("", name)


def fold(name: str) -> str:
    """Small letters without diacritics; what has no ASCII form is left out."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_ASCII))
    return text.encode("ascii", "ignore").decode()


def slug(name: str) -> str:
    """ASCII letters, digits and hyphens: ``thomas-mortsell``. ``x`` where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "x"


def abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` (``EWRC``) can stand for ``long``: a word of mostly capitals whose
    letters occur in ``long`` in their order, the first one at the start of a word.
    """
    letters = [c for c in short if c.isalnum()]
    if not 2 <= len(letters) <= 12 or " " in short or len(long) <= len(short):
        return False
    if sum(c.isupper() for c in letters) * 2 < len(letters):
        return False
    text, at = long.casefold(), -1
    for n, c in enumerate(letters):
        at = text.find(c.casefold(), at + 1)
        while n == 0 and at > 0 and text[at - 1].isalnum():
            at = text.find(c.casefold(), at + 1)
        if at < 0:
            return False
    return True


def stands_for(one: str, other: str) -> bool:
    """Whether one of two names abbreviates the other."""
    return (
        abbreviates(one, other)
        or abbreviates(other, one)
        or (" " in other and one.upper() in initials(other))
        or (" " in one and other.upper() in initials(one))
    )


def initials(name: str) -> set[str]:
    """The abbreviations that the first letters of a name's words make, with and without those of
    its small words.
    """
    parts = re.findall(r"[^\W\d_]+", name)
    every = "".join(part[0] for part in parts)
    return {every.upper(), "".join(c for c in every if c.isupper())}


def person_key(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded; a hyphen counts as a space."""
    return tuple(variant_key(name).replace("-", " ").split())
