"""What a date expression says, before it is known when it was said."""

from __future__ import annotations

from typing import Literal

import msgspec


class InYear(msgspec.Struct, frozen=True):
    """The year of a day, month or week: a number, a distance from the year of publication, or
    neither (the nearest one). ``known`` is false for "samma år", which only the context dates;
    ``ahead`` is true for a time limit, which is likelier to come than to be past.
    """

    number: int | None = None
    shift: int | None = None
    known: bool = True
    ahead: bool = False


NEAREST = InYear()


class Day(msgspec.Struct, frozen=True):
    """``weekday`` is 1 (Monday) to 7, as said beside the date."""

    day: int
    month: int
    year: InYear = NEAREST
    weekday: int | None = None


class Month(msgspec.Struct, frozen=True):
    month: int
    year: InYear = NEAREST


class Week(msgspec.Struct, frozen=True):
    """An ISO 8601 week."""

    week: int
    year: InYear = NEAREST


class Year(msgspec.Struct, frozen=True):
    year: int


class Clock(msgspec.Struct, frozen=True):
    hour: int
    minute: int


Unit = Literal["day", "week", "weekend", "month", "year"]


class Relative(msgspec.Struct, frozen=True):
    """``offset`` units from the day of publication; a weekend is the nearest one at 0."""

    unit: Unit
    offset: int


class Weekday(msgspec.Struct, frozen=True):
    """The last such day before the day of publication, or the next one after it; if ``week`` is
    given, the one of the week so many weeks from that of publication.
    """

    weekday: int
    after: bool
    week: int | None = None


class Stamp(msgspec.Struct, frozen=True):
    """An ISO 8601 date-time as written, zone included."""

    value: str


class Span(msgspec.Struct, frozen=True):
    """From ``first`` to ``last``, both included and both of one kind."""

    first: Day | Month | Week | Year | Clock
    last: Day | Month | Week | Year | Clock


class Timed(msgspec.Struct, frozen=True):
    day: Day | Relative | Weekday
    clock: Clock | Span


class Nothing(msgspec.Struct, frozen=True):
    """An expression that has the form of a date but not a value."""


Meaning = Day | Month | Week | Year | Clock | Relative | Weekday | Stamp | Span | Timed | Nothing


class Expression(msgspec.Struct, frozen=True):
    """``text[start:end]`` says ``meaning``."""

    start: int
    end: int
    meaning: Meaning
