from __future__ import annotations

import pytest

from brygga.entities.mend import mend
from brygga.entities.spans import Span
from brygga.record import Label


def mended(text: str, label: Label) -> list[str]:
    """What becomes of the part of ``text`` in square brackets as the model's span."""
    before, _, rest = text.partition("[")
    inside, _, after = rest.partition("]")
    plain = before + inside + after
    span = Span(len(before), len(before) + len(inside), label, "model")
    return [plain[s.start : s.end] for s in mend(plain, [span])]


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("[Trafikutvecklaren Edvin Sjö] ler", "PERSON", "Edvin Sjö"),
        ("Det sade [Jeroen] van Aalst i går", "PERSON", "Jeroen van Aalst"),
        ("[Interreg-projektet Osiris] växer", "PROJECT", "Osiris"),
        ("[Mentorn Signe Falk] ler", "PERSON", "Signe Falk"),
        ("[Ledamoten Signe Falk] ler", "PROJECT", "Signe Falk"),
        ("Hej [Signe Falk! Du] är ny", "PERSON", "Signe Falk"),
        ("Det gick i [Axfoods logistik] då", "ORGANISATION", "Axfoods"),
        ("Vi lärde av [Ume hamn och] då", "ORGANISATION", "Ume hamn"),
        ("[konferensen Nordic Peat] hålls", "EVENT", "Nordic Peat"),
        (
            "[Finansdepartementets] budgetavdelning",
            "ORGANISATION",
            "Finansdepartementets budgetavdelning",
        ),
        ("[Hamnverket för att bevaka] allt", "ORGANISATION", "Hamnverket"),
        ("[Mats Sjö] reser i dag", "PERSON", "Mats Sjö"),
        ("[Hans Sjö] reser i dag", "PERSON", "Hans Sjö"),
        ("Nu startar [Ljusväg] 3 i Sala", "PROJECT", "Ljusväg 3"),
        ("Nu pågår [Ljusväg 3 startar] i dag", "PROJECT", "Ljusväg 3"),
        ("Vi såg [Euro Timber] 2019 i Kiel", "EVENT", "Euro Timber 2019"),
        ("[Programmet för Norra Periferin] är stort", "PROJECT", "Programmet för Norra Periferin"),
        ("Det sade [H.E. Ms Soraya Quist] då", "PERSON", "Soraya Quist"),
        ("Nu talar [NAG Skymt] om vård", "PERSON", "NAG Skymt"),
        ("Stöd från [branschorganisationen Dansk bygg] kom", "ORGANISATION", "Dansk bygg"),
        ("Där fanns [fiskrökeriet Havets] ägare", "ORGANISATION", "Havets"),
        ("Det är [FN:s globala hållbarhetsmål] nu", "ORGANISATION", "FN:s"),
        (
            "Hos [Forum för frivilligt socialt] arbete i dag",
            "ORGANISATION",
            "Forum för frivilligt socialt arbete",
        ),
        ("Hos [Forum för barn] arbete", "ORGANISATION", "Forum för barn"),
        ("Det sade [Signe Falk - Gemensamma mål] då", "PERSON", "Signe Falk"),
        ("Det sade [Signe Falk](mailto] då", "PERSON", "Signe Falk"),
        ("Nu vet [Jordan signerade] mer", "REGION", "Jordan"),
        ("Nu ses [Gotland centrum] bäst", "REGION", "Gotland centrum"),
        ("Det ordnar [Hilda Möbler] i dag", "PERSON", "Hilda Möbler"),
        ("Hon var på [Barnmötet 2024 om den nya lagen] då", "EVENT", "Barnmötet 2024"),
    ],
)
def test_span_is_cut_or_lengthened_to_the_name(text: str, label: Label, name: str) -> None:
    assert mended(text, label) == [name]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Det gick. [Banken] har svarat.", "ORGANISATION"),
        ("Vaccin mot [HPV] finns.", "ORGANISATION"),
        ("Enligt [Havskonventionen] gäller det", "REGION"),
        ("Enligt [Norden 2030-strategin] gäller det", "ORGANISATION"),
        ("Hon var [Ministerråd] i Lima", "ORGANISATION"),
        ("Hon fick [Elsa Holm Memorial Award] i går", "ORGANISATION"),
        ("Ambassadör [Ms.] Soraya Quist kom", "PERSON"),
        ("Träffa oss på [Vinkelgatan] 7 i Sala", "REGION"),
        ("Skriv till [eva.ek@orten].se", "PERSON"),
        ("[Anna Lindh-priset] delas ut.", "PERSON"),
        ("Tryckt 28 [Mar 2024 Transport]", "EVENT"),
        ("Det kallas [Parisavtalet] nu.", "ORGANISATION"),
        ("Det var så [vanligt] då.", "REGION"),
        ("NU BYGGS [KAJEN I SALA] UT", "PROJECT"),
        ("Läs detta: [BOKA PLATS] NU OCH KOM.", "ORGANISATION"),
        ("[Bild] & form", "ORGANISATION"),
        ("I [LIFE-projektet] GLÄNTA deltar tio.", "PROJECT"),
        ("Enligt lagen om mottagande av gäster ([LMG]) gäller detta.", "ORGANISATION"),
        ("Ombord på M/S [Gullhöna] var det fullt.", "REGION"),
        ("Det står i rapporten [Kretsloppets] väg.", "ORGANISATION"),
        ("Det gick bra. [Vattenresan] slutade i hamn.", "PERSON"),
    ],
)
def test_what_is_no_name_is_dropped(text: str, label: Label) -> None:
    assert mended(text, label) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Bo bor här. [Bo Berg] log.", "PERSON"),
        ("Vi bor i [Sala] nu.", "REGION"),
        ("I [Ljusväg] 3 maj hände det.", "PROJECT"),
        ("Stöd till [Ljusväg] 3 500 kronor.", "PROJECT"),
        ("Se [norra Kvarken] i dag.", "REGION"),
        ("NU BYGGER [SMHI] UT", "ORGANISATION"),
        ("Hon heter [Kim Min-seok] i dag.", "PERSON"),
    ],
)
def test_names_are_left_alone(text: str, label: Label) -> None:
    assert mended(text, label) == [text.partition("[")[2].partition("]")[0]]


@pytest.mark.parametrize("label", ["ORGANISATION", "REGION", "PERSON"])
def test_a_noun_that_the_text_itself_writes_small_is_no_name(label: Label) -> None:
    text = "Vi höll en ljusverkstad i byn. [Ljusverkstaden] lockade många."
    assert mended(text, label) == []
    assert mended(text.replace("en ljusverkstad", "ett möte"), label) != []


def test_a_project_may_bear_the_name_of_a_thing() -> None:
    text = "Vi prövade en ljusverkstad i byn. [Ljusverkstaden] lockade många."
    assert mended(text, "PROJECT") == ["Ljusverkstaden"]
