from __future__ import annotations

import pytest

from brygga.entities.addresses import has_house_number, is_on_line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plats: Björkgatan 30 i Sala", "Björkgatan"),
        ("Vi ses på Olivecronas väg 5", "Olivecronas väg"),
        ("Vi ses på Olivecronas väg 5", "Olivecronas"),
        ("Norra Zinkgatan 6, Ystad", "Norra Zinkgatan"),
    ],
)
def test_a_street_with_its_number_is_an_address(text: str, name: str) -> None:
    start = text.index(name)
    assert has_house_number(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Längs Drottninggatan stod folk", "Drottninggatan"),
        ("På Sergels torg 2024 hölls en fest", "Sergels torg"),
        ("I Umeå 30 personer", "Umeå"),
        ("På Storgatan 14.30 börjar det", "Storgatan"),
        ("På Storgatan 14:30 börjar det", "Storgatan"),
    ],
)
def test_no_number_of_a_house_no_address(text: str, name: str) -> None:
    start = text.index(name)
    assert not has_house_number(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Skriv till anna.ek@orten.se i dag", "ek", True),
        ("Se www.expo-norr.se/Sala", "Sala", True),
        ("Se (orten.eu) och Sala", "orten", True),
        ("Se orten.eu och Sala", "Sala", False),
        ("Vi ses i Sala.", "Sala", False),
    ],
)
def test_what_is_part_of_an_address_on_line(text: str, part: str, expected: bool) -> None:
    assert is_on_line(text, text.index(part)) is expected
