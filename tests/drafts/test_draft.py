"""The stage: which method an article gets, and what happens where a model is not there."""

import msgspec
import pytest

from brygga.drafts.draft import DraftSettings, WriteDrafts
from brygga.errors import ModelError
from brygga.record import Language, from_json, replace, to_json
from tests.support.articles import make_article

STORY = (
    ("title", "Regionen bygger järnväg"),
    "Regionen bygger en ny järnväg för 3 miljoner kronor.",
    "Det tar lång tid att bygga den i det här landet.",
)


def article(code="sv", section=()):
    return replace(make_article(*STORY), language=Language(code=code), section=section)


def drafted(one, **settings):
    stage = WriteDrafts(msgspec.convert(settings, DraftSettings))
    stage.setup()
    (done,) = stage.process([one])
    assert from_json(to_json(done)) == done
    return done


def test_it_is_off_unless_asked_for():
    one = article()
    assert drafted(one) == one


def test_a_brief_comes_with_a_swedish_summary():
    done = drafted(article(), method="brief")
    assert done.summary_sv.method == "extract"
    assert done.summary_sv.text.startswith("Regionen bygger en ny järnväg")
    assert done.draft_en.method == "brief"
    assert done.draft_en.text == "Key terms: railway. Figures given: SEK 3 million."
    assert done.draft_en.status == "draft"
    terms, segment = done.draft_en.segments
    assert terms.sv == "järnväg"
    assert segment.sv == "3 miljoner kronor"
    assert done.text[segment.sv_start : segment.sv_end] == "3 miljoner kronor"


def test_an_english_item_gets_an_english_summary():
    done = drafted(article("en"), method="brief")
    assert done.summary_sv is None
    assert done.draft_en.method == "extract"


def test_section_decides_before_language_before_method():
    settings = {"method": "brief", "languages": {"no": "off"}, "sections": {"Jobb": "off"}}
    assert drafted(article(), **settings).draft_en
    assert drafted(article("no"), **settings).draft_en is None
    assert drafted(article(section=("Jobb",)), **settings).draft_en is None


def test_a_missing_model_is_an_error_that_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("BRYGGA_MODELS", str(tmp_path))
    with pytest.raises(ModelError) as error:
        drafted(article(), method="translate", translator={"runtime": "torch"})
    assert "pip install 'brygga[" in str(error.value) or "brygga models pull" in str(error.value)


def test_with_fallback_it_is_a_brief_and_a_warning(monkeypatch, tmp_path):
    monkeypatch.setenv("BRYGGA_MODELS", str(tmp_path))
    done = drafted(article(), method="translate", fallback=True)
    assert done.draft_en.method == "brief"
    assert [w.code for w in done.warnings] == ["draft-fallback"]
