"""Persons known by their first name: ``Kori Schulman`` where nothing else gives her away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brygga.entities.known import places
from brygga.entities.names import fold
from brygga.entities.patterns import Found
from brygga.entities.sentences import is_common, starts_sentence
from brygga.entities.shapes import AFTER, BEFORE, PARTICLE, UPPER
from brygga.entities.tables import alternatives, words

_SURNAME = rf"[{UPPER}](?:\.|(?:[^\W\d_]|’(?=\w)|-(?=[{UPPER}])){{0,30}})"
_NAME = re.compile(
    rf"{BEFORE}([{UPPER}][^\W\d_]{{1,20}})(?:-[{UPPER}][^\W\d_]{{1,20}})?"
    rf"((?: {PARTICLE}){{0,2}}(?: {_SURNAME}){{1,3}}){AFTER}"
)
_NO_SURNAME = re.compile(rf" (?:{alternatives('body_words.txt')}s?|[{UPPER}]{{2,}})\b")


def find(text: str) -> Iterator[Found]:
    """Capitalised words after a frequent first name, with particles (``von``, ``de la``); a place
    after a full name (``besöker Anna Ek London``) is not part of it.
    """
    for match in _NAME.finditer(text):
        first = match.group(1)
        if (
            begins_a_name(first)
            and not _NO_SURNAME.search(match.group(2))
            and match.group() not in places()
        ):
            end = match.end()
            before, _, last = match.group().rpartition(" ")
            if " " in before and before.rpartition(" ")[2][:1].isupper() and last in places():
                end -= len(last) + 1
            sure = is_first_name(first) or not starts_sentence(text, match.start())
            yield Found(match.start(), end, "PERSON", sure)


def begins_a_name(word: str) -> bool:
    """Whether a word before a capitalised one is a frequent first name, though it may be a form of
    a common noun or pronoun (``Mats``, ``Hans``).
    """
    return (
        word[1:].islower()
        and fold(word) in words("first_names.txt")
        and word.lower() not in words("common_words.txt")
        and word not in words("openers.txt")
    )


def is_first_name(word: str) -> bool:
    """Whether a capitalised word is a frequent first name and nothing more frequent."""
    return begins_a_name(word) and not is_common(word)
