"""One run: inputs in, ``records.jsonl`` and ``rejects.jsonl`` out, in input order.

Only what is new or changed since the last run is done; what an interrupted run has finished is not
done again; and the output changes only when all is done.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from brygga import __version__
from brygga.batch import engines
from brygga.batch.arguments import LEDGER, STATE, Arguments, remember
from brygga.batch.assemble import RECORDS as RECORDS
from brygga.batch.assemble import REJECTS as REJECTS
from brygga.batch.assemble import Parts, assemble
from brygga.batch.drive import Names, drive, process_tasks, read_tasks
from brygga.batch.engines import Engine
from brygga.batch.ledger import Counts, Ledger
from brygga.batch.lock import locked
from brygga.batch.output import atomic
from brygga.batch.reject import Reject, from_read_error
from brygga.batch.status import STATUS, Notes
from brygga.batch.tasks import Done, Failed, Item, Process, Read, Ready, Result, Task
from brygga.batch.worker import line
from brygga.errors import BryggaError, ReadError
from brygga.ingest import READER, Input
from brygga.ingest.discover import cannot_open
from brygga.record import Article, StageRun, from_json
from brygga.settings import Settings

RUN = "run.json"
SHOWN = 40
_INPUTS = 32
"""Inputs of one task at most."""
_SHARES = 16
"""Tasks that each worker gets at least, so that none is idle for long at the end."""
_MUCH = 500_000
"""Bytes of inputs that keep all workers busy longer than they take to load their models."""
_SMALLEST = 64
"""Articles of a task at least: fewer take less time than a worker takes to load its models."""


class RunInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What ``run.json`` tells of a run: the only place with clock times. ``written`` counts the
    records of the output, ``counts`` what became of the articles, ``pruned`` the records dropped
    because their inputs are gone, ``duplicates`` those that say what another says. ``seconds`` are
    those of the stages, of all workers together, ``memory`` is the peak of one, in bytes.
    """

    brygga: str
    started: str
    finished: str
    written: int
    rejected: int
    pruned: int
    duplicates: int
    counts: Counts
    stages: tuple[StageRun, ...]
    fingerprint: str
    engine: str
    seconds: dict[str, float]
    memory: int


class Summary(msgspec.Struct, frozen=True):
    """``info`` is ``None`` if no input could be read: then nothing has changed. ``rejects`` are the
    first ``SHOWN`` of ``rejected``.
    """

    info: RunInfo | None
    rejects: tuple[Reject, ...]
    rejected: int


class Watcher:
    """Is told how a run goes on; does nothing with it."""

    def begin(self, what: str, total: int) -> None:
        """``total`` inputs are now read, or articles processed."""

    def advance(self, count: int) -> None:
        """So many more of them are done."""

    def fresh(self, article: Article) -> None:
        """A record that is new or changed; the first ``SHOWN`` of them, in order."""


def run(
    inputs: Iterable[Input | ReadError],
    settings: Settings,
    out: Path,
    watcher: Watcher | None = None,
    *,
    arguments: Arguments | None = None,
    force: bool = False,
    prune: bool = False,
    retry: bool = False,
) -> Summary:
    """Bring the output directory ``out`` up to date with ``inputs``.

    ``arguments`` are remembered for ``retry``, which tries again what was rejected.

    ``force`` does everything again; ``prune`` drops records whose input is gone. Raises
    ``BryggaError`` when ``out`` cannot be written, another run is at work there, or a stage cannot
    be set up; what is done by then stays done.
    """
    state = out / STATE
    with _writing(out):
        (state / "parts").mkdir(parents=True, exist_ok=True)
        with locked(state):
            ledger = Ledger(state / LEDGER)
            try:
                if arguments:
                    remember(ledger, arguments)
                if retry:
                    ledger.forget_rejects()
                one = _Run(ledger, settings, out, watcher or Watcher())
                return one.all(inputs, force=force, prune=prune)
            finally:
                ledger.close()


class _Run:
    def __init__(self, ledger: Ledger, settings: Settings, out: Path, watcher: Watcher) -> None:
        self._ledger, self._settings, self._out, self._watcher = ledger, settings, out, watcher
        self._state = out / STATE
        self._reader = _fingerprint(READER, __version__, msgspec.to_builtins(settings.ingest))
        self._plan = ""
        self._bytes = 0
        self._work = self._state / "work"
        self._notes = Notes(self._state / STATUS, os.getpid())

    def all(self, inputs: Iterable[Input | ReadError], *, force: bool, prune: bool) -> Summary:
        started = _now()
        names = self._prepare()
        self._ledger.add_inputs(self._hashed(inputs))
        found, bad = self._ledger.count_inputs()
        if found == bad:
            # Earlier results stay: a mistyped path must not empty them.
            first = self._ledger.unreadable(SHOWN)
            return Summary(None, tuple(map(_from_line, first)), bad)
        if not force:
            self._ledger.know_readings(self._reader)
        engine = engines.start(self._settings)
        self._notes.status.memory = engine.memory
        try:
            ready = engine.start()
            if self._bytes > _MUCH:
                engine.hire()
            self._plan = ready.fingerprint
            self._read(engine, names, again=False)
            self._ledger.arrange(self._plan, force=force, prune=prune)
            self._read(engine, names, again=True)
            self._ledger.find_twins(self._settings.batch.similar)
            self._process(engine, names)
        finally:
            engine.close()
        return self._finish(started, ready, max(engine.memory.values(), default=0))

    def _prepare(self) -> Names:
        """Clear away what an interrupted run has left unfinished. Its workers may not have noticed
        yet; a folder for each run keeps them out of this one's way.
        """
        number = self._ledger.begin()
        there = {path.name for path in (self._state / "parts").iterdir()}
        self._ledger.forget_parts(self._ledger.parts() - there)
        self._clear()
        for path in self._out.glob(".*.part"):
            path.unlink(missing_ok=True)
        self._work = self._state / "work" / str(number)
        self._work.mkdir(parents=True)
        return Names(self._state / "parts", self._work, number)

    def _clear(self) -> None:
        """Delete what nothing needs any more."""
        shutil.rmtree(self._state / "work", ignore_errors=True)
        known = self._ledger.parts()
        for path in (self._state / "parts").iterdir():
            if path.name not in known:
                path.unlink(missing_ok=True)

    def _hashed(
        self, inputs: Iterable[Input | ReadError]
    ) -> Iterator[tuple[Input | None, str, str | None, str | None]]:
        for one in inputs:
            if isinstance(one, ReadError):
                yield None, one.where or "?", None, _reject(from_read_error(one))
                continue
            path = one.path or self._spooled_stdin()
            try:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                    size = file.tell()
            except OSError as error:
                reject = _reject(from_read_error(cannot_open(error, one.uri)))
                yield None, one.uri, None, reject
            else:
                if not self._ledger.has_read(one.uri, digest, self._reader):
                    self._bytes += size
                yield Input(path=path, root=one.root, uri=one.uri), one.uri, digest, None

    def _spooled_stdin(self) -> Path:
        path = self._work / "stdin"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        return path

    def _read(self, engine: Engine, names: Names, *, again: bool) -> None:
        found = self._ledger.unspooled() if again else self._ledger.unread()
        if not again:
            self._begin("reading", self._ledger.count_unread())
        drive(engine, read_tasks(found, _INPUTS, names), names, self._done, self._give_up)

    def _process(self, engine: Engine, names: Names) -> None:
        total = self._ledger.count_pending()
        self._begin("processing", total)
        batch = self._settings.batch
        size = min(batch.shard, max(_SMALLEST, total // (batch.workers * _SHARES)))
        tasks = process_tasks(self._ledger.pending(), size, names)
        drive(engine, tasks, names, self._done, self._give_up)

    def _done(self, done: Done) -> None:
        task = done.task
        if isinstance(task, Read):
            items = _lines(task.index, Item)
            self._ledger.add_items(task.inputs, self._reader, items, task.spool)
        else:
            results = _lines(task.index, Result)
            self._ledger.add_results(self._plan, results, task.part.name)
        task.index.unlink()
        spent = self._notes.status.seconds
        for stage, seconds in done.seconds.items():
            spent[stage] = spent.get(stage, 0.0) + seconds
        self._advance(task.size)

    def _begin(self, phase: str, total: int) -> None:
        self._watcher.begin(phase, total)
        self._notes.begin(phase, total)

    def _advance(self, count: int) -> None:
        self._watcher.advance(count)
        self._notes.status.done += count
        if self._notes.due():
            self._notes.status.rejected = self._ledger.count_rejects()
            self._notes.write()

    def _give_up(self, task: Task, failed: Failed) -> None:
        """Reject the one thing of a task that has ended its workers."""
        if isinstance(task, Read):
            (one,) = task.inputs
            reject = Reject(
                file=one.input.uri, stage="ingest", code=failed.code, reason=failed.reason
            )
            items = [Item(one.place, 0, reject=_reject(reject))]
            self._ledger.add_items(task.inputs, self._reader, items, task.spool)
        else:
            self._reject_piece(task, failed)
        self._advance(1)

    def _reject_piece(self, task: Process, failed: Failed) -> None:
        (piece,) = task.pieces
        uri = self._ledger.uri_of(piece.key)
        reject = Reject(
            file=uri,
            stage="stages",
            code=failed.code,
            reason=failed.reason,
            remedy="brygga retry tries it again",
        )
        data = line(reject)
        with task.part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        result = Result(piece.key, "reject", 0, len(data))
        self._ledger.add_results(self._plan, [result], task.part.name)

    def _finish(self, started: str, ready: Ready, memory: int) -> Summary:
        counts = self._ledger.counts()
        pruned = self._ledger.count_pruned()
        with Parts(self._state / "parts") as parts:
            for one in self._ledger.fresh(SHOWN):
                self._watcher.fresh(from_json(parts.read(one)))
            rejects = [_from_line(parts.read(one)) for one in self._ledger.rejects(SHOWN)]
        written, rejected = assemble(self._ledger, self._state / "parts", self._out)
        info = RunInfo(
            brygga=__version__,
            started=started,
            finished=_now(),
            written=written,
            rejected=rejected,
            pruned=pruned,
            duplicates=self._ledger.count_twins(),
            counts=counts,
            stages=ready.stages,
            fingerprint=ready.fingerprint,
            engine=self._settings.batch.engine,
            seconds={name: round(spent, 3) for name, spent in self._notes.status.seconds.items()},
            memory=memory,
        )
        write_info(self._out / RUN, info)
        self._ledger.publish()
        self._clear()
        self._notes.status.rejected = rejected
        self._notes.begin("complete", written)
        return Summary(info, tuple(rejects), rejected)


def write_info(path: Path, info: RunInfo) -> None:
    with atomic(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(info), indent=2) + b"\n")


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Say what is wrong where the output directory cannot be written."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BryggaError(
            f"cannot write the results ({reason})",
            code="output",
            where=str(out),
            remedy="choose another directory with -o, or free space; earlier results are intact",
        ) from error


_Row = TypeVar("_Row")


def _lines(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    with path.open("rb") as file:
        for text in file:
            yield msgspec.json.decode(text, type=kind)


def _reject(reject: Reject) -> str:
    return line(reject).decode()


def _from_line(text: str | bytes) -> Reject:
    return msgspec.json.decode(text, type=Reject)


def _fingerprint(*parts: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
