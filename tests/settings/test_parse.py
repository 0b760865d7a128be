import pytest

from brygga.errors import SettingsError
from brygga.flow import build
from brygga.settings import Settings, load, parse


def test_no_file_means_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load() == Settings()


def test_file_in_the_working_directory_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "brygga.toml").write_text('[language]\ndocument = "py3langid"\n[batch]\nsize = 4\n')
    settings = load()
    assert settings.batch.size == 4
    assert settings.stage["language"].document == "py3langid"


def plan(data):
    settings = parse(data, "brygga.toml")
    return build(settings.stages, settings.stage)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"langauge": {}}, "did you mean 'language'"),
        ({"batch": {"siez": 3}}, "did you mean 'size'"),
        ({"batch": {"size": "many"}}, "batch: Expected `int`"),
        ({"batch": 3}, "batch: Expected"),
        ({"batch": {"size": 0}}, "batch: Expected `int` >= 1"),
        ({"stages": []}, "nothing would be done"),
        ({"stages": ["tagg"]}, "did you mean 'tag'"),
        ({"language": {"document": "guess"}}, "language: Invalid enum value"),
    ],
)
def test_a_wrong_setting_says_which_and_what_to_write(data, message):
    with pytest.raises(SettingsError, match=message):
        plan(data)


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text("[batch\n")
    with pytest.raises(SettingsError, match=r"my\.toml: not valid TOML"):
        load(path)
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read"):
        load(tmp_path / "gone.toml")


def test_a_knowledge_base_is_named_once_for_every_stage_that_asks_for_it():
    settings = parse({"kb": ["own.sqlite"], "link": {}}, "brygga.toml")
    assert settings.kb == ("own.sqlite",)
    assert settings.stage["tag"].kb == settings.stage["link"].kb == ("own.sqlite",)
    assert "language" not in settings.stage or not hasattr(settings.stage["language"], "kb")
    other = parse({"kb": ["own.sqlite"], "tag": {"kb": ["other.sqlite"]}}, "brygga.toml")
    assert other.stage["tag"].kb == ("other.sqlite",)
