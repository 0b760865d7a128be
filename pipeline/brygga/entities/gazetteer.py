"""Names that are looked up rather than guessed: the table of names that mean one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

import msgspec

from brygga.entities.patterns import Found
from brygga.entities.sentences import is_beside_a_name, is_plain_opening
from brygga.entities.shapes import UPPER
from brygga.entities.tables import rows, words
from brygga.record import Label

_FIRST = re.compile(r"\w+")
_END = re.compile(r"(?:[:’']?s)?(?![\w-])(?![:’']\w)(?! \d)")


class Gazetteer(msgspec.Struct, frozen=True):
    """``entries``: for each first word the names that begin with it, longest first; ``word``: what
    may be such a first word.
    """

    word: re.Pattern[str]
    entries: Mapping[str, tuple[tuple[str, Label], ...]]

    def find(self, text: str) -> Iterator[Found]:
        """Known names in the text, with a genitive ``-s``; the longest one at each place."""
        free = 0
        for match in self.word.finditer(text):
            start, word = match.start(), match.group()
            if start < free:
                continue
            names = self.entries.get(word)
            if names is None and word.endswith("s"):
                names = self.entries.get(word[:-1])
            for name, label in names or ():
                if text.startswith(name, start):
                    end = _END.match(text, start + len(name))
                    if end:
                        free = end.end()
                        yield Found(start, free, label)
                        break


@cache
def load() -> Gazetteer:
    """Names of organisations, programmes and events (read once per process)."""
    return _build((name, msgspec.convert(label, Label)) for label, name in rows("known_names.tsv"))


@cache
def known_names() -> frozenset[str]:
    """The names of both tables, without genitive."""
    return words("places.txt") | {name for _, name in rows("known_names.tsv")}


@cache
def load_places() -> Gazetteer:
    """Names of places (read once per process). Many are also surnames or other words: see
    ``is_place_here``.
    """
    return _build((name, "REGION") for name in words("places.txt") if len(name) > 2)


def is_place_here(text: str, start: int, end: int) -> bool:
    """Whether nothing around a place's name speaks against it: a capitalised neighbour, with which
    it would be part of a longer name, or a sentence that begins with a common word.
    """
    return not (is_plain_opening(text, start, end) or is_beside_a_name(text, start, end))


def _build(named: Iterable[tuple[str, Label]]) -> Gazetteer:
    ordered = sorted(named, key=lambda entry: (_first(entry[0]), -len(entry[0]), entry[0]))
    entries = {key: tuple(group) for key, group in groupby(ordered, key=lambda e: _first(e[0]))}
    small = "|".join(first for first in entries if first[0].islower())
    small = rf"|(?:{small})\b" if small else ""
    return Gazetteer(re.compile(rf"(?<![\w-])(?:[{UPPER}]\w*{small})"), entries)


def _first(name: str) -> str:
    match = _FIRST.match(name)
    return match.group() if match else name
