from __future__ import annotations

import pytest

from brygga.entities import gazetteer


def test_known_names_are_found_with_their_genitive() -> None:
    text = "Pengar från Tillväxtverkets konto och Europeiska regionala utvecklingsfonden."
    found = gazetteer.load().find(text)
    assert [(text[f.start : f.end], f.label) for f in found] == [
        ("Tillväxtverkets", "ORGANISATION"),
        ("Europeiska regionala utvecklingsfonden", "PROJECT"),
    ]


def test_known_name_inside_a_longer_word_is_not_found() -> None:
    assert list(gazetteer.load().find("Tillväxtverketas och SMHI-data")) == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Hon bor i Lund nu.", True),
        ("Det sade Eva Lund i går.", False),
        ("Vara eller inte vara.", False),
        ("De for till Vara i går.", True),
        ("Lund Science Park växer.", False),
    ],
)
def test_place_is_told_from_its_neighbours(text: str, there: bool) -> None:
    (found,) = gazetteer.load_places().find(text)
    assert gazetteer.is_place_here(text, found.start, found.end) is there
