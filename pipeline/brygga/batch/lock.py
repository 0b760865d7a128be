"""One run at a time works on an output directory."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import filelock
import msgspec

from brygga.errors import BryggaError

_OWNER = "owner.json"


class Owner(msgspec.Struct, frozen=True):
    """Who holds a lock: process number, host, and since when (ISO 8601, UTC)."""

    process: int
    host: str
    since: str


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; the system frees it when the process ends, however it ends.

    Raises ``BryggaError`` with the owner and its age where another run holds it.
    """
    lock = filelock.FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise BryggaError(
            f"another run is at work here{_by(folder / _OWNER)}",
            code="locked",
            where=str(folder.parent),
            remedy="wait for it (brygga status shows how far it is), or choose another -o",
        ) from error
    owner = Owner(os.getpid(), platform.node(), datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        (folder / _OWNER).write_bytes(msgspec.json.encode(owner))
        yield
    finally:
        (folder / _OWNER).unlink(missing_ok=True)
        lock.release()


def is_held(folder: Path) -> bool:
    """Whether a run is at work in ``folder``."""
    lock = filelock.FileLock(folder / "lock")
    try:
        with lock.acquire(timeout=0):
            return False
    except filelock.Timeout:
        return True


def _by(path: Path) -> str:
    try:
        owner = msgspec.json.decode(path.read_bytes(), type=Owner)
        age = datetime.now(UTC) - datetime.fromisoformat(owner.since)
    except (OSError, msgspec.MsgspecError, ValueError):
        return ""
    minutes = int(age.total_seconds() // 60)
    return f" (process {owner.process} on {owner.host}, for {minutes} min)"
