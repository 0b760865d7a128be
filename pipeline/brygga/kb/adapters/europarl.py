"""Members of the European Parliament, from its list or its open data.

The list ``https://www.europarl.europa.eu/meps/en/full-list/xml`` has ``fullName`` ("Anna
DE VRIES"), ``country``, ``politicalGroup``, ``id``; the open data
(``https://data.europarl.europa.eu/api/v2/meps/show-current``, JSON) has ``identifier``,
``givenName``, ``familyName``. https://data.europarl.europa.eu/en/developer-corner/opendata-api
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from brygga.kb.adapters.table import Alias, Fault, Row, Table, clean, fault_of_name
from brygga.record import Identifier

TITLE = "members of the European Parliament"
URL = "https://data.europarl.europa.eu/en/developer-corner/opendata-api"
CREDIT = "European Parliament"
WEIGHT = 3.0
_PART = re.compile(r"[^\W\d_]+")
_PARTICLES = re.compile(r"(?:AF|AV|DAS?|DE[LNRS]?|DELLA|DI|DOS|DU|L[AE]|TEN|VAN|VON|ZU)")


def recognises(table: Table) -> bool:
    """Whether the table has the fields of either."""
    listed = table.has("fullName", "id") and bool(
        {"politicalGroup", "nationalPoliticalGroup"} & set(table.columns)
    )
    return listed or table.has("identifier", "familyName", "givenName")


def read(table: Table) -> Iterator[Row | Fault]:
    """One person a row; the political group is the parent where it is known."""
    yield from table.faults
    for where, cells in table.rows:
        yield _row(where, {column: clean(cell) for column, cell in cells.items()})


def _row(where: str, cells: Mapping[str, str]) -> Row | Fault:
    number = cells.get("identifier") or cells.get("id", "")
    full = f"{cells.get('givenName', '')} {cells.get('familyName', '')}".strip()
    listed = full or cells.get("fullName", "")
    if not number.isdecimal():
        return Fault(where, "id", f"{number!r} is not a number")
    if (fault := fault_of_name(where, "fullName", listed)) is not None:
        return fault
    name, *others = _written(listed)
    return Row(
        where=where,
        label="PERSON",
        kind="politician",
        name=name,
        aliases=tuple(map(Alias, others)),
        ids=(Identifier(scheme="europarl", value=number),),
        parent=cells.get("politicalGroup") or cells.get("api:political-group") or None,
        parent_label="ORGANISATION",
        optional=True,
        weight=WEIGHT,
    )


def _written(name: str) -> list[str]:
    """The name as texts write it: of "Anna DE VRIES" both "Anna De Vries" and "Anna de Vries"."""
    words = name.split(" ")
    small = [w.lower() if _PARTICLES.fullmatch(w) else _capitalised(w) for w in words]
    return list(dict.fromkeys((" ".join(map(_capitalised, words)), " ".join(small))))


def _capitalised(word: str) -> str:
    return _PART.sub(lambda part: _part(part[0]), word)


def _part(part: str) -> str:
    # "McALLISTER": what the list leaves small is small in the name.
    small = next((prefix for prefix in ("Mc", "Mac") if part.startswith(prefix)), "")
    rest = part[len(small) :]
    return small + rest.capitalize() if len(rest) > 1 and rest.isupper() else part
