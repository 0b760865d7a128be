from __future__ import annotations

import pytest

from brygga.entities.names import abbreviates, attested, base_form, slug, variant_key, without_head
from brygga.record import Label


@pytest.mark.parametrize(
    "name", ["Västerås", "Borås", "Höganäs", "Paris", "Honduras", "Helsingfors", "Grums", "Åhus"]
)
def test_place_in_s_is_no_genitive(name: str) -> None:
    assert base_form(name, "REGION") == name


@pytest.mark.parametrize(
    ("genitive", "base"),
    [
        ("Västerbottens", "Västerbotten"),
        ("Sveriges", "Sverige"),
        ("norra Sveriges", "norra Sverige"),
        ("EU:s", "EU"),
        ("Region Dalarnas", "Region Dalarna"),
        ("Storumans kommuns", "Storumans kommun"),
        ("Västra Götalands läns", "Västra Götalands län"),
        ("Norrlands", "Norrland"),
        ("Jokkmokks kommuner", "Jokkmokks kommun"),
        ("Upplands Väsby kommuners", "Upplands Väsby kommun"),
        ("Vara och Eds kommuner", "Vara och Eds kommuner"),
    ],
)
def test_genitive_of_a_place_is_folded(genitive: str, base: str) -> None:
    assert base_form(genitive, "REGION") == base


@pytest.mark.parametrize("name", ["Mats", "Jonas", "Anna Olhans", "Stina Lindfors", "Amira Hess"])
def test_person_in_s_is_no_genitive_without_evidence(name: str) -> None:
    assert base_form(name, "PERSON") == name


def test_person_in_s_is_a_genitive_if_the_article_has_the_form_without() -> None:
    forms = attested([("Petra Ekvall", "PERSON"), ("Ekvalls", "PERSON")])
    assert base_form("Ekvalls", "PERSON", forms) == "Ekvall"
    assert base_form("Petra Ekvalls", "PERSON", forms) == "Petra Ekvall"


def test_common_surname_in_genitive_is_folded() -> None:
    assert base_form("Ulla Bergströms", "PERSON") == "Ulla Bergström"


@pytest.mark.parametrize(
    ("genitive", "base", "label"),
    [
        ("Naturvårdsverkets", "Naturvårdsverket", "ORGANISATION"),
        ("FN:s", "FN", "ORGANISATION"),
        ("Almedalsveckans", "Almedalsveckan", "EVENT"),
        ("Skarp-projektets", "Skarp-projektet", "PROJECT"),
    ],
)
def test_certain_genitives_are_folded_without_other_evidence(
    genitive: str, base: str, label: Label
) -> None:
    assert base_form(genitive, label) == base


@pytest.mark.parametrize("name", ["Formas", "Bris", "European Week of Regions and Cities"])
def test_unknown_name_in_s_is_kept(name: str) -> None:
    assert base_form(name, "ORGANISATION") == name


def test_variants_meet() -> None:
    assert variant_key("OSIRIS") == variant_key("Osiris") == variant_key("”Osiris”")
    assert variant_key("Öresund–Kattegatt") == variant_key("Öresund-Kattegatt")
    assert variant_key("Region Västerbotten") != variant_key("Västerbotten")


def test_compound_head_is_taken_off() -> None:
    assert without_head("Osiris-projektet") == "Osiris"
    assert without_head("OSIRIS-projektets") == "OSIRIS"
    assert without_head("Grön-Blå") == "Grön-Blå"


def test_slug_is_ascii() -> None:
    assert slug("Thomas Mörtsell") == "thomas-mortsell"
    assert slug("Trøndelag & Łódź") == "trondelag-lodz"
    assert slug("北京") == "x"


def test_abbreviation_is_known_from_its_letters() -> None:
    assert abbreviates("EWRC", "European Week of Regions and Cities")
    assert abbreviates("MFoF", "Myndigheten för familjerätt och föräldraskapsstöd")
    assert not abbreviates("Umeå", "Ume älvs kraftverk i Umeå kommun")
    assert not abbreviates("XYZ", "European Week of Regions and Cities")
