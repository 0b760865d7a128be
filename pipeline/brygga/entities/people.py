"""Which mentions of persons mean the same person."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from brygga.entities.names import person_key

Words = tuple[str, ...]


class Naming(msgspec.Struct, frozen=True):
    """One mention of a person: its words, folded, and what kind of block it stands in.

    ``own`` is the article's own text; a ``byline`` is own text too, but nobody in the body is
    called after it.
    """

    words: Words
    own: bool = True
    byline: bool = False


def naming(name: str, *, own: bool = True, byline: bool = False) -> Naming:
    """The naming that ``name``, without genitive, makes."""
    return Naming(person_key(name), own, byline)


def group(namings: Sequence[Naming]) -> list[int]:
    """For each naming, in text order, the number of its person.

    The same words are one person; so are a full name and a fuller one that begins or ends with
    it or has its first and last word, if there is only one such. A single word goes to the
    person with that surname (else first name) who was last named in full before it, or if there
    is none, to the first one after it; the article's own text comes before furniture. A word that
    fits nobody is a person of its own.
    """
    canonical = _canonical({n.words for n in namings if len(n.words) > 1})
    bearers = _bearers(namings, canonical)
    persons: dict[Words, int] = {}
    result: list[int] = []
    for at, one in enumerate(namings):
        words = one.words
        if len(words) > 1:
            words = canonical[words]
        elif len(words) == 1 and not one.byline:
            words = _bearer(bearers.get(words[0], ()), words[0], at) or words
        result.append(persons.setdefault(words, len(persons)))
    return result


def _canonical(full: set[Words]) -> dict[Words, Words]:
    """Each full name with the fullest name of the same person."""
    found: dict[Words, Words] = {}
    sharing: dict[str, list[Words]] = {}
    for words in sorted(full, key=lambda w: (-len(w), w)):
        longer = {w for end in (words[0], words[-1]) for w in sharing.get(end, ())}
        fuller = {found[w] for w in longer if len(w) > len(words) and _is_within(words, w)}
        found[words] = fuller.pop() if len(fuller) == 1 else words
        for end in {words[0], words[-1]}:
            sharing.setdefault(end, []).append(words)
    return found


def _is_within(short: Words, long: Words) -> bool:
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


class _Full(msgspec.Struct, frozen=True):
    at: int
    words: Words
    own: bool


def _bearers(namings: Sequence[Naming], canonical: dict[Words, Words]) -> dict[str, list[_Full]]:
    """The full namings in which each word is a first name or a surname; bylines call nobody."""
    found: dict[str, list[_Full]] = {}
    for at, one in enumerate(namings):
        if len(one.words) > 1 and not one.byline:
            words = canonical[one.words]
            for word in {words[0], words[-1], one.words[-1]}:
                found.setdefault(word, []).append(_Full(at, words, one.own))
    return found


def _bearer(full: Sequence[_Full], word: str, at: int) -> Words | None:
    """The full name that the single ``word`` at ``at`` stands for."""

    def rank(one: _Full) -> tuple[bool, bool, bool, int]:
        before = one.at < at
        return one.words[-1] == word, one.own, before, one.at if before else -one.at

    return max(full, key=rank).words if full else None
