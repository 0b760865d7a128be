"""Bounds that keep one input from taking the memory or the time of all others."""

from __future__ import annotations

from typing import IO

import msgspec

from brygga.errors import ReadError
from brygga.nearest import nearest

FIELDS = ("text", "title", "lead", "date", "modified", "url", "lang", "id", "byline", "section")


class IngestSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How inputs are read.

    ``columns`` maps one of ``FIELDS`` to the name of a column in CSV or a key in JSONL (dots lead
    into nested objects). ``max_bytes`` bounds a file that is read whole;
    JSONL, CSV and zip are streamed and have no bound but those of their items. ``max_markup``
    bounds HTML, feeds and the XML inside DOCX, whose trees take many times their size in memory.
    ``max_characters`` bounds one article. The ``zip_`` settings bound an archive: members, bytes
    of one member and of all together when unpacked, and how many times smaller packing may make
    a member of more than a million bytes. ``sniff``: where suffix and content disagree, believe
    the content and note it in the record (true), or refuse the file (false).
    """

    columns: dict[str, str] = {}
    max_bytes: int = 200_000_000
    max_markup: int = 20_000_000
    max_characters: int = 1_000_000
    max_pages: int = 500
    zip_members: int = 10_000
    zip_member_bytes: int = 200_000_000
    zip_total_bytes: int = 2_000_000_000
    zip_ratio: int = 200
    sniff: bool = True

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a column of a field that does not exist."""
        for field in self.columns:
            if field not in FIELDS:
                raise ValueError(f"columns: {field!r} is no field; {nearest(field, FIELDS)}")


CHUNK = 1 << 20


def too_large(size: int, limit: int, setting: str) -> ReadError:
    """The error for ``size`` bytes where ``limit`` are allowed by ``setting``."""
    return ReadError(
        f"{size:,} bytes; the limit is {limit:,}",
        code="too-large",
        remedy=f"split the file, or raise ingest.{setting}",
    )


def too_long(limit: int) -> ReadError:
    """The error for an article of more than ``limit`` characters."""
    return ReadError(
        f"more than {limit:,} characters in one article",
        code="too-long",
        remedy="split it, or raise ingest.max_characters",
    )


def read_whole(file: IO[bytes], limit: int, setting: str) -> bytes:
    """The rest of ``file``; raises ``ReadError`` as soon as it has more than ``limit`` bytes."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise ReadError(
            f"more than {limit:,} bytes",
            code="too-large",
            remedy=f"split the file, or raise ingest.{setting}",
        )
    return data
