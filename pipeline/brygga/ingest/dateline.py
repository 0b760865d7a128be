"""Datelines: when an item was published or changed, and the section glued to its date.

``24 Okt 2018 Innovationspolitik``, ``Publicerad: 2019-03-12 kl. 10.15``,
``Publicerad 12 mars 2019 Senast uppdaterad 14 mars 2019``, ``Umeå, den 3 maj 2021``.
"""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise

import msgspec

from brygga.dates.calendar import iso_date, month_number, months
from brygga.ingest.byline import split_names
from brygga.ingest.cues import alternation, cues, is_cue, lines, opening, words

_LONGEST = 160
_EDGES = " \t:|–—-•·,.()/›>"
_SECTION_MARKS = re.compile(r"\s*[|·•,;/]\s*")
_COUNTS = re.compile(
    r"\b(?:lästid|reading time):?\s(?:ca\.?\s|cirka\s)?\d{1,3}\s?min[a-z]*\b\.?"
    r"|\b\d{1,3}\s?min[a-z]*\.?\s(?:läsning|lästid|read)\b"
    r"|\b\d{1,5}\s(?:kommentar(?:er)?|comments?|visningar)\b",
    re.IGNORECASE,
)
_CLOCK = r"(?:,?\s+(?:(?:kl\.?|klockan)\s*)?\d{1,2}[.:]\d{2})?"
_AGO = r"(?:för\s)?(?:en|ett|\d{1,3})\s(?:minut|timm|dag|veck|månad|år)\w*\ssedan"
_DAY = r"(?:i\s?dag|i\s?går|i\s?förrgår|i\s?morse|nyss|(?:mån|tis|ons|tors|fre|lör|sön)dags?)"
_MOST_NAME_WORDS = 4
_SET_OFF = re.compile(r"\s+[|/·•–-]\s+")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """What a dateline says; dates are ISO, ``*_from`` the words that they were read from.

    ``labelled``: the line says that it is one, by a word such as ``Publicerad`` before a date, an
    author before it or a reading time; ``place``: a capitalised word stands before the date.
    ``invalid`` holds dates that the calendar does not have.
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
        rf"|({month})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})"
        r"|((?:19|20)\d\d)(\d\d)(\d\d))(?![\d-])"
        r"(?:(?:T|,?\s+(?:[|·–-]\s+)?(?:(?:kl\.?|klockan|at)\s*)?)(\d{1,2})[.:](\d{2})"
        r"(?::(\d{2})(?:\.\d{1,6})?)?(?!\d)(?:\s?([AP]M)\b)?"
        r"(?:\s*(?:CES?T|UTC|GMT)\b|\s?(Z\b|\+\d{2}:?\d{2}(?!\d)"
        r"|(?:(?<=:\d\d:\d\d)|(?<=:\d\d:\d\d ))-\d{2}:?\d{2}(?!\d)))?)?",
        re.IGNORECASE,
    )


def _stamps(text: str) -> list[_Stamp]:
    return [
        _Stamp(match.start(), match.end(), match.group(), _iso(match))
        for match in _stamp_pattern().finditer(text)
    ]


def _iso(match: re.Match[str]) -> str | None:
    *parts, hour, minute, second, half, zone = match.groups()
    d, m, y, y2, m2, d2, d3, m3, y3, m4, d4, y4, y5, m5, d5 = parts
    if d:
        day = iso_date(int(y), _month(m) or 0, int(d))
    elif y2:
        day = iso_date(int(y2), int(m2), int(d2))
    elif d3:
        day = iso_date(int(y3), int(m3), int(d3))
    elif m4:
        day = iso_date(int(y4), _month(m4) or 0, int(d4))
    else:
        day = iso_date(int(y5), int(m5), int(d5))
    if day is None or hour is None:
        return day
    if half:
        hour = int(hour) % 12 + (12 if half.upper() == "PM" else 0)
    time = f"{int(hour):02}:{minute}" + (f":{second or '00'}{zone}" if zone else "")
    return _date_time(f"{day}T{time}") or day


def _date_time(raw: str) -> str | None:
    """``raw`` as the record writes it; ``None`` if there is no such time."""
    try:
        stated = datetime.datetime.fromisoformat(raw)
    except ValueError:
        return None
    return stated.isoformat(timespec="seconds" if stated.tzinfo else "minutes")


@cache
def _labels() -> re.Pattern[str]:
    kinds = ("published", "modified", "release")
    phrases = alternation(frozenset().union(*(cues(kind) for kind in kinds)))
    return re.compile(rf"(?<!\w)({phrases})\b\.?", re.IGNORECASE)


def read_dateline(text: str) -> Dateline | None:
    """What ``text`` says if it is a dateline and nothing else, ``None`` otherwise.

    A date with other words around it than labels, a place, a section or an author is running
    text; so are a range of dates and, without a label, a date without a year.
    """
    if len(text) > _LONGEST:
        return None
    text, counts = _COUNTS.subn(" ", text)
    stamps = _stamps(text) if any(char.isdigit() for char in text) else []
    if not stamps:
        counted = counts > 0 and not text.strip(_EDGES)
        unread = counted or dates_what_follows(text) or _unread().fullmatch(text)
        return Dateline(labelled=True) if unread else None
    signed = _author(text[: stamps[0].start])
    if signed is None:
        return None
    heads = [signed[0], *(text[a.end : b.start] for a, b in pairwise(stamps))]
    prefaces = [_preface(head, first=n == 0) for n, head in enumerate(heads)]
    tail = _tail(text[stamps[-1].end :])
    if tail is None:
        return None
    fields: dict[str, str] = {}
    kinds: list[str] = []
    named = ""
    for stamp, preface in zip(stamps, prefaces, strict=True):
        if preface is None:
            return None
        kinds.append(preface[0])
        named = named or preface[1]
        target = "modified" if preface[0] == "modified" else "published"
        if stamp.iso:
            fields.setdefault(target, stamp.iso)
            fields.setdefault(f"{target}_from", stamp.text)
    if stamps[0].text[:8].isdigit() and (named or tail[0]):
        return None  # a file name
    section = (named,) if named.casefold() in words("sections.txt") else ()
    return Dateline(
        published=fields.get("published"),
        published_from=fields.get("published_from"),
        modified=fields.get("modified"),
        section=section + tail[0],
        byline=signed[1] + tail[1],
        labelled=any(kinds) or counts > 0 or bool(signed[1]),
        place=None if section else named or None,
        invalid=tuple(stamp.text for stamp in stamps if stamp.iso is None),
    )


def dates_what_follows(text: str) -> bool:
    """Whether the line is a label alone (``Senast uppdaterad:``) and so belongs to a date below.

    ``Datum`` is none: it heads the date of an event as well.
    """
    return is_cue(text, "published", "modified") and not is_cue(text, "fact")


@cache
def _unread() -> re.Pattern[str]:
    """Labels with a day that only the page's own date could tell: ``Publicerad: i går 10:12``."""
    labels = alternation((cues("published") | cues("modified")) - cues("fact"))
    month = alternation(frozenset(months()) | frozenset(_foreign_months()))
    day = rf"(?:{_DAY}|{_AGO}|(?:den\s)?\d{{1,2}}\s(?:{month})\b\.?)"
    return re.compile(rf"(?:(?:{labels})\s*:?\s+(?:i\s)?{day}{_CLOCK}[\s|,·–-]*)+", re.IGNORECASE)


def _author(text: str) -> tuple[str, tuple[str, ...]] | None:
    """What stands before the first date without ``Av Anna Ek``, and the names in that.

    The name of an account (``Av admin | 3 maj 2021``) goes too; ``None``: running text.
    """
    parts = _SET_OFF.split(text)
    for n, part in enumerate(parts):
        found = opening(part, "author")
        if found is None:
            continue
        labels = " ".join(match.group() for match in _labels().finditer(found.rest))
        account = _labels().sub("|", found.rest).strip()
        names = split_names(account.strip(_EDGES))
        set_off = n + 1 < len(parts) or account[-1:] in tuple("|,")
        if not names and not (set_off and account.count(" ") < _MOST_NAME_WORDS):
            return None
        return " | ".join((*parts[:n], labels, *parts[n + 1 :])), names
    return text, ()


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
    if is_cue(rest, "release") or _unread().fullmatch(rest):
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
    if raw[:4].isdigit() and "T" in raw[:11] and (stated := _date_time(raw)):
        return stated
    found = [stamp for stamp in _stamps(raw[:_LONGEST]) if stamp.start == 0]
    if found and not raw[found[0].end :].strip():
        return found[0].iso
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, IndexError, TypeError):
        return found[0].iso if found else None
