"""Contact lines: names, roles, organisations, addresses, numbers."""

from __future__ import annotations

import pytest

from brygga.ingest.contacts import read_contacts
from brygga.record import Contact


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Kontaktperson: Niklas Berglund", Contact(name="Niklas Berglund")),
        ("Kontakt: Anna Ekvall, Region Å", Contact(name="Anna Ekvall", organisation="Region Å")),
        (
            "Presskontakt: presschef Anna Ekvall, 070-1234567",
            Contact(name="Anna Ekvall", role="presschef", phone="070-1234567"),
        ),
        (
            "För mer information om mötet, kontakta pressekreterare Anna Ekvall, se nedan.",
            Contact(name="Anna Ekvall", role="pressekreterare"),
        ),
        (
            "Vill du veta mer? Kontakta Lisa von Sten på lisa@ö.se eller 070-111 22 33.",
            Contact(name="Lisa von Sten", email="lisa@ö.se", phone="070-111 22 33"),
        ),
        (
            "Regional utveckling: Bo Alm, 090-12 34 56",
            Contact(name="Bo Alm", phone="090-12 34 56"),
        ),
        (
            "Eva Ek – enhetschef – Länsstyrelsen i Skåne – +46 (0)40-12 34 56",
            Contact(
                name="Eva Ek",
                role="enhetschef",
                organisation="Länsstyrelsen i Skåne",
                phone="+46 (0)40-12 34 56",
            ),
        ),
        (
            "Kontakt: Anna Ekvall (Malmö stad)",
            Contact(name="Anna Ekvall", organisation="Malmö stad"),
        ),
        (
            "Presstjänsten, Region Å, 018-611 00 00",
            Contact(name="Presstjänsten", organisation="Region Å", phone="018-611 00 00"),
        ),
        (
            "Contact: Jane Doe, press officer, City of Oslo, jane@oslo.example",
            Contact(
                name="Jane Doe",
                role="press officer",
                organisation="City of Oslo",
                email="jane@oslo.example",
            ),
        ),
    ],
)
def test_one_line_gives_one_contact(line: str, contact: Contact) -> None:
    assert read_contacts([line]) == (contact,)


def test_two_names_are_two_contacts() -> None:
    assert read_contacts(["Kontaktpersoner: Anna Ekvall och Bo Alm"]) == (
        Contact(name="Anna Ekvall"),
        Contact(name="Bo Alm"),
    )


def test_details_on_lines_of_their_own_belong_to_the_name_above() -> None:
    lines = [
        "Mer information",
        "Anna Ekvall",
        "pressansvarig",
        "Tel: 090-12 34 56",
        "Bo Alm",
        "b@x.se",
    ]
    assert read_contacts(lines) == (
        Contact(name="Anna Ekvall", role="pressansvarig", phone="090-12 34 56"),
        Contact(name="Bo Alm", email="b@x.se"),
    )


@pytest.mark.parametrize("line", ["Kontaktperson:", "Kontakta ansvarig pressekreterare.", ""])
def test_a_line_that_names_nobody_gives_no_contact(line: str) -> None:
    assert read_contacts([line]) == ()
