"""Give tasks to an engine until all are done, and split those that fail."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from brygga.batch.engines import Engine
from brygga.batch.tasks import Done, Failed, Found, Piece, Process, Read, Task

_T = TypeVar("_T")
_TRIES = 2
"""Times that a single article or input may end its worker before it is given up."""


class Names:
    """File names that no other run has used, as ``number`` is the run's own."""

    def __init__(self, parts: Path, work: Path, number: int) -> None:
        self._parts, self._work, self._number = parts, work, number
        self._count = count(1)

    def name(self, folder: Path, what: str) -> Path:
        return folder / f"{what}-{self._number}-{next(self._count)}.jsonl"

    def part(self) -> Path:
        return self.name(self._parts, "part")

    def work(self, what: str) -> Path:
        return self.name(self._work, what)


def drive(
    engine: Engine,
    tasks: Iterator[Task],
    names: Names,
    done: Callable[[Done], None],
    give_up: Callable[[Task, Failed], None],
) -> None:
    """Returns when every task is done or its culprits are given up, one thing at a time.

    A task that fails is cut into what is not at fault and halves of what may be, until each thing
    stands alone.
    """
    again: deque[Task] = deque()
    tries: dict[str, int] = {}
    more = True
    while more or again or engine.busy:
        while engine.room and (again or more):
            task = again.popleft() if again else next(tasks, None)
            if task is None:
                more = False
            else:
                engine.submit(task)
        for ended in engine.wait() if engine.busy else ():
            if isinstance(ended, Done):
                done(ended)
            elif ended.task.size == 1:
                name = _name(ended.task)
                tries[name] = tries.get(name, 0) + 1
                if ended.code != "timeout" and tries[name] < _TRIES:
                    again.append(_of(ended.task, [0], names))
                else:
                    give_up(ended.task, ended)
            else:
                again.extend(split(ended, names))


def split(failed: Failed, names: Names) -> Iterator[Task]:
    """The task in parts: without the things at fault, and these in halves."""
    task, size = failed.task, failed.task.size
    at = sorted(failed.at)
    middle = (len(at) + 1) // 2
    rest = [n for n in range(size) if n not in failed.at]
    for chosen in (at[:middle], at[middle:], rest):
        if chosen:
            yield _of(task, chosen, names)


def _name(task: Task) -> str:
    if isinstance(task, Read):
        return f"input {task.inputs[0].place}"
    return task.pieces[0].key


def _of(task: Task, numbers: list[int], names: Names) -> Task:
    if isinstance(task, Read):
        inputs = tuple(task.inputs[n] for n in numbers)
        return replace(task, inputs=inputs, spool=names.work("read"), index=names.work("index"))
    pieces = tuple(task.pieces[n] for n in numbers)
    return replace(task, pieces=pieces, part=names.part(), index=names.work("index"))


def read_tasks(found: Iterator[Found], size: int, names: Names) -> Iterator[Read]:
    """Inputs in tasks of ``size``."""
    for chunk in _chunks(found, size):
        yield Read(chunk, names.work("read"), names.work("index"))


def process_tasks(pieces: Iterator[Piece], size: int, names: Names) -> Iterator[Process]:
    """Articles in tasks of ``size``."""
    for chunk in _chunks(pieces, size):
        yield Process(chunk, names.part(), names.work("index"))


def _chunks(things: Iterator[_T], size: int) -> Iterator[tuple[_T, ...]]:
    while chunk := tuple(islice(things, size)):
        yield chunk
