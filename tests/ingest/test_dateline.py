"""Datelines and the dates that file formats state."""

from __future__ import annotations

import pytest

from brygga.ingest.dateline import parse_stamp, read_dateline


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2018-10-24", "2018-10-24"),
        ("2018-10-24T10:15", "2018-10-24T10:15"),
        ("2018-10-24T10:15:00+02:00", "2018-10-24T10:15:00+02:00"),
        ("2018-10-24T08:15:00Z", "2018-10-24T08:15:00+00:00"),
        ("2018-10-24 10:15:30", "2018-10-24T10:15"),
        ("Wed, 24 Oct 2018 10:15:00 +0200", "2018-10-24T10:15:00+02:00"),
        ("20181024", "2018-10-24"),
        ("24 oktober 2018", "2018-10-24"),
        ("24 Maj 2021", "2021-05-24"),
        ("24/10 2018", "2018-10-24"),
        ("24.10.2018", "2018-10-24"),
        ("October 24, 2018", "2018-10-24"),
        ("onsdag den 24 oktober 2018 kl. 10.15", "2018-10-24T10:15"),
        ("3 maj 2021 - 10:15", "2021-05-03T10:15"),
        ("2019-03-12, 10.15", "2019-03-12T10:15"),
        ("2019-03-12 25:10", "2019-03-12"),
        ("2019-03-12T25:10", "2019-03-12"),
        ("May 3, 2021 12:05 AM", "2021-05-03T00:05"),
        ("24 okt 2018 10:15:00 -0500", "2018-10-24T10:15:00-05:00"),
        ("31 februari 2018", None),
        ("2018-13-01", None),
        ("20181399", None),
        ("i går", None),
        ("", None),
    ],
)
def test_stated_dates_become_iso(raw: str, iso: str | None) -> None:
    assert parse_stamp(raw) == iso


@pytest.mark.parametrize(
    "text",
    [
        "Den 24 oktober 2018 besökte ministern Umeå",
        "24 oktober 2018 i Bryssel",
        "24–25 oktober 2018",
        "24 oktober 2018 – 3 mars 2019",
        "24 oktober",
        "Pressmeddelande, 11 april 2023: Regionen bygger ut",
        "Förordning 2018:24 av den 24 oktober 2018",
        "Tid: 24 oktober 2018",
        "20181024 Kajen",
        "24 oktober 2018 10:15-11:30",
        "Dnr 20181024",
        "Av detta blev intet 24 oktober 2018",
        "Efter 20 minuter",
    ],
)
def test_running_text_with_a_date_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_a_dateline_may_name_place_and_author() -> None:
    line = read_dateline("Lycksele, 24 okt. 2018 av Anna Ekvall")
    assert line is not None
    assert (line.place, line.published, line.byline) == ("Lycksele", "2018-10-24", ("Anna Ekvall",))


@pytest.mark.parametrize(
    "text",
    [
        "Av Anna Ekvall | 24 okt, 2018 | Nyheter | 2 kommentarer",
        "Nyheter / Av Anna Ekvall / 24 oktober 2018",
        "Postat av Anna Ekvall den 24 oktober 2018",
    ],
)
def test_the_author_before_the_date_is_read(text: str) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.published, line.byline) == ("2018-10-24", ("Anna Ekvall",))


def test_a_stated_zone_is_kept() -> None:
    line = read_dateline("Publiceringsdatum: 2021-05-03T08:00:00+02:00")
    assert line is not None
    assert (line.published, line.section) == ("2021-05-03T08:00:00+02:00", ())


@pytest.mark.parametrize(
    "text", ["Publicerad i går", "Publicerad: 3 maj", "Uppdaterad: idag kl. 09:15", "Lästid: 3 min"]
)
def test_a_dateline_without_a_full_date_has_no_date(text: str) -> None:
    line = read_dateline(text)
    assert line is not None
    assert (line.labelled, line.published, line.modified) == (True, None, None)
