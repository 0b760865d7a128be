"""What could not become a record, and why."""

from __future__ import annotations

import msgspec

from brygga.errors import ReadError
from brygga.flow import StageError
from brygga.record import Article


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """One line of ``rejects.jsonl``: ``file`` (as in ``source.uri``), ``stage`` (``ingest`` or the
    stage that failed), a stable ``code``, the ``reason`` in words, and what to do about it.
    """

    file: str
    stage: str
    code: str
    reason: str
    remedy: str | None = None

    def __str__(self) -> str:
        line = f"{self.file}: {self.reason}"
        return f"{line}\n        → {self.remedy}" if self.remedy else line


def from_read_error(error: ReadError) -> Reject:
    return Reject(
        file=error.where or "?",
        stage="ingest",
        code=error.code,
        reason=error.message,
        remedy=error.remedy,
    )


def from_stage_failure(article: Article, failure: StageError) -> Reject:
    return Reject(
        file=article.source.uri, stage=failure.stage, code="stage-failed", reason=str(failure)
    )
