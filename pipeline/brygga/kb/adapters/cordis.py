"""Projects of the EU's research programmes, from the data sets of CORDIS.

``cordis-HORIZONprojects-csv.zip`` and its like (H2020, FP7), or ``project.csv`` and
``project.json`` out of them: columns ``id`` (the grant agreement), ``acronym``, ``title``,
``frameworkProgramme`` and more, semicolons between them.
https://data.europa.eu/data/datasets/cordis-eu-research-projects-under-horizon-europe-2021-2027
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brygga.kb.adapters.table import Alias, Fault, Row, Table, clean, fault_of_name
from brygga.record import Identifier

TITLE = "CORDIS projects"
URL = "https://data.europa.eu/data/datasets/cordis-eu-research-projects-under-horizon-europe-2021-2027"
CREDIT = "CORDIS, © European Union"
_PROGRAMMES = {"HORIZON": "HORIZONEU"}
"""CORDIS' codes where those of the Publications Office differ."""


def recognises(table: Table) -> bool:
    """Whether the table has the columns of a CORDIS project table."""
    columns = set(table.columns)
    return columns >= {"id", "acronym", "title"} and bool(columns & {"rcn", "frameworkProgramme"})


def read(table: Table) -> Iterator[Row | Fault]:
    """One project a row, called by its acronym; its title is its other name."""
    yield from table.faults
    for where, cells in table.rows:
        yield _row(where, cells)


def _row(where: str, cells: Mapping[str, str]) -> Row | Fault:
    number, acronym, title = (clean(cells.get(c)) for c in ("id", "acronym", "title"))
    if not number.isdecimal():
        # Older files have stray quotes in the objectives, whose text then looks like rows.
        return Fault(where, "id", f"{number[:40]!r} is not a number")
    if (fault := fault_of_name(where, "acronym", acronym or title)) is not None:
        return fault
    programme = clean(cells.get("frameworkProgramme"))
    other = acronym and fault_of_name(where, "title", title) is None
    return Row(
        where=where,
        label="PROJECT",
        kind="project",
        name=acronym or title,
        language="en",
        aliases=(Alias(title, "official", "en"),) if other else (),
        ids=(Identifier(scheme="cordis", value=number),),
        parent=f"eu-programme:{_PROGRAMMES.get(programme, programme)}" if programme else None,
        parent_label="PROJECT",
        optional=True,
    )
