"""Read-only access to the knowledge base: one SQLite file that ships, and those of the user.

A file is opened immutable and read by indexed queries, so that a worker holds little of it in
memory. A thing that two files know, by its key, is one thing: see ``KnowledgeBase``.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
import weakref
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from sys import intern
from typing import Any

import msgspec

from brygga.errors import BryggaError
from brygga.record import LABELS, Identifier, Label, replace

SCHEMA = "1"
SHIPPED = Path(str(files("brygga.kb"))) / "kb.sqlite"
REFERENCE = "@"
"""The ``source`` of a row that stands for a thing of an earlier file, as a parent."""

OWN_SCHEME = "brygga"
"""The scheme of the key of a thing that nobody else has an id for."""

_CACHED = 4096
_FILE_BITS = 40
_ROW = (1 << _FILE_BITS) - 1
"""A thing's id is its row's id in its file, with the file's number above these bits."""
_REBUILD = "make it anew with scripts/build_kb.py, or install brygga again"
_REMAKE = "remove it and add your tables again with 'brygga kb add'"


class KnowledgeBaseError(BryggaError):
    """A knowledge base that is missing, damaged or of another version; or a bad table for it."""


class Thing(msgspec.Struct, frozen=True):
    """One row of the knowledge base. ``parent`` is the id of the thing that it lies in or belongs
    to; ``weight`` a prior, bigger where a bare name likelier means this thing.
    """

    id: int
    key: str
    label: Label
    kind: str
    name: str
    name_en: str
    parent: int | None
    weight: float
    ids: tuple[Identifier, ...]


class Name(msgspec.Struct, frozen=True, gc=False):
    """One name of a thing. ``spot``: 2 means this kind of thing wherever it stands, 1 only where
    context speaks for it, 0 never by itself.
    """

    name: str
    label: Label
    kind: str
    spot: int
    thing: int


class Source(msgspec.Struct, frozen=True):
    """Where rows come from; ``counts`` is the number of things of each label."""

    file: Path
    name: str
    url: str | None
    version: str | None
    date: str | None
    licence: str | None
    credit: str | None
    counts: dict[str, int]


class KnowledgeBase:
    """All known things, of several files: later ones (the user's) win over earlier ones.

    Where files share a key, the last one says kind, names, weight and, if it has one, parent; all
    identifiers and names count. Such a thing has the id of its first row. ``version`` names the
    content of all files. Not for use by several threads at a time.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        self._connection = sqlite3.connect(":memory:", uri=True)
        self._finalizer = weakref.finalize(self, self._connection.close)
        for number, path in enumerate(self.paths):
            _attach(self._connection, number, path)
        self.version = self._version()
        self._first, self._parts = self._shared()
        this = weakref.proxy(self)  # a cache that held the object would keep its files open
        self._by_name = lru_cache(_CACHED)(lambda name: KnowledgeBase._look_up(this, name))
        self._by_id = lru_cache(_CACHED)(lambda id: KnowledgeBase._read(this, id))

    @classmethod
    def open(cls, paths: Sequence[Path] = ()) -> KnowledgeBase:
        """The shipped knowledge base and then ``paths``.

        Raises ``KnowledgeBaseError`` for a file that is missing, damaged or of another version.
        """
        return cls((SHIPPED, *paths))

    def close(self) -> None:
        """Close the files; also done when the object goes."""
        self._finalizer()

    def candidates(self, name: str, label: Label | None = None) -> tuple[Thing, ...]:
        """The things that have exactly this name (in NFC), the likeliest first."""
        found = self._by_name(unicodedata.normalize("NFC", name))
        return found if label is None else tuple(t for t in found if t.label == label)

    def thing(self, id: int) -> Thing:
        """The thing with this id. Raises ``KeyError``."""
        return self._by_id(id)

    def by_key(self, key: str) -> Thing | None:
        """The thing with this key, such as ``scb-kommun:2421``."""
        for number in range(len(self.paths)):
            for (row,) in self._rows(number, "SELECT id FROM {f}.thing WHERE key = ?", key):
                return self.thing(_id(number, row))
        return None

    def by_identifiers(self, wanted: Iterable[Identifier]) -> dict[Identifier, tuple[Thing, ...]]:
        """The things that have these ids. Reads whole tables: for imports, not for articles."""
        ids = set(wanted)
        found: dict[Identifier, dict[int, Thing]] = {}
        for number in range(len(self.paths)):
            query = "SELECT thing, scheme, value FROM {f}.identifier"
            for row, scheme, value in self._rows(number, query):
                if (identifier := Identifier(scheme=scheme, value=value)) in ids:
                    thing = self.thing(_id(number, row))
                    found.setdefault(identifier, {})[thing.id] = thing
        return {identifier: tuple(things.values()) for identifier, things in found.items()}

    def parents(self, thing: Thing) -> tuple[Thing, ...]:
        """What the thing lies in or belongs to, nearest first."""
        chain: list[Thing] = []
        seen = {thing.id}
        while thing.parent is not None and thing.parent not in seen:
            thing = self.thing(thing.parent)
            seen.add(thing.id)
            chain.append(thing)
        return tuple(chain)

    def names(self, min_spot: int = 1) -> Iterator[Name]:
        """Every name that may be looked for with at least this ``spot``; the last file first, each
        in the order of its names. A name of one thing comes once, as the last file has it.
        """
        seen: set[tuple[str, int]] = set()
        query = (
            "SELECT n.name, t.label, t.kind, n.spot, t.id FROM {f}.name n"
            " JOIN {f}.thing t ON t.id = n.thing ORDER BY n.name, n.thing"
        )
        for number in reversed(range(len(self.paths))):
            for name, label, kind, spot, row in self._each(number, query):
                found = Name(name, _label(label), intern(kind), spot, _id(number, row))
                if (first := self._first.get(found.thing)) is not None:
                    if (name, first) in seen:
                        continue
                    seen.add((name, first))
                    thing = self.thing(first)
                    found = Name(name, thing.label, thing.kind, spot, first)
                if spot >= min_spot:
                    yield found

    def similar(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Names that begin like this one, the shortest first."""
        pattern = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = "SELECT DISTINCT name FROM {f}.name WHERE name LIKE ? ESCAPE '\\'"
        every = range(len(self.paths))
        found = {row[0] for number in every for row in self._rows(number, query, pattern)}
        return tuple(sorted(found, key=lambda n: (len(n), n))[:limit])

    def sources(self) -> tuple[Source, ...]:
        """Every source of every file, with the number of its things."""
        every: list[Source] = []
        for number, path in enumerate(self.paths):
            counts: dict[str, dict[str, int]] = {}
            query = "SELECT source, label, count(*) FROM {f}.thing GROUP BY source, label"
            for source, label, count in self._rows(number, query):
                counts.setdefault(source, {})[label] = count
            query = "SELECT name, url, version, date, licence, credit FROM {f}.source ORDER BY name"
            every += [
                Source(path, name, url, version, date, licence, credit, counts.get(name, {}))
                for name, url, version, date, licence, credit in self._rows(number, query)
            ]
        return tuple(every)

    def _look_up(self, name: str) -> tuple[Thing, ...]:
        things: dict[int, Thing] = {}
        for number in range(len(self.paths)):
            for (row,) in self._rows(number, "SELECT thing FROM {f}.name WHERE name = ?", name):
                thing = self.thing(_id(number, row))
                things[thing.id] = thing
        return tuple(sorted(things.values(), key=lambda t: (-t.weight, t.key)))

    def _read(self, id: int) -> Thing:
        merged: Thing | None = None
        first = self._first.get(id, id)
        for part in self._parts.get(first, (first,)):
            thing = self._own(part)
            if merged is not None:
                parent = merged.parent if thing.parent is None else thing.parent
                ids = sorted({*merged.ids, *thing.ids}, key=lambda i: (i.scheme, i.value))
                thing = replace(thing, id=merged.id, parent=parent, ids=tuple(ids))
            merged = thing
        if merged is None:
            raise KeyError(id)
        return merged

    def _own(self, id: int) -> Thing:
        """The thing as one file alone has it."""
        number, row = id >> _FILE_BITS, id & _ROW
        query = "SELECT key, label, kind, name, name_en, parent, weight FROM {f}.thing WHERE id = ?"
        if not 0 <= number < len(self.paths) or not (rows := self._rows(number, query, row)):
            raise KeyError(id)
        ((key, label, kind, name, name_en, parent, weight),) = rows
        if parent is not None:
            parent = self._first.get(_id(number, parent), _id(number, parent))
        query = "SELECT scheme, value FROM {f}.identifier WHERE thing = ? ORDER BY scheme, value"
        pairs = self._rows(number, query, row) or [(OWN_SCHEME, key)]
        ids = tuple(Identifier(scheme=scheme, value=value) for scheme, value in pairs)
        return Thing(id, key, label, kind, name, name_en, parent, weight, ids)

    def _shared(self) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
        """For the rows of things that several files have: the id of the thing's first row, and
        for that the ids of all rows that say something of it, in the order of their files.
        """
        first: dict[int, int] = {}
        parts: dict[int, tuple[int, ...]] = {}
        for later in range(1, len(self.paths)):
            for earlier in range(later):
                # CROSS JOIN: the user's table, the smaller one, is the one to be read through.
                query = (
                    "SELECT late.id, late.source, early.id FROM {f}.thing late"
                    " CROSS JOIN f%d.thing early ON early.key = late.key"
                )
                for late, source, early in self._rows(later, query % earlier):
                    start = first.setdefault(_id(earlier, early), _id(earlier, early))
                    row = _id(later, late)
                    if first.setdefault(row, start) == start and source != REFERENCE:
                        known = parts.get(start, (start,))
                        parts[start] = known if row in known else (*known, row)
        return first, parts

    def _rows(self, number: int, query: str, *values: object) -> list[tuple[Any, ...]]:
        return list(self._each(number, query, *values))

    def _each(self, number: int, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that the query gives; ``{f}`` in it is the file."""
        try:
            yield from self._connection.execute(query.format(f=f"f{number}"), values)
        except sqlite3.DatabaseError as error:
            raise damaged(self.paths[number], str(error)) from error

    def _version(self) -> str:
        rows = self._rows(0, "SELECT value FROM {f}.meta WHERE key = 'version'")
        version = str(rows[0][0]) if rows else "0"
        if len(self.paths) == 1:
            return version
        digest = hashlib.sha256()
        for path in self.paths[1:]:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return f"{version}+user-{digest.hexdigest()[:8]}"


def _label(label: str) -> Label:
    return next(known for known in LABELS if known == label)


def _id(number: int, row: int) -> int:
    return number << _FILE_BITS | row


def _attach(connection: sqlite3.Connection, number: int, path: Path) -> None:
    shipped = path == SHIPPED
    if not path.is_file():
        raise KnowledgeBaseError(
            "there is no such knowledge base",
            code="missing-kb",
            where=str(path),
            remedy=_REBUILD if shipped else "check the path, or make it with 'brygga kb add FILE'",
        )
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        _check_size(path)
        connection.execute(f"ATTACH ? AS f{number}", (uri,))
        query = f"SELECT value FROM f{number}.meta WHERE key = 'schema'"  # noqa: S608
        row = connection.execute(query).fetchone()
    except (sqlite3.DatabaseError, OSError) as error:
        raise damaged(path, str(error)) from error
    found = row[0] if row else "none"
    if found != SCHEMA:
        raise KnowledgeBaseError(
            f"its tables are of version {found}, this Brygga reads {SCHEMA}",
            code="other-kb",
            where=str(path),
            remedy=_REBUILD if shipped else _REMAKE,
        )


def _check_size(path: Path) -> None:
    """A file that was cut off opens well and fails late, so its size is looked at first."""
    with path.open("rb") as file:
        header = file.read(100)
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    if len(header) < 100 or path.stat().st_size < pages * (65536 if page == 1 else page):
        raise sqlite3.DatabaseError("the file has been cut off")


def damaged(path: Path, reason: str) -> KnowledgeBaseError:
    """The error about a file that is no knowledge base, or not a whole one."""
    return KnowledgeBaseError(
        f"not a knowledge base, or a damaged one ({reason})",
        code="damaged-kb",
        where=str(path),
        remedy=_REBUILD if path == SHIPPED else _REMAKE,
    )
