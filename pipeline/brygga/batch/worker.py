"""What a worker does: read inputs, process articles; every file whole or not at all."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence

import msgspec

from brygga.batch.output import atomic
from brygga.batch.reject import Reject, from_read_error, from_stage_failure
from brygga.batch.tasks import Done, Item, Piece, Process, Read, Ready, Result, Task
from brygga.batch.twins import signature
from brygga.errors import ReadError
from brygga.flow import Flow, StageError, build
from brygga.ingest import IngestSettings, Input, read
from brygga.record import Article, Notice, from_json, replace, to_json
from brygga.settings import Settings

Tell = Callable[[Sequence[int]], None]
"""Called with the numbers of the things of a task that are begun now."""


class Worker:
    """Loads the models once and then does one task after another."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._flow = build(settings.stages, settings.stage)

    def start(self) -> Ready:
        self._flow.setup()
        return Ready(self._flow.runs(), self._flow.fingerprint())

    def do(self, task: Task, tell: Tell) -> Done:
        self._flow.spent.clear()
        if isinstance(task, Read):
            read_inputs(task, self._settings.ingest, tell)
        else:
            process_pieces(task, self._flow, self._settings.batch.size, tell)
        return Done(task, dict(self._flow.spent), peak_memory())


def peak_memory() -> int:
    """Of this process, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def read_inputs(task: Read, settings: IngestSettings, tell: Tell) -> None:
    with atomic(task.spool) as spool, atomic(task.index) as index:
        for n, found in enumerate(task.inputs):
            tell((n,))
            for number, one in enumerate(_read(found.input, settings)):
                if isinstance(one, Reject):
                    item = Item(found.place, number, reject=line(one).decode())
                else:
                    data = to_json(one)
                    item = Item(
                        found.place,
                        number,
                        id=one.id,
                        digest=hashlib.sha256(data).hexdigest(),
                        text=one.content_hash,
                        offset=spool.tell(),
                        length=len(data),
                        characters=len(one.text),
                        signature=signature(one),
                    )
                    spool.write(data)
                index.write(msgspec.json.encode(item) + b"\n")


def _read(source: Input, settings: IngestSettings) -> Iterator[Article | Reject]:
    """The articles and rejects of an input; a reader that fails rejects the rest of it."""
    try:
        for one in read(source, settings):
            yield from_read_error(one) if isinstance(one, ReadError) else one
    except Exception as error:  # no input may end a run, whatever a library does with it
        yield Reject(
            file=source.uri,
            stage="ingest",
            code="read-failed",
            reason=f"cannot be read ({type(error).__name__}: {error})",
        )


def process_pieces(task: Process, flow: Flow, size: int, tell: Tell) -> None:
    done: dict[int, Article | Reject] = {}
    for numbers in batches([p.characters for p in task.pieces], size):
        tell(numbers)
        articles = [_article(task.pieces[n]) for n in numbers]
        done.update(zip(numbers, isolate(articles, flow), strict=True))
    with atomic(task.part) as part, atomic(task.index) as index:
        for n, piece in enumerate(task.pieces):
            outcome = done[n]
            kind = "reject" if isinstance(outcome, Reject) else "record"
            data = line(outcome)
            result = Result(piece.key, kind, part.tell(), len(data))
            part.write(data)
            index.write(msgspec.json.encode(result) + b"\n")


def line(outcome: Article | Reject) -> bytes:
    """One line of ``records.jsonl`` or ``rejects.jsonl``."""
    if isinstance(outcome, Reject):
        return msgspec.json.encode(outcome) + b"\n"
    return to_json(outcome) + b"\n"


_BUDGET = 200_000
"""Characters of one batch at most (a longer article is a batch of its own)."""


def batches(lengths: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """The numbers of the articles, longest first, in batches of at most ``size`` and ``_BUDGET``
    characters: those of a length go through a model together with little padding.
    """
    batch: list[int] = []
    room = _BUDGET
    for n in sorted(range(len(lengths)), key=lambda n: (-lengths[n], n)):
        if batch and (len(batch) == size or lengths[n] > room):
            yield tuple(batch)
            batch, room = [], _BUDGET
        batch.append(n)
        room -= lengths[n]
    if batch:
        yield tuple(batch)


def isolate(articles: Sequence[Article], flow: Flow) -> list[Article | Reject]:
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


def _article(piece: Piece) -> Article:
    with piece.spool.open("rb") as file:
        file.seek(piece.offset)
        article = from_json(file.read(piece.length))
    return article if piece.id is None else renamed(article, piece.id)


def renamed(article: Article, id: str) -> Article:
    """An article whose id another article of the run has, under one of its own."""
    notice = Notice(code="duplicate-id", message=f"another input of this run has id {article.id}")
    return replace(article, id=id, warnings=(*article.warnings, notice))
