"""The ISO 8601 value of an expression, given the day of publication."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from brygga.dates.meaning import (
    Clock,
    Day,
    InYear,
    Meaning,
    Month,
    Relative,
    Span,
    Stamp,
    Timed,
    Week,
    Weekday,
    Year,
)

_ONE_DAY = datetime.timedelta(days=1)
_LEAP_GAP = 8
"""No two leap days are further apart than this many years."""
_LEAD = datetime.timedelta(days=120)
"""How far after publication a time limit is looked for first: so it is dated up to two months back
(a text tells of one just past) and ten months ahead."""

_Dated = Day | Month | Week


def published_day(published: str | None) -> datetime.date | None:
    """The day of an ISO date or date-time; ``None`` for anything else, a bare month included."""
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def resolve(meaning: Meaning, published: datetime.date | None) -> str | None:
    """The ISO 8601 value of ``meaning`` in an article of the day ``published``.

    Date, date-time, month, year, week (``2018-W42``), time of day (``T09:15``), or an interval of
    two of one kind. ``None`` where it does not exist in the Gregorian calendar, where it depends
    on an unknown day of publication, or where only the context says which year is meant.
    """
    try:
        return _resolve(meaning, published)
    except (ValueError, OverflowError):
        return None


def _resolve(meaning: Meaning, published: datetime.date | None) -> str | None:
    match meaning:
        case Day() | Month() | Week():
            found = _nearest(meaning, published)
            return _iso(meaning, found) if found else None
        case Year(year):
            return f"{year:04}"
        case Clock():
            return f"T{_time(meaning)}"
        case Stamp(value):
            datetime.datetime.fromisoformat(value)
            return value
        case Span():
            return _interval(meaning, published)
        case Timed(day, clock):
            return _timed(day, clock, published)
        case Relative() | Weekday():
            return _relative(meaning, published) if published else None
    return None


def _iso(kind: _Dated, first: datetime.date) -> str:
    if isinstance(kind, Month):
        return f"{first.year:04}-{first.month:02}"
    if isinstance(kind, Week):
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}"
    return first.isoformat()


def _first_day(point: _Dated, year: int) -> datetime.date | None:
    try:
        if isinstance(point, Week):
            return datetime.date.fromisocalendar(year, point.week, 1)
        return datetime.date(year, point.month, point.day if isinstance(point, Day) else 1)
    except ValueError:
        return None


def _distance(point: _Dated, first: datetime.date, published: datetime.date) -> int:
    half = {Month: 14, Week: 3}.get(type(point), 0)
    return abs((first - published).days + half)


def _year(year: InYear, published: datetime.date | None) -> int | None:
    """The year that the expression itself fixes."""
    if year.number is not None:
        return year.number
    if year.shift is not None and published:
        return published.year + year.shift
    return None


def _open(year: InYear) -> bool:
    return year.number is None and year.shift is None and year.known


def _candidates(point: _Dated, published: datetime.date) -> Iterator[datetime.date]:
    """The occurrences in the years around publication; those of a leap day lie further off."""
    near = range(published.year - 1, published.year + 2)
    far = range(published.year - _LEAP_GAP, published.year + _LEAP_GAP + 1)
    for years in (near, far):
        found = [day for year in years if (day := _first_day(point, year))]
        if found:
            yield from found
            return


def _weekday_fits(point: _Dated, day: datetime.date) -> bool:
    weekday = point.weekday if isinstance(point, Day) else None
    return weekday is None or weekday == day.isoweekday()


def _nearest(point: _Dated, published: datetime.date | None) -> datetime.date | None:
    year = _year(point.year, published)
    if year is not None:
        return _first_day(point, year)
    if published is None or not _open(point.year):
        return None
    found = list(_candidates(point, published))
    found = [day for day in found if _weekday_fits(point, day)] or found
    aim = published + _LEAD if point.year.ahead else published
    return min(found, key=lambda day: _distance(point, day, aim), default=None)


def _interval(span: Span, published: datetime.date | None) -> str | None:
    match span:
        case Span(Year(first), Year(last)):
            return f"{first:04}/{last:04}" if first < last else None
        case Span(Clock() as first, Clock() as last):
            return f"T{_time(first)}/T{_time(last)}"
        case Span(Day() | Month() | Week() as first, Day() | Month() | Week() as last):
            pair = _pair(first, last, published)
            return None if pair is None else f"{_iso(first, pair[0])}/{_iso(last, pair[1])}"
    return None


def _pair(
    first: _Dated, last: _Dated, published: datetime.date | None
) -> tuple[datetime.date, datetime.date] | None:
    """Both ends, in order. A year said of one end only dates the other by the order of the two;
    an interval without a year is the nearest one, and a weekday said of either end decides.
    """
    from_year, to_year = _year(first.year, published), _year(last.year, published)
    if from_year is None and to_year is None:
        return _nearest_pair(first, last, published)
    starts = _years_of(first, from_year, to_year, -1)
    ends = _years_of(last, to_year, from_year, 1)
    pairs = [(a, b) for a in starts for b in ends if a <= b]
    return min(pairs, key=lambda pair: pair[1] - pair[0], default=None)


def _years_of(point: _Dated, own: int | None, other: int | None, step: int) -> list[datetime.date]:
    if own is not None:
        years = [own]
    elif _open(point.year) and other is not None:
        years = [other, other + step]
    else:
        return []
    return [day for year in years if (day := _first_day(point, year))]


def _nearest_pair(
    first: _Dated, last: _Dated, published: datetime.date | None
) -> tuple[datetime.date, datetime.date] | None:
    if published is None or not (_open(first.year) and _open(last.year)):
        return None
    pairs = []
    for start in _candidates(first, published):
        ends = [_first_day(last, start.year), _first_day(last, start.year + 1)]
        end = next((day for day in ends if day and day >= start), None)
        if end and not (_same_month(first, last) and end.year != start.year):
            pairs.append((start, end))
    fits = [p for p in pairs if _weekday_fits(first, p[0]) and _weekday_fits(last, p[1])]
    return min(fits or pairs, key=lambda pair: _distance(first, pair[0], published), default=None)


def _same_month(first: _Dated, last: _Dated) -> bool:
    """Of one month, as "9–2 juli": that runs backwards, it does not run for a year."""
    return isinstance(first, Day) and isinstance(last, Day) and first.month == last.month


def _time(clock: Clock) -> str:
    """``HH:MM``; raises ``ValueError``. Midnight at the end of a day is written 00:00."""
    if (clock.hour, clock.minute) == (24, 0):
        return "00:00"
    return datetime.time(clock.hour, clock.minute).strftime("%H:%M")


def _timed(
    day: Day | Relative | Weekday, clock: Clock | Span, published: datetime.date | None
) -> str | None:
    on = _resolve(day, published)
    if on is None:
        return None
    if isinstance(clock, Clock):
        return _moment(on, clock)
    first, last = clock.first, clock.last
    if not isinstance(first, Clock) or not isinstance(last, Clock):
        return None
    overnight = (last.hour, last.minute) < (first.hour, first.minute)
    return f"{_moment(on, first)}/{_moment(on, last, days=int(overnight))}"


def _moment(day: str, clock: Clock, days: int = 0) -> str:
    date = datetime.date.fromisoformat(day) + _ONE_DAY * (days + (clock.hour == 24))
    return f"{date.isoformat()}T{_time(clock)}"


def _relative(said: Relative | Weekday, published: datetime.date) -> str:
    monday = published - _ONE_DAY * (published.isoweekday() - 1)
    if isinstance(said, Weekday) and said.week is not None:
        return (monday + _ONE_DAY * (7 * said.week + said.weekday - 1)).isoformat()
    if isinstance(said, Weekday):
        ahead = (said.weekday - published.isoweekday()) % 7 or 7
        return (published + _ONE_DAY * (ahead if said.after else (ahead % 7) - 7)).isoformat()
    offset = said.offset
    if said.unit == "day":
        return (published + _ONE_DAY * offset).isoformat()
    if said.unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + offset, 12)
        return f"{year:04}-{month + 1:02}"
    if said.unit == "year":
        return f"{published.year + offset:04}"
    if said.unit == "week":
        monday += _ONE_DAY * 7 * offset
        return f"{monday.isoformat()}/{(monday + _ONE_DAY * 6).isoformat()}"
    saturday = monday + _ONE_DAY * (5 + 7 * offset)
    if offset == 0 and published.isoweekday() <= 2:
        saturday -= _ONE_DAY * 7
    return f"{saturday.isoformat()}/{(saturday + _ONE_DAY).isoformat()}"
