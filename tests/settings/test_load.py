"""Where settings come from, and which of two wins."""

from __future__ import annotations

import sys
import tomllib

import pytest

from brygga import cli
from brygga.errors import SettingsError
from brygga.settings import FILE, Settings, load, load_all, parse
from brygga.settings.template import template


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_later_source_wins(here, monkeypatch):
    (here / FILE).write_text("[batch]\njobs = 2\nsize = 4\nshard = 8\n")
    monkeypatch.setenv("BRYGGA_BATCH__JOBS", "3")
    monkeypatch.setenv("BRYGGA_BATCH__SIZE", "5")
    loaded = load_all(flags={"batch.jobs": 4, "batch.engine": None})
    batch = loaded.settings.batch
    assert (batch.jobs, batch.size, batch.shard, batch.engine) == (4, 5, 8, "pool")
    assert loaded.origins == {
        "batch": "--jobs",
        "batch.jobs": "--jobs",
        "batch.size": "BRYGGA_BATCH__SIZE",
        "batch.shard": FILE,
    }


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("BRYGGA_DRAFT__METHOD", "brief", lambda s: s.stage["draft"].method == "brief"),
        ("BRYGGA_DRAFT__FALLBACK", "true", lambda s: s.stage["draft"].fallback is True),
        ("BRYGGA_DRAFT__TRANSLATOR__BEAMS", "4", lambda s: s.stage["draft"].translator.beams == 4),
        ("BRYGGA_DRAFT__SECTIONS", '{Jobb = "off"}', lambda s: "Jobb" in s.stage["draft"].sections),
        ("BRYGGA_KB", '["a.sqlite"]', lambda s: s.kb == ("a.sqlite",)),
        ("BRYGGA_MODELS", "/elsewhere", lambda s: s == Settings()),
    ],
)
def test_the_environment_is_read(monkeypatch, name, value, found):
    monkeypatch.setenv(name, value)
    assert found(load())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BRYGGA_BATCH__JBS", "1", "BRYGGA_BATCH__JBS: there is no setting batch.jbs"),
        ("BRYGGA_BACH__JOBS", "1", "did you mean 'batch'"),
        ("BRYGGA_BATCH__JOBS", "many", "BRYGGA_BATCH__JOBS: batch: Expected `int`"),
        ("BRYGGA_DRAFT__TRANSLATOR__MODL", "x", "draft.translator.modl\n        → did you mean"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load()
    assert said in str(error.value)


def test_a_wrong_option_is_named():
    with pytest.raises(SettingsError, match="--jobs: batch: Expected"):
        load(flags={"batch.jobs": -1})


def uncommented(text):
    return "\n".join(line.removeprefix("# ") for line in text.splitlines()[3:])


def test_the_template_states_every_setting_and_its_default():
    data = tomllib.loads(uncommented(template()))
    settings = parse(data, FILE)
    assert settings.ingest == Settings().ingest
    assert settings.batch == Settings().batch
    assert settings.stages == Settings().stages
    assert settings.stage.keys() == {"language", "tag", "link", "dates", "draft"}
    assert all(stage == type(stage)() for stage in settings.stage.values())
    assert tomllib.loads(template()) == {}


def command(monkeypatch, capsys, *args):
    monkeypatch.setattr(sys, "argv", ["brygga", *args])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code, *capsys.readouterr()


def test_init_writes_the_file_once(here, monkeypatch, capsys):
    assert command(monkeypatch, capsys, "init")[0] == 0
    assert (here / FILE).read_text() == template()
    (here / FILE).write_text("# mine\n")
    status, _, err = command(monkeypatch, capsys, "init")
    assert (status, "is there already" in err) == (2, True)
    assert (here / FILE).read_text() == "# mine\n"
    assert command(monkeypatch, capsys, "init", "--force")[0] == 0
    assert (here / FILE).read_text() == template()


def test_explain_says_what_is_done_with_what_and_why(here, monkeypatch, capsys):
    (here / FILE).write_text('stages = ["language", "dates"]\n[language]\nblocks = "langdetect"\n')
    monkeypatch.setenv("BRYGGA_BATCH__JOBS", "1")
    status, out, _ = command(monkeypatch, capsys, "explain")
    assert status == 0
    rows = [line.split() for line in out.splitlines()]
    assert next(r for r in rows if r[:1] == ["language"])[:3] == ["language", "1", "langdetect"]
    assert ["batch.jobs", "1", "BRYGGA_BATCH__JOBS"] in rows
    assert ["batch.size", "32", "default"] in rows
    assert ["language.blocks", '"langdetect"', FILE] in rows
    assert not [r for r in rows if r and r[0].startswith("draft")]
