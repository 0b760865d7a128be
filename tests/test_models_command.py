"""`brygga models`: fetched once, checked, used without a network, removed."""

import os
import pickle
import re
import shlex
import shutil
import socket
import sys
import tomllib
import types
from pathlib import Path

import pytest

from brygga import cli, doctor
from brygga.entities.backends import BackendSettings, load
from brygga.errors import ModelError
from brygga.hub import registry, store
from brygga.hub.pull import pull
from brygga.hub.sources import FolderSource, HubSource
from brygga.settings import Settings, parse
from tests.support.tiny import as_old_repository, need_extras, save_fake, save_tiny

NAME = "owner/tiny-ner"
COMMIT, LATER = "a" * 40, "b" * 40


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("this asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("BRYGGA_MODELS", str(tmp_path / "models"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return tmp_path / "models"


@pytest.fixture
def folder(tmp_path):
    return save_fake(tmp_path / "fake")


@pytest.fixture
def brygga(monkeypatch, capsys):
    def command(*args):
        monkeypatch.setattr(sys, "argv", ["brygga", "models", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return command


class Remote:
    """A hub in a folder: branches are commits, and what it serves may change."""

    name = "test"

    def __init__(self, folder, commit=COMMIT):
        self.folder, self.commit, self.asked = folder, commit, []
        self.stated = {}

    def resolve(self, revision):
        self.asked.append(revision)
        files = {path.name: self.stated.get(path.name) for path in self.folder.iterdir()}
        return (self.commit if revision in (None, "main") else revision), files

    def fetch(self, file, revision, into):
        shutil.copyfile(self.folder / file, into / file)


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def hidden(home):
    return [path.name for path in home.iterdir() if path.name.startswith(".")]


def test_the_registry_knows_the_model_of_the_national_library(brygga):
    assert registry.repository("kb-bert-ner") == "KB/bert-base-swedish-cased-ner"
    for entry in registry.entries().values():
        assert entry.licence
        assert not entry.revision or registry.REVISION.fullmatch(entry.revision)
    status, out, _ = brygga("list")
    assert status == 0
    assert re.search(r"KB/bert-base-swedish-cased-ner +not here", out)


@pytest.mark.parametrize("address", [str, lambda folder: folder.as_uri()])
def test_a_model_is_fetched_from_a_folder(brygga, folder, home, address):
    status, out, _ = brygga("pull", NAME, "--from", address(folder))
    assert status == 0
    revision = out.split()[1]
    assert set(content(home / "owner--tiny-ner")) == {
        "config.json",
        "tokenizer.json",
        "model.safetensors",
    }
    assert not hidden(home)
    _, listed, _ = brygga("list")
    assert f"{NAME}" in listed
    assert revision[:8] in listed
    assert store.folder(NAME) == home / "owner--tiny-ner"
    assert store.label(NAME) == f"tiny-ner-{revision[:8]}"
    status, out, _ = brygga("verify")
    assert (status, out.split()) == (0, ["ok", NAME])


def test_a_changed_byte_is_found(brygga, folder, home):
    brygga("pull", NAME, "--from", folder)
    weights = home / "owner--tiny-ner" / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[100] ^= 1
    weights.write_bytes(bytes(data))
    status, out, err = brygga("verify", NAME)
    assert (status, out.split()) == (1, ["FAILED", NAME])
    assert "model.safetensors has other bytes than were fetched" in err


def test_a_missing_short_or_strange_file_is_found(brygga, folder, home):
    brygga("pull", NAME, "--from", folder)
    model = home / "owner--tiny-ner"
    (model / "own.py").write_text("")
    (model / "model.safetensors").write_bytes(b"short")
    (model / "tokenizer.json").unlink()
    _, _, err = brygga("verify")
    assert "tokenizer.json is missing" in err
    assert "model.safetensors has other bytes" in err
    assert "own.py does not belong to the model" in err
    with pytest.raises(ModelError, match="missing or cut short") as caught:
        store.folder(NAME)
    assert caught.value.remedy == f"brygga models pull {NAME}"


def test_rm_frees_the_space_and_keeps_the_lock(brygga, folder, home):
    brygga("pull", NAME, "--from", folder)
    before = store.read_lock(NAME)
    status, out, _ = brygga("rm", NAME)
    assert status == 0
    assert "MB freed" in out
    assert [path.name for path in home.iterdir()] == ["owner--tiny-ner.lock.json"]
    assert store.read_lock(NAME) == before
    status, _, err = brygga("rm", NAME)
    assert status == 2
    assert f"brygga models pull {NAME}" in err


def test_the_first_commit_is_kept_until_another_is_asked_for(folder):
    remote = Remote(folder)
    assert pull(NAME, remote).revision == COMMIT
    store.remove(NAME)
    remote.commit = LATER
    assert pull(NAME, remote).revision == COMMIT
    assert pull(NAME, remote, revision="main").revision == LATER
    assert pull(NAME, remote).revision == LATER
    assert remote.asked == [None, COMMIT, "main", LATER]


def test_a_pinned_revision_is_what_is_fetched(folder, monkeypatch):
    pinned = registry.Entry(repository=NAME, licence="MIT", task="entities", revision=LATER)
    monkeypatch.setattr(registry, "entries", lambda: {"tiny": pinned})
    assert pull("tiny", Remote(folder)).revision == LATER


def test_other_bytes_under_the_same_commit_are_refused(folder, home):
    remote = Remote(folder)
    pull(NAME, remote)
    before = content(home / "owner--tiny-ner")
    (folder / "model.safetensors").write_bytes(b"exchanged")
    with pytest.raises(ModelError, match=r"model\.safetensors: not the bytes"):
        pull(NAME, remote)
    assert content(home / "owner--tiny-ner") == before
    assert not hidden(home)


def test_a_file_that_arrives_damaged_is_refused(folder, home):
    remote = Remote(folder)
    remote.stated["model.safetensors"] = "0" * 64
    with pytest.raises(ModelError, match="arrived damaged"):
        pull(NAME, remote)
    assert list(home.iterdir()) == []


def test_an_interrupted_pull_leaves_what_was_there(folder, home):
    pull(NAME, Remote(folder))
    before = content(home / "owner--tiny-ner")

    class Breaks(Remote):
        def fetch(self, file, revision, into):
            if file == "model.safetensors":
                raise KeyboardInterrupt
            super().fetch(file, revision, into)

    (folder / "config.json").write_text("{}")
    with pytest.raises(KeyboardInterrupt):
        pull(NAME, Breaks(folder), revision=LATER)
    assert content(home / "owner--tiny-ner") == before
    assert store.verify(NAME) == []
    assert not hidden(home)


def test_a_lock_that_cannot_be_written_leaves_what_was_there(folder, home, monkeypatch):
    pull(NAME, Remote(folder))
    before = content(home / "owner--tiny-ner")

    def full(path):
        raise OSError("no space left")

    (folder / "config.json").write_text("{}")
    monkeypatch.setattr(store, "atomic", full)
    with pytest.raises(OSError, match="no space"):
        pull(NAME, Remote(folder), revision=LATER)
    assert content(home / "owner--tiny-ner") == before
    assert store.verify(NAME) == []


def test_a_model_that_is_not_there_is_a_clear_error(brygga):
    for wanted in (NAME, "kb-bert-ner"):
        settings = BackendSettings(backend="transformers", model=wanted)
        with pytest.raises(ModelError, match="is not on this machine") as caught:
            load(settings)
        assert caught.value.remedy == f"brygga models pull {wanted}"
    status, _, err = brygga("verify", NAME)
    assert status == 2
    assert f"brygga models pull {NAME}" in err


@pytest.mark.parametrize("name", ["../etc", "a/../b", "/etc/passwd", "a/b/c", "tiny", "a/..", ""])
def test_a_name_that_is_none_is_refused(brygga, folder, name):
    status, _, err = brygga("pull", name, "--from", folder)
    assert status == 2
    assert "no repository (OWNER/NAME)" in err


def test_a_source_that_is_none_is_refused(brygga, tmp_path):
    status, _, err = brygga("pull", NAME, "--from", tmp_path / "nowhere")
    assert (status, "no such folder" in err) == (2, True)
    (tmp_path / "empty").mkdir()
    status, _, err = brygga("pull", NAME, "--from", tmp_path / "empty")
    assert (status, "holds no config.json and model.safetensors" in err) == (2, True)


def test_a_folder_of_another_revision_is_refused(brygga, folder):
    status, _, err = brygga("pull", NAME, "--from", folder, "--revision", COMMIT)
    assert (status, f"not {COMMIT}" in err) == (2, True)


def test_offline_means_offline(brygga, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    status, _, err = brygga("pull", NAME)
    assert (status, "HF_HUB_OFFLINE is set" in err) == (2, True)


def test_the_hub_is_asked_without_an_account_and_for_one_commit(folder, monkeypatch):
    calls = []

    class Api:
        endpoint = "https://huggingface.co"

        def model_info(self, repository, **given):
            calls.append(given)
            siblings = [
                types.SimpleNamespace(rfilename=name, lfs=None) for name in os.listdir(folder)
            ]
            return types.SimpleNamespace(sha=COMMIT, siblings=siblings)

    def download(repository, file, **given):
        calls.append(given)
        (given["local_dir"] / ".cache").mkdir(exist_ok=True)
        shutil.copyfile(folder / file, given["local_dir"] / file)

    library = types.SimpleNamespace(HfApi=Api, hf_hub_download=download)
    monkeypatch.setitem(sys.modules, "huggingface_hub", library)
    lock = pull(NAME, HubSource(NAME))
    assert lock.source == f"https://huggingface.co/{NAME}"
    assert store.verify(NAME) == []
    assert len(calls) == 4
    assert all(call["token"] is False for call in calls)
    assert {call["revision"] for call in calls[1:]} == {COMMIT}


def test_what_the_hub_refuses_is_one_error(brygga, monkeypatch):
    class Api:
        endpoint = "https://huggingface.co"

        def model_info(self, repository, **given):
            raise RuntimeError("404 not found\nmore")

    monkeypatch.setitem(sys.modules, "huggingface_hub", types.SimpleNamespace(HfApi=Api))
    status, _, err = brygga("pull", NAME)
    assert (status, "cannot be fetched (404 not found)" in err) == (2, True)


def test_a_library_that_is_missing_names_its_extra(brygga, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    status, _, err = brygga("pull", NAME)
    assert (status, "pip install 'brygga[transformers]'" in err) == (2, True)


def test_a_pickle_is_refused_unless_asked_for(brygga, folder, home):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    status, _, err = brygga("pull", NAME, "--from", folder)
    assert (status, "a pickle" in err, "--convert" in err) == (2, True, True)
    assert not home.exists()


def test_the_doctor_looks_at_the_models(folder, home):
    pull(NAME, Remote(folder))

    def finding():
        return next(f for f in doctor.examine(Settings(stages=())) if f.name == "model tiny-ner")

    assert finding().ok
    assert not finding().required
    (home / "owner--tiny-ner" / "config.json").unlink()
    assert not finding().ok
    assert f"brygga models pull {NAME}" in finding().detail


def test_the_commands_and_settings_of_the_page_are_valid():
    page = Path(__file__).parents[1].joinpath("docs", "models.md").read_text("utf-8")
    shown = re.findall(r"^brygga models (.*)", page, re.MULTILINE)
    assert {line.split()[0] for line in shown} == set(cli.models.commands)
    for line in shown:
        name, *args = shlex.split(line)
        assert cli.models.commands[name].make_context(name, args).params is not None
    for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL):
        assert set(parse(tomllib.loads(block), "models.md").stage) == {"tag"}


class TestWithTheLibraries:
    @pytest.fixture(autouse=True)
    def libraries(self):
        need_extras()

    def test_an_old_repository_is_converted_and_tags_alike(self, brygga, tmp_path, home):
        new = save_tiny(tmp_path / "new")
        old = as_old_repository(save_tiny(tmp_path / "old"))
        status, _, _ = brygga("pull", NAME, "--from", old, "--convert", "--onnx")
        assert status == 0
        assert set(content(home / "owner--tiny-ner")) == {
            "config.json",
            "model.int8.onnx",
            "model.safetensors",
            "tokenizer.json",
            "vocab.txt",
        }
        assert brygga("verify")[0] == 0
        texts = ["Anna Lindqvist bor i Umeå."]
        expected = load(BackendSettings(backend="transformers", model=str(new))).guess(texts)
        assert len(expected[0]) == 2
        for runtime in ("torch", "onnx"):
            tagger = load(BackendSettings(backend="transformers", model=NAME, runtime=runtime))
            (guesses,) = tagger.guess(texts)
            assert [(g.start, g.end, g.label) for g in guesses] == [
                (g.start, g.end, g.label) for g in expected[0]
            ]

    def test_a_pickle_with_code_in_it_does_not_run(self, tmp_path, folder, home):
        class Evil:
            def __reduce__(self):
                return (os.mkdir, (str(tmp_path / "ran"),))

        (folder / "model.safetensors").unlink()
        (folder / "pytorch_model.bin").write_bytes(pickle.dumps({"weight": Evil()}))
        with pytest.raises(ModelError, match="holds more than tensors"):
            pull(NAME, FolderSource(str(folder)), pickle=True)
        assert not (tmp_path / "ran").exists()
        assert list(home.iterdir()) == []

    def test_a_model_that_cannot_be_exported_is_not_kept(self, folder, home):
        with pytest.raises(ModelError):
            pull(NAME, FolderSource(str(folder)), onnx=True)
        assert list(home.iterdir()) == []
