"""What workers are given and what they give back; plain data that crosses processes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from brygga.ingest import Input
from brygga.record import StageRun


class Found(msgspec.Struct, frozen=True):
    """An input with its place in the run and the SHA-256 of its bytes."""

    place: int
    input: Input
    sha256: str


class Read(msgspec.Struct, frozen=True):
    """Read inputs: articles to ``spool``, an ``Item`` a line to ``index``."""

    inputs: tuple[Found, ...]
    spool: Path
    index: Path

    @property
    def size(self) -> int:
        return len(self.inputs)


class Item(msgspec.Struct, frozen=True):
    """One article of an input (where it lies in the spool), or the reject in its place.

    ``digest`` is the SHA-256 of the article as it was read, ``text`` its content hash,
    ``characters`` its length, ``signature`` what near-duplicates are found by.
    """

    place: int
    number: int
    id: str | None = None
    digest: str | None = None
    text: str | None = None
    offset: int = 0
    length: int = 0
    characters: int = 0
    signature: bytes | None = None
    reject: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """An article to process. ``id`` is the one it gets, where another of the run has its own."""

    key: str
    spool: Path
    offset: int
    length: int
    characters: int
    id: str | None = None


class Process(msgspec.Struct, frozen=True):
    """Process articles: records and rejects to ``part``, a ``Result`` a line to ``index``."""

    pieces: tuple[Piece, ...]
    part: Path
    index: Path

    @property
    def size(self) -> int:
        return len(self.pieces)


class Result(msgspec.Struct, frozen=True):
    """Where the outcome of an article lies in its part; ``kind`` is ``record`` or ``reject``."""

    key: str
    kind: str
    offset: int
    length: int


Task = Read | Process


class Ready(msgspec.Struct, frozen=True):
    """What a worker says of its flow when it is set up."""

    stages: tuple[StageRun, ...]
    fingerprint: str


class Done(msgspec.Struct, frozen=True):
    """A task whose files are complete. ``seconds`` by stage; ``memory`` in bytes, the peak."""

    task: Task
    seconds: dict[str, float]
    memory: int


class Failed(msgspec.Struct, frozen=True):
    """A task that a worker did not finish: it died or took too long on the things ``at`` (numbers
    within the task).
    """

    task: Task
    at: tuple[int, ...]
    code: str
    reason: str
