"""Measure runs: one process against several, start-up, and whether the parent stays small.

    python scripts/bench_batch.py --texts TEXTS.jsonl.xz [--articles 2000] [--scale]

``TEXTS`` is JSONL with ``id`` and ``text``. Shown: articles a second in one process and in a pool
of two (with the same bytes, or it fails), peak memory of a worker, seconds from nothing to a first
record. With ``--scale``, 10,000 and 100,000 articles made of these texts (another id and one other
word each) go through a light flow (dates only): milliseconds each, peak memory of the parent,
and seconds of a run again with nothing to do.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import psutil

COMMAND = (sys.executable, "-c", "from brygga.cli import main; main()", "run")
SIZES = (10_000, 100_000)
FILE = 2_500
"""Articles of one file."""


def run(folder: Path, out: str, inputs: str, *options: str) -> tuple[float, float]:
    """Seconds, and the peak memory of the run's own process in MB."""
    began = time.perf_counter()
    with subprocess.Popen([*COMMAND, inputs, "-o", out, "-q", *options], cwd=folder) as process:
        seen, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            try:
                peak = max(peak, seen.memory_info().rss)
            except psutil.Error:
                break
            time.sleep(0.05)
        process.wait()
    if process.returncode:
        raise SystemExit(f"the run on {inputs} ended with {process.returncode}")
    return time.perf_counter() - began, peak / 1e6


def speed(folder: Path, texts: list[dict[str, str]]) -> None:
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in texts]
    (folder / "one.jsonl").write_text(lines[0], "utf-8")
    first, _ = run(folder, "one", "one.jsonl")
    (folder / "texts.jsonl").write_text("".join(lines), "utf-8")
    serial, _ = run(folder, "serial", "texts.jsonl", "--engine", "serial")
    pool, _ = run(folder, "pool", "texts.jsonl", "--engine", "pool", "--jobs", "2")
    outputs = {(folder / name / "records.jsonl").read_bytes() for name in ("serial", "pool")}
    if len(outputs) != 1:
        raise SystemExit("the pool's records are not those of one process")
    memory = json.loads((folder / "pool/run.json").read_text())["memory"] / 1e6
    print(f"{'serial':12}{len(texts) / serial:8.1f} articles/s")
    print(f"{'pool of 2':12}{len(texts) / pool:8.1f} articles/s, {serial / pool:.2f} times serial")
    print(f"{'worker':12}{memory:8.0f} MB at most")
    print(f"{'first record':12}{first:8.1f} s")


def scale(folder: Path, texts: list[dict[str, str]]) -> None:
    (folder / "brygga.toml").write_text('stages = ["dates"]\n')
    print(f"{'articles':>9}{'ms each':>9}{'parent':>11}{'again':>9}")
    for size in SIZES:
        chance = random.Random(0)
        source = cycle(texts)
        (folder / f"in{size}").mkdir()
        for number in range(size // FILE):
            with (folder / f"in{size}" / f"{number:03}.jsonl").open("w", encoding="utf-8") as file:
                for n, one in enumerate(islice(source, FILE), number * FILE):
                    words = one["text"].split(" ")
                    words[chance.randrange(len(words))] = f"ord{n}"
                    changed = {"id": f"{n}", "text": " ".join(words)}
                    file.write(json.dumps(changed, ensure_ascii=False) + "\n")
        took, peak = run(folder, f"out{size}", f"in{size}")
        again, _ = run(folder, f"out{size}", f"in{size}")
        print(f"{size:9,}{1000 * took / size:9.2f}{peak:8.1f} MB{again:7.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--scale", action="store_true")
    args = parser.parse_args()
    with lzma.open(args.texts, "rt", encoding="utf-8") as file:
        texts = [{key: row[key] for key in ("id", "text")} for row in map(json.loads, file)]
    random.Random(0).shuffle(texts)
    with tempfile.TemporaryDirectory() as folder:
        if args.scale:
            scale(Path(folder), texts)
        else:
            speed(Path(folder), texts[: args.articles])


if __name__ == "__main__":
    main()
