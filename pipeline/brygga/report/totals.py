"""What all records of an output directory have together."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from brygga.record import LABELS, Label

MOST = 15
"""Names of one label that are listed."""
_COUNTY = "scb-lan"


class _Id(msgspec.Struct):
    scheme: str
    value: str


class _Relation(msgspec.Struct):
    type: str
    text: str | None
    ids: tuple[_Id, ...]


class _Entity(msgspec.Struct):
    label: Label
    name: str
    ids: tuple[_Id, ...]
    relations: tuple[_Relation, ...]


class _Language(msgspec.Struct):
    code: str


class _Warning(msgspec.Struct):
    code: str


class _Record(msgspec.Struct):
    """The parts of a record that are counted; the others are not even read."""

    published: str | None
    language: _Language
    entities: tuple[_Entity, ...]
    warnings: tuple[_Warning, ...]


class Totals(msgspec.Struct, frozen=True):
    """``months`` by ``2024-05``, ``counties`` by name: articles that name a place there. ``names``
    by label: the most frequent ones with the number of articles; ``different`` counts all.
    """

    records: int
    undated: int
    languages: dict[str, int]
    months: dict[str, int]
    counties: dict[str, int]
    warnings: dict[str, int]
    names: dict[Label, list[tuple[str, int]]]
    different: dict[Label, int]


def totals(path: Path) -> Totals:
    """Read ``records.jsonl`` once; names are counted on disk, as there may be very many."""
    languages, months, counties, warnings = (Counter[str]() for _ in range(4))
    called: dict[str, Counter[str]] = {}
    records = 0
    decoder = msgspec.json.Decoder(_Record)
    with closing(sqlite3.connect("")) as db:
        db.execute(
            "CREATE TABLE name (label TEXT, name TEXT, count INTEGER, PRIMARY KEY (label, name))"
            " WITHOUT ROWID"
        )
        with path.open("rb") as file:
            for record in map(decoder.decode, file):
                records += 1
                languages[record.language.code] += 1
                warnings.update({one.code for one in record.warnings})
                here = dict(_counties(record.entities))
                counties.update(here.keys())
                for code, name in here.items():
                    called.setdefault(code, Counter())[name] += 1
                if record.published:
                    months[record.published[:7]] += 1
                db.executemany(
                    "INSERT INTO name VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                    {(entity.label, entity.name) for entity in record.entities},
                )
        names = {label: list(_frequent(db, label)) for label in LABELS}
        different = dict(db.execute("SELECT label, count(*) FROM name GROUP BY label").fetchall())
    return Totals(
        records=records,
        undated=records - sum(months.values()),
        languages=dict(languages.most_common()),
        months=dict(months),
        counties={called[code].most_common(1)[0][0]: n for code, n in counties.most_common()},
        warnings=dict(warnings.most_common()),
        names=names,
        different={label: different.get(label, 0) for label in LABELS},
    )


def _frequent(db: sqlite3.Connection, label: Label) -> Iterator[tuple[str, int]]:
    query = "SELECT name, count FROM name WHERE label = ? ORDER BY count DESC, name LIMIT ?"
    yield from db.execute(query, (label, MOST))


def _counties(entities: Iterable[_Entity]) -> Iterator[tuple[str, str]]:
    """Code and name of the Swedish counties that an article names, or names a place in."""
    for entity in entities:
        for one in entity.ids:
            if one.scheme == _COUNTY:
                yield one.value, entity.name
        for whole in entity.relations:
            for one in whole.ids:
                if whole.type == "part-of" and one.scheme == _COUNTY and whole.text:
                    yield one.value, whole.text
