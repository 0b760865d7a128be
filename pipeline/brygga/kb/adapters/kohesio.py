"""Projects of the EU's cohesion policy, from Kohesio's files for each country.

``latest_SE.csv`` and its like: columns ``Operation_Unique_Identifier`` (an address that ends in
the number of the project), ``Operation_Name_Programme_Language``, ``Operation_Name_English`` and
more. https://kohesio.ec.europa.eu/en/data
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brygga.kb.adapters.table import Fault, Row, Table, clean, fault_of_name
from brygga.record import Identifier

TITLE = "Kohesio projects"
URL = "https://kohesio.ec.europa.eu/en/data"
CREDIT = "Kohesio, © European Union"
_ID, _OWN, _ENGLISH = (
    "Operation_Unique_Identifier",
    "Operation_Name_Programme_Language",
    "Operation_Name_English",
)


def recognises(table: Table) -> bool:
    """Whether the table has the columns of a Kohesio file."""
    return table.has(_ID) and bool({_OWN, _ENGLISH} & set(table.columns))


def read(table: Table) -> Iterator[Row | Fault]:
    """One project for each identifier: a project with several places has several rows."""
    yield from table.faults
    seen: set[str] = set()
    for where, cells in table.rows:
        number = clean(cells.get(_ID)).rpartition("/")[2]
        if not number or number not in seen:
            seen.add(number)
            yield _row(where, number, cells)


def _row(where: str, number: str, cells: Mapping[str, str]) -> Row | Fault:
    own, english = clean(cells.get(_OWN)), clean(cells.get(_ENGLISH))
    if not number:
        return Fault(where, _ID, "is empty")
    if (fault := fault_of_name(where, _OWN, own or english)) is not None:
        return fault
    other = english if fault_of_name(where, _ENGLISH, english) is None else ""
    return Row(
        where=where,
        label="PROJECT",
        kind="project",
        name=own or english,
        name_en=other or None,
        ids=(Identifier(scheme="kohesio", value=number),),
        parent=clean(cells.get("Programme_Name")) or None,
        parent_label="PROJECT",
        optional=True,
    )
