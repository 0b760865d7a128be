"""What holds for every text and every day."""

from __future__ import annotations

import datetime
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.dates.calendar import months
from brygga.dates.cursor import lower
from brygga.dates.grammar import grammar
from brygga.dates.resolve import DatesSettings, ResolveDates
from brygga.dates.values import resolve
from brygga.dates.words import words
from brygga.record import Article, Block, Source, check

same_examples = settings(derandomize=True, deadline=None)
DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(2150, 12, 31))
NAMES = {number: word for word, number in reversed(list(months().items()))}
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
FORMS = (
    "{d} {month} {y}",
    "den {d} {month} {y}",
    "den {d}:e {month}, {y}",
    "{wd} {d} {month} {y}",
    "{wd}en den {d} {month} {y}",
    "{y}-{m:02}-{d:02}",
    "{d}/{m} {y}",
    "{d:02} {Abbr} {y}",
    "{d}.{m}.{y}",
)
_TABLES = ("weekday", "day", "week", "year", "which-year", "ordinal", "season", "year-cue")
PIECES = st.one_of(
    st.sampled_from([form for table in _TABLES for form in words(table)] + [*months()]),
    st.sampled_from(
        [
            "den ",
            "kl. ",
            "klockan ",
            "–",
            "-",
            "/",
            ":",
            ".",
            ", ",
            " ",
            " och ",
            " till ",
            "i ",
            "på ",
            "v. ",
            "vecka ",
            "kvartal ",
            "§ ",
            "mellan ",
            "\n",
            "İ",
            "ſ",
            "May ",
            "on ",
            "år ",
        ]
    ),
    st.integers(0, 3000).map(str),
    st.text(max_size=4),
)
DATE_LIKE = st.lists(PIECES, max_size=25).map("".join)


def article(text: str, published: str | None = "2018-10-24") -> Article:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            blocks.append(Block(role="paragraph", start=at, end=at + len(part)))
        at += len(part) + 2
    source = Source(uri="a.txt", format="plain", media_type="text/plain", sha256="0")
    return Article(
        id="a",
        content_hash="0",
        source=source,
        published=published,
        text=text,
        blocks=tuple(blocks),
    )


def stage() -> ResolveDates:
    built = ResolveDates(DatesSettings())
    built.setup()
    return built


def read(text: str) -> list[tuple[str, str | None]]:
    return [
        (text[said.start : said.end], resolve(said.meaning, None))
        for said in grammar().read(text, [(0, len(text))])
    ]


def write(form: str, day: datetime.date) -> str:
    name = next(word for word, number in months().items() if number == day.month)
    return form.format(
        d=day.day,
        m=day.month,
        y=day.year,
        month=name,
        wd=WEEKDAYS[day.weekday()],
        Abbr=NAMES[day.month].title(),
    )


@same_examples
@given(DAYS, st.sampled_from(FORMS))
def test_every_day_is_read_back_from_every_way_to_write_it(day: datetime.date, form: str) -> None:
    written = write(form, day)
    assert read(f"Mötet hölls {written} i Umeå.") == [(written, day.isoformat())]


@same_examples
@given(DAYS, st.integers(0, 300), st.sampled_from(["–", "-", " – ", " till ", " till och med "]))
def test_every_interval_of_days_is_read_back(day: datetime.date, length: int, to: str) -> None:
    last = day + datetime.timedelta(days=length)
    written = write(FORMS[0], day) + to + write(FORMS[0], last)
    assert read(written) == [(written, f"{day.isoformat()}/{last.isoformat()}")]


@same_examples
@given(DAYS, st.integers(-150, 150))
def test_day_without_a_year_is_dated_by_publication(published: datetime.date, off: int) -> None:
    day = published + datetime.timedelta(days=off)
    text = write("den {d} {month}", day)
    (mention,) = stage().process([article(text, published.isoformat())])[0].dates
    if (day.month, day.day) != (2, 29):
        assert mention.value == day.isoformat()
    else:
        assert mention.value is not None


@same_examples
@given(st.one_of(DATE_LIKE, st.text()), st.one_of(st.none(), DAYS.map(str), st.text(max_size=12)))
def test_any_text_gives_ordered_spans_inside_its_blocks(text: str, published: str | None) -> None:
    (done,) = stage().process([article(text, published)])
    check(done)
    ends = 0
    for mention in done.dates:
        assert mention.start >= ends
        assert mention.text == text[mention.start : mention.end]
        assert any(b.start <= mention.start and mention.end <= b.end for b in done.blocks)
        ends = mention.end


@same_examples
@given(st.lists(DATE_LIKE, max_size=5))
def test_other_articles_of_the_batch_change_nothing(texts: list[str]) -> None:
    articles = [article(text) for text in texts]
    alone = [stage().process([one])[0] for one in articles]
    assert list(stage().process(articles)) == alone


@same_examples
@given(DATE_LIKE)
def test_only_the_dates_of_the_record_change(text: str) -> None:
    before = article(text)
    (after,) = stage().process([before])
    changed = {f for f in before.__struct_fields__ if getattr(before, f) != getattr(after, f)}
    assert changed <= {"dates"}


def test_lower_case_keeps_every_code_point_in_its_place() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    small = lower(text)
    assert len(small) == len(text)
    assert lower("aİÅB") == "aiåb"


def test_expression_does_not_cross_blocks() -> None:
    (done,) = stage().process([article("Vi ses den 3\n\nmaj 2021 och 1\n\njuni")])
    assert [m.text for m in done.dates] == ["maj 2021"]


HOSTILE = (
    "1", "11 ", "11, ", "11–", "den ", "den 3 ", "3, den 4, ", "fredag den ", "maj ", "maj–",
    "maj, ", "2014, ", "2014–", "under 2014, ", "2019-03-12 ", "3 och ", "kl. 9–", "kl. 9 ",
    "v. 4", "i ", "mellan ", " ", "\n", "-–", "3 maj–", "första ", "i år ",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begin = time.process_time()
        for _ in grammar().read(text, [(0, size)]):
            pass
        return time.process_time() - begin

    # Eight times the text: linear time takes 8 times as long, quadratic time 64.
    assert seconds(160_000) < max(1.0, 40 * seconds(20_000))
