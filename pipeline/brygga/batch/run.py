"""One run: inputs in, ``records.jsonl`` and ``rejects.jsonl`` out, in input order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import jsonlines
import msgspec

from brygga import __version__
from brygga.batch.output import atomic
from brygga.batch.reject import Reject, from_read_error, from_stage_failure
from brygga.errors import BryggaError, ReadError
from brygga.flow import Flow, StageError
from brygga.ingest import Input, discover, read
from brygga.record import Article, Notice, StageRun, replace, to_json
from brygga.settings import Settings

RECORDS, REJECTS, RUN = "records.jsonl", "rejects.jsonl", "run.json"

Outcome = Article | Reject


class RunInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What ``run.json`` tells of a run: the only place with clock times."""

    brygga: str
    started: str
    finished: str
    written: int
    rejected: int
    stages: tuple[StageRun, ...]
    fingerprint: str


def find(paths: Sequence[str], out: Path) -> list[Input | ReadError]:
    """The inputs under ``paths``, without what lies in the output directory itself."""
    inside = out.resolve()
    return [
        found
        for found in discover(paths)
        if isinstance(found, ReadError)
        or found.path is None
        or not found.path.resolve().is_relative_to(inside)
    ]


def read_all(inputs: Iterable[Input | ReadError], settings: Settings) -> Iterator[Outcome]:
    """Every article of every input, or the reject that stands in its place."""
    seen: set[str] = set()
    for found in inputs:
        for item in [found] if isinstance(found, ReadError) else read(found, settings.ingest):
            if isinstance(item, ReadError):
                yield from_read_error(item)
            else:
                yield _unique(item, seen)


def run(
    outcomes: Iterable[Outcome],
    flow: Flow,
    settings: Settings,
    out: Path,
    observe: Callable[[Outcome], object],
) -> RunInfo:
    """Process ``outcomes`` batch by batch and write the results to the directory ``out``.

    ``flow`` is set up. ``observe`` sees each record and reject as it is written. Nothing in
    ``out`` changes until the run is complete. Raises ``BryggaError`` when ``out`` cannot be
    written.
    """
    started = _now()
    written = rejected = 0
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            records, rejects = (
                jsonlines.Writer(files.enter_context(atomic(out / name)), dumps=dumps)
                for name, dumps in ((RECORDS, to_json), (REJECTS, msgspec.json.encode))
            )
            for outcome in process(outcomes, flow, settings.batch.size):
                if isinstance(outcome, Reject):
                    rejects.write(outcome)
                    rejected += 1
                else:
                    records.write(outcome)
                    written += 1
                observe(outcome)
            info = RunInfo(
                brygga=__version__,
                started=started,
                finished=_now(),
                written=written,
                rejected=rejected,
                stages=flow.runs(),
                fingerprint=flow.fingerprint(),
            )
            files.enter_context(atomic(out / RUN)).write(
                msgspec.json.format(msgspec.json.encode(info), indent=2) + b"\n"
            )
    except OSError as error:
        raise BryggaError(
            f"cannot write the results ({error.strerror or error})",
            code="output",
            where=str(out),
            remedy="choose another directory with -o, or free space; earlier results are intact",
        ) from error
    return info


def process(outcomes: Iterable[Outcome], flow: Flow, size: int) -> Iterator[Outcome]:
    """Run ``flow`` over the articles in batches of ``size``; rejects keep their place."""
    batch: list[Outcome] = []
    for outcome in outcomes:
        batch.append(outcome)
        if len(batch) >= size:
            yield from _process_batch(batch, flow)
            batch = []
    yield from _process_batch(batch, flow)


def _process_batch(batch: Sequence[Outcome], flow: Flow) -> Iterator[Outcome]:
    done = iter(isolate([o for o in batch if isinstance(o, Article)], flow))
    for outcome in batch:
        yield outcome if isinstance(outcome, Reject) else next(done)


def isolate(articles: Sequence[Article], flow: Flow) -> list[Outcome]:
    """Process a batch; where it fails, halve it until each culprit stands alone as a reject."""
    if not articles:
        return []
    try:
        return list(flow.process(articles))
    except StageError as failure:
        if len(articles) == 1:
            return [from_stage_failure(articles[0], failure)]
        middle = len(articles) // 2
        return isolate(articles[:middle], flow) + isolate(articles[middle:], flow)


def _unique(article: Article, seen: set[str]) -> Article:
    """Two inputs that claim one id are both kept, the later under a number of its own."""
    name, n = article.id, 1
    while name in seen:
        n += 1
        name = f"{article.id}~{n}"
    seen.add(name)
    if n == 1:
        return article
    notice = Notice(code="duplicate-id", message=f"another input of this run has id {article.id}")
    return replace(article, id=name, warnings=(*article.warnings, notice))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
