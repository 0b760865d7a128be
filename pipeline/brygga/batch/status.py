"""How far a run is, for people who look on from outside."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from brygga.batch.lock import is_held

STATUS = "status.json"
_EVERY = 1.0
"""Seconds between two notes."""


class Status(msgspec.Struct):
    """``phase``: ``reading`` (inputs), ``processing`` (articles) or ``complete``; ``done`` of
    ``total`` in this phase, since ``since``. ``seconds`` of work by stage, ``memory`` (bytes, the
    peak) by worker. Times are ISO 8601 in UTC.
    """

    process: int
    phase: str
    total: int
    done: int
    rejected: int
    since: str
    updated: str
    seconds: dict[str, float]
    memory: dict[int, int]

    @property
    def rate(self) -> float:
        """Inputs or articles a second in this phase."""
        spent = datetime.fromisoformat(self.updated) - datetime.fromisoformat(self.since)
        return self.done / max(spent.total_seconds(), 0.001)


class Notes:
    """Writes the status where others can read it, now and then."""

    def __init__(self, path: Path, process: int) -> None:
        now = _now()
        self._path = path
        self._written = 0.0
        self.status = Status(process, "reading", 0, 0, 0, now, now, {}, {})

    def begin(self, phase: str, total: int) -> None:
        self.status.phase, self.status.total, self.status.done = phase, total, 0
        self.status.since = _now()
        self.write()

    def due(self) -> bool:
        return time.monotonic() - self._written > _EVERY

    def write(self) -> None:
        self.status.updated = _now()
        part = self._path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(self.status))
        part.replace(self._path)
        self._written = time.monotonic()


def read_status(state: Path) -> tuple[Status, bool] | None:
    """What the last run has noted, and whether it is at work; ``None`` if there was none."""
    try:
        status = msgspec.json.decode((state / STATUS).read_bytes(), type=Status)
    except FileNotFoundError:
        return None
    return status, is_held(state)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
