"""Token classification models, with the real libraries on a model that is set by hand."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brygga import hub, record
from brygga.entities.backends import BackendSettings, Guess, load
from brygga.entities.tag import Tag, TagSettings
from brygga.errors import ModelError
from brygga.hub import convert
from tests.contract.test_stages import SAMPLES
from tests.support.tiny import BIO, need_extras, save_tiny

from .helpers import article, found

need_extras()

SENTENCES = (
    "Anna Berg bor i Umeå.",
    "”Kiruna såg Lindqvist”, och Hamnverket besöker New York på torsdag!",
    "Kvarkendagen (EU-Hamnverket) med Anna, Berg och Lind.",
    "bor i xyz 1 2 och om igår",
)
NAMES = (
    [("Anna Berg", "PERSON"), ("Umeå", "REGION")],
    [
        ("Kiruna", "REGION"),
        ("Lindqvist", "PERSON"),
        ("Hamnverket", "ORGANISATION"),
        ("New York", "REGION"),
    ],
    [
        ("Kvarkendagen", "EVENT"),
        ("EU-Hamnverket", "ORGANISATION"),
        ("Anna", "PERSON"),
        ("Berg", "PERSON"),
        ("Lind", "PERSON"),
    ],
    [],
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("this asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = save_tiny(tmp_path_factory.mktemp("models") / "tiny")
    convert.to_onnx(made)
    return made


def backend(folder, **given):
    return load(BackendSettings(backend="transformers", model=str(folder), **given))


@pytest.fixture(scope="module", params=["torch", "onnx"])
def tagger(request, folder):
    return backend(folder, runtime=request.param)


def seen(text, guesses):
    return [(text[g.start : g.end], g.label) for g in guesses]


def test_names_are_found_with_their_scores(tagger):
    for text, names, guesses in zip(SENTENCES, NAMES, tagger.guess(SENTENCES), strict=True):
        assert seen(text, guesses) == names
        assert all(0.5 < g.score <= 1 for g in guesses)


def test_a_text_of_2000_words_is_tagged_as_its_sentences_are(tagger):
    text, expected = "", []
    for _ in range(80):
        for sentence, guesses in zip(SENTENCES, tagger.guess(SENTENCES), strict=True):
            at = len(text)
            expected += [Guess(at + g.start, at + g.end, g.label, g.score) for g in guesses]
            text += sentence + " "
    assert len(text.split()) > 2000
    (guesses,) = tagger.guess([text])
    assert [(g.start, g.end, g.label) for g in guesses] == [
        (g.start, g.end, g.label) for g in expected
    ]
    assert [g.score for g in guesses] == pytest.approx([g.score for g in expected], abs=0.02)


def test_no_window_is_longer_than_the_model_can_read(tmp_path):
    small = backend(save_tiny(tmp_path, positions=40))
    text = "Anna Berg bor i Umeå och " * 100
    (guesses,) = small.guess([text])
    assert seen(text, guesses) == NAMES[0] * 100


@pytest.fixture(scope="module")
def wide_and_narrow(folder):
    return backend(folder), backend(folder, window=32)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            [
                *SENTENCES,
                "Umeå",
                "a\u030a",
                "😀",
                "👩‍👩‍👧",
                "\u00a0",
                "\n\n",
                " ",
                "[SEP]",
                "x" * 120,
            ]
        )
        | st.text(max_size=8),
        max_size=25,
    ).map("".join)
)
def test_offsets_are_exact_and_windows_change_nothing(wide_and_narrow, text):
    wide, narrow = wide_and_narrow
    (guesses,) = wide.guess([text])
    end = 0
    for guess in guesses:
        name = text[guess.start : guess.end]
        assert end <= guess.start < guess.end <= len(text)
        assert name == name.strip()
        end = guess.end
    assert [guesses] == narrow.guess([text]) == wide.guess(["Anna", text, ""])[1:2]


def test_prefixed_tags_keep_neighbours_apart(tmp_path):
    text = "Umeå Kiruna New York Anna Berg Lindqvist"
    (guesses,) = backend(save_tiny(tmp_path, BIO)).guess([text])
    assert [name for name, _ in seen(text, guesses)] == [
        "Umeå",
        "Kiruna",
        "New York",
        "Anna Berg",
        "Lindqvist",
    ]


def test_a_word_that_looks_like_a_mark_of_the_tokenizer_is_text(folder):
    plain = backend(folder)
    assert plain._tokenizer.encode("[SEP]", add_special_tokens=False).ids[0] != 3


def test_int8_is_smaller_and_agrees(folder):
    texts = [" ".join(SENTENCES)]
    ((exact,), (rounded,)) = (backend(folder, runtime=r).guess(texts) for r in ("torch", "onnx"))
    assert [(g.start, g.end, g.label) for g in exact] == [
        (g.start, g.end, g.label) for g in rounded
    ]
    assert [g.score for g in exact] == pytest.approx([g.score for g in rounded], abs=0.05)


def test_onnx_runs_without_torch_or_transformers(folder):
    code = (
        "import sys; sys.modules['torch'] = sys.modules['transformers'] = None\n"
        "from brygga.entities.backends import BackendSettings, load\n"
        f"s = BackendSettings(backend='transformers', model={str(folder)!r}, runtime='onnx')\n"
        "print(len(load(s).guess(['Anna Berg bor i Umeå.'])[0]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "2"


@pytest.mark.parametrize("runtime", ["torch", "onnx"])
def test_rules_and_model_work_together_and_the_score_is_kept(folder, runtime):
    stage = Tag(TagSettings(backend="transformers", model=str(folder), runtime=runtime))
    stage.setup()
    (done,) = stage.process([article(("paragraph", "Anna Berg leder projektet KVASAR i Umeå."))])
    assert found(done) == [("Anna Berg", "PERSON"), ("KVASAR", "PROJECT"), ("Umeå", "REGION")]
    assert [m.method for m in done.mentions] == ["model", "rule", "model"]
    (own,) = stage.guess(done_alone := [article(("paragraph", done.text))])
    scores = {done_alone[0].text[g.start : g.end]: g.score for g in own}
    assert [m.score for m in done.mentions[::2]] == [scores["Anna Berg"], scores["Umeå"]]
    assert 0 < done.mentions[1].score < 1
    assert stage.model.startswith("tiny-")
    assert f"-{runtime}+kb-" in stage.model


@pytest.mark.parametrize("runtime", ["torch", "onnx"])
def test_the_stage_keeps_its_promises(folder, runtime):
    stage = Tag(TagSettings(backend="transformers", model=str(folder), runtime=runtime))
    stage.setup()
    together = list(stage.process(SAMPLES * 2))
    assert together == [stage.process([one])[0] for one in SAMPLES] * 2
    for one in together:
        record.check(one)
        assert record.from_json(record.to_json(one)) == one


def test_other_weights_have_another_version(folder, tmp_path):
    other = save_tiny(tmp_path / "tiny", {"Anna": "PER"})
    assert hub.label(str(folder)) == hub.label(str(folder)) != hub.label(str(other))


def without(folder, target, *names):
    shutil.copytree(folder, target)
    for name in names:
        (target / name).unlink()
    return target


def test_a_folder_without_safetensors_is_refused(folder, tmp_path):
    bare = without(folder, tmp_path / "m", "model.safetensors")
    (bare / "pytorch_model.bin").write_bytes(b"\x80\x02.")
    with pytest.raises(ModelError, match="no safetensors") as caught:
        backend(bare)
    assert "--convert" in caught.value.remedy


def test_a_folder_without_onnx_tells_how_to_get_one(folder, tmp_path):
    bare = without(folder, tmp_path / "m", convert.ONNX)
    with pytest.raises(ModelError, match="no ONNX file") as caught:
        backend(bare, runtime="onnx")
    assert "--onnx" in caught.value.remedy


@pytest.mark.parametrize(
    ("file", "runtime"),
    [
        ("model.safetensors", "torch"),
        (convert.ONNX, "onnx"),
        ("tokenizer.json", "onnx"),
        ("config.json", "torch"),
    ],
)
def test_a_damaged_file_is_an_error_of_ours(folder, tmp_path, file, runtime):
    bad = without(folder, tmp_path / "m")
    (bad / file).write_bytes((bad / file).read_bytes()[:50])
    with pytest.raises(ModelError, match="cannot be loaded"):
        backend(bad, runtime=runtime)


def test_a_model_without_a_trained_head_is_refused(folder, tmp_path):
    from safetensors.torch import load_file, save_file

    bare = without(folder, tmp_path / "m")
    weights = load_file(bare / "model.safetensors")
    kept = {name: value for name, value in weights.items() if "classifier" not in name}
    save_file(kept, bare / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="lacks weights"):
        backend(bare)


def test_a_model_of_another_task_is_refused(folder, tmp_path):
    other = without(folder, tmp_path / "m")
    config = json.loads((other / "config.json").read_text())
    config["architectures"] = ["BertForMaskedLM"]
    (other / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="it is a BertForMaskedLM"):
        backend(other)


def test_code_that_comes_with_a_model_never_runs(folder, tmp_path):
    other = without(folder, tmp_path / "m")
    config = json.loads((other / "config.json").read_text())
    config["auto_map"] = {"AutoModelForTokenClassification": "own.Model"}
    (other / "config.json").write_text(json.dumps(config))
    (other / "own.py").write_text("raise SystemExit('this ran')")
    text = SENTENCES[0]
    assert seen(text, backend(other).guess([text])[0]) == NAMES[0]


def test_the_model_that_ships_with_brygga_needs_no_torch_even_where_it_is_installed():
    code = (
        "import sys\nfrom brygga.entities.tag import Tag, TagSettings\n"
        "Tag(TagSettings()).setup()\nprint('torch' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
