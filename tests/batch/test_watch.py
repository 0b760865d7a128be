"""A watched folder: what comes is processed once it is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from brygga.batch.run import RECORDS

from .plugin import poison
from .test_run import lines

__all__ = ["poison"]


@contextmanager
def watching(folder):
    """``brygga watch`` in ``folder``; a function that gives the lines it has logged so far."""
    (folder / "brygga.toml").write_text('stages = ["poison"]\n[batch]\nengine = "serial"\n')
    code = "from brygga.cli import main; main()"
    log = folder / "watch.log"
    with log.open("a") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", code, "watch", "inbox", "-o", "out", "--settle", "0.3"],
            cwd=folder, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield process, lambda: log.read_text().splitlines()
    finally:
        process.kill()
        process.wait()


def wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def has(log, text):
    return lambda: any(text in line for line in log())


def ids(folder):
    return [record["id"] for record in lines(folder / "out" / RECORDS)]


def test_what_comes_is_processed_with_a_line_each(poison, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/a.txt").write_text("Ett\n\nEn text om Umeå.\n")
    with watching(tmp_path) as (process, log):
        wait_for(has(log, "1 new, 0 changed, 0 unchanged"))
        (tmp_path / "inbox/b.txt").write_text("Två\n\nEn text om Luleå.\n")
        (tmp_path / "inbox/tom.txt").write_text("")
        wait_for(has(log, "1 new, 0 changed, 1 unchanged, 1 rejected"))
        (tmp_path / "inbox/a.txt").write_text("Annat\n\nEn text om Umeå.\n")
        wait_for(has(log, "0 new, 1 changed, 1 unchanged, 1 rejected"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        said = log()
    told = [line[20:].split(" (")[0] for line in said if ".txt: " in line]
    assert told[0] == "a.txt: Ett"
    assert sorted(told[1:3]) == ["b.txt: Två", "rejected tom.txt: the file is empty"]
    assert told[3:] == ["a.txt: Annat"]
    assert said[-1].endswith("stopped")
    assert ids(tmp_path) == ["a.txt", "b.txt"]


def test_a_file_is_read_when_it_has_stopped_growing(poison, tmp_path):
    (tmp_path / "inbox").mkdir()
    with watching(tmp_path) as (_, log):
        wait_for(has(log, "watching"))
        with (tmp_path / "inbox/a.txt").open("w") as file:
            file.write("Ett\n\n")
            for n in range(12):
                file.write(f"Mening {n} om Umeå. ")
                file.flush()
                os.fsync(file.fileno())
                time.sleep(0.1)
        wait_for(has(log, "1 new"))
        time.sleep(1)
        assert len([line for line in log() if " new, " in line]) == 1
    (record,) = lines(tmp_path / "out" / RECORDS)
    assert "Mening 11" in record["text"]


def test_what_came_while_it_was_stopped_is_done_at_the_start(poison, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/a.txt").write_text("Ett\n\nEn text om Umeå.\n")
    with watching(tmp_path) as (_, log):
        wait_for(has(log, "1 new"))
    (tmp_path / "inbox/b.txt").write_text("Två\n\nEn text om Luleå.\n")
    with watching(tmp_path) as (_, log):
        wait_for(has(log, "1 new, 0 changed, 1 unchanged"))
    assert ids(tmp_path) == ["a.txt", "b.txt"]
