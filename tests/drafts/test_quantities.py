from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts import english
from brygga.drafts.quantities import read


def told(text, tongue):
    return [(q.value, q.unit) for q in read(text, tongue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("har fått 85 miljoner Euro", [("85e6", "EUR")]),
        ("1 900 000 kronor till sju regioner", [("1.9e6", "SEK"), ("7", None)]),
        ("10–15 procent av 2,4 mnkr", [("10", "%"), ("15", "%"), ("2.4e6", "SEK")]),
        ("en miljon kronor, en halv miljard euro", [("1e6", "SEK"), ("5e8", "EUR")]),
        ("från 390 000 till 2,4 miljoner kronor", [("390000", "SEK"), ("2.4e6", "SEK")]),
        ("tjugofem personer, 15 mil bort", [("25", None), ("150", "km")]),
        ("ett hundratal besökare", [("100", None)]),
        ("4.500 kr i 38 minusgrader", [("4500", "SEK"), ("38", None)]),
        ("CO2, G20, 2024/25 och en buss klockan 20", []),
        ("50-årsjubileum och 30-tal", []),
    ],
)
def test_swedish_amounts(text, expected):
    assert told(text, "sv") == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUR 85 million and SEK 3.6 million", [("85e6", "EUR"), ("3.6e6", "SEK")]),
        ("€85m, $3.5bn, two hundred people", [("85e6", "EUR"), ("3.5e9", "USD"), ("200", None)]),
        ("SEK 1,900,000, 70 per cent", [("1.9e6", "SEK"), ("70", "%")]),
        ("half a billion euros, twenty-five", [("5e8", "EUR"), ("25", None)]),
        ("150 kilometres before 8 p.m.", [("150", "km")]),
        ("a five-member council", [("5", None)]),
    ],
)
def test_english_amounts(text, expected):
    assert told(text, "en") == [(Decimal(value), unit) for value, unit in expected]


@given(
    st.decimals(min_value=1, max_value=10**13, places=1),
    st.sampled_from(("SEK", "EUR", "%", "km", "ha", "GWh", "pp")),
)
def test_what_is_written_is_read_again(value, unit):
    assert told(english.amount(value, unit), "en") == [(value, unit)]


@given(st.integers(min_value=2, max_value=10**9))
def test_counts_are_read_again(value):
    assert told(english.number(Decimal(value)), "en") == [(Decimal(value), None)]


@given(st.text(max_size=80), st.sampled_from(("sv", "en")))
def test_places_lie_in_the_text(text, tongue):
    for quantity in read(text, tongue):
        assert 0 <= quantity.start < quantity.end <= len(text)


def test_a_year_before_an_amount_is_no_range():
    year, amount = read("uppgick 2023 till 494 miljoner kronor", "sv")
    assert (year.value, year.unit) == (2023, None)
    assert (amount.value, amount.unit) == (494_000_000, "SEK")
