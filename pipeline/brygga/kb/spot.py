"""How freely a name may be looked for in text: 2 anywhere, 1 where context speaks for it, 0 never.

The judgement for names that users add; the shipped names are judged where they are compiled.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from brygga.record import Label

_WORD = re.compile(r"\w+")
_SHORT = 4
"""A single word of so few letters is too often something else."""


def spot(name: str, label: Label, *, clash: bool = False) -> int:
    """The spot of a user's name. ``clash``: it is known as the name of something else.

    Several words mean what they say, unless all are common words. One word alone is unsure where
    it is short, a common word, a first name, or written in capitals only, as acronyms are; an
    acronym that spells a common word or has fewer than three letters is never looked for.
    """
    words = _WORD.findall(name)
    if not words:
        return 0
    if len(words) > 1:
        return 1 if clash or all(_is_common(word) for word in words) else 2
    (word,) = words
    common = _is_common(word)
    if len(word) < 3 or word.islower():
        return 0
    if word.isupper():
        return 0 if common or clash else 1
    if clash and label != "REGION":
        return 0
    return 1 if clash or common or len(word) < _SHORT or _folded(word) in _first_names() else 2


def _is_common(word: str) -> bool:
    return word.casefold() in _common_words()


def _folded(word: str) -> str:
    marked = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in marked if not unicodedata.combining(c))


@cache
def _common_words() -> frozenset[str]:
    return _lines("common_words.txt")


@cache
def _first_names() -> frozenset[str]:
    return _lines("first_names.txt")


def _lines(name: str) -> frozenset[str]:
    # The tagger's tables, read as data: the tagger may know this package, not the reverse.
    text = files("brygga").joinpath("entities", name).read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and line[0] != "#")
