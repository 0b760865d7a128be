"""Times of day, days told from the day of publication, and times joined with days."""

from __future__ import annotations

import re

from brygga.dates import days
from brygga.dates.cursor import Cursor
from brygga.dates.meaning import (
    Clock,
    Day,
    Expression,
    InYear,
    Meaning,
    Relative,
    Span,
    Stamp,
    Timed,
    Unit,
    Weekday,
)
from brygga.dates.words import numbers, plain

_UNITS: tuple[Unit, ...] = ("day", "week", "weekend", "month", "year")


def worded_day(c: Cursor, at: int) -> Expression | None:
    """A day in words with its time: den 3 maj kl. 09.15."""
    said = days.worded(c, at)
    return said and _with_clock(c, said)


def slash_day(c: Cursor, at: int) -> Expression | None:
    """A day in figures with its time: fredag 1/6 kl. 9."""
    said = days.slash(c, at)
    return said and _with_clock(c, said)


def dotted_day(c: Cursor, at: int) -> Expression | None:
    """As ``slash_day`` with full stops: 1.6.2021 kl. 9."""
    said = days.dotted(c, at)
    return said and _with_clock(c, said)


def iso(c: Cursor, at: int) -> Expression | None:
    """2019-03-12, with a time if it has one; 2019-03-12–2019-03-14."""
    m = c.match(c.p.iso, at)
    if m is None:
        return None
    day = _iso_day(m["date"])
    if m["time"]:
        hour, minute = re.split("[.:]", m["time"])
        if m["rest"]:
            stamp = Stamp(f"{m['date']}T{hour}:{minute}{m['rest'].upper()}")
            return Expression(at, m.end(), stamp)
        return Expression(at, m.end(), Timed(day, Clock(int(hour), int(minute))))
    to = c.match(c.p.iso_to, m.end())
    if to and (not to["och"] or c.before(c.p.between, at)):
        return Expression(at, to.end(), Span(day, _iso_day(to["date"])))
    return _with_clock(c, Expression(at, m.end(), day))


def clock(c: Cursor, at: int) -> Expression | None:
    """A time, and the day after it if there is one: kl. 09.15–11.00 fredag 29 september."""
    said = _clock(c, at)
    if said is None or not isinstance(said.meaning, Clock | Span):
        return None
    link = c.match(c.p.after_clock, said.end)
    day = link and _day_after(c, link)
    if day is None or not isinstance(day.meaning, Day | Relative | Weekday):
        return said
    return Expression(at, day.end, Timed(day.meaning, said.meaning))


def relative(c: Cursor, at: int) -> Expression | None:
    """Told from publication: i går kl. 9; nästa vecka; på fredag.

    "På fredag den 3 maj" is not: its "fredag" belongs to the date.
    """
    said = _relative(c, at)
    return said and _with_clock(c, said)


def _relative(c: Cursor, at: int) -> Expression | None:
    m = c.match(c.p.relative, at)
    if m is None or c.match(c.p.school_form, at):
        return None
    phrase, end = plain(m[0]), m.end()
    meaning: Meaning
    if phrase in numbers("next-weekday"):
        if days.worded(c, m.start("next")) or days.slash(c, m.start("next")):
            return None
        meaning, end = _weekday(c, numbers("next-weekday")[phrase], end, after=True)
    elif phrase in numbers("last-weekday"):
        meaning, end = _weekday(c, numbers("last-weekday")[phrase], end, after=False)
    else:
        unit = next(unit for unit in _UNITS if phrase in numbers(unit))
        meaning = Relative(unit, numbers(unit)[phrase])
    return Expression(at, end, meaning)


def _weekday(c: Cursor, weekday: int, end: int, *, after: bool) -> tuple[Weekday, int]:
    """The weekday and where it ends: "i torsdags förra veckan" names its week."""
    m = c.match(c.p.of_week, end)
    if m is None:
        return Weekday(weekday, after), end
    return Weekday(weekday, after, numbers("week")[plain(m["week"])]), m.end()


def _with_clock(c: Cursor, said: Expression) -> Expression:
    day = said.meaning
    if not isinstance(day, Day | Relative | Weekday):
        return said
    if isinstance(day, Relative) and day.unit != "day":
        return said
    if isinstance(day, Day) and day.year.number is not None:
        bare = c.match(c.p.time, said.end)
        if bare:
            time = Clock(int(bare["h"]), int(bare["min"]))
            return Expression(said.start, bare.end(), Timed(day, time))
    link = c.match(c.p.before_clock, said.end)
    at = _clock(c, link.end()) if link else None
    if at is None or not isinstance(at.meaning, Clock | Span):
        return said
    return Expression(said.start, at.end, Timed(day, at.meaning))


def _day_after(c: Cursor, link: re.Match[str]) -> Expression | None:
    """The day after a time of day; "på" may be its own word ("på fredag") or not."""
    for at in dict.fromkeys((link.end("gap"), link.end())):
        said = _relative(c, at) or days.single(c, at)
        if said and not (isinstance(said.meaning, Relative) and said.meaning.unit != "day"):
            return said
    return None


def _clock(c: Cursor, at: int) -> Expression | None:
    m = c.match(c.p.clock, at)
    if m is None:
        return None
    first, last, end = _read_clock(m, "1"), None, m.end()
    to = c.match(c.p.clock_to, end)
    if to and (not to["och"] or c.before(c.p.between, at)):
        last, end = _read_clock(to, "2"), to.end()
    if c.match(c.p.evening, end):
        first, last = _evening(first), last and _evening(last)
    return Expression(at, end, Span(first, last) if last else first)


def _read_clock(m: re.Match[str], n: str) -> Clock:
    if m["hw" + n]:
        return Clock(numbers("hour")[m["hw" + n]], 0)
    if m["hm" + n]:
        return Clock(int(m["hm" + n][:2]), int(m["hm" + n][2:]))
    return Clock(int(m["h" + n]), int(m["min" + n] or 0))


def _evening(time: Clock) -> Clock:
    return Clock(time.hour + 12, time.minute) if time.hour < 12 else time


def _iso_day(date: str) -> Day:
    year, month, day = (int(part) for part in date.split("-"))
    return Day(day, month, InYear(year))
