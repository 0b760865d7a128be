"""Words that give a line of a press text away, read once from the tables in ``words/``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec


class Opening(msgspec.Struct, frozen=True):
    """A line that opens with a cue; ``rest`` is what follows it and its punctuation."""

    cue: str
    colon: bool
    rest: str


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a word table, comments and empty lines left out."""
    table = (resources.files("brygga.ingest") / "words" / name).read_text(encoding="utf-8")
    return tuple(line for line in table.splitlines() if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a word table as a set."""
    return frozenset(lines(name))


@cache
def cues(kind: str) -> frozenset[str]:
    """The cues of one kind, lower case."""
    rows = (line.split("\t") for line in lines("cues.tsv"))
    return frozenset(cue for row_kind, _, cue in rows if row_kind == kind)


def alternation(phrases: frozenset[str]) -> str:
    """A regular expression for any of the phrases, the longest first, any white space between."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r",?\ ") for phrase in ordered)


@cache
def _openings(kinds: tuple[str, ...]) -> re.Pattern[str]:
    phrases = frozenset().union(*(cues(kind) for kind in kinds))
    return re.compile(rf"({alternation(phrases)})(?<!\w(?=\w))\.?[ ]*(:)?", re.IGNORECASE)


def opening(text: str, *kinds: str) -> Opening | None:
    """How ``text`` opens, if it opens with a whole-word cue of one of the kinds."""
    match = _openings(kinds).match(text)
    if match is None:
        return None
    rest = text[match.end() :].strip(" ,")
    return Opening(match[1].lower(), match[2] is not None, rest)


def is_cue(text: str, *kinds: str) -> bool:
    """Whether ``text`` is a cue and nothing else, but for punctuation after it."""
    found = opening(text, *kinds)
    return found is not None and not found.rest.strip(" .:!>»›-–")


def without_kind(text: str) -> str:
    """A section's name without the kind of item before it: ``NYHET Landsbygd`` → ``Landsbygd``."""
    found = opening(text, "release")
    return (found and found.rest.strip(" |/–-·")) or text
