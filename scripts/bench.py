"""Words per second of the whole pipeline beside the bare tagger, and of the JSON codecs.

    python scripts/bench.py TEXTS.jsonl [--articles 500] [--rounds 3]

TEXTS.jsonl holds one article a line with a ``text``. The peer is spaCy alone: ``spacy.load`` of
the same model (a blank Swedish tokenizer and the entity recogniser) over the same texts, in the
same process and the same run, one thread. The pipeline reads the file, finds layout, language,
mentions, entities and dates, and encodes the records. Rounds alternate; medians are compared.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import jsonlines
import msgspec
import orjson

from brygga import flow
from brygga.batch.direct import find, process, read_all
from brygga.entities.backends.spacy import load
from brygga.record import Article, from_json, to_builtins, to_json
from brygga.settings import Settings


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()

    with jsonlines.open(args.texts) as lines:
        items = [item for _, item in zip(range(args.articles), lines, strict=False)]
    texts = [item["text"] for item in items]
    words = sum(len(text.split()) for text in texts)

    settings = Settings()
    ready = flow.build(settings.stages, settings.stage)
    ready.setup()
    bare = load(flow.stage_class("tag").Settings().model)
    records: list[Article] = []
    bare_times, whole_times = [], []
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample.jsonl")
        with jsonlines.open(sample, "w") as writer:
            writer.write_all(items)

        def whole() -> None:
            inputs = find([str(sample)], Path(folder, "out"))
            outcomes = list(process(read_all(inputs, settings), ready, settings.batch.size))
            records[:] = [o for o in outcomes if isinstance(o, Article)]
            for record in records:
                to_json(record)

        def tagger_alone() -> None:
            for _ in bare.pipe(texts, batch_size=settings.batch.size):
                pass

        for _ in range(args.rounds):
            bare_times.append(seconds(tagger_alone))
            whole_times.append(seconds(whole))

    peer, ours = (words / statistics.median(times) for times in (bare_times, whole_times))
    print(f"{len(texts)} articles, {words:,} words, {args.rounds} rounds, medians, one process")
    print(f"spaCy tokenizer + recogniser   {peer:9,.0f} words/s")
    print(f"whole pipeline                 {ours:9,.0f} words/s   ratio {ours / peer:.2f}")
    rate = len(records) / statistics.median(whole_times)
    print(f"whole pipeline                 {rate:9,.1f} articles/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process    {peak:9,.0f} MB (both of the above)")
    codecs(records)


def codecs(records: list[Article]) -> None:
    """Which codec behind jsonlines: from typed record to bytes and back."""
    written = [to_json(record) for record in records]
    writers: dict[str, Callable[[], object]] = {
        "json": lambda: [json.dumps(to_builtins(r), ensure_ascii=False).encode() for r in records],
        "orjson": lambda: [orjson.dumps(to_builtins(r)) for r in records],
        "msgspec": lambda: [to_json(r) for r in records],
    }
    readers: dict[str, Callable[[], object]] = {
        "json": lambda: [msgspec.convert(json.loads(line), Article) for line in written],
        "orjson": lambda: [msgspec.convert(orjson.loads(line), Article) for line in written],
        "msgspec": lambda: [from_json(line) for line in written],
    }
    for name, writer in writers.items():
        write = min(seconds(writer) for _ in range(3)) / len(records) * 1e6
        read = min(seconds(readers[name]) for _ in range(3)) / len(records) * 1e6
        print(f"codec {name:8} write {write:7.0f} µs/record   read {read:7.0f} µs/record")


if __name__ == "__main__":
    main()
