"""The user's own knowledge base: one file with the tables that they added.

The file is written anew, whole, with every change, and the same tables give the same bytes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import msgspec

from brygga.batch.output import atomic
from brygga.kb.adapters import adapter
from brygga.kb.adapters.table import Fault
from brygga.kb.resolve import Entries, Entry, Written, resolve
from brygga.kb.store import REFERENCE, SCHEMA, KnowledgeBase, KnowledgeBaseError, damaged
from brygga.nearest import nearest
from brygga.record import Identifier

FILE = "brygga-kb.sqlite"


class Origin(msgspec.Struct, frozen=True):
    """A table that was added; ``version`` is of its content."""

    name: str
    url: str | None
    version: str | None
    credit: str | None


class Added(msgspec.Struct, frozen=True):
    """What became of a table: its format, how many things were added, how many an earlier table
    of that name had, which keys were taken over from other tables, which rows were left out.
    """

    format: str
    things: int
    replaced: int
    taken: tuple[str, ...]
    faults: tuple[Fault, ...]


def paths(configured: Sequence[str | Path] = ()) -> tuple[Path, ...]:
    """The user's files: those configured, else ``brygga-kb.sqlite`` here if there is one."""
    if configured:
        return tuple(map(Path, configured))
    return (Path(FILE),) if Path(FILE).exists() else ()


def add(base: Path, table: Path, format: str = "") -> Added:
    """Put the things of ``table`` into the file ``base``, in place of what an earlier table of the
    same name put there. Nothing is written if no row is good.

    Raises ``KnowledgeBaseError`` for a table that cannot be read and a file that is damaged.
    """
    name, module, opened = adapter(format, table)
    source = table.name
    entries, origins = load(base)
    kept = {key: entry for key, entry in entries.items() if entry.source != source}
    with closing(KnowledgeBase.open()) as shipped:
        new, faults = resolve(module.read(opened), source, shipped, kept)
        if new:
            version = hashlib.sha256(table.read_bytes()).hexdigest()[:8]
            origins[source] = Origin(source, module.URL, version, module.CREDIT)
            save(base, {**kept, **new}, origins, shipped)
    taken = tuple(sorted(new.keys() & kept.keys()))
    return Added(name, len(new), len(entries) - len(kept), taken, tuple(faults))


def remove(base: Path, source: str) -> int:
    """Take out the things of one table; how many there were.

    Raises ``KnowledgeBaseError`` if the file has no such table.
    """
    entries, origins = load(base)
    if source not in origins:
        raise KnowledgeBaseError(
            f"there is no table {source!r}",
            code="unknown-source",
            where=str(base),
            remedy=nearest(source, origins) if origins else "no table has been added yet",
        )
    kept = {key: entry for key, entry in entries.items() if entry.source != source}
    del origins[source]
    with closing(KnowledgeBase.open()) as shipped:
        save(base, kept, origins, shipped)
    return len(entries) - len(kept)


def load(base: Path) -> tuple[Entries, dict[str, Origin]]:
    """What the file holds; nothing if there is no file. Raises ``KnowledgeBaseError``."""
    if not base.exists():
        return {}, {}
    KnowledgeBase((base,)).close()  # says what is wrong with the file, if anything is
    try:
        with closing(sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro", uri=True)) as file:
            return _read(file)
    except sqlite3.DatabaseError as error:
        raise damaged(base, str(error)) from error


def _read(file: sqlite3.Connection) -> tuple[Entries, dict[str, Origin]]:
    ids: dict[int, list[Identifier]] = {}
    for thing, scheme, value in file.execute("SELECT thing, scheme, value FROM identifier"):
        ids.setdefault(thing, []).append(Identifier(scheme=scheme, value=value))
    names: dict[int, list[Written]] = {}
    for thing, *name in file.execute("SELECT thing, name, language, role, spot FROM name"):
        names.setdefault(thing, []).append(Written(*name))
    query = (
        "SELECT t.id, t.key, t.label, t.kind, t.name, t.name_en, p.key, t.weight, t.source"
        " FROM thing t LEFT JOIN thing p ON p.id = t.parent WHERE t.source != ?"
    )
    entries: Entries = {}
    for thing, key, *row in file.execute(query, (REFERENCE,)):
        own = [key, *row, tuple(ids.get(thing, ())), tuple(names.get(thing, ()))]
        entries[key] = Entry(*own)
    rows = file.execute("SELECT name, url, version, credit FROM source")
    return entries, {row[0]: Origin(*row) for row in rows}


def save(
    base: Path, entries: Entries, origins: Mapping[str, Origin], shipped: KnowledgeBase
) -> None:
    """Write the file. A parent that ships is written as a reference, one that is nowhere is left
    out.
    """
    whole = dict(sorted(entries.items()))
    for key in sorted({e.parent for e in entries.values() if e.parent} - entries.keys()):
        if thing := shipped.by_key(key):
            named = (thing.label, thing.kind, thing.name, thing.name_en)
            whole[key] = Entry(key, *named, parent=None, weight=0.0, source=REFERENCE)
    with closing(sqlite3.connect(":memory:")) as file:
        file.executescript(files("brygga.kb").joinpath("schema.sql").read_text("utf-8"))
        _write(file, whole, sorted(origins.values(), key=lambda o: o.name))
        try:
            with atomic(base) as out:
                out.write(file.serialize())
        except OSError as error:
            raise KnowledgeBaseError(
                f"cannot be written ({error.strerror})", code="unwritable-kb", where=str(base)
            ) from error


def _write(file: sqlite3.Connection, entries: Entries, origins: Sequence[Origin]) -> None:
    number = {key: n for n, key in enumerate(entries, 1)}
    meta = [("schema", SCHEMA), ("version", "user")]
    file.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
    file.executemany(
        "INSERT INTO source (name, url, version, credit) VALUES (?, ?, ?, ?)",
        [(o.name, o.url, o.version, o.credit) for o in origins],
    )
    for key, entry in entries.items():
        file.execute(
            "INSERT INTO thing (id, key, label, kind, name, name_en, parent, weight, source)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number[key],
                key,
                entry.label,
                entry.kind,
                entry.name,
                entry.name_en,
                number.get(entry.parent) if entry.parent else None,
                entry.weight,
                entry.source,
            ),
        )
        ids = {(number[key], i.scheme, i.value) for i in entry.ids}
        file.executemany(
            "INSERT INTO identifier (thing, scheme, value) VALUES (?, ?, ?)", sorted(ids)
        )
        file.executemany(
            "INSERT INTO name (name, thing, language, role, spot) VALUES (?, ?, ?, ?, ?)",
            [(n.name, number[key], n.language, n.role, n.spot) for n in entry.names],
        )
    file.commit()
