"""Every registered stage keeps the promises of ``brygga.stage``, whatever the article."""

import msgspec
import pytest

from brygga import flow, record
from brygga.record import Article, replace
from tests.support.articles import make_article

STORY = (
    ("title", "Osiris visar vägen i Bryssel"),
    "Region Västerbotten deltog i European Week of Regions and Cities i Bryssel den 11 oktober.",
    "– Vi lär av varandra, säger Thomas Mörtsell, vice ordförande, om projektet Osiris.",
    ("caption", "Mörtsell på scenen. Foto: Lisa Ek"),
    ("byline", "/Niklas Berg"),
    ("contact", "Kontaktperson: Niklas Berg, 090-123 45 67"),
)
ODD = {
    "empty": make_article("", id="empty"),
    "one-character": make_article("Å", id="one-character"),
    "emoji": make_article("👩‍👩‍👧‍👦 🇸🇪 🎉", "Hej 🇸🇪 från Umeå!", id="emoji"),
    "numbers": make_article("12 345,67 %", id="numbers"),
    "huge": make_article(
        *["Kommunalrådet i Umeå mötte Åsa Ek den 3 maj 2021. " * 40] * 40, id="huge"
    ),
    "english": make_article(
        "The region of Västerbotten was in Brussels on 11 October.", id="english"
    ),
    "capitals": make_article(
        ("title", "REGION VÄSTERBOTTEN I BRYSSEL"), "BRYSSEL OCH UMEÅ.", id="caps"
    ),
    "story": make_article(*STORY, id="story", published="2018-10-24"),
    "undated": make_article(*STORY, id="undated"),
    "combining": make_article(
        "A\u030asele och Umea\u030a, \u202eRTL\u202c, \ufffd.", id="combining"
    ),
}
SAMPLES = list(ODD.values())


ASKED_FOR = {"draft": {"method": "brief"}}
"""Settings of stages that do nothing unless they are asked to."""


@pytest.fixture(scope="module", params=list(flow.registered()))
def case(request):
    """A stage, set up, and the samples as the stages before it leave them."""
    names = list(flow.registered())
    before = names[: names.index(request.param)]
    settings = {
        name: msgspec.convert(table, flow.stage_class(name).Settings)
        for name, table in ASKED_FOR.items()
    }
    ready = flow.build([*before, request.param], settings)
    ready.setup()
    given = SAMPLES
    for stage in ready.stages[:-1]:
        given = stage.process(given)
    return ready.stages[-1], given


def test_number_order_and_ids_are_kept(case):
    stage, given = case
    assert [a.id for a in stage.process(given)] == [a.id for a in given]
    assert list(stage.process([])) == []


def test_batch_of_one_equals_batch_of_many(case):
    stage, given = case
    together = list(stage.process(given * 3))
    alone = [stage.process([article])[0] for article in given]
    assert together == alone * 3


def test_only_what_is_provided_is_written(case):
    stage, given = case
    provided = {name.partition(".")[0] for name in stage.provides}
    for before, after in zip(given, stage.process(given), strict=True):
        changed = {
            field.name
            for field in msgspec.structs.fields(Article)
            if getattr(before, field.name) != getattr(after, field.name)
        }
        assert changed <= provided


def test_spans_fit_the_text(case):
    stage, given = case
    for article in stage.process(given):
        record.check(article)


def test_results_survive_json(case):
    stage, given = case
    for article in stage.process(given):
        assert record.from_json(record.to_json(article)) == article


def test_a_second_run_changes_nothing(case):
    stage, given = case
    once = list(stage.process(given))
    assert list(stage.process(once)) == once


def test_input_is_not_altered(case):
    stage, given = case
    copies = [replace(article) for article in given]
    stage.process(given)
    assert list(given) == copies


def test_settings_have_usable_defaults_and_refuse_unknown_keys(case):
    stage, _ = case
    settings = type(stage).Settings
    assert msgspec.convert({}, settings) == settings()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"no-such-key": 1}, settings)
