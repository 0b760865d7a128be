"""The least that a score may be, as a user names it: ``0.86`` or ``PERSON=0.95``."""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from brygga.errors import BryggaError
from brygga.evaluate.report import Report
from brygga.evaluate.score import GROUPS
from brygga.nearest import nearest


class Floor(msgspec.Struct, frozen=True):
    """``least`` is the lowest exact F1 allowed for ``label`` (a label, ``all`` or ``mission``)."""

    label: str
    least: float


def parse_floor(text: str) -> Floor:
    """Read ``0.86`` (of all labels) or ``LABEL=0.86``; raises ``BryggaError``."""
    name, _, number = text.rpartition("=")
    names = {label.casefold(): label for label in GROUPS}
    label = names.get(name.strip().casefold()) if name else "all"
    if label is None:
        raise BryggaError(
            f"there is no score {name!r}",
            code="floor",
            where="--floor",
            remedy=nearest(name, GROUPS),
        )
    try:
        least = float(number)
    except ValueError:
        least = math.nan
    if not math.isfinite(least):
        raise BryggaError(
            f"{number!r} is not a number",
            code="floor",
            where="--floor",
            remedy="write --floor 0.86 or --floor PERSON=0.95",
        )
    return Floor(label, least)


def below(report: Report, floors: Iterable[Floor]) -> list[str]:
    """One sentence for each floor that does not hold."""
    return [
        f"F1 of {floor.label} is {report.score(floor.label).f1:.4f}, "
        f"below the floor {floor.least:g}"
        for floor in floors
        if report.score(floor.label).f1 < floor.least
    ]
