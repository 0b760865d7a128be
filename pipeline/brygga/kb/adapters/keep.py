"""Interreg and other cooperation projects, from a search on keep.eu saved with "Export".

The workbook's sheet "Search results, projects", or that sheet as CSV: columns ``Programme``,
``Project acronym``, ``Project name in English`` and more. The export has no number of the
project, so the key is made of acronym and programme.
https://keep.eu/projects/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brygga.kb.adapters.table import Alias, Fault, Row, Table, clean, fault_of_name

TITLE = "keep.eu projects"
URL = "https://keep.eu/projects/"
CREDIT = "keep.eu, Interact"
_ACRONYM, _PROGRAMME, _NAME, _ENGLISH = (
    "project acronym",
    "programme",
    "project name",
    "project name in english",
)


def recognises(table: Table) -> bool:
    """Whether the table has the columns of keep.eu's projects (of its partners it is not)."""
    columns = {column.casefold() for column in table.columns}
    return {_ACRONYM, _PROGRAMME} <= columns and bool({_NAME, _ENGLISH} & columns)


def read(table: Table) -> Iterator[Row | Fault]:
    """One project a row, called by its acronym; its full name is its other name."""
    yield from table.faults
    for where, cells in table.rows:
        yield _row(where, {column.casefold(): clean(cell) for column, cell in cells.items()})


def _row(where: str, cells: Mapping[str, str]) -> Row | Fault:
    acronym, english = cells.get(_ACRONYM, ""), cells.get(_ENGLISH, "")
    own = [cells[c] for c in cells if c.startswith(_NAME) and c != _ENGLISH]
    titles = [
        Alias(title, "official", language)
        for title, language in [(english, "en"), *((title, None) for title in own)]
        if title and fault_of_name(where, _NAME, title) is None
    ]
    name = acronym or next((title.name for title in titles), "")
    if (fault := fault_of_name(where, "Project acronym", name)) is not None:
        return fault
    programme = cells.get(_PROGRAMME, "")
    return Row(
        where=where,
        label="PROJECT",
        kind="project",
        name=name,
        name_en=None if acronym else english or None,
        aliases=tuple(titles),
        parent=programme or None,
        parent_label="PROJECT",
        optional=True,
        key=f"user:project/{name} ({programme})" if programme else None,
    )
