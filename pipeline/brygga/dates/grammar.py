"""Find Swedish date expressions and read what they say; the year is left to ``resolve``.

One scan finds the places where an expression may begin (a number, a month, a weekday, a fixed
phrase); there the constructions of that kind of place are tried, the longest first. Text before
the place (a cue such as "sedan", or "§") decides where a number alone says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from msgspec.structs import replace

from brygga.dates import days, periods, times
from brygga.dates.cursor import Cursor, lower
from brygga.dates.meaning import NEAREST, Day, Expression, InYear, Timed
from brygga.dates.patterns import patterns

Construction = Callable[[Cursor, int], Expression | None]

CONSTRUCTIONS: Mapping[str, tuple[Construction, ...]] = MappingProxyType(
    {
        "digit": (
            times.iso,
            times.dotted_day,
            times.worded_day,
            times.slash_day,
            periods.year_span,
            periods.school_year,
            periods.year,
        ),
        "day": (times.worded_day, times.slash_day, periods.months),
        "clock": (times.clock,),
        "week": (periods.week,),
        "quarter": (periods.quarter,),
        "relative": (times.relative,),
        "month": (days.english, periods.months, periods.month),
    }
)
"""What is tried where, by the name of the trigger's group."""


class Grammar:
    """Reads any number of texts; holds nothing but compiled patterns."""

    def __init__(self) -> None:
        self._patterns = patterns()

    def read(self, text: str, parts: Iterable[tuple[int, int]]) -> Iterator[Expression]:
        """The expressions of ``text`` within each of ``parts`` (spans in order), in text order.

        No expression crosses the border of a part or overlaps another. Never raises.
        """
        small = lower(text)
        for start, end in parts:
            yield from _read(Cursor(self._patterns, text, small, start, end))


@cache
def grammar() -> Grammar:
    """The one grammar of this process."""
    return Grammar()


def _read(c: Cursor) -> Iterator[Expression]:
    position = c.start
    while found := c.p.trigger.search(c.small, position, c.end):
        said = _try(c, found.start(), CONSTRUCTIONS[found.lastgroup or "digit"])
        if said is None:
            position = found.start() + 1
            continue
        said = _with_deadline(c, said)
        c.done = said.end
        yield said
        yield from periods.further(c, said)
        position = c.done


def _with_deadline(c: Cursor, said: Expression) -> Expression:
    """A day without a year that is a time limit, as in "senast 15 december"."""
    timed = said.meaning if isinstance(said.meaning, Timed) else None
    day = timed.day if timed else said.meaning
    if not isinstance(day, Day) or day.year != NEAREST or not c.before(c.p.deadline, said.start):
        return said
    day = replace(day, year=InYear(ahead=True))
    return replace(said, meaning=replace(timed, day=day) if timed else day)


def _try(c: Cursor, at: int, constructions: Iterable[Construction]) -> Expression | None:
    for construction in constructions:
        if said := construction(c, at):
            return said
    return None
