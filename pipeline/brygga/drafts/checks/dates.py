"""Days, months and years are the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from brygga.drafts.days import Day, read, same
from brygga.drafts.pair import Pair, finding
from brygga.record import Finding


class Dates:
    """Each written day, month or year of one side is on the other. Relative days (``i går``) and
    weekdays are not compared.
    """

    name: ClassVar[str] = "dates"

    def check(self, pair: Pair) -> Iterator[Finding]:
        english = read(pair.en, "en")
        left = list(english)
        for one in read(pair.sv, "sv"):
            match = _first(one, left) or _first(one, english)
            if match:
                if match in left:
                    left.remove(match)
                continue
            other = next((d for d in left if d.month and one.month), None)
            said = pair.sv[one.start : one.end]
            if other:
                left.remove(other)
                yield finding(
                    self.name,
                    f"“{said}” is “{pair.en[other.start : other.end]}” in the English",
                    (one.start, one.end),
                    (other.start, other.end),
                    grave=True,
                )
            elif not _stands(one.year or one.day, pair.en):
                yield finding(
                    self.name, f"the date “{said}” is missing", (one.start, one.end), grave=True
                )
        for date in left:
            bare = not date.month and _stands(date.day or date.year, pair.sv)
            if not bare and not _first(date, read(pair.sv, "sv")):
                yield finding(
                    self.name,
                    f"the date “{pair.en[date.start : date.end]}” is not in the Swedish",
                    en=(date.start, date.end),
                    grave=True,
                )


def _first(one: Day, among: Sequence[Day]) -> Day | None:
    return next((other for other in among if same(one, other)), None)


def _stands(number: int | None, text: str) -> bool:
    return re.search(rf"(?<!\d){number}(?!\d)", text) is not None
