"""Contact lines: names, roles, organisations, addresses, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from brygga.ingest.contacts import read_contacts
from brygga.record import Contact
from tests.ingest.files import BODY, TITLE, one_article, read_bytes, texts


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


def test_each_number_and_address_belongs_to_the_name_before_it() -> None:
    anna = Contact(name="Anna Ekvall", email="anna@ö.se", phone="070-111 22 33")
    bo = Contact(name="Bo Alm", email="bo@ö.se", phone="070-444 55 66")
    for line in (
        "Kontakt: Anna Ekvall, anna@ö.se, 070-111 22 33 och Bo Alm, bo@ö.se, 070-444 55 66",
        "Mer information: Anna Ekvall, anna@ö.se, 070-111 22 33. Bo Alm, bo@ö.se, 070-444 55 66.",
        "Kontakta Anna Ekvall (070-111 22 33, anna@ö.se) eller Bo Alm (070-444 55 66, bo@ö.se)",
        "Vård: Anna Ekvall, anna@ö.se, 070-111 22 33 Skola: Bo Alm, bo@ö.se, 070-444 55 66",
        "Anna Ekvall och Bo Alm, 070-111 22 33 respektive 070-444 55 66, anna@ö.se och bo@ö.se",
    ):
        assert read_contacts([line]) == (anna, bo)


def test_every_number_of_a_contact_is_kept() -> None:
    both = Contact(name="Anna Ekvall", phone="018-11 22 33, 070-444 55 66")
    assert read_contacts(["Kontakt: Anna Ekvall, 018-11 22 33 eller 070-444 55 66"]) == (both,)
    assert read_contacts(["Anna Ekvall", "Tel: 018-11 22 33", "Mobil: 070-444 55 66"]) == (both,)


def test_address_in_a_sentence_about_something_else_is_not_the_contact_s_second() -> None:
    line = "För frågor kontakta Anna Ekvall, anna@ö.se. Anmälan skickas till kurs@ö.se."
    assert read_contacts([line]) == (Contact(name="Anna Ekvall", email="anna@ö.se"),)


@pytest.mark.parametrize("street", ["Kyrkogatan 4 B", "Norra Hamnvägen 12", "Box 17"])
def test_where_an_office_lies_is_no_person(street: str) -> None:
    address = f"Besöksadress: {street}, 753 10 Uppsala"
    assert read_contacts(["Kontakta oss", address, "Växel: 018-11 22 33"]) == ()
    lines = ["Kontakt", "Anna Ekvall", address, "018-11 22 33"]
    assert read_contacts(lines) == (Contact(name="Anna Ekvall", phone="018-11 22 33"),)


@pytest.mark.parametrize("at", ["(at)", " (at) ", "[at]", "(a)", "(snabel-a)"])
def test_address_hidden_from_robots_is_an_address(at: str) -> None:
    (contact,) = read_contacts([f"Anna Ekvall, anna.ekvall{at}ö.example"])
    assert contact == Contact(name="Anna Ekvall", email="anna.ekvall@ö.example")


@pytest.mark.parametrize(
    "line",
    [
        "Hör av dig till Anna Ekvall på anna@ö.se",
        "Undrar du något? Hör gärna av er till Anna Ekvall via anna@ö.se.",
        "Frågor? Mejla Anna Ekvall, anna@ö.se",
        "Kontakta Anna Ekvall eller mejla anna@ö.se",
    ],
)
def test_person_to_turn_to_is_the_contact(line: str) -> None:
    assert read_contacts([line]) == (Contact(name="Anna Ekvall", email="anna@ö.se"),)


def test_whom_a_contact_works_for_is_part_of_the_role(tmp_path: Path) -> None:
    card = ["Anna Ekvall", "Pressekreterare hos Bo Alm", "Mobil 070-111 22 33"]
    role = "Pressekreterare hos Bo Alm"
    contact = Contact(name="Anna Ekvall", role=role, phone="070-111 22 33")
    assert read_contacts(card) == (contact,)
    text = "\n\n".join([TITLE, *BODY, "Presskontakt", *card])
    article = one_article(read_bytes(tmp_path, "a.txt", text.encode()))
    assert article.contacts == (contact,)
    assert texts(article, "contact") == ["Presskontakt", *card]
    line = "Presskontakt: Anna Ekvall, pressekreterare hos Bo Alm, 070-111 22 33"
    assert read_contacts([line]) == (
        Contact(name="Anna Ekvall", role=role[0].lower() + role[1:], phone="070-111 22 33"),
    )
