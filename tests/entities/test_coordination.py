"""Places that share a part of their names are found, and nothing that only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.entities.coordination import find, whole_names


def spans(text: str) -> list[str]:
    return [text[f.start : f.end] for f in sorted(find(text), key=lambda f: f.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nätet i Norr- och Västerbotten byggs ut.", ["Norr- och Västerbotten"]),
        ("Nord- och Sydkoreas ledare", ["Nord- och Sydkoreas"]),
        ("i Norr-, Väster- och Österbotten", ["Norr-, Väster- och Österbotten"]),
        ("vägar i norra, mellersta och södra Sverige", ["norra, mellersta och södra Sverige"]),
        ("bostäder i Uppsala- och Stockholmsområdet", ["Uppsala- och Stockholmsområdet"]),
        ("fiske i Lule- och Piteälven", ["Lule- och Piteälven"]),
        ("skolor i Gällivare och Jokkmokks kommuner", ["Gällivare", "Jokkmokks kommuner"]),
        ("Umeå, Skellefteå och Luleå kommun", ["Umeå", "Skellefteå", "Luleå kommun"]),
        ("i Lysekils och Marks kommuner", ["Lysekils", "Marks kommuner"]),
        ("i Västra Götalands och Hallands län", ["Västra Götalands", "Hallands län"]),
        ("kommunerna Vara, Ed och Mark", ["Vara", "Ed", "Mark"]),
    ],
)
def test_coordinated_places_are_marked_as_the_guidelines_do(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in- och utrikes",
        "kultur- och fritidsnämnden",
        "Hälso- och sjukvård",
        "Nord- och fjällturism",
        "Norr- och Vindbolaget",
        "UD:s Europa- och Nordamerikaenhet",
        "Klimat- och Industriklivet",
        "Sveriges kommuner och regioner",
        "Bryssel och Sveriges kommuner och regioner",
        "Anders Lund och Skellefteå kommun",
    ],
)
def test_no_place_is_made_of_what_only_looks_like_one(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Norr- och Västerbotten", ("Norrbotten", "Västerbotten")),
        ("Nord- och Sydkoreas", ("Nordkorea", "Sydkorea")),
        ("Norr- och Västerbottens län", ("Norrbottens län", "Västerbottens län")),
        ("Södra och mellersta Sverige", ("södra Sverige", "mellersta Sverige")),
        ("Lule- och Torneälvarna", ("Luleälven", "Torneälven")),
        ("Hälso- och Sjukvården", ()),
        ("Umeå", ()),
    ],
)
def test_one_mention_of_several_places_names_each(name: str, places: tuple[str, ...]) -> None:
    assert whole_names(name) == places


@given(st.text(alphabet="Nord-och Väster,BotenKmus läd/", max_size=60))
def test_every_span_lies_in_the_text_and_begins_with_a_letter(text: str) -> None:
    for found in find(text):
        assert text[found.start].isalpha()
        assert found.start < found.end <= len(text)


def test_the_longer_of_two_directions_is_meant():
    assert whole_names("Syd- och Sydostasien") == ("Sydasien", "Sydostasien")
