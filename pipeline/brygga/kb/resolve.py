"""From the rows of a user's table to entries with keys, parents and judged names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from brygga.kb.adapters.table import Fault, Row
from brygga.kb.spot import spot
from brygga.kb.store import KnowledgeBase
from brygga.record import LABELS, Identifier, Label, replace


class Written(msgspec.Struct, frozen=True):
    """A name as it is written to the file."""

    name: str
    language: str | None
    role: str
    spot: int


class Entry(msgspec.Struct, frozen=True):
    """A thing with all that belongs to it; ``parent`` is a key."""

    key: str
    label: Label
    kind: str
    name: str
    name_en: str
    parent: str | None
    weight: float
    source: str
    ids: tuple[Identifier, ...] = ()
    names: tuple[Written, ...] = ()


Entries = dict[str, Entry]
"""By their keys."""


def resolve(
    rows: Iterable[Row | Fault], source: str, shipped: KnowledgeBase, kept: Entries
) -> tuple[Entries, list[Fault]]:
    """The rows as entries, and those that cannot be. ``kept``: the user's other entries."""
    read = list(rows)
    faults = [row for row in read if isinstance(row, Fault)]
    good = [row for row in read if isinstance(row, Row)]
    keyed: dict[str, Row] = {}
    for row, key in zip(good, _keys(good, shipped, kept), strict=True):
        if (first := keyed.setdefault(key, row)) is not row:
            faults.append(Fault(row.where, None, f"the same thing as in {first.where} ({key})"))
    parent_of = _Parents(shipped, kept, keyed)
    entries: Entries = {}
    for key, row in keyed.items():
        parent = parent_of(row, key)
        if row.parent and parent is None and not row.optional:
            what = f"there is nothing with the key or name {row.parent!r}"
            faults.append(Fault(row.where, "parent", what))
            continue
        entries[key] = Entry(
            key=key,
            label=row.label,
            kind=row.kind,
            name=_nfc(row.name),
            name_en=_nfc(row.name_en or row.name),
            parent=parent,
            weight=row.weight,
            source=source,
            ids=row.ids,
            names=_names(row, shipped),
        )
    # A row that was left out for its own parent may be the parent of others.
    for key, entry in entries.items():
        if entry.parent in keyed and entry.parent not in entries:
            entries[key] = replace(entry, parent=None)
    return entries, faults


def _keys(rows: Sequence[Row], shipped: KnowledgeBase, kept: Entries) -> list[str]:
    """For each row its own key, else that of the one known thing with one of its ids, else one
    made of its first id, else of its label and name.
    """
    known: dict[tuple[Identifier, Label], set[str]] = {}
    for identifier, things in shipped.by_identifiers(i for row in rows for i in row.ids).items():
        for thing in things:
            known.setdefault((identifier, thing.label), set()).add(thing.key)
    for entry in kept.values():
        for identifier in entry.ids:
            known.setdefault((identifier, entry.label), set()).add(entry.key)
    keys = []
    for row in rows:
        found = (known.get((identifier, row.label), set()) for identifier in row.ids)
        same = next((next(iter(things)) for things in found if len(things) == 1), None)
        first = next((f"{i.scheme}:{i.value}" for i in row.ids), None)
        keys.append(row.key or same or first or f"user:{row.label.lower()}/{_nfc(row.name)}")
    return keys


class _Parents:
    """Finds a row's parent: by key, then by name; in the table, in the file, in what ships."""

    def __init__(self, shipped: KnowledgeBase, kept: Entries, keyed: Mapping[str, Row]) -> None:
        self.shipped, self.keys = shipped, {*kept, *keyed}
        self.named: dict[str, list[tuple[str, Label]]] = {}
        own: list[tuple[str, Row | Entry]] = [*keyed.items(), *kept.items()]
        for key, each in own:
            self.named.setdefault(_nfc(each.name), []).append((key, each.label))

    def __call__(self, row: Row, key: str) -> str | None:
        if not row.parent:
            return None
        if row.parent != key and (row.parent in self.keys or self.shipped.by_key(row.parent)):
            return row.parent
        name = _nfc(row.parent)
        found = list(self.named.get(name, ()))
        found += ((thing.key, thing.label) for thing in self.shipped.candidates(name))
        labels = {row.parent_label} if row.parent_label else set(LABELS)
        return next((k for k, label in found if k != key and label in labels), None)


def _names(row: Row, shipped: KnowledgeBase) -> tuple[Written, ...]:
    acronym = row.name.isupper() and " " not in row.name
    every = [(row.name, "abbreviation" if acronym else "official", row.language)]
    every += ((alias.name, alias.role, alias.language) for alias in row.aliases)
    if row.name_en:
        every.append((row.name_en, "english", "en"))
    written: dict[str, Written] = {}
    for text, role, language in every:
        name = _nfc(text)
        clash = any(thing.label != row.label for thing in shipped.candidates(name))
        found = Written(name, language, role, spot(name, row.label, clash=clash))
        written.setdefault(name, found)
    return tuple(written[name] for name in sorted(written))


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
