"""Months, years, weeks, quarters and half-years, and intervals of them."""

from __future__ import annotations

from collections.abc import Iterator

from brygga.dates.cursor import Cursor, cue_start, in_year, month_of
from brygga.dates.meaning import NEAREST, Expression, Meaning, Month, Span, Week, Year
from brygga.dates.words import numbers

_FIRST_YEAR, _LAST_YEAR = 1800, 2100
"""Outside these a number is a year only after "år" or a season."""


def months(c: Cursor, at: int) -> Expression | None:
    """maj–juni 2021; november 2020–februari 2021; two months in a row joined by "och"."""
    m = c.match(c.p.months, at)
    if m is None or not (c.is_month(m, "1") and c.is_month(m, "2")):
        return None
    first, last = month_of(m, "1"), month_of(m, "2")
    if m["och"] and not c.before(c.p.between, at):
        dated = m["y2"] or c.before(c.p.month_cue, at)
        if last - first != 1 or m["y1"] or not dated:
            return None
    span = Span(Month(first, in_year(m, "1")), Month(last, in_year(m, "2")))
    return c.expression(at, m.end(), span)


def month(c: Cursor, at: int) -> Expression | None:
    """A month: maj 2021; "i maj" and the bare name after a cue.

    A bare name with a capital is a person's, unless the text around it is in capitals too.
    """
    m = c.match(c.p.month, at)
    if m is None or not c.is_month(m, "1") or c.match(c.p.every_year, m.end()):
        return None
    number = month_of(m, "1")
    if m["y1"]:
        return c.expression(at, m.end(), Month(number, in_year(m, "1")))
    if shared := c.match(c.p.shared_year, m.end()):
        return c.expression(at, m.end(), Month(number, in_year(shared, "1")))
    cue = c.before(c.p.month_cue, at)
    if cue is None or not m["m1"] or c.small.startswith("-", m.end()):
        return None
    if not c.surface(m, "1").islower() and not c.text[max(c.start, at - 8) : at + 4].isupper():
        return None
    return c.expression(cue_start(cue, at), m.end(), Month(number, in_year(m, "1")))


def year_span(c: Cursor, at: int) -> Expression | None:
    """2014–2020; 2014 till 2020; mellan 2014 och 2020; under 2014 och 2015."""
    m = c.match(c.p.years, at)
    if m is None:
        return None
    first = int(m["first"])
    last = int(m["last"]) if len(m["last"]) == 4 else first // 100 * 100 + int(m["last"])
    if not _FIRST_YEAR <= first < last <= _LAST_YEAR or c.before(c.p.upto, at):
        return None
    # Two years in a row joined by "och" are one period, if a word says that they are years.
    in_a_row = last - first == 1 and c.before(c.p.year_cue, at)
    if m["och"] and not (in_a_row or c.before(c.p.between, at)):
        return None
    start = cue_start(c.before(c.p.season, at), at)
    return Expression(start, m.end(), Span(Year(first), Year(last)))


def school_year(c: Cursor, at: int) -> Expression | None:
    """läsåret 2018/19; only after such a word, for "2018/19:12" is a document."""
    m = c.match(c.p.year_slash, at)
    cue = m and c.before(c.p.season, at)
    if m is None or not cue or (int(m["first"]) + 1) % 100 != int(m["last"][-2:]):
        return None
    first = int(m["first"])
    return Expression(cue_start(cue, at), m.end(), Span(Year(first), Year(first + 1)))


def year(c: Cursor, at: int) -> Expression | None:
    """år 2014; hösten 2018; 2014 after a cue such as "sedan"."""
    m = c.match(c.p.year, at)
    if m is None:
        return None
    meaning = Year(int(m["y1"]))
    if word := c.before(c.p.year_word, at):
        return Expression(cue_start(word, at), m.end(), meaning)
    cue = c.before(c.p.year_cue, at) or c.before(c.p.english_cue, at)
    if not cue or not _FIRST_YEAR <= meaning.year <= _LAST_YEAR or c.before(c.p.upto, at):
        return None
    return Expression(at, m.end(), meaning)


def week(c: Cursor, at: int) -> Expression | None:
    """A week: vecka 42; v. 42–43; not "40 timmar per vecka 12 ..." nor "(V) 42"."""
    m = c.match(c.p.week, at)
    if m is None or c.before(c.p.per, at):
        return None
    short = not m[0].startswith("vecka")
    if short and (c.text[at] == "V" or (m[0][1] != "." and len(m["v1"]) < 2)):
        return None
    first, year_ = int(m["v1"]), in_year(m, "1")
    if m["och"]:
        return Expression(at, m.end("v1"), Week(first, year_))
    if m["v2"]:
        return Expression(at, m.end(), Span(Week(first, NEAREST), Week(int(m["v2"]), year_)))
    return Expression(at, m.end(), Week(first, year_))


def quarter(c: Cursor, at: int) -> Expression | None:
    """första kvartalet 2021; Q3; andra halvåret: an interval of months."""
    m = c.match(c.p.quarter, at)
    if m is None:
        return None
    number = numbers("ordinal")[m["nth"]] if m["nth"] else int(m["k"] or m["q"])
    length = 6 if m["part"] == "halvåret" else 3
    if number * length > 12:
        return None
    year_ = in_year(m, "1")
    first = Month((number - 1) * length + 1, year_)
    return Expression(at, m.end(), Span(first, Month(number * length, year_)))


def further(c: Cursor, said: Expression) -> Iterator[Expression]:
    """The further members of "under 2014, 2015 och 2016" and "i maj och augusti"."""
    meaning: Meaning
    if isinstance(said.meaning, Year):
        while (m := c.match(c.p.more_years, c.done)) and not year_span(c, m.start("y1")):
            meaning, c.done = Year(int(m["y1"])), m.end()
            yield Expression(m.start("y1"), m.end(), meaning)
    elif isinstance(said.meaning, Month):
        while (m := c.match(c.p.more_months, c.done)) and c.surface(m, "1").islower():
            if not c.is_month(m, "1"):
                return
            start = m.start("m1") if m["m1"] else m.start("ms1")
            meaning = Month(month_of(m, "1"), in_year(m, "1"))
            more = c.expression(start, m.end(), meaning)
            c.done = more.end
            yield more
