"""The words of titles and roles, by what they do beside a person's name."""

from __future__ import annotations

from functools import cache

import msgspec

from brygga.entities.tables import rows

_DEFINITE = ("n", "en", "et")


class _Words(msgspec.Struct, frozen=True):
    """Words of one kind: ``whole`` ones and ``endings``."""

    whole: frozenset[str]
    endings: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or (len(word) > 3 and word.endswith(self.endings))


@cache
def kind(name: str) -> _Words:
    """The words of one kind (the table says which kinds there are)."""
    words = [word for found, word in rows("role_words.tsv") if found == name]
    return _Words(
        frozenset(word for word in words if word[0] != "*"),
        tuple(word[1:] for word in words if word[0] == "*"),
    )


def is_head(word: str) -> bool:
    """Whether a word is a title, office or profession of one person."""
    small = word.lower()
    return (kind("head").has(small) or kind("head").has(word)) and not kind("not").has(small)


def is_definite(word: str) -> bool:
    """Whether a title has its definite ending: ``rektorn``."""
    return any(word.endswith(end) and is_head(word[: -len(end)]) for end in _DEFINITE)


def leads(word: str) -> bool:
    """Whether a word may stand in a role before its head."""
    return word[:1].islower() and (
        qualifies(word) or kind("skip").has(word) or word.endswith("-") or word == "och"
    )


def qualifies(word: str) -> bool:
    """Whether a word before a head is part of the role: ``vice``, ``regionstyrelsens``."""
    if kind("before").has(word):
        return True
    return (kind("adjective").has(word) or kind("owner").has(word)) and not kind("not").has(word)
