"""What the words beside a place's name say about its kind and its country."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from brygga.entities.shapes import UPPER
from brygga.entities.tables import rows

_WORD_BEFORE = re.compile(r"(?P<two>(?:(?<=\W)|^)\w+ of|(?P<one>(?:[\w-]+)))[  ][\"”“»«']?$")
_ITEM = rf"[{UPPER}][\w-]{{1,30}}(?: [{UPPER}][\w-]{{1,30}})?"
_REACH = 40


class Hint(msgspec.Struct, frozen=True):
    """``kinds``: sets of kinds that the place can be of, the likeliest first, nothing for no place
    at all; ``strict``: it is that or unknown.
    """

    word: str
    kinds: tuple[frozenset[str], ...]
    strict: bool


def head(noun: str) -> Hint | None:
    """What a noun that ends a name (``kommun``) says."""
    return _hints("head").get(noun.lower())


def before(text: str, start: int) -> Hint | None:
    """What the word right before says: ``landskapet Gotland``."""
    found = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    if found is None:
        return None
    word = (found.group("one") or found.group("two")).lower()
    known = _hints("before")
    if word in known:
        return known[word]
    return next((hint for end, hint in _open_hints() if word.endswith(end)), None)


def after(text: str, end: int) -> Hint | None:
    """What the noun right after says, also behind other names: ``Nora och Karlskoga kommuner``."""
    if text[end : end + 1] not in (" ", ","):
        return None
    found = _after().match(text, end)
    if found is None:
        return None
    hint = _hints("head")[found.group("noun")]
    return msgspec.structs.replace(hint, strict=False) if found.group("others") else hint


def country_before(text: str, start: int) -> str | None:
    """The ISO 3166-1 code of the country that an adjective before names: ``finska Lappland``,
    ``belgiska provinsen Luxemburg``.
    """
    found = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    if found is None or not found.group("one"):
        return None
    word = found.group("one").lower()
    if word in _hints("before"):
        found = _WORD_BEFORE.search(text, max(0, start - _REACH), found.start())
        word = found.group("one").lower() if found and found.group("one") else ""
    codes = _nationalities()
    return codes.get(word) or codes.get(word[:-1])


@cache
def _hints(side: str) -> dict[str, Hint]:
    return {
        word: Hint(word, _kinds(kinds), strict == "yes")
        for where, word, kinds, strict in rows("place_kinds.tsv")
        if where == side and not word.startswith("*")
    }


@cache
def _open_hints() -> tuple[tuple[str, Hint], ...]:
    return tuple(
        (word[1:], Hint(word[1:], _kinds(kinds), strict == "yes"))
        for where, word, kinds, strict in rows("place_kinds.tsv")
        if where == "before" and word.startswith("*")
    )


def _kinds(cell: str) -> tuple[frozenset[str], ...]:
    return () if cell == "-" else tuple(frozenset(c.split("+")) for c in cell.split(","))


@cache
def _after() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, _hints("head")), key=len, reverse=True))
    return re.compile(
        rf"(?P<others>(?:,? (?:och|samt|and|&) {_ITEM}|, {_ITEM}){{0,5}})"
        rf" (?P<noun>{nouns})(?![\w-])"
    )


@cache
def _nationalities() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("nationalities.tsv")}
