"""Names that mean several things: see ambiguous.tsv."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from brygga import flow
from brygga.kb.store import KnowledgeBase
from brygga.record import Article
from brygga.settings import Settings
from tests.support.articles import make_article

from .linking import body, entity_of, relation_texts, stage

TABLE = Path(__file__).with_name("ambiguous.tsv")


def rows(how: str) -> list[tuple[str, str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(r["expected"], r["name"], r["text"]) for r in table if r["how"] == how]


@cache
def whole_flow() -> flow.Flow:
    settings = Settings()
    ready = flow.build(settings.stages, settings.stage)
    ready.setup()
    return ready


def labels_of(done: Article, name: str) -> set[str]:
    """The labels of the entities that have a mention of which ``name`` is a word."""
    keys = {m.entity for m in done.mentions if name in m.text.split()}
    return {e.label for e in done.entities if e.key in keys}


@pytest.mark.parametrize(("expected", "name", "text"), rows("link"))
def test_given_mention_means_what_the_text_says(expected: str, name: str, text: str) -> None:
    entity = entity_of(body(text), name)
    if expected == "NIL":
        assert entity.ids == ()
        assert entity.kind is None
        return
    kb = KnowledgeBase.open()
    thing = kb.by_key(expected)
    assert thing is not None, f"{expected} is not in the knowledge base"
    assert (entity.kind, entity.ids) == (thing.kind, thing.ids), relation_texts(entity, "no-id")


@pytest.mark.parametrize(("expected", "name", "text"), rows("flow"))
def test_word_or_person_is_no_place(expected: str, name: str, text: str) -> None:
    (done,) = whole_flow().process([make_article(text)])
    assert labels_of(done, name) == (set() if expected == "none" else {expected})


@pytest.mark.xfail(reason="the tagger takes the word for a name")
@pytest.mark.parametrize(("expected", "name", "text"), rows("flow-fails"))
def test_word_that_the_tagger_takes_for_a_name(expected: str, name: str, text: str) -> None:
    test_word_or_person_is_no_place(expected, name, text)


def test_every_name_of_the_table_has_two_readings() -> None:
    readings: dict[str, set[str]] = {}
    for how in ("link", "flow", "flow-fails"):
        for expected, name, _ in rows(how):
            readings.setdefault(name.split()[0].removesuffix("s"), set()).add(expected)
    names = "Berg Lund Mark Sala Vara Nora Ed Kil Mora Håbo Lilla Ale Boden Torsby Åre Älvdalen"
    names += " Luleå Göteborg Gotland Lappland Luxemburg Georgia Jordan Washington Birmingham"
    for name in [*names.split(), "Vasa", "Laholm", "Hammarby", "Sydsverige"]:
        assert len(readings[name]) > 1, name


def test_reason_says_what_the_name_may_mean() -> None:
    entity = entity_of(body("Forskarna samlades i [R Lappland]."), "Lappland")
    (reason,) = relation_texts(entity, "no-id")
    assert reason == (
        "several of this name: Lappland (province in Norrland, landskap:24);"
        " Lappland (region in Finland, iso3166-2:FI-10)"
    )


def test_name_beside_others_of_its_region_needs_no_qualifier() -> None:
    done = body(
        "Vägen går genom [R Lappland], från [R Kemijärvi] till [R Rovaniemi] i [R Finland]."
    )
    assert relation_texts(entity_of(done, "Lappland"), "part-of") == ["Finland"]


def test_stage_names_its_knowledge_base() -> None:
    assert stage().model == f"kb-{KnowledgeBase.open().version}"
