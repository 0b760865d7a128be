"""A progress bar on standard error for runs that a person waits for."""

from __future__ import annotations

from datetime import timedelta
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.text import Text

from brygga.batch.run import Watcher
from brygga.record import Article
from brygga.terminal.overview import Overview


class Pace(ProgressColumn):
    """Rate and remaining time over the whole step: articles come in bursts of a task, which would
    make rates over the last moments meaningless.
    """

    def render(self, task: Task) -> Text:
        if not task.completed or not task.elapsed:
            return Text("")
        rate = task.completed / task.elapsed
        pace = f"{rate:,.1f}/s"
        if task.total is not None:
            left = timedelta(seconds=round(max(0.0, task.total - task.completed) / rate))
            pace += f", {left} left"
        return Text(pace)


class Onlooker(Watcher):
    """Draws nothing unless ``show`` and standard error is a terminal; what it saw is in
    ``overview``.
    """

    def __init__(self, *, show: bool) -> None:
        console = Console(stderr=True)
        self.overview = Overview()
        self._task: TaskID | None = None
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Pace(),
            console=console,
            transient=True,
            disable=not (show and console.is_terminal),
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, what: str, total: int) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=total)

    def advance(self, count: int) -> None:
        if self._task is not None:
            self._bar.advance(self._task, count)

    def fresh(self, article: Article) -> None:
        self.overview.add(article)
