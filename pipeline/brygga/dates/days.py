"""Days and intervals of days, in words and in figures."""

from __future__ import annotations

import re

from brygga.dates.calendar import iso_date
from brygga.dates.cursor import Cursor, in_year, month_of
from brygga.dates.meaning import NEAREST, Day, Expression, InYear, Meaning, Span
from brygga.dates.words import english_months, numbers

_Match = re.Match[str]


def worded(c: Cursor, at: int) -> Expression | None:
    """A day or interval with the month in words, the longest construction first."""
    return across(c, at) or within(c, at) or listed(c, at) or single(c, at) or english(c, at)


def across(c: Cursor, at: int) -> Expression | None:
    """30 maj – 1 juni; mellan den 3 maj och den 5 juni."""
    m = c.match(c.p.across, at)
    if m is None or not _is_day(c, m, "1", "1") or not c.is_month(m, "2"):
        return None
    if m["och"] and not c.before(c.p.between, at):
        return None
    span = Span(_day(m, "1", "1", "1"), _day(m, "2", "2", "2"))
    return c.expression(at, m.end(), span)


def within(c: Cursor, at: int) -> Expression | None:
    """2–9 juli; two days in a row joined by "och" are an interval too."""
    m = c.match(c.p.within, at)
    if m is None or not _is_day(c, m, "1", "2"):
        return None
    first, last = _day(m, "1", "2", "2"), _day(m, "2", "2", "2")
    if m["och"] and not c.before(c.p.between, at):
        in_list = c.small.endswith(", ", c.start, at)
        if in_list or last.day - first.day != 1:
            return None
    return c.expression(at, m.end(), Span(first, last))


def listed(c: Cursor, at: int) -> Expression | None:
    """The "den 3" of "den 3 och 7 maj", whose month stands later."""
    m = c.match(c.p.listed, at)
    if m is None or not _is_day(c, m, "1", "2"):
        return None
    return c.expression(at, m.end(), _day(m, "1", "2", "2"))


def single(c: Cursor, at: int) -> Expression | None:
    """Fredagen den 8 november 2019; 24 Okt 2018."""
    m = c.match(c.p.point, at)
    if m is None or not _is_day(c, m, "1", "1"):
        return None
    return c.expression(at, m.end(), _day(m, "1", "1", "1"))


def english(c: Cursor, at: int) -> Expression | None:
    """October 11, 2018.

    A month that Swedish spells alike needs a year, a weekday or an English preposition.
    """
    m = c.match(c.p.english, at)
    if m is None:
        return None
    word = c.text[m.start("m1") : m.end("m1")]
    if not word[0].isupper():
        return None
    sure = word.lower() in english_months() or m["y1"] or m["w1"]
    if not sure and not c.before(c.p.english_before, at):
        return None
    year, table = in_year(m, "1"), numbers("english-month")
    first = Day(int(m["d1"]), table[m["m1"]], year, _weekday(m["w1"]))
    meaning: Meaning = first
    if m["d2"]:
        meaning = Span(first, Day(int(m["d2"]), table[m["m2"] or m["m1"]], year))
    return c.expression(at, m.end(), meaning)


def slash(c: Cursor, at: int) -> Expression | None:
    """1/6 2021, den 3/5, den 2–9/7, 28/12–3/1.

    A lone pair of numbers may be a fraction or a score, so it needs a cue: "den", a weekday, a
    year, a word such as "senast".
    """
    m = c.match(c.p.slash, at)
    if m is None or not (m["m1"] or m["m2"]):
        return None
    year = in_year(m, "1")
    own = NEAREST if m["m1"] and m["m2"] else year
    first = _slash_day(m["d1"], m["m1"] or m["m2"], own, m["w1"])
    last = _slash_day(m["d2"], m["m2"], year, m["w2"])
    if first is None or (m["d2"] and last is None):
        return None
    if last and m["m1"]:
        return Expression(at, m.end(), Span(first, last))
    if not (m["w1"] or m["den1"] or m["y1"] or c.before(c.p.slash_cue, at)):
        return None
    return Expression(at, m.end(), Span(first, last) if last else first)


def dotted(c: Cursor, at: int) -> Expression | None:
    """12.3.2019, if there is such a day; else it is a version or a section number."""
    m = c.match(c.p.dotted, at)
    if m is None or not iso_date(int(m["y"]), int(m["m"]), int(m["d"])):
        return None
    return Expression(at, m.end(), Day(int(m["d"]), int(m["m"]), InYear(int(m["y"]))))


def _is_day(c: Cursor, m: _Match, n: str, month: str) -> bool:
    """Is it a day, and not "§ 3 maj", "avsnitt 11. Maj ..." or "5 Maj-Britt"?"""
    if not c.is_month(m, month):
        return False
    if c.small.startswith("-", m.end()) and c.text[m.end() + 1 : m.end() + 2].isupper():
        return False
    if m["dot" + n] and not c.surface(m, month).islower():
        return False
    if m["w" + n] or m["den" + n]:
        return True
    return c.before(c.p.numbering, m.start()) is None


def _day(m: _Match, n: str, month: str, year: str) -> Day:
    day = int(m["d" + n]) if m["d" + n] else numbers("ordinal")[m["o" + n]]
    return Day(day, month_of(m, month), in_year(m, year), _weekday(m["w" + n]))


def _weekday(word: str | None) -> int | None:
    return numbers("weekday")[word] if word else None


def _slash_day(day: str | None, month: str | None, year: InYear, weekday: str | None) -> Day | None:
    if not day or not month or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    return Day(int(day), int(month), year, _weekday(weekday))
