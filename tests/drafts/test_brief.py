"""The brief says what the record has, in English, and nothing else."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from brygga.batch.direct import find, read_all
from brygga.drafts.brief import brief, brief_draft
from brygga.drafts.quantities import read
from brygga.flow import build
from brygga.record import Article, replace
from brygga.settings import Settings
from brygga.stage import Stage
from tests.entities.linking import body, linked

ROOT = Path(__file__).parents[2]


@cache
def dates() -> Stage:
    (stage,) = build(("dates",), {}).stages
    stage.setup()
    return stage


def said(article: Article) -> list[str]:
    (article,) = dates().process([article])
    return [sentence for sentence, _ in brief(article)]


@cache
def samples() -> list[Article]:
    flow = build(("language", "tag", "link", "dates"), {})
    flow.setup()
    inputs = find((str(ROOT / "corpus/articles"),), ROOT / "out")
    given = [a for a in read_all(inputs, Settings()) if isinstance(a, Article)]
    return list(flow.process(given))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[P Bo Ek], vice ordförande [R Region Västerbotten] och kommunalråd [R Storuman].",
            (
                "The item mentions Bo Ek, vice chair of Region Västerbotten"
                " and municipal commissioner in Storuman."
            ),
        ),
        (
            "– Bra, säger projektledaren [P Ada Lind].",
            "The item quotes Ada Lind, project manager.",
        ),
        (
            "Här är [P Ada Lind] från [O Norra Glas].",
            "The item mentions Ada Lind, from Norra Glas.",
        ),
        ("Vi såg [J Kvasar] och [J Pulsar].", "The projects mentioned are Kvasar and Pulsar."),
        ("Pengar ur [J Horisont 2020].", "The funding programme mentioned is Horizon 2020."),
        ("Det kostar 3,6 miljoner kronor.", "Figures given: SEK 3.6 million."),
        ("Omkring tolv företag deltog.", "Figures given: about 12 companies."),
        ("Vi for till [R Storuman].", "The place mentioned is Storuman (Västerbotten, Sweden)."),
        (
            "Kulturminister [P Ada Lind] besöker [R Lund].",
            "Ada Lind, minister for culture, visits Lund.",
        ),
        ("Ny ambassadör i [R Nederländerna]", "New ambassador to the Netherlands."),
        (
            "Regeringen utser [P Ada Lind] till ny generaldirektör för [O Energimyndigheten]",
            (
                "The Government appoints Ada Lind as the new director-general"
                " of the Swedish Energy Agency."
            ),
        ),
        (
            "[J Kvasar] får 2 miljoner euro från [J Interreg Aurora].",
            "Kvasar receives EUR 2 million from Interreg Aurora.",
        ),
        (
            "[J Kvasar], som leds av [O Umeå universitet] och finansieras av [J Interreg Aurora].",
            (
                "The project mentioned is Kvasar"
                " (led by Umeå University, funded by Interreg Aurora)."
            ),
        ),
        (
            "[J Kvasar] är ett projekt inom [J Interreg Aurora]. Nu leder [R Region Gotland] det.",
            "The project mentioned is Kvasar.",
        ),
        (
            "Därför leder [R Region Gotland] nu [J Kvasar], ett projekt inom [J Interreg Aurora].",
            ("The project mentioned is Kvasar (within Interreg Aurora, led by Region Gotland)."),
        ),
        (
            "Projektet finansieras av [J Interreg Nord] och [R Region Gotland].",
            "The project is funded by Interreg Nord and Region Gotland.",
        ),
        (
            "[J Kvasar], som hoppas få pengar från [J Interreg Nord].",
            "The project mentioned is Kvasar.",
        ),
        (
            "[V Vinterdagen] i [R Umeå] den 9 maj 2024.",
            "The event mentioned is Vinterdagen (Umeå, 9 May 2024).",
        ),
        ("Det är [V Vinterdagen] på lördag.", "The event mentioned is Vinterdagen."),
        (
            "Vi for till [R Vasa], [R Brahestad], [R Umeå] och [R Storuman].",
            (
                "The places mentioned are Vaasa and Raahe (Finland); and"
                " Umeå and Storuman (Västerbotten, Sweden)."
            ),
        ),
        ("Ett tjugotal företag deltog.", "Figures given: about 20 companies."),
        (
            "Uppdrag till [O Energimyndigheten] om elnät",
            "Assignment for the Swedish Energy Agency.",
        ),
        (
            "[R Sveriges] ambassadör [P Ada Lind] talade.",
            "The item mentions Ada Lind, ambassador of Sweden.",
        ),
    ],
)
def test_what_it_says(text, expected):
    assert expected in said(body(text))


@pytest.mark.parametrize(
    "text",
    [
        "Regeringen 2026 får bygga.",
        "Den som vill läsa mer kan göra det.",
        "[P Ada Lind] besöker inte [R Lund].",
        "13.30 Resultat",
        "Uppdrag till [O Energimyndigheten] upphävs",
        "I Lund är det fint i [R Sverige].",
    ],
)
def test_what_it_cannot_say_it_leaves_out(text):
    unsaid = ("visit", "Figures", "Assignment", "is Sweden")
    assert not [s for s in said(body(text)) if any(word in s for word in unsaid)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Uttalande om läget i Umeå", "Statement, 9 May 2024."),
        ("Pressinbjudan: Umeå visar sina tåg", "Press invitation, 9 May 2024."),
        ("Talman besökte Umeå", "News item, 9 May 2024."),
    ],
)
def test_the_kind_of_item_is_read_from_its_title(title, expected):
    article = linked(("title", title), ("paragraph", "Det kostar 3 miljoner kronor."))
    assert said(replace(article, published="2024-05-09", title=title))[0] == expected


def test_key_terms_are_those_of_title_and_lead_outside_names():
    title = ("title", "Ny kollektivtrafik i [O Havsvindkraft Norr] kostar 3 miljoner kronor")
    assert "Key terms: public transport." in said(linked(title))


def test_a_role_whose_words_another_has_is_said_too():
    text = (
        "[P Ada Lind], vice ordförande [O Norra Glas]. Vi hörde [P Ada Lind], ordförande"
        " [O Norra Glas]."
    )
    expected = "The item mentions Ada Lind, vice chair of Norra Glas and chair of Norra Glas."
    assert expected in said(body(text))


def test_it_names_nobody_twice_without_need():
    article = body("[P Ada Lind] besöker [R Lund].")
    assert said(article) == ["Ada Lind visits Lund."]


def test_every_sentence_rests_on_the_text():
    for article in samples():
        for sentence, spans in brief(article):
            assert spans or sentence.startswith("News item"), sentence
            assert all(0 <= a < b <= len(article.text) for a, b in spans)


def test_every_number_and_name_of_the_samples_is_in_their_text():
    for article in samples():
        draft = brief_draft(article)
        if draft is None:
            continue
        assert draft.checks == (), article.id
        swedish = {(q.value, q.unit) for q in read(article.text, "sv")}
        figures = next((s.en for s in draft.segments if s.en.startswith("Figures")), "")
        for quantity in read(figures, "en"):
            assert (quantity.value, quantity.unit) in swedish, figures


def test_the_samples_have_wellformed_sentences():
    for article in samples():
        for sentence in said(article):
            assert re.fullmatch(r"[A-ZÅÄÖ].*[.]", sentence), sentence
            assert "  " not in sentence
            assert not re.search(r"\bNone\b|\(\)|, ,|,\.|\band \.|\{", sentence), sentence


def test_an_empty_article_has_no_brief():
    assert brief_draft(replace(body("Det regnar."), published=None)) is None
