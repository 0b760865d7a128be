import subprocess
import sys

import pytest

from brygga import flow
from brygga.errors import SettingsError
from brygga.flow import Flow, StageError
from brygga.nearest import nearest
from brygga.settings import parse
from tests.support.articles import Shout, make_article


class NeedsMentions(Shout):
    name = "needs-mentions"
    requires = frozenset({"mentions"})


class WritesMentions(Shout):
    name = "writes-mentions"
    provides = frozenset({"mentions"})


def test_unknown_stage_names_the_nearest():
    with pytest.raises(SettingsError, match="did you mean 'language'"):
        flow.build(["langauge"], {})


def test_an_error_about_names_stays_short():
    hint = nearest("zzz", (f"article-{n}" for n in range(5000)))
    assert len(hint) < 250
    assert hint.endswith("and 4,988 more")


def test_stage_before_what_it_needs_is_refused_with_the_order_to_use():
    with pytest.raises(SettingsError, match="put 'writes-mentions' before it"):
        Flow([NeedsMentions(), WritesMentions()])
    Flow([WritesMentions(), NeedsMentions()])


def test_default_stages_are_in_a_valid_order():
    built = flow.build(flow.STAGES, {})
    assert [stage.name for stage in built.stages] == list(flow.STAGES)


def test_process_records_which_stages_ran():
    ready = Flow([Shout()])
    ready.setup()
    (article,) = ready.process([make_article("hej")])
    assert article.title == "HEJ"
    assert [(run.stage, run.version) for run in article.pipeline] == [("shout", 1)]


def test_failure_names_the_stage():
    with pytest.raises(StageError, match="ValueError: bang") as caught:
        Flow([Shout()]).process([make_article("BOMB")])
    assert caught.value.stage == "shout"


def test_fingerprint_changes_with_version_and_settings():
    class Newer(Shout):
        version = 2

    prints = {
        Flow([Shout()]).fingerprint(),
        Flow([Newer()]).fingerprint(),
        Flow([Shout({"loud": True})]).fingerprint(),
    }
    assert len(prints) == 3
    assert Flow([Shout()]).fingerprint() in prints


def test_fingerprint_is_the_same_for_defaults_written_out_or_left_out():
    plain, spelled = flow.build(["dates"], {}), parse({"dates": {}}, "brygga.toml")
    assert flow.build(["dates"], spelled.stage).fingerprint() == plain.fingerprint()


def test_plugin_stages_come_through_the_entry_point_group(monkeypatch):
    from importlib.metadata import EntryPoint

    point = EntryPoint("shout", "tests.support.articles:Shout", flow.ENTRY_POINTS)
    monkeypatch.setattr(flow, "entry_points", lambda group: [point])
    assert flow.stage_class("shout") is Shout


def test_building_a_plan_imports_no_heavy_library():
    heavy = ("spacy", "torch", "trafilatura", "langdetect", "py3langid")
    code = (
        "import sys; from brygga.flow import build, STAGES; build(STAGES, {});"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
