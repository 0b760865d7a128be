"""``brygga models pull`` with the hub's own client, against a server on loopback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.drafts.tiny import need, save_marian
from tests.support.hub import Hub, serving

need("torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub")

NAME, COMMIT = "owner/tiny-sv-en", "c" * 40


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return save_marian(tmp_path_factory.mktemp("hub") / "tiny")


@pytest.fixture
def hub(model, tmp_path):
    folder = shutil.copytree(model, tmp_path / "served")
    (folder / "flax_model.msgpack").write_bytes(b"another framework's")
    with serving(Hub(NAME, folder, COMMIT)) as hub:
        yield hub


@pytest.fixture
def brygga(hub, tmp_path):
    """Runs ``brygga`` with models under ``tmp_path/models`` and the hub on loopback."""

    def run(*args, **more):
        environment = os.environ | {
            "HF_ENDPOINT": hub.address,
            "HF_HOME": str(tmp_path / "hf"),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "BRYGGA_MODELS": str(tmp_path / "models"),
            **more,
        }
        environment.pop("HF_HUB_OFFLINE", None)
        code = "from brygga.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, args)],
            capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=300, check=False,
        )  # fmt: skip

    return run


def test_a_translation_model_is_pulled_converted_verified_and_used(brygga, hub, tmp_path):
    done = brygga("models", "pull", NAME)
    assert (done.returncode, done.stdout) == (0, f"{NAME} {COMMIT}\n")
    assert not [path for path in hub.asked if "msgpack" in path]
    lock = json.loads((tmp_path / "models/owner--tiny-sv-en.lock.json").read_text())
    assert lock["source"] == f"{hub.address}/{NAME}"
    assert lock["fetched"].keys() >= {"model.safetensors", "source.spm", "target.spm", "vocab.json"}
    assert brygga("models", "convert", NAME, "--quantization", "float32").returncode == 0
    verified = brygga("models", "verify")
    assert (verified.returncode, verified.stdout.split()) == (0, ["ok", NAME])
    before = len(hub.asked)
    (tmp_path / "item.txt").write_text("Region Umeå får nya tåg\n\nDet är bra för Umeå.\n", "utf-8")
    (tmp_path / "brygga.toml").write_text(
        f'[draft]\nmethod = "translate"\n[draft.translator]\nmodel = "{NAME}"\nlongest = 16\n'
    )
    ran = brygga("run", "item.txt", "-o", "out", "-q", HF_ENDPOINT="http://127.0.0.1:1")
    assert (ran.returncode, ran.stderr) == (0, "")
    record = json.loads((tmp_path / "out/records.jsonl").read_text("utf-8"))
    assert record["draft_en"]["method"] == "translate"
    assert record["draft_en"]["model"].startswith(f"tiny-sv-en-{COMMIT[:8]}-ct2")
    assert len(hub.asked) == before


def test_a_second_pull_asks_for_the_same_commit(brygga, hub):
    assert brygga("models", "pull", NAME).returncode == 0
    hub.asked.clear()
    assert brygga("models", "pull", NAME).returncode == 0
    assert hub.asked[0] == f"/api/models/{NAME}/revision/{COMMIT}"


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (lambda hub: hub.broken.add("model.safetensors"), "model.safetensors arrived damaged"),
        (lambda hub: hub.cut.add("model.safetensors"), "cannot be fetched"),
        (lambda hub: setattr(hub, "status", 404), "cannot be fetched"),
        (lambda hub: setattr(hub, "address", "http://127.0.0.1:1"), "cannot be fetched"),
        (lambda hub: (hub.folder / "config.json").unlink(), "holds no config.json"),
    ],
)
def test_what_goes_wrong_is_one_message_and_leaves_nothing(brygga, hub, tmp_path, fault, problem):
    fault(hub)
    done = brygga("models", "pull", NAME, HF_HUB_DOWNLOAD_TIMEOUT="5", HF_HUB_ETAG_TIMEOUT="5")
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if line.startswith("brygga:")]
    assert len(said) == 1
    assert NAME in said[0]
    assert problem in said[0]
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "models").glob("*"))


def test_a_failed_pull_keeps_the_model_that_is_there(brygga, hub, tmp_path):
    assert brygga("models", "pull", NAME).returncode == 0
    hub.broken.add("model.safetensors")
    assert brygga("models", "pull", NAME).returncode == 2
    assert brygga("models", "verify").returncode == 0
