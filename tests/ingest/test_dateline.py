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
    ],
)
def test_running_text_with_a_date_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


def test_a_dateline_may_name_place_and_author() -> None:
    line = read_dateline("Lycksele, 24 okt. 2018 av Anna Ekvall")
    assert line is not None
    assert (line.place, line.published, line.byline) == ("Lycksele", "2018-10-24", ("Anna Ekvall",))
