"""Folders that are watched: when something has come and stopped growing."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path


def arrivals(folders: Sequence[Path], out: Path, settle: float) -> Iterator[None]:
    """Once at the beginning, for what came while nobody watched; then each time something in the
    folders has changed and has not grown for ``settle`` seconds. Hidden files and ``out`` do not
    count. Ends with ``KeyboardInterrupt``.
    """
    from watchfiles import watch

    inside = out.resolve()

    def counts(_: object, name: str) -> bool:
        path = Path(name)
        return not path.name.startswith(".") and not path.resolve().is_relative_to(inside)

    changes = watch(*folders, watch_filter=counts, rust_timeout=200, yield_on_timeout=True)
    next(changes)  # from here on nothing is missed
    _wait_until_still(_fresh(folders, settle), settle)
    yield
    for seen in changes:
        if seen:
            _wait_until_still({Path(name) for _, name in seen}, settle)
            yield


def _fresh(folders: Sequence[Path], settle: float) -> set[Path]:
    """The files that may still be growing."""
    since = time.time_ns() - int(settle * 1e9)
    every = (path for folder in folders for path in folder.rglob("*"))
    return {path for path in every if (state := _state(path)) and state[1] > since}


def _wait_until_still(paths: Collection[Path], settle: float) -> None:
    before: list[tuple[int, int] | None] = []
    while (now := [_state(path) for path in sorted(paths)]) != before:
        before = now
        time.sleep(settle)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns
