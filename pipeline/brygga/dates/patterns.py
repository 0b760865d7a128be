"""The regular expressions of date expressions, built from the tables.

They are written for text in lower case (``grammar.lower``), hold no unbounded repetition, and so
cost a bounded number of steps at each place where they are tried.
"""

from __future__ import annotations

import re
from functools import cache

from brygga.dates.words import SPACE, all_months, one_of, short_months, words

DASH = r"[ \n]?[-–—−][ \n]?"
BOUND = r"(?!\w)"
FREE = r"(?<![\w/_=#@&?%+§])(?<!\w-)(?<!\d[.,:–—])"
"""Before a number that begins an expression: no word, address, file name or longer number."""

_TO = (
    rf"(?:{DASH}|{SPACE}(?:till(?:{SPACE}och{SPACE}med)?|t\.?o\.?m\.?|to|through"
    rf"|(?P<och>och|and)){SPACE})"
)
_ANY_TO = _TO.replace("?P<och>", "?:")
_UNIT = rf"[ \t\n\u00a0\u2009\u202f]?{one_of(words('unit'))}{BOUND}"


def _year(n: str) -> str:
    """Four digits that are not part of a longer number, a law number, a compound or an amount."""
    return rf"(?P<y{n}>[12]\d{{3}})(?!\w|[.,:/]\d|-[^\W\d]|{_UNIT}|{SPACE}års{BOUND})"


def _in_year(n: str, comma: str = "") -> str:
    which = rf"(?P<which{n}>{one_of(words('which-year'))}){BOUND}(?!{SPACE}\d)"
    return rf"(?:{comma}{SPACE}(?:(?:år{SPACE})?{_year(n)}|{which}))?"


def _month(n: str) -> str:
    full = one_of(set(all_months()) - short_months())
    return rf"(?:(?P<m{n}>{full}){BOUND}|(?P<ms{n}>{one_of(short_months())}){BOUND}\.?)"


def _day(n: str) -> str:
    return (
        rf"(?:(?P<d{n}>\d{{1,2}})(?:(?::?(?:a|e|te|de)|st|nd|rd|th){BOUND}|(?P<dot{n}>\.)(?!\d)|(?!\w))"
        rf"|(?P<o{n}>{one_of(words('ordinal'))}){BOUND})"
    )


def _lead(n: str) -> str:
    """A weekday and the article, either of them optional."""
    weekday = rf"(?P<w{n}>{one_of(words('weekday'))}){BOUND}\.?,?{SPACE}"
    return rf"(?:{weekday})?(?:(?P<den{n}>den|the){SPACE})?"


def _point(n: str) -> str:
    of = rf"(?:{SPACE}of)?"
    return rf"{_lead(n)}{_day(n)}{of}{SPACE}?{_month(n)}{_in_year(n, ',?')}"


def _hour(n: str) -> str:
    spoken = one_of(words("hour"))
    return (
        rf"(?:(?P<h{n}>\d{{1,2}})(?:[.:](?P<min{n}>\d{{2}}))?(?![.:,]?\d)|(?P<hm{n}>\d{{4}})(?!\d)"
        rf"|(?P<hw{n}>{spoken}){BOUND})(?![\w%])"
    )


class Patterns:
    """Every pattern, compiled. Group names end in ``1`` and ``2`` for the ends of an interval."""

    def __init__(self) -> None:
        months, weekdays = one_of(all_months()), one_of(words("weekday"))
        ordinals, space = one_of(words("ordinal")), SPACE
        self.iso = re.compile(
            r"(?P<date>[12]\d{3}-[01]\d-[0-3]\d)(?![\d_=]|-\w)"
            r"(?:[ t](?P<time>[0-2]\d[:.][0-5]\d)(?P<rest>(?::[0-5]\d(?:\.\d{1,6})?)?"
            r"(?:z|[+-][01]\d:?[0-5]\d)?)(?!\w))?(?!\w)"
        )
        self.iso_to = re.compile(rf"(?:{_TO}|/)(?P<date>[12]\d{{3}}-[01]\d-[0-3]\d)(?!\w|-\w)")
        self.across = re.compile(rf"{_point('1')}{_TO}{_point('2')}")
        self.within = re.compile(
            rf"{_lead('1')}{_day('1')}{_TO}{_lead('2')}{_day('2')}{space}?{_month('2')}"
            rf"{_in_year('2', ',?')}"
        )
        self.listed = re.compile(
            rf"{_lead('1')}{_day('1')}(?=(?:,{space}{_lead('3')}\d{{1,2}}(?!\w)){{0,4}}"
            rf"{space}(?:och|samt|eller|respektive|and|or){space}{_lead('2')}{_day('2')}"
            rf"{space}{_month('2')}{_in_year('2', ',?')})"
        )
        self.point = re.compile(_point("1"))
        self.english = re.compile(
            rf"(?:(?P<w1>{weekdays})\.?,?{space})?(?P<m1>{one_of(words('english-month'))})\.?{space}"
            rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,:/]\d)"
            rf"(?:{DASH}(?:(?P<m2>{one_of(words('english-month'))}){space})?(?P<d2>\d{{1,2}})(?!\w))?"
            rf"(?:,{space}{_year('1')})?(?!{_UNIT})"
        )
        self.slash = re.compile(
            rf"{_lead('1')}(?P<d1>\d{{1,2}})(?:/(?P<m1>\d{{1,2}}))?(?:{DASH}{_lead('2')}"
            rf"(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}}))?(?![\w/]|[.,:]\d)"
            rf"(?:(?:{space}|[-/]){_year('1')})?"
        )
        self.dotted = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>[12]\d{3})(?![\w.]|-\w)")
        self.years = re.compile(
            rf"(?P<first>[12]\d{{3}})(?P<to>{_TO})(?P<last>[12]\d{{3}}|(?<=[–/])\d\d)"
            rf"(?!\w|[.,:/]\d|-\w|{_UNIT})"
        )
        self.year_slash = re.compile(r"(?P<first>[12]\d{3})/(?P<last>\d{4}|\d\d)(?!\w|:?\d|/)")
        self.year = re.compile(rf"{_year('1')}(?!{_ANY_TO}\d{{4}}{_UNIT})")
        self.more_years = re.compile(
            rf"(?:,|{space}(?P<och>och|samt|eller|respektive)){space}{_year('1')}"
        )
        self.month = re.compile(rf"{_month('1')}(?:{space}månad{BOUND})?{_in_year('1')}")
        self.months = re.compile(
            rf"{_month('1')}{_in_year('1')}(?:{_TO}|/){_month('2')}{_in_year('2')}"
        )
        self.shared_year = re.compile(
            rf"(?:,{space}{months}{BOUND}){{0,4}}{space}(?:och|samt|eller|respektive){space}"
            rf"{months}{BOUND}\.?{space}(?:år{space})?{_year('1')}"
        )
        self.more_months = re.compile(
            rf"(?:,|{space}(?:och|samt|eller|respektive)){space}{_month('1')}{_in_year('1')}"
        )
        self.clock = re.compile(rf"(?:kl\.?|klockan){space}?{_hour('1')}")
        self.clock_to = re.compile(rf"{_TO}(?:(?:kl\.?|klockan){space}?)?{_hour('2')}")
        self.evening = re.compile(rf"{space}på{space}(?:kvällen|eftermiddagen){BOUND}")
        self.before_clock = re.compile(rf",?{space}(?:(?:från|mellan|med{space}start){space})?")
        self.after_clock = re.compile(rf"(?P<gap>,?{space})(?:på{space})?")
        self.time = re.compile(r",?[ ](?P<h>[0-2]\d):(?P<min>[0-5]\d)(?![\w:])")
        self.week = re.compile(
            rf"(?:vecka|veckan|veckorna|v\.?){space}?(?P<v1>\d{{1,2}})(?:{_TO}(?:v\.?{space}?)?"
            rf"(?P<v2>\d{{1,2}}))?(?!\w|[.,:/]\d|-\w|{_UNIT}){_in_year('1', ',?')}"
        )
        self.quarter = re.compile(
            rf"(?:(?P<nth>första|andra|tredje|fjärde){space}(?P<part>kvartalet|halvåret)"
            rf"|kvartal{space}(?P<k>[1-4])|q(?P<q>[1-4])){BOUND}{_in_year('1', ',?')}"
        )
        relative = [*words("day"), *words("week"), *words("weekend"), *words("month")]
        relative += [*words("year"), *words("last-weekday"), *words("next-weekday")]
        self.relative = re.compile(
            rf"(?:(?=på{space}(?P<next>{weekdays})))?{one_of(relative)}{BOUND}"
        )
        self.of_week = re.compile(rf"{space}(?:i{space})?(?P<week>{one_of(words('week'))}){BOUND}")
        self.school_form = re.compile(rf"i{space}år{space}\d")
        self.every_year = re.compile(rf"{space}(?:varje|vart{space}\w{{1,10}}){space}år{BOUND}")
        self.per = self._before(r"(?:per|varje|var|en)\s")
        self.trigger = re.compile(
            rf"{FREE}(?P<digit>\d+)|(?<![\w-])(?:"
            rf"(?P<clock>kl\.?(?={space}?\d)|klockan(?={space}))"
            rf"|(?P<week>v(?:eck(?:a|an|orna))?\.?(?={space}?\d))"
            rf"|(?P<quarter>(?:första|andra|tredje|fjärde){space}(?:kvartalet|halvåret)"
            rf"|kvartal(?={space}\d)|q(?=[1-4](?!\w)))"
            rf"|(?P<day>(?:den|the)(?={space}(?:\d|{ordinals}{BOUND}))|första(?={space}{months}{BOUND})"
            rf"|{weekdays}(?=\.?,?{space}(?:den|the|\d|{ordinals}|{months})))"
            rf"|(?P<relative>{one_of(relative)}{BOUND})"
            rf"|(?P<month>{months}{BOUND}))"
        )
        self.year_cue = self._before(f"{one_of(words('year-cue'))}{space}(?:åren{space})?")
        self.english_cue = self._before(rf"in{space}")
        self.year_word = self._before(
            rf"(?P<word>år{space}|{one_of(words('season'))}{space}(?:år{space})?)"
        )
        self.season = self._before(rf"(?P<word>{one_of(words('season'))}{space}(?:år{space})?)")
        self.month_cue = self._before(rf"(?:(?P<word>i)|{one_of(words('month-cue'))}){space}")
        self.slash_cue = self._before(rf"(?:{one_of(words('slash-cue'))}:?{space}|:{space})")
        self.deadline = self._before(rf"{one_of(words('deadline'))}{space}(?:på{space})?")
        self.numbering = self._before(rf"{one_of(words('numbering'))}[ \u00a0]?")
        self.between = self._before(rf"(?:mellan|between){space}(?:åren{space})?")
        self.upto = self._before(rf"(?:upp|ner|ned){space}till{space}")
        self.english_before = self._before(
            rf"(?:on|by|from|until|since|before|after|and|the|to|through|of){space}"
        )

    @staticmethod
    def _before(cue: str) -> re.Pattern[str]:
        """A pattern for the end of the text before an expression."""
        return re.compile(rf"(?<![\w-]){cue}\Z")


@cache
def patterns() -> Patterns:
    """The compiled patterns; building them takes some tens of milliseconds."""
    return Patterns()
