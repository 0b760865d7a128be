"""Articles through a flow in memory, without an output directory: for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from brygga.batch.reject import Reject, from_read_error
from brygga.batch.worker import isolate, renamed
from brygga.errors import ReadError
from brygga.flow import Flow
from brygga.ingest import Input, discover, read
from brygga.record import Article
from brygga.settings import Settings

Outcome = Article | Reject


def find(paths: Sequence[str], out: Path) -> Iterator[Input | ReadError]:
    """The inputs under ``paths``, without what lies in the output directory itself."""
    inside = out.resolve()
    for found in discover(paths):
        if (
            isinstance(found, ReadError)
            or found.path is None
            or not found.path.resolve().is_relative_to(inside)
        ):
            yield found


def read_all(inputs: Iterable[Input | ReadError], settings: Settings) -> Iterator[Outcome]:
    """Every article of every input, or the reject that stands in its place."""
    seen: set[str] = set()
    for found in inputs:
        for item in [found] if isinstance(found, ReadError) else read(found, settings.ingest):
            if isinstance(item, ReadError):
                yield from_read_error(item)
            else:
                yield _unique(item, seen)


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


def _unique(article: Article, seen: set[str]) -> Article:
    """Two inputs that claim one id are both kept, the later under a number of its own."""
    name, n = article.id, 1
    while name in seen:
        n += 1
        name = f"{article.id}~{n}"
    seen.add(name)
    return article if n == 1 else renamed(article, name)
