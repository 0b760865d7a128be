import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts import english
from brygga.drafts.days import read, same


def told(text, tongue):
    return [(d.year, d.month, d.day) for d in read(text, tongue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den 24 oktober 2018", [(2018, 10, 24)]),
        ("från den 3 till den 10 oktober", [(None, 10, 3), (None, 10, 10)]),
        ("11–13 okt. i Bryssel", [(None, 10, 11), (None, 10, 13)]),
        ("i maj 2026 eller 2027", [(2026, 5, None), (2027, None, None)]),
        ("2021-03-09", [(2021, 3, 9)]),
        ("i mars, i går och SOU 2021:51", []),
    ],
)
def test_swedish_days(text, expected):
    assert told(text, "sv") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 24 October 2018", [(2018, 10, 24)]),
        ("on October 24, 2018", [(2018, 10, 24)]),
        ("11–13 October", [(None, 10, 11), (None, 10, 13)]),
        ("the 9th of May", [(None, 5, 9)]),
        ("in Sept. 2020 they may march", [(2020, 9, None)]),
    ],
)
def test_english_days(text, expected):
    assert told(text, "en") == expected


@given(st.dates())
def test_a_day_that_is_written_is_read_again(day):
    if day.year >= 1600 and day.year < 2100:
        (found,) = read(english.date(day.isoformat()) or "", "en")
        assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
        assert same(found, found)
