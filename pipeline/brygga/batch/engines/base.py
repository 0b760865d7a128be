"""What every engine does. It only schedules: all of them call the same ``Worker``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from brygga.batch.tasks import Done, Failed, Ready, Task


class Engine(Protocol):
    """``start`` sets up a worker and says what its flow is; ``hire`` lets the others set themselves
    up meanwhile, where much is to be done. ``submit`` takes a task while ``room`` is true; ``wait``
    gives what has ended since, or nothing if that takes longer than a moment. ``busy``: whether
    tasks are under way. ``close`` stops the workers within five seconds, whatever they do.
    ``memory`` is the highest that a worker of each number has needed, in bytes.
    """

    memory: dict[int, int]

    def start(self) -> Ready: ...

    def hire(self) -> None: ...

    @property
    def room(self) -> bool: ...

    @property
    def busy(self) -> bool: ...

    def submit(self, task: Task) -> None: ...

    def wait(self) -> Sequence[Done | Failed]: ...

    def close(self) -> None: ...
