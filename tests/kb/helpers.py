"""Tiny knowledge bases: the tests' own facts in the product's tables."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

HEAD = ("key", "label", "kind", "name", "name_en", "parent", "weight")
THINGS = [
    ("iso3166-1:SE", "REGION", "country", "Sverige", "Sweden", None, 7.0),
    ("scb-lan:24", "REGION", "county", "Västerbottens län", "Västerbotten County", 1, 5.4),
    ("scb-kommun:2421", "REGION", "municipality", "Storuman", "Storuman", 2, 3.8),
    ("scb-tatort:9001", "REGION", "locality", "Storuman", "Storuman", 3, 3.3),
    ("wikidata:Q1", "ORGANISATION", "agency", "Norrlands provkontor", "Norrland Test Office", 1, 4),
]
NAMES = [
    ("Sverige", 1, 2),
    ("Västerbotten", 2, 2),
    ("Västerbottens län", 2, 2),
    ("Storuman", 3, 2),
    ("Storuman", 4, 1),
    ("Storumans kommun", 3, 2),
    ("tätorten Storuman", 4, 0),
    ("Norrlands provkontor", 5, 2),
]
IDS = [
    (1, "iso3166-1", "SE"),
    (1, "wikidata", "Q34"),
    (2, "scb-lan", "24"),
    (2, "nuts2024", "SE331"),
    (3, "scb-kommun", "2421"),
]


def build(path, things=THINGS, names=NAMES, ids=IDS, schema="1", version="2026.11"):
    """A knowledge base at ``path``; things are numbered from 1."""
    connection = sqlite3.connect(path)
    connection.executescript(files("brygga.kb").joinpath("schema.sql").read_text("utf-8"))
    meta = [("schema", schema), ("version", version)]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
    connection.execute("INSERT INTO source VALUES ('test', NULL, '1', NULL, 'CC0', NULL)")
    for n, thing in enumerate(things, 1):
        marks = "?, ?, ?, ?, ?, ?, ?, ?, 'test'"
        connection.execute(f"INSERT INTO thing VALUES ({marks})", (n, *thing))
    for name, thing, spot in names:
        connection.execute(
            "INSERT INTO name VALUES (?, ?, 'sv', 'official', ?)", (name, thing, spot)
        )
    connection.executemany("INSERT INTO identifier VALUES (?, ?, ?)", ids)
    connection.commit()
    connection.close()
    return path
