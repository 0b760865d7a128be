"""``scripts/check_briefs.py`` finds nothing in the samples' briefs, and finds what is put there."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pytest

from brygga.drafts.brief import brief_draft
from brygga.drafts.glossary import shipped
from brygga.record import replace, to_json
from tests.drafts.test_brief import samples

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import check_briefs


@cache
def records() -> tuple[dict, ...]:
    briefs = [replace(a, draft_en=brief_draft(a)) for a in samples() if a.language.code != "en"]
    return tuple(json.loads(to_json(a)) for a in briefs if a.draft_en)


def problems(record: dict) -> list[str]:
    return list(check_briefs.exceptions(record, check_briefs.english_words(shipped())))


def test_the_samples_briefs_say_only_what_the_swedish_has():
    assert len(records()) > 30
    assert [(r["id"], p) for r in records() for p in problems(r)] == []


@pytest.mark.parametrize(
    ("said", "instead", "problem"),
    [
        ("SEK 11 million", "SEK 12 million", "number 12 million"),
        ("SEK 11 million", "SEK 11 billion", "number 11 billion"),
        ("SEK 11 million", "EUR 11 million", "number 11 million"),
        ("15 November 2021", "16 November 2021", "date 16 November 2021"),
        ("15 November 2021", "15 October 2021", "date 15 October 2021"),
        ("Tord Laxarby", "Tord Laxarbo", "name Laxarbo"),
        ("Bremen", "Hamburg", "name Hamburg"),
    ],
)
def test_what_is_wrong_is_found(said, instead, problem):
    record = next(r for r in records() if r["title"].startswith("Karta visar"))
    changed = json.loads(json.dumps(record))
    texts = [s["en"].replace(said, instead) for s in changed["draft_en"]["segments"]]
    assert texts != [s["en"] for s in changed["draft_en"]["segments"]]
    for segment, text in zip(changed["draft_en"]["segments"], texts, strict=True):
        segment["en"] = text
    assert problem in problems(changed)


def test_a_year_is_no_amount_of_what_follows_later():
    text = "Stödet uppgick 2023 till 494 miljoner kronor."
    assert not check_briefs.number_is_there("2,023", "", "SEK", text)
    assert check_briefs.number_is_there("494", "million", "SEK", text)
