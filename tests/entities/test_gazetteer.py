from __future__ import annotations

import pytest

from brygga.entities.gazetteer import Gazetteer, is_place_here
from brygga.kb.store import KnowledgeBase


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(KnowledgeBase.open())


def test_known_names_are_found_with_their_genitive(gazetteer: Gazetteer) -> None:
    text = "Pengar från Tillväxtverkets konto och Europeiska regionala utvecklingsfonden."
    found = gazetteer.find(text).things
    assert [(text[f.start : f.end], f.label) for f in found] == [
        ("Tillväxtverkets", "ORGANISATION"),
        ("Europeiska regionala utvecklingsfonden", "PROJECT"),
    ]


def test_known_name_inside_a_longer_word_is_not_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Tillväxtverketas och SMHI-data").things == ()


def test_name_of_a_place_that_is_another_word_too_is_marked_as_such(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Hon for från Storuman till Mark.").places
    assert [place.distinct for place in found] == [True, False]


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
def test_place_is_told_from_its_neighbours(gazetteer: Gazetteer, text: str, there: bool) -> None:
    (found,) = gazetteer.find(text).places
    assert is_place_here(text, found.start, found.end) is there
