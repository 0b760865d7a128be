"""Tasks in processes of their own, which may die or hang without taking the run along."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from brygga.batch.tasks import Done, Failed, Ready, Task
from brygga.batch.worker import Worker
from brygga.errors import BryggaError
from brygga.settings import Settings

_MOMENT = 0.5
"""Seconds that ``wait`` waits for news."""
_GRACE = 2.0
"""Seconds between asking a worker to end and making it end."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class _Hand:
    """A worker's process, seen from here."""

    def __init__(self, number: int, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.number = number
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, settings), daemon=True, name=f"brygga-{number}"
        )
        self.process.start()
        theirs.close()
        self.ready: Ready | None = None
        self.task: Task | None = None
        self.at: tuple[int, ...] = ()
        self.since = time.monotonic()

    def stop(self) -> None:
        self.process.terminate()

    def end(self, until: float) -> None:
        self.process.join(max(0.0, until - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


class Pool:
    """``jobs`` workers, each with one thread and its own models. A worker that dies, or begins
    nothing new for ``timeout`` seconds, is replaced.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._timeout = settings.batch.timeout
        self._jobs = settings.batch.workers
        self._hands: list[_Hand] = []
        self._number = 0
        self.memory: dict[int, int] = {}

    def start(self) -> Ready:
        """Raises the ``BryggaError`` of a worker that cannot be set up."""
        first = self._hire()
        while first.ready is None:
            self.wait()
        return first.ready

    def hire(self) -> None:
        while len(self._hands) < self._jobs:
            self._hire()

    def _hire(self) -> _Hand:
        with _for_workers():
            hand = _Hand(self._number, self._settings)
        self._number += 1
        self._hands.append(hand)
        return hand

    @property
    def room(self) -> bool:
        return len(self._hands) < self._jobs or any(hand.task is None for hand in self._hands)

    @property
    def busy(self) -> bool:
        return any(hand.task for hand in self._hands)

    def submit(self, task: Task) -> None:
        free = [hand for hand in self._hands if hand.task is None]
        free.sort(key=lambda hand: hand.ready is None)
        self._give(free[0] if free else self._hire(), task)

    @staticmethod
    def _give(free: _Hand, task: Task) -> None:
        free.task, free.at = task, ()
        free.since = time.monotonic()
        with suppress(OSError):  # a dead worker is noticed below
            free.pipe.send(task)

    def wait(self) -> Sequence[Done | Failed]:
        ended: list[Done | Failed] = []
        news = set(wait([hand.pipe for hand in self._hands], _MOMENT))
        for hand in tuple(self._hands):
            if hand.pipe in news:
                ended += self._hear(hand)
            elif hand.task and hand.ready and time.monotonic() - hand.since > self._timeout:
                reason = f"took over {self._timeout:g} s"
                ended.append(self._dismiss(hand, hand.task, "timeout", reason))
        return ended

    def _hear(self, hand: _Hand) -> list[Done | Failed]:
        try:
            said: Any = hand.pipe.recv()
        except (EOFError, OSError):
            hand.process.join(_GRACE)
            how = _how(hand.process.exitcode)
            if hand.task is None:
                self._remove(hand)
                if hand.ready is None:
                    raise BryggaError(
                        f"a worker ended while it was set up ({how})", code="worker-died"
                    ) from None
                return []
            reason = f"ended the process that worked on it ({how})"
            return [self._dismiss(hand, hand.task, "worker-died", reason)]
        hand.since = time.monotonic()
        if isinstance(said, Ready):
            hand.ready = said
        elif isinstance(said, Done):
            hand.task = None
            self.memory[hand.number] = said.memory
            return [said]
        elif isinstance(said, BaseException):
            raise said
        else:
            hand.at = said
        return []

    def _dismiss(self, hand: _Hand, task: Task, code: str, reason: str) -> Failed:
        at = hand.at or tuple(range(task.size))
        self._remove(hand)
        return Failed(task, at, code, reason)

    def _remove(self, hand: _Hand) -> None:
        self._hands.remove(hand)
        hand.process.kill()
        hand.end(time.monotonic() + _GRACE)

    def close(self) -> None:
        for hand in self._hands:
            hand.stop()
        until = time.monotonic() + _GRACE
        for hand in self._hands:
            hand.end(until)
        self._hands.clear()


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status}"


@contextmanager
def _for_workers() -> Iterator[None]:
    """What a process that is started now gets from this one: libraries that use one thread, and no
    Ctrl-C, as the run decides when its workers end (a Ctrl-C meanwhile comes afterwards).
    """
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        with _without_interrupts():
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _without_interrupts() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # its own start would let them through again
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve(pipe: Connection, settings: Settings) -> None:
    """A worker's life: set up, then tasks until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = Worker(settings)
        pipe.send(worker.start())
        while True:
            task = pipe.recv()
            pipe.send(worker.do(task, lambda at: pipe.send(tuple(at))))
    except (EOFError, ConnectionError):
        return  # the run has gone
    except (BryggaError, OSError) as error:
        with suppress(OSError):
            pipe.send(error)
