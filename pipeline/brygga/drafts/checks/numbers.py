"""Numbers with their scale and unit are the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from brygga.dates.grammar import grammar
from brygga.drafts.days import read as read_days
from brygga.drafts.pair import Pair, finding
from brygga.drafts.quantities import Quantity, read
from brygga.record import Finding

_ONE = re.compile(r"(?i)\b(?:ett?|den första|det första)\b")


class Numbers:
    """Each amount of the Swedish is in the English, and the other way round.

    A number below ten may stand as a word on one side; numbers within names and dates are left to
    the checks of those.
    """

    name: ClassVar[str] = "numbers"

    def check(self, pair: Pair) -> Iterator[Finding]:
        days = [(e.start, e.end) for e in grammar().read(pair.sv, [(0, len(pair.sv))])]
        names = [(n.start, n.end) for n in pair.names]
        swedish = read(pair.sv, "sv", [*days, *names])
        dates = [(d.start, d.end) for d in read_days(pair.en, "en")]
        english = read(pair.en, "en", dates)
        swedish = [q for q in swedish if not _is_a_year(q)]
        english = [q for q in english if not _is_a_year(q) and not _in_a_name(q, pair)]
        left = list(english)
        missing = []
        for one in swedish:
            match = next((q for q in left if _same(one, q)), None)
            if match:
                left.remove(match)
            else:
                missing.append(one)
        for one in tuple(missing):
            near = next(
                (q for q in left if q.value == one.value or _digits(q) == _digits(one)), None
            )
            if near:
                left.remove(near)
                missing.remove(one)
                kind = "unit" if near.value == one.value else "scale"
                yield finding(
                    self.name,
                    f"another {kind}: “{_text(pair.sv, one)}” is “{_text(pair.en, near)}”",
                    (one.start, one.end),
                    (near.start, near.end),
                    grave=True,
                )
        for one in missing:
            if one.written or one.value > 2:
                yield finding(
                    self.name,
                    f"“{_text(pair.sv, one)}” is missing in the English",
                    (one.start, one.end),
                    grave=True,
                )
        for one in left:
            if (one.written or one.value > 2) and not _elsewhere(one, pair, swedish):
                yield finding(
                    self.name,
                    f"“{_text(pair.en, one)}” is not in the Swedish",
                    en=(one.start, one.end),
                    grave=True,
                )


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and (one.unit == other.unit or None in (one.unit, other.unit))


def _is_a_year(quantity: Quantity) -> bool:
    """A bare year is for the check of dates."""
    return quantity.unit is None and quantity.written and 1600 <= quantity.value < 2100


def _digits(quantity: Quantity) -> str:
    return str(quantity.value.normalize().as_tuple().digits)


def _text(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end]


def _in_a_name(quantity: Quantity, pair: Pair) -> bool:
    return any(
        form in pair.en and _text(pair.en, quantity) in form for n in pair.names for form in n.forms
    )


def _elsewhere(one: Quantity, pair: Pair, swedish: list[Quantity]) -> bool:
    """Whether the Swedish says the same number a second time, or as a part of something else
    (``64-bitars``, ``ett paket``).
    """
    if any(_same(one, q) for q in swedish):
        return True
    if one.unit is None and one.value == 1 and _ONE.search(pair.sv):
        return True
    digits = _text(pair.en, one)
    return one.written and re.search(rf"(?<![\d.,]){re.escape(digits)}(?!\d)", pair.sv) is not None
