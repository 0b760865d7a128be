"""A run that is killed at any moment is taken up again to the same bytes."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from brygga.batch.arguments import STATE
from brygga.batch.lock import locked
from brygga.batch.run import RECORDS, REJECTS
from brygga.errors import BryggaError

from .plugin import poison
from .test_run import go, settings

__all__ = ["poison"]
KILLS = int(os.environ.get("BRYGGA_KILLS", "6"))
"""Kill points of each engine; measured with 60."""


def corpus(folder):
    """Articles in files of their own, a few faults, and an export of many."""
    folder.mkdir()
    for n in range(24):
        word = {5: "BOMB", 17: "BOMB"}.get(n, "SLOW")
        (folder / f"{n:02}.txt").write_text(f"Rubrik {n}\n\n{word} text om Umeå nummer {n}.\n")
    (folder / "tom.txt").write_text("")
    rows = [{"id": str(n % 20), "title": "R", "text": f"SLOW text {n}."} for n in range(40)]
    (folder / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def output(out):
    return [(out / name).read_bytes() for name in (RECORDS, REJECTS)]


def start(folder, out, given):
    """The run in a process of its own, as if a shell had started it."""
    process = multiprocessing.get_context("fork").Process(target=go, args=(folder, out, given))
    process.start()
    return process


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_killed_and_resumed_it_gives_the_same_bytes(poison, tmp_path, engine):
    folder = corpus(tmp_path / "inbox")
    given = settings(engine, shard=5, size=2)
    go(folder, tmp_path / "whole", settings("serial"))
    expected = output(tmp_path / "whole")
    began = time.monotonic()
    go(folder, tmp_path / "timed", given)
    whole = time.monotonic() - began
    chance = random.Random(1)
    killed = 0
    for n in range(KILLS):
        out = tmp_path / f"out{n}"
        while True:
            process = start(folder, out, given)
            process.join(chance.uniform(0.02, 1.1) * whole)
            if not process.is_alive():
                assert process.exitcode == 0
                break
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            killed += 1
        assert output(out) == expected, n
        assert not list((out / STATE).glob("work/*/*"))
    assert killed >= KILLS / 2


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_an_interrupted_rerun_leaves_the_earlier_result(poison, tmp_path, engine):
    folder, out = corpus(tmp_path / "inbox"), tmp_path / "out"
    given = settings(engine, shard=5, size=2)
    go(folder, out, given)
    before = output(out)
    (folder / "00.txt").write_text("Rubrik\n\nEn annan text.\n")
    process = start(folder, out, settings(engine, {"shout": True}, shard=5, size=2))
    process.join(0.25)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert output(out) == before


def test_what_was_done_before_the_kill_is_not_done_again(poison, tmp_path):
    folder, out, log = corpus(tmp_path / "inbox"), tmp_path / "out", tmp_path / "log"
    given = settings("serial", {"log": str(log)}, shard=4, size=4)
    process = start(folder, out, given)
    while not log.exists() or len(log.read_text().split()) < 20:
        assert process.is_alive()
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    before = set(log.read_text().split()[:16])
    log.unlink()
    go(folder, out, given)
    assert not before & set(log.read_text().split())


def test_a_second_run_at_once_is_refused_and_says_who_is_there(poison, tmp_path):
    folder, out = corpus(tmp_path / "inbox"), tmp_path / "out"
    process = start(folder, out, settings("serial"))
    while not (out / STATE / "owner.json").exists():
        assert process.is_alive()
        time.sleep(0.002)
    with pytest.raises(BryggaError) as refused:
        go(folder, out)
    assert f"process {process.pid} on " in str(refused.value)
    process.join()
    assert process.exitcode == 0


def test_the_lock_of_a_dead_run_is_taken_over(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from brygga.batch.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as owner:
        assert owner.stdout.readline() == b"held\n"
        with pytest.raises(BryggaError, match="another run is at work"), locked(tmp_path):
            pass
        owner.kill()
    with locked(tmp_path):
        assert json.loads((tmp_path / "owner.json").read_text())["process"] == os.getpid()


@pytest.mark.parametrize("engine", ["serial", "pool"])
def test_ctrl_c_ends_within_five_seconds_and_can_be_resumed(poison, tmp_path, engine):
    folder, out = corpus(tmp_path / "inbox"), tmp_path / "out"
    (folder / "09.txt").write_text("Rubrik\n\nHANG text.\n")
    (tmp_path / "brygga.toml").write_text(
        f'stages = ["poison"]\n[batch]\nengine = "{engine}"\nshard = 5\njobs = 2\n'
    )
    code = "from brygga.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "run", folder, "-o", out],
        cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True, text=True,
    )  # fmt: skip
    while not list((out / STATE / "parts").glob("*")):
        assert process.poll() is None
        time.sleep(0.05)
    began = time.monotonic()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert process.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    (folder / "09.txt").write_text("Rubrik 9\n\nSLOW text om Umeå nummer 9.\n")
    go(folder, tmp_path / "whole")
    go(folder, out, settings(engine, shard=5))
    assert output(out) == output(tmp_path / "whole")
