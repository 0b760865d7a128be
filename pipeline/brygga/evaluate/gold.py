"""Texts with their entities marked.

Gold is JSONL, one text a line: ``{"id", "text", "entities": [{"start", "end", "label"}]}``,
offsets in code points.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import jsonlines
import msgspec

from brygga.errors import BryggaError
from brygga.record import Label


class Span(msgspec.Struct, frozen=True, order=True):
    start: int
    end: int
    label: Label

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character and the label."""
        return self.label == other.label and self.meets(other)


class Gold(msgspec.Struct, frozen=True):
    id: str
    text: str
    entities: tuple[Span, ...]


def load_gold(path: Path) -> list[Gold]:
    """Read a gold file; raises ``BryggaError`` naming the line at fault."""
    texts = read_lines(path, Gold, 'name a file with one {"id", "text", "entities"} object a line')
    for n, gold in enumerate(texts, 1):
        if any(not 0 <= s.start < s.end <= len(gold.text) for s in gold.entities):
            raise BryggaError("an entity lies outside the text", code="gold", where=f"{path}:{n}")
    return texts


T = TypeVar("T")


def read_lines(path: Path, kind: type[T], remedy: str) -> list[T]:
    """Every line of a JSONL file as a ``kind``; raises ``BryggaError`` naming the line at fault."""
    parts: list[T] = []
    try:
        with path.open("rb") as file, jsonlines.Reader(file, loads=msgspec.json.decode) as lines:
            for n, line in enumerate(lines, 1):
                parts.append(_convert(line, kind, f"{path}:{n}"))
    except (OSError, jsonlines.InvalidLineError, UnicodeDecodeError) as error:
        raise BryggaError(
            f"no gold file ({_reason(error)})", code="gold", where=str(path), remedy=remedy
        ) from error
    if not parts:
        raise BryggaError("holds no texts", code="gold", where=str(path))
    return parts


def _convert(line: object, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(line, kind)
    except msgspec.ValidationError as error:
        raise BryggaError(f"not a gold text ({error})", code="gold", where=where) from error


def _reason(error: Exception) -> str:
    match error:
        case OSError(strerror=str(reason)):
            return reason
        case jsonlines.InvalidLineError(lineno=int(number)):
            return f"line {number} is not JSON"
    return str(error)
