"""How freely a name may be looked for in text: 2 anywhere, 1 where context speaks for it, 0 never.

A name that is also a common word, a first name, a surname or a month is never dropped for that if
it is a place that Swedish texts write about: dropping such names costs recall.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb_sources.book import Draft, NameRow, folded
from kb_sources.tables import rows, text, words

CODE = re.compile(r"[A-ZÅÄÖ_]{6,}|\w*_\w*")
"""A register's code for an agency: "LGAVLE", "SJV_Jordbruksverket"."""
FREQUENT = 4000
"""So many of the most frequent first names count as such."""
LARGE = 5.0
"""Weight of a town that is known far away: 100,000 people."""
NEAR = frozenset(f"iso3166-1:{c}" for c in ("SE", "FI", "NO", "DK", "AX", "IS", "FO", "GL"))
SURNAME_ENDINGS = (
    "berg", "borg", "lund", "ström", "gren", "qvist", "kvist", "dahl", "dal", "stedt", "holm",
    "mark", "feldt", "blad", "bäck", "strand", "fors", "sten", "by",
)  # fmt: skip


@dataclass(frozen=True)
class Lists:
    """What a name can collide with."""

    common: frozenset[str]
    first: frozenset[str]
    surnames: frozenset[str]
    months: frozenset[str]
    places: frozenset[str]
    unsought: frozenset[str]
    known: dict[str, frozenset[str]]  # name → labels

    @classmethod
    def load(cls, sources: Path, tables: Path, kept: Path, here: Path) -> "Lists":
        """From the sources, the tagger's tables, corpus/kb and the lists beside this module."""
        first = list(json.loads(text(sources / "first_names_scb2022.json.xz")))[:FREQUENT]
        known: dict[str, set[str]] = {}
        for row in rows(kept / "names.tsv"):
            known.setdefault(row["name"], set()).add(row["label"])
        return cls(
            frozenset(words(tables / "common_words.txt"))
            | frozenset(w.casefold() for w in words(here / "words.txt")),
            frozenset(folded(n) for n in first),
            frozenset(words(here / "surnames.txt")),
            frozenset(w.casefold() for w in words(tables / "months.txt")),
            frozenset(words(kept / "places.txt")),
            frozenset(words(here / "unsought.txt")),
            {n: frozenset(labels) for n, labels in known.items()},
        )


def settle(things: Iterable[Draft], lists: Lists) -> None:
    """Give every name its spot; what a table has stated stands, but for a place's floor of 1."""
    drafts = list(things)
    best = spots_of_places(drafts, lists)
    for draft in drafts:
        for name, row in draft.names.items():
            if row.spot is None:
                row.spot = (
                    place(draft, name, row, lists)
                    if draft.label == "REGION"
                    else other(draft, name, row, lists)
                )
            if draft.label == "REGION" and name in lists.places and best[name] == 0:
                row.spot = 1


def spots_of_places(drafts: list[Draft], lists: Lists) -> dict[str, int]:
    """The best spot that a listed place's name would get, of all places that have it."""
    best: dict[str, int] = {}
    for draft in drafts:
        if draft.label == "REGION":
            for name in draft.names.keys() & lists.places:
                row = draft.names[name]
                spot = place(draft, name, row, lists) if row.spot is None else row.spot
                best[name] = max(best.get(name, 0), spot)
    return best


def collides(name: str, lists: Lists) -> bool:
    """Whether the name is also another kind of word."""
    return (
        name.casefold() in lists.common
        or (name[:1].islower() and name.islower())
        or folded(name) in lists.first
        or name in lists.surnames
        or name.casefold() in lists.months
    )


def near(draft: Draft) -> bool:
    """Whether Swedish texts write about the place: Nordic, a country or an area above one."""
    return (
        draft.source in {"scb", "landskap", "hand"}
        or draft.kind in {"country", "continent", "macro-region", "sea"}
        or draft.parent in NEAR
    )


def large(draft: Draft) -> bool:
    """Whether the place is known to be large."""
    return draft.weight >= LARGE and not draft.rough


def place(draft: Draft, name: str, row: NameRow, lists: Lists) -> int:
    """A place's name."""
    listed = name in lists.places
    if not name[:1].isupper():
        # "södra Afrika" is looked for, "gram" (a Danish town, in one source) is not.
        return 2 if row.language == "sv" and near(draft) and not name.islower() else 0
    well_known = near(draft) or large(draft) or listed
    if len(name) < 3:
        return 1 if listed or draft.source == "scb" else 0
    if row.role == "alias" and not listed and row.language != "sv":
        return 0
    if collides(name, lists):
        return 1 if well_known else 0
    if len(name) == 3 or lists.known.get(name):
        return 1
    if row.role == "english" and name != draft.name and not listed:
        return 1
    if draft.kind == "locality" and name.endswith(SURNAME_ENDINGS):
        return 1
    return 2 if well_known else 1


def other(draft: Draft, name: str, row: NameRow, lists: Lists) -> int:
    """The name of an organisation, project or event."""
    if draft.label in lists.known.get(name, ()):
        return 2
    if name in lists.places or name in lists.unsought or not name[:1].isupper():
        return 0
    others = {n.casefold() for n in draft.names if n != name}
    if CODE.fullmatch(name) and draft.name != name and name.casefold() not in others:
        return 0
    if row.role == "abbreviation" or (len(name) < 6 and name.isupper()):
        return 1 if len(name) > 2 and not collides(name, lists) else 0
    if collides(name, lists):
        return 0 if draft.kind.startswith("former") else 1
    if " " not in name and len(name) < 5:
        return 1
    return 2
