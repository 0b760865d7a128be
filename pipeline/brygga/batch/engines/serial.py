"""Tasks in this very process, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from brygga.batch.tasks import Done, Failed, Ready, Task
from brygga.batch.worker import Worker
from brygga.settings import Settings


class Serial:
    """Cannot outlive a native library that crashes, and cannot end an article that takes too long;
    the pool can.
    """

    def __init__(self, settings: Settings) -> None:
        self._worker = Worker(settings)
        self._waiting: list[Task] = []
        self.memory: dict[int, int] = {}

    def start(self) -> Ready:
        return self._worker.start()

    def hire(self) -> None:
        """Nobody else works here."""

    @property
    def room(self) -> bool:
        return not self._waiting

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def submit(self, task: Task) -> None:
        self._waiting.append(task)

    def wait(self) -> Sequence[Done | Failed]:
        done = self._worker.do(self._waiting.pop(), lambda _: None)
        self.memory[0] = done.memory
        return [done]

    def close(self) -> None:
        self._waiting.clear()
