"""Which mentions of places, projects, events and organisations mean the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from brygga.entities.brackets import explains
from brygga.entities.heads import heads
from brygga.entities.names import initials, variant_key, without_head
from brygga.entities.titles import is_english
from brygga.record import Label, Mention

_YEAR = re.compile(r" (?:19|20)\d\d$")
_HEAD = re.compile(rf"(?<=\w\w\w){heads('PROJECT')}$")
_BEFORE_NUMBER = re.compile(r"(?<=[a-zåäö]) (?=\d{1,2}$)")


def group(mentions: Sequence[Mention], bases: Sequence[str], text: str) -> list[int]:
    """For each mention (all of one label, in text order) the number of its thing.

    Names that differ in case, dashes or quotes are one; so are a name and what brackets after it
    hold if one abbreviates the other, a name and the word that its initials make, a project and
    the same name with ``-projektet`` (or the first or last words of exactly one longer project
    name before ``-projektet``), and a name with and without its year if there is only one such
    year.
    """
    keys = [_key(base) for base in bases]
    same = {key: key for key in keys}

    def root(key: str) -> str:
        while same[key] != key:
            key = same[key]
        return key

    for n in in_brackets(mentions, bases, text):
        same[root(keys[n])] = root(keys[n - 1])
    if mentions and mentions[0].label != "REGION":
        for short, long in _initialisms(keys, bases):
            same[root(short)] = root(long)
    for key in sorted(same):
        target = _plain(key, same)
        if target is not None:
            same[root(key)] = root(target)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(key), len(numbers)) for key in keys]


def _key(base: str) -> str:
    return _BEFORE_NUMBER.sub("", variant_key(base))


def _initialisms(keys: Sequence[str], bases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the key of an abbreviation and that of a name with just these initials."""
    shorts = {b: k for k, b in zip(keys, bases, strict=True) if len(b) > 2 and b.isupper()}
    for key, base in zip(keys, bases, strict=True):
        if " " in base:
            for short in sorted(initials(base) & shorts.keys()):
                yield shorts[short], key


def _plain(key: str, known: dict[str, str]) -> str | None:
    """The key of the same thing without ``-projektet``, or without its year if the article has no
    other year of it.
    """
    bare = without_head(key)
    if bare != key:
        if bare in known:
            return bare
        longer = [k for k in known if k.startswith(bare + " ") or k.endswith(" " + bare)]
        return longer[0] if len(longer) == 1 else None
    bare = _YEAR.sub("", key)
    if bare != key:
        years = sum(_YEAR.sub("", other) == bare != other for other in known)
        return bare if bare in known and years == 1 else None
    bare = _HEAD.sub("", key)
    return bare if bare != key and bare in known else None


def in_brackets(mentions: Sequence[Mention], bases: Sequence[str], text: str) -> list[int]:
    """The numbers of the mentions that only explain the one before: ``(EWRC)``. Brackets that hold
    neither its abbreviation nor its long form nor its English title name another thing.
    """
    found = []
    for n in range(1, len(mentions)):
        first, second = mentions[n - 1], mentions[n]
        between = text[first.end : second.start]
        if (
            between.strip('”"“ ') == "("
            and text[second.end : second.end + 1] == ")"
            and _is_the_same(bases[n], bases[n - 1], first.label)
        ):
            found.append(n)
    return found


def _is_the_same(inside: str, name: str, label: Label) -> bool:
    return explains(inside, name, label) or (
        label != "REGION" and is_english(inside) and not is_english(name)
    )


def best_names(bases: Sequence[str], aside: Container[str] = ()) -> tuple[str, ...]:
    """The names, that which stands for the thing first: not one that only explains another
    (``aside``: its names that stand in brackets), without ``-projektet`` if the bare name occurs,
    then the most frequent, not in capitals, the first.
    """
    counts = Counter(bases)
    known = {_key(name): _key(name) for name in counts}

    def rank(name: str) -> tuple[bool, bool, int, bool]:
        bare = without_head(name) == name and _plain(_key(name), known) is None
        return name in aside, not bare, -counts[name], name.isupper()

    return tuple(sorted(counts, key=rank))
