"""Members of the Swedish parliament, from the Riksdag's open data.

``https://data.riksdagen.se/personlista/?utformat=json``, or ``xml``, or ``csv`` with a header:
``intressent_id``, ``tilltalsnamn``, ``efternamn``, ``parti``, ``valkrets``, ``status`` and more.
https://www.riksdagen.se/sv/dokument-och-lagar/riksdagens-oppna-data/ledamoter/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from brygga.kb.adapters.table import Fault, Row, Table, clean, fault_of_name
from brygga.record import Identifier

TITLE = "members of the Riksdag"
URL = "https://data.riksdagen.se/data/ledamoter/"
CREDIT = "Sveriges riksdag"
WEIGHT = 3.0


def recognises(table: Table) -> bool:
    """Whether the table has the fields of the Riksdag's persons."""
    return table.has("intressent_id", "tilltalsnamn", "efternamn")


def read(table: Table) -> Iterator[Row | Fault]:
    """One person a row; the party is the parent where it is known."""
    yield from table.faults
    for where, cells in table.rows:
        yield _row(where, {column: clean(cell) for column, cell in cells.items()})


def _row(where: str, cells: Mapping[str, str]) -> Row | Fault:
    number, family = cells.get("intressent_id", ""), cells.get("efternamn", "")
    given = cells.get("tilltalsnamn", "")
    if not number.isalnum():
        return Fault(where, "intressent_id", f"{number!r} is not a number")
    for column, name in (("tilltalsnamn", given), ("efternamn", family)):
        if (fault := fault_of_name(where, column, name)) is not None:
            return fault
    return Row(
        where=where,
        label="PERSON",
        kind="politician",
        name=f"{given} {family}",
        ids=(Identifier(scheme="riksdagen", value=number),),
        parent=_party(cells.get("parti", "")),
        parent_label="ORGANISATION",
        optional=True,
        weight=WEIGHT,
    )


def _party(letters: str) -> str | None:
    return _parties().get(letters, letters) or None


@cache
def _parties() -> dict[str, str]:
    """The names of the parties by their letters: the tagger's table, read as data."""
    text = files("brygga").joinpath("entities", "parties.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {letters: names.partition("|")[0] for letters, _, names in lines[1:]}
