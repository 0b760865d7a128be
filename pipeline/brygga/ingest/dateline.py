"""Datelines: when an item was published or changed, and the section glued to its date.

``24 Okt 2018 Innovationspolitik``, ``Publicerad: 2019-03-12 kl. 10.15``,
``Publicerad 12 mars 2019 Senast uppdaterad 14 mars 2019``, ``Umeå, den 3 maj 2021``.
"""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from functools import cache

import msgspec

from brygga.dates.calendar import iso_date, month_number, months
from brygga.ingest.byline import split_names
from brygga.ingest.cues import alternation, cues, is_cue, lines, words

_LONGEST = 160
_EDGES = " \t:|–—-•·,.()/›>"
_SECTION_MARKS = re.compile(r"\s*[|·•,;/]\s*")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What a dateline says; dates are ISO, ``*_from`` the words that they were read from.

    ``labelled``: a word such as ``Publicerad`` stands before a date; ``place``: a capitalised word
    does. ``invalid`` holds dates that the calendar does not have.
    """

    published: str | None = None
    published_from: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    labelled: bool = False
    place: str | None = None
    invalid: tuple[str, ...] = ()


class _Stamp(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    iso: str | None


@cache
def _foreign_months() -> dict[str, int]:
    rows = (line.split("\t") for line in lines("months.tsv"))
    return {form: int(number) for number, forms in rows for form in forms.split()}


def _month(word: str) -> int | None:
    return month_number(word) or _foreign_months().get(word.lower().rstrip("."))


@cache
def _stamp_pattern() -> re.Pattern[str]:
    month = rf"(?:{alternation(frozenset(months()) | frozenset(_foreign_months()))})\b\.?"
    day = r"(?:(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?,?\s+)?(?:den\s+)?(\d{1,2})"
    return re.compile(
        rf"(?<![\w/-])(?:{day}(?::[ea]|\.|st|nd|rd|th)?\s*({month}),?\s*(\d{{4}}))"
        r"|(\d{4})-(\d{1,2})-(\d{1,2})"
        r"|(\d{1,2})[/.]\s?(\d{1,2})[ /.-]\s?(\d{4})"
        rf"|({month})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}))(?![\d-])"
        r"(?:(?:T|,?\s+(?:(?:kl\.?|klockan|at|kl)\s*)?)(\d{1,2})[.:](\d{2})(?::\d{2})?(?!\d)"
        r"(?:\s*(?:CES?T|UTC|GMT)\b)?)?",
        re.IGNORECASE,
    )


def _stamps(text: str) -> list[_Stamp]:
    return [
        _Stamp(match.start(), match.end(), match.group(), _iso(match))
        for match in _stamp_pattern().finditer(text)
    ]


def _iso(match: re.Match[str]) -> str | None:
    d, m, y, y2, m2, d2, d3, m3, y3, m4, d4, y4, hour, minute = match.groups()
    if d:
        day = iso_date(int(y), _month(m) or 0, int(d))
    elif y2:
        day = iso_date(int(y2), int(m2), int(d2))
    elif d3:
        day = iso_date(int(y3), int(m3), int(d3))
    else:
        day = iso_date(int(y4), _month(m4) or 0, int(d4))
    if day is None or hour is None:
        return day
    return f"{day}T{int(hour):02}:{minute}" if int(hour) < 24 and int(minute) < 60 else None


@cache
def _labels() -> re.Pattern[str]:
    kinds = ("published", "modified", "release")
    phrases = alternation(frozenset().union(*(cues(kind) for kind in kinds)))
    return re.compile(rf"(?<!\w)({phrases})\b\.?", re.IGNORECASE)


def read_dateline(text: str) -> Dateline | None:
    """What ``text`` says if it is a dateline and nothing else, ``None`` otherwise.

    A date with other words around it than labels, a place, a section or an author is running
    text; so are a range of dates and a date without a year.
    """
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    stamps = _stamps(text)
    if not stamps:
        return None
    fields: dict[str, str] = {}
    sections: tuple[str, ...] = ()
    labelled = False
    place: str | None = None
    at = 0
    for n, stamp in enumerate(stamps):
        before = _preface(text[at : stamp.start], first=n == 0)
        if before is None:
            return None
        kind, named = before
        if named.casefold() in words("sections.txt"):
            sections += (named,)
        elif named:
            place = named
        labelled = labelled or kind in ("published", "modified")
        target = "modified" if kind == "modified" else "published"
        if stamp.iso:
            fields.setdefault(target, stamp.iso)
            fields.setdefault(f"{target}_from", stamp.text)
        at = stamp.end
    tail = _tail(text[at:])
    if tail is None:
        return None
    section, byline = tail
    return Dateline(
        published=fields.get("published"),
        published_from=fields.get("published_from"),
        modified=fields.get("modified"),
        section=sections + section,
        byline=byline,
        labelled=labelled,
        place=place,
        invalid=tuple(stamp.text for stamp in stamps if stamp.iso is None),
    )


def _preface(text: str, *, first: bool) -> tuple[str, str] | None:
    """What stands before a date: ``published``, ``modified`` or ``""``, and a place or section.

    ``None``: running text. Only before the first date may a place or section stand (``Umeå, den``);
    between two dates a label must.
    """
    found = ""
    for match in _labels().finditer(text):
        cue = match[1].lower()
        if cue in cues("modified"):
            found = "modified"
        elif cue in cues("published"):
            found = "published"
    rest = _labels().sub("", text).strip(_EDGES)
    if not first and not found:
        return None
    if not rest:
        return found, ""
    named = rest.casefold() in words("sections.txt") or _is_place(rest)
    return (found, rest) if first and named and not is_cue(rest, "fact") else None


def _is_place(text: str) -> bool:
    parts = text.split()
    return len(parts) <= 2 and all(part.isalpha() and part[0].isupper() for part in parts)


def _tail(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The sections and authors after the last date; ``None`` for running text."""
    rest = text.strip(_EDGES)
    if not rest:
        return (), ()
    if text.lstrip()[0] == ":":
        return None
    if rest[:3].lower() in ("av ", "by "):
        names = split_names(rest[3:])
        return ((), names) if names else None
    if is_cue(rest, "release"):
        return (), ()
    parts = tuple(part for part in _SECTION_MARKS.split(rest) if part)
    if not text.rstrip().endswith(".") and all(_is_section(part) for part in parts):
        return tuple(part for part in parts if not is_cue(part, "release")), ()
    return None


def _is_section(text: str) -> bool:
    if not text[0].isupper() or len(text.split()) > 6 or len(text) > 60:
        return False
    return not any(char.isdigit() or char in '?!:”"@' for char in text)


def parse_stamp(raw: str) -> str | None:
    """The ISO date or date-time of a date stated by a file format; ``None`` if it is none.

    Takes ISO 8601, the dates of mail and feeds (RFC 5322), and every form of a dateline. A zone
    that is stated is kept, seconds are left out unless a zone follows.
    """
    raw = raw.strip()
    try:
        if raw[:4].isdigit() and "T" in raw[:11]:
            stated = datetime.datetime.fromisoformat(raw)
            return stated.isoformat(timespec="seconds" if stated.tzinfo else "minutes")
        if len(raw) == 8 and raw.isdigit():
            return iso_date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    except ValueError:
        return None
    found = [stamp for stamp in _stamps(raw[:_LONGEST]) if stamp.start == 0]
    if found and not raw[found[0].end :].strip():
        return found[0].iso
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, IndexError, TypeError):
        return found[0].iso if found else None
