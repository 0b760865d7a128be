"""What each written form means, in an article published on Wednesday 24 October 2018."""

from __future__ import annotations

import datetime

import pytest

from brygga.dates.grammar import grammar
from brygga.dates.values import published_day, resolve

WEDNESDAY = datetime.date(2018, 10, 24)


def read(text: str, published: datetime.date | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    return [
        (text[said.start : said.end], resolve(said.meaning, published))
        for said in grammar().read(text, [(0, len(text))])
    ]


ONE = [
    # Datelines and full dates.
    ("24 Okt 2018 Innovationspolitik", "24 Okt 2018", "2018-10-24"),
    ("05 Maj 2011 Regionalpolitik", "05 Maj 2011", "2011-05-05"),
    ("24 MAJ 2021", "24 MAJ 2021", "2021-05-24"),
    ("Publicerad 24 okt. 2018.", "24 okt. 2018", "2018-10-24"),
    ("Mötet var 24 okt. Sedan kom vintern.", "24 okt", "2018-10-24"),
    ("från 1 januari 2021.", "1 januari 2021", "2021-01-01"),
    ("den 1 mars år 2021", "den 1 mars år 2021", "2021-03-01"),
    ("den 11\noktober", "den 11\noktober", "2018-10-11"),
    # Numbers with endings and in words.
    ("den 1:a maj", "den 1:a maj", "2018-05-01"),
    ("den 11:e oktober", "den 11:e oktober", "2018-10-11"),
    ("den fjärde november 2024", "den fjärde november 2024", "2024-11-04"),
    ("Första maj firas", "Första maj", "2018-05-01"),
    ("den trettioförsta oktober", "den trettioförsta oktober", "2018-10-31"),
    # Weekdays.
    ("fredag 8 november", "fredag 8 november", "2019-11-08"),
    ("fredagen den 8 november", "fredagen den 8 november", "2019-11-08"),
    ("på fredag den 3 maj", "fredag den 3 maj", "2019-05-03"),
    ("tors 3 maj", "tors 3 maj", "2018-05-03"),
    # In figures.
    ("2019-03-12", "2019-03-12", "2019-03-12"),
    ("2019-03-12 14:05", "2019-03-12 14:05", "2019-03-12T14:05"),
    ("2019-03-12 kl. 9", "2019-03-12 kl. 9", "2019-03-12T09:00"),
    ("2019-03-12T14:05:00+01:00", "2019-03-12T14:05:00+01:00", "2019-03-12T14:05:00+01:00"),
    ("2019-03-12–2019-03-14", "2019-03-12–2019-03-14", "2019-03-12/2019-03-14"),
    ("den 3/5", "den 3/5", "2018-05-03"),
    ("1/6 2021", "1/6 2021", "2021-06-01"),
    ("senast 1/6", "1/6", "2019-06-01"),
    ("fredag 1/6 kl. 9", "fredag 1/6 kl. 9", "2018-06-01T09:00"),
    ("28/12–3/1", "28/12–3/1", "2018-12-28/2019-01-03"),
    ("den 2–9/7", "den 2–9/7", "2018-07-02/2018-07-09"),
    ("12.3.2019", "12.3.2019", "2019-03-12"),
    # Times.
    ("kl 9", "kl 9", "T09:00"),
    ("kl. 09.15–11.00", "kl. 09.15–11.00", "T09:15/T11:00"),
    ("klockan 13:00", "klockan 13:00", "T13:00"),
    ("klockan nio", "klockan nio", "T09:00"),
    ("kl. 7 på kvällen", "kl. 7", "T19:00"),
    ("mellan kl. 9 och 11", "kl. 9 och 11", "T09:00/T11:00"),
    ("den 3 maj kl. 09.15.", "den 3 maj kl. 09.15", "2018-05-03T09:15"),
    ("torsdag 3 maj klockan 9", "torsdag 3 maj klockan 9", "2018-05-03T09:00"),
    ("den 3 maj kl. 22–02", "den 3 maj kl. 22–02", "2018-05-03T22:00/2018-05-04T02:00"),
    ("den 3 maj kl. 24.00", "den 3 maj kl. 24.00", "2018-05-04T00:00"),
    ("kl. 9.30 fredag 28 september", "kl. 9.30 fredag 28 september", "2018-09-28T09:30"),
    ("kl 08:30 i dag", "kl 08:30 i dag", "2018-10-24T08:30"),
    ("klockan 10.30 på fredag", "klockan 10.30 på fredag", "2018-10-26T10:30"),
    ("i morgon kl. 13", "i morgon kl. 13", "2018-10-25T13:00"),
    # Intervals of days.
    ("den 2–9 juli 2019", "den 2–9 juli 2019", "2019-07-02/2019-07-09"),
    ("23-25 september", "23-25 september", "2018-09-23/2018-09-25"),
    ("30 maj – 1 juni", "30 maj – 1 juni", "2018-05-30/2018-06-01"),
    ("28 december–3 januari", "28 december–3 januari", "2018-12-28/2019-01-03"),
    ("28 december–3 januari 2021", "28 december–3 januari 2021", "2020-12-28/2021-01-03"),
    ("28 december 2020–3 januari", "28 december 2020–3 januari", "2020-12-28/2021-01-03"),
    ("från den 3 maj till den 5 maj", "den 3 maj till den 5 maj", "2018-05-03/2018-05-05"),
    ("3 till och med 5 maj", "3 till och med 5 maj", "2018-05-03/2018-05-05"),
    ("mellan den 3 och 7 maj", "den 3 och 7 maj", "2018-05-03/2018-05-07"),
    ("den 23 och 24 september", "den 23 och 24 september", "2018-09-23/2018-09-24"),
    ("onsdag 5–fredag 7 juni", "onsdag 5–fredag 7 juni", "2019-06-05/2019-06-07"),
    # Months, quarters, weeks.
    ("maj 2021", "maj 2021", "2021-05"),
    ("i maj", "i maj", "2018-05"),
    ("under maj månad", "maj månad", "2018-05"),
    ("i början av maj", "maj", "2018-05"),
    ("i mitten av juni", "juni", "2018-06"),
    ("i maj 2021", "maj 2021", "2021-05"),
    ("i juli i år", "i juli i år", "2018-07"),
    ("i juli förra året", "i juli förra året", "2017-07"),
    ("maj–juni 2021", "maj–juni 2021", "2021-05/2021-06"),
    ("november 2020–februari 2021", "november 2020–februari 2021", "2020-11/2021-02"),
    ("i maj och juni", "maj och juni", "2018-05/2018-06"),
    ("första kvartalet 2021", "första kvartalet 2021", "2021-01/2021-03"),
    ("andra halvåret 2021", "andra halvåret 2021", "2021-07/2021-12"),
    ("under Q3 2021", "Q3 2021", "2021-07/2021-09"),
    ("v. 42", "v. 42", "2018-W42"),
    ("vecka 42,", "vecka 42", "2018-W42"),
    ("vecka 2", "vecka 2", "2019-W02"),
    ("vecka 42–43 2019", "vecka 42–43 2019", "2019-W42/2019-W43"),
    ("vecka 51–2", "vecka 51–2", "2018-W51/2019-W02"),
    # Years.
    ("år 2014", "år 2014", "2014"),
    ("sedan 2014", "2014", "2014"),
    ("senast 2028", "2028", "2028"),
    ("hösten 2018", "hösten 2018", "2018"),
    ("2014–2020", "2014–2020", "2014/2020"),
    ("2014-2020", "2014-2020", "2014/2020"),
    ("2014–20", "2014–20", "2014/2020"),
    ("2014 till 2020", "2014 till 2020", "2014/2020"),
    ("mellan 2014 och 2020", "2014 och 2020", "2014/2020"),
    ("läsåret 2018/19", "läsåret 2018/19", "2018/2019"),
    # Told from publication.
    ("i dag", "i dag", "2018-10-24"),
    ("Igår", "Igår", "2018-10-23"),
    ("i övermorgon", "i övermorgon", "2018-10-26"),
    ("i måndags", "i måndags", "2018-10-22"),
    ("i onsdags", "i onsdags", "2018-10-17"),
    ("nu på fredag", "på fredag", "2018-10-26"),
    ("på onsdag", "på onsdag", "2018-10-31"),
    ("förra veckan", "förra veckan", "2018-10-15/2018-10-21"),
    ("i förra veckan", "i förra veckan", "2018-10-15/2018-10-21"),
    ("nästa vecka", "nästa vecka", "2018-10-29/2018-11-04"),
    ("i helgen", "i helgen", "2018-10-27/2018-10-28"),
    ("i måndags förra veckan", "i måndags förra veckan", "2018-10-15"),
    ("på fredag nästa vecka kl. 9", "på fredag nästa vecka kl. 9", "2018-11-02T09:00"),
    ("förra månaden", "förra månaden", "2018-09"),
    ("nästa år", "nästa år", "2019"),
    ("i fjol", "i fjol", "2017"),
    # English and Norwegian.
    ("11 October 2018", "11 October 2018", "2018-10-11"),
    ("October 11, 2018", "October 11, 2018", "2018-10-11"),
    ("on Thursday, 11 October", "Thursday, 11 October", "2018-10-11"),
    ("11–13 October", "11–13 October", "2018-10-11/2018-10-13"),
    ("on September 20.", "September 20", "2018-09-20"),
    ("the 3rd of May", "the 3rd of May", "2018-05-03"),
    ("in May 2021", "May 2021", "2021-05"),
    ("11. desember 2018", "11. desember 2018", "2018-12-11"),
]


@pytest.mark.parametrize(("text", "surface", "value"), ONE)
def test_each_form_has_its_value(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Maj Andersson och Juni Ek reste till planeten Mars.",
        "Maj är en fin månad, men mars är kall.",
        "boken i Maj Sjöwalls hylla",
        "§ 3 maj, avsnitt 11. Maj kom. 5 Maj-Britt",
        "2 500 kronor, 10–12 miljoner, 1–2 procent, 12 månader, 24 timmar",
        "lagen 2018:1197, prop. 2018/19:12, förordning 651/2014, direktiv 94/62/EG",
        "08-123 45 67, 0920-20 14, 20190312, 170920 NS ägarrådet 2",
        "version 2.0, 1.2.3, 10.2.300, 2/3 av oss, matchen slutade 3/2",
        "under 2000 kronor, upp till 2000, från 1900 till 2100 personer, 2000–2500 deltagare",
        "Agenda 2030, Horizon 2020, Natura 2000-område, Europa 2020",
        "sedan 1950-talet, till 2020-målen, 2010 års nivå, från 2021 års utredning",
        "https://x.se/2018/12/07/a https://x.se/2018-12-07-a rapport_2018-12-07.pdf 2-4-maj-2014",
        "i höst, snart, nyligen, strax före jul, i våras",
        "torsdagen, på torsdagen, på torsdagar, varje måndag, tisdag",
        "40 timmar per vecka 12 gånger, (V) 42, v 2.0, veckans, i dagarna, i dagens, i år 7",
        "09.30 och 13:00 är tider utan ord, kl. var",
        "i maj varje år",
        "EU:s budget efter 2027",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "31 februari",
        "den 31 april 2021",
        "29 februari 2019",
        "2019-02-29",
        "9–2 juli",
        "5 maj 2021–3 maj 2021",
        "kl. 25.00",
        "kl. 09.75",
        "den 3 maj kl. 25",
        "vecka 54",
        "vecka 53 2019",
        "den 1 december samma år",
    ],
)
def test_what_no_calendar_has_is_recorded_without_a_value(text: str) -> None:
    assert read(text) == [(text, None)]


@pytest.mark.parametrize(
    "text", ["den 11 oktober", "2–9 juli", "i maj", "v. 42", "i går", "förra veckan", "i fjol"]
)
def test_without_publication_nothing_is_guessed(text: str) -> None:
    assert read(text, None) == [(text, None)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("den 11 oktober 2018", "2018-10-11"),
        ("maj 2021", "2021-05"),
        ("28 december–3 januari 2021", "2020-12-28/2021-01-03"),
        ("kl. 9", "T09:00"),
    ],
)
def test_what_says_its_year_needs_no_publication(text: str, value: str) -> None:
    assert read(text, None) == [(text, value)]


def test_leap_day_is_that_of_the_nearest_leap_year() -> None:
    assert read("29 februari") == [("29 februari", "2020-02-29")]
    assert read("29 februari", datetime.date(2017, 1, 1)) == [("29 februari", "2016-02-29")]


def test_year_is_the_one_that_brings_the_day_nearest() -> None:
    assert read("3 januari", datetime.date(2018, 12, 20)) == [("3 januari", "2019-01-03")]
    assert read("20 december", datetime.date(2019, 1, 3)) == [("20 december", "2018-12-20")]
    assert read("den 30 juni", datetime.date(2018, 12, 20)) == [("den 30 juni", "2018-06-30")]


def test_weekday_that_no_near_year_has_does_not_move_the_date() -> None:
    assert read("måndag 24 oktober") == [("måndag 24 oktober", "2018-10-24")]


def test_weekend_is_the_one_just_past_on_a_monday_and_the_coming_one_on_a_friday() -> None:
    assert read("i helgen", datetime.date(2018, 10, 22))[0][1] == "2018-10-20/2018-10-21"
    assert read("i helgen", datetime.date(2018, 10, 26))[0][1] == "2018-10-27/2018-10-28"


def test_members_of_a_list_share_month_and_year() -> None:
    assert read("3, 5 och 9 maj 2021") == [
        ("3", "2021-05-03"),
        ("5", "2021-05-05"),
        ("9 maj 2021", "2021-05-09"),
    ]
    assert read("under 2014, 2016 och 2019") == [
        ("2014", "2014"),
        ("2016", "2016"),
        ("2019", "2019"),
    ]
    assert read("i april och juni 2021") == [("april", "2021-04"), ("juni 2021", "2021-06")]


@pytest.mark.parametrize("published", [None, "", "2018", "2018-10", "i går", "2018-13-01"])
def test_published_that_is_no_day_is_unknown(published: str | None) -> None:
    assert published_day(published) is None


def test_published_may_have_a_time() -> None:
    assert published_day("2018-10-24T09:15:00+02:00") == WEDNESDAY


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ansök senast 15 december.", "2021-12-15"),
        ("Utställningen pågår t.o.m. 31 december.", "2021-12-31"),
        ("Anmälan görs senast den 2 februari kl. 12.00.", "2022-02-02T12:00"),
        ("Svaren skulle ha kommit in senast 28 april.", "2021-04-28"),
        ("Mötet hölls 15 december.", "2020-12-15"),
    ],
)
def test_a_time_limit_is_likelier_to_lie_ahead(text: str, value: str) -> None:
    assert [v for _, v in read(text, datetime.date(2021, 5, 3))] == [value]
