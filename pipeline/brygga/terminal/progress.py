"""A progress bar on standard error for runs that a person waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
)
from rich.text import Text

from brygga.errors import ReadError
from brygga.ingest import Input

LINE_FORMATS = {".jsonl", ".ndjson", ".csv", ".tsv"}


class Pace(ProgressColumn):
    """Rate and remaining time over the whole run: articles come in bursts of a batch, which would
    make rates over the last moments meaningless.
    """

    def render(self, task: Task) -> Text:
        if not task.completed or not task.elapsed:
            return Text("")
        rate = task.completed / task.elapsed
        pace = f"{rate:,.1f} articles/s"
        if task.total is not None:
            left = timedelta(seconds=round(max(0.0, task.total - task.completed) / rate))
            pace += f", {left} left"
        return Text(pace)


@contextmanager
def progress(inputs: Sequence[Input | ReadError], *, show: bool) -> Iterator[Callable[[], None]]:
    """Yield a function to call once per article; draws nothing unless ``show`` and a terminal."""
    console = Console(stderr=True)
    if not (show and console.is_terminal):
        yield lambda: None
        return
    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        Pace(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=expected(inputs))
        yield lambda: bar.advance(task)


def expected(inputs: Sequence[Input | ReadError]) -> int | None:
    """How many articles ``inputs`` probably hold; ``None`` when one of them is a stream.

    Files of one article a line are counted by their line ends, without parsing them.
    """
    total = 0
    for found in inputs:
        if isinstance(found, ReadError):
            total += 1
        elif found.path is None:
            return None
        elif found.path.suffix.lower() in LINE_FORMATS:
            total += _lines(found.path)
        else:
            total += 1
    return total


def _lines(path: Path) -> int:
    """Line ends in the file; one where it cannot be read, since it then becomes one reject."""
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 1
