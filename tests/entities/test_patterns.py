from __future__ import annotations

import time

import pytest

from brygga.entities import patterns


def named(text: str) -> set[tuple[str, str]]:
    return {(text[f.start : f.end], f.label) for f in patterns.load().find(text)}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("I projektet Isbrytarna deltar fem hamnar.", "Isbrytarna", "PROJECT"),
        ("Interreg-projektet KVASAR avslutas i år.", "KVASAR", "PROJECT"),
        ("Inom projektet ”Mat längs leden” testas en app.", "Mat längs leden", "PROJECT"),
        ("Kvasar-projektets sista träff blev lyckad.", "Kvasar-projektets", "PROJECT"),
        ("Stödet kommer från Interreg Aurora i år.", "Interreg Aurora", "PROJECT"),
        ("Pengarna kommer från Snöklivet och banken.", "Snöklivet", "PROJECT"),
        ("Hon talade på konferensen Nordic Peat Talks i går.", "Nordic Peat Talks", "EVENT"),
        ("Under Arctic Timber Week samlas branschen.", "Arctic Timber Week", "EVENT"),
        ("Vi ses på Mötesplats Sorsele i maj.", "Mötesplats Sorsele", "EVENT"),
        ("Inför COP 31 vill länderna mer.", "COP 31", "EVENT"),
        ("Kvarkenveckan lockade många.", "Kvarkenveckan", "EVENT"),
        ("Det beslutade Region Värmland i går.", "Region Värmland", "REGION"),
        ("Beslutet gäller Region Jönköpings län.", "Region Jönköpings län", "REGION"),
        ("I Arjeplogs kommun bor få.", "Arjeplogs kommun", "REGION"),
        (
            "Länsstyrelsen i Västra Götalands län säger nej.",
            "Länsstyrelsen i Västra Götalands län",
            "ORGANISATION",
        ),
        ("I Isköpings universitet finns svaret.", "Isköpings universitet", "ORGANISATION"),
        ("Det nordiska isprogrammet (NIP) växer.", "nordiska isprogrammet", "PROJECT"),
        ("I går väntade Europeiska isbyrån (Eisb) oss.", "Europeiska isbyrån", "ORGANISATION"),
        ("Längs Iskälven växer al.", "Iskälven", "REGION"),
        ("I Iskögymnasiet går få.", "Iskögymnasiet", "ORGANISATION"),
        ("Isloppet lockade många.", "Isloppet", "EVENT"),
        ("Vid Universitetet i Bergen finns svar.", "Universitetet i Bergen", "ORGANISATION"),
        ("Besöker Isköpings universitet", "Isköpings universitet", "ORGANISATION"),
        ("Kvasar, ett treårigt samverkansprojekt, slutar.", "Kvasar", "PROJECT"),
        ("Vi minns Nordiska rådets 75:e session.", "Nordiska rådets 75:e session", "EVENT"),
        ("Så firas Skogens dag i år.", "Skogens dag", "EVENT"),
        ("Stiftelsen Norrsken delar ut pengar.", "Norrsken", "ORGANISATION"),
        ("Foto: Maja Ekvall", "Maja Ekvall", "PERSON"),
        ("Det säger projektledaren Olle von Strand.", "Olle von Strand", "PERSON"),
    ],
)
def test_cue_announces_a_name(text: str, name: str, label: str) -> None:
    assert (name, label) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det interregionala samarbetet växer.",
        "Projektet startar i maj och programmet är klart.",
        "Tisdagen den 3 maj hölls ett möte.",
        "Länsstyrelsen avgör frågan.",
        "FN-initiativet har många stöd.",
        "Vid Sveriges universitet ökar trycket.",
        "I projektet Aktiva skoltransporter för alla deltar fem.",
        "En kommun kan göra mer.",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert named(text) == set()


def test_name_after_a_compound_head_does_not_take_the_head_in() -> None:
    text = "Stödet går till LIFE-projektet GLÄNTA i vår."
    assert named(text) == {("GLÄNTA", "PROJECT")}


def test_opening_word_of_a_sentence_is_not_part_of_the_name() -> None:
    assert named("Under Halland Peat Week kom många.") == {("Halland Peat Week", "EVENT")}


def test_byline_gives_both_authors() -> None:
    text = "/Maja Ekvall och Olle Strand"
    found = patterns.load().find_persons(text, 0, len(text))
    assert [text[f.start : f.end] for f in found] == ["Maja Ekvall", "Olle Strand"]


def test_initials_alone_are_no_person() -> None:
    assert list(patterns.load().find_persons("/AG", 0, 3)) == []


@pytest.mark.parametrize(
    "line", ["A " * 50_000, "A" * 100_000, "A/" * 50_000, "Projektet " * 10_000]
)
def test_endless_line_costs_linear_time(line: str) -> None:
    began = time.process_time()
    list(patterns.load().find(line))
    assert time.process_time() - began < 5
