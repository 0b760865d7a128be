"""A table that people write themselves, with one line for each thing.

Columns, separated by tabs, in any order; only ``label`` and ``name`` must be there:

    label    PERSON, REGION, PROJECT, EVENT or ORGANISATION
    name     the name in Swedish texts
    name_en  the English name [the same]
    kind     what it is, such as agency or conference [the label in small letters]
    aliases  other names, separated by |
    ids      scheme:value, separated by |, such as wikidata:Q52
    parent   key or name of what it lies in or belongs to
    weight   how likely a bare name means this thing, against others of that name [5; a town
             of 100,000 people has 5]

Lines that begin with # are comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from brygga.kb.adapters.table import Alias, Fault, Row, Table, clean, fault_of_name
from brygga.kb.store import KnowledgeBaseError
from brygga.nearest import nearest
from brygga.record import LABELS, Identifier

TITLE = "own table"
URL = None
CREDIT = None
COLUMNS = ("label", "name", "name_en", "kind", "aliases", "ids", "parent", "weight")
WEIGHT = 5.0
_ID = re.compile(r"([a-z][a-z0-9-]*):(\S+)")


def recognises(table: Table) -> bool:
    """Whether the table has any of the columns: what is wrong with others, ``read`` says best."""
    return bool(set(table.columns) & set(COLUMNS))


def read(table: Table) -> Iterator[Row | Fault]:
    """The rows. Raises ``KnowledgeBaseError`` for a column that does not exist or is missing."""
    for column in table.columns:
        if column not in COLUMNS:
            raise KnowledgeBaseError(
                f"there is no column {column!r}",
                code="unknown-column",
                where=str(table.path),
                remedy=nearest(column, COLUMNS),
            )
    if not table.has("label", "name"):
        raise KnowledgeBaseError(
            "the columns 'label' and 'name' must be there",
            code="missing-column",
            where=str(table.path),
            remedy="see docs/kb.md for the columns",
        )
    yield from table.faults
    for where, cells in table.rows:
        yield _row(where, {column: clean(cells.get(column)) for column in COLUMNS})


def _row(where: str, cells: Mapping[str, str]) -> Row | Fault:
    label = next((known for known in LABELS if known == cells["label"].upper()), None)
    if label is None:
        return Fault(where, "label", f"{cells['label']!r} is none; {_nearest_label(cells)}")
    aliases = _parts(cells["aliases"])
    for column, name in [("name", cells["name"]), *(("aliases", alias) for alias in aliases)]:
        if (fault := fault_of_name(where, column, name)) is not None:
            return fault
    ids = []
    for part in _parts(cells["ids"]):
        if not (match := _ID.fullmatch(part)):
            return Fault(where, "ids", f"{part!r} is not of the form scheme:value")
        ids.append(Identifier(scheme=match[1], value=match[2]))
    try:
        weight = float(cells["weight"].replace(",", ".") or WEIGHT)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= 100:
        return Fault(where, "weight", f"{cells['weight']!r} is not a number from 0 to 100")
    return Row(
        where=where,
        label=label,
        name=cells["name"],
        name_en=cells["name_en"] or None,
        kind=cells["kind"] or label.lower(),
        language="sv",
        aliases=tuple(map(Alias, aliases)),
        ids=tuple(ids),
        parent=cells["parent"] or None,
        weight=weight,
    )


def _parts(cell: str) -> list[str]:
    return [part for piece in cell.split("|") if (part := piece.strip())]


def _nearest_label(cells: Mapping[str, str]) -> str:
    return nearest(cells["label"].upper(), LABELS)
