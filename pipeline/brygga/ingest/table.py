"""Exports of a content management system: JSON lines and CSV, read one item at a time."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import IO, Any

from brygga.errors import ReadError
from brygga.ingest.columns import check_columns, document_of, guess
from brygga.ingest.document import Document
from brygga.ingest.encoding import Stream, decode_part
from brygga.ingest.limits import CHUNK, IngestSettings, too_long
from brygga.record import Notice

DELIMITERS = ";\t,|"
_JSON_ESCAPE = 8  # bytes that one character may take in JSON, with room for what surrounds it
_OVERLONG = "?\n"
_REPAIR = "the rest of the file was read; correct this item and run again"


def read_jsonl(file: IO[bytes], settings: IngestSettings) -> Iterator[Document | ReadError]:
    """One document per line; ``item`` is the line's number. Blank lines are passed over.

    A line that is not a JSON object, lacks the text or is too long yields a ``ReadError``; the
    lines around it are read.
    """
    import jsonlines
    import orjson

    lines = _Lines(file, _JSON_ESCAPE * settings.max_characters + CHUNK)
    reader = jsonlines.Reader(lines, loads=orjson.loads)
    while True:
        lines.start_record()
        try:
            row = reader.read(type=dict, allow_none=False, skip_empty=True)
        except EOFError:
            return
        except jsonlines.InvalidLineError as error:
            where = f"#{lines.number}"
            if lines.overlong:
                yield _at(where, too_long(settings.max_characters))
            else:
                yield ReadError(_json_fault(error), code="broken-line", where=where, remedy=_REPAIR)
            continue
        yield _document(row, lines, lines.number, settings.columns)


def read_csv(file: IO[bytes], settings: IngestSettings) -> Iterator[Document | ReadError]:
    """One document per row below the header; ``item`` counts them from 1.

    The delimiter is the one of ``;``, tab, ``,`` and ``|`` that the header uses. Raises
    ``ReadError`` ``no-such-column`` where the header lacks a column that the settings name, or
    one that could hold the text; a row that does not fit the header yields one of its own.
    """
    # The csv module has one limit for the process; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_characters))
    lines = _Lines(file, 4 * settings.max_characters + CHUNK)
    header, delimiter = _header(lines)
    columns = check_columns(header, settings.columns, _sample(lines, header, delimiter))
    item = 0
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.start_record()
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            item += 1
            yield _bad_row(item, first, str(error))
            lines.read_again_from_second()
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        item += 1
        if lines.overlong:
            yield _at(f"#{item}", too_long(settings.max_characters))
        elif lines.ended and lines.open_quote():
            yield _bad_row(item, first, "a quotation mark that is never closed")
            lines.read_again_from_second()
            reader = csv.reader(lines, delimiter=delimiter)
        elif any(cell.strip() for cell in cells[len(header) :]):
            count = f"{len(cells)} cells where the header has {len(header)}"
            yield _bad_row(item, first, count)
        else:
            row = dict(zip_longest(header, cells[: len(header)], fillvalue=""))
            yield _document(row, lines, item, columns)


def looks_like_csv(text: str) -> bool:
    """Whether the first line of ``text`` is a header that names a text and something else."""
    lines = text.splitlines()
    if len(lines) < 2:
        return False
    header, _ = _split_header(lines[0])
    known = guess(header)
    return "text" in known and len(known) > 1


class _Lines:
    """Lines of a file of any size as text, none longer than a limit (in bytes).

    A longer line is passed over: a stand-in comes, and ``overlong`` is set until the next
    ``start_record``. The lines given since ``start_record`` are kept, so that a reader that lost
    its way can start again from the second of them.
    """

    def __init__(self, file: IO[bytes], limit: int) -> None:
        stream = Stream()
        while chunk := file.read(CHUNK):
            stream.feed(chunk)
        self.encoding, start = stream.encoding()
        file.seek(start)
        self._wide: IO[str] | None = None
        if self.encoding.startswith(("utf-16", "utf-32")):
            self._wide = io.TextIOWrapper(file, self.encoding, errors="replace", newline="\n")
        self._file, self._limit = file, limit
        self._record: list[str] = []
        self._again: deque[str] = deque()
        self._notices: dict[str, Notice] = {}
        self.number, self.overlong, self.ended = 0, False, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        self.number += 1
        self._record.append(line)
        return line

    def _read(self) -> str:
        if self._wide:
            text = self._wide.readline(self._limit)
            if self._too_long(text, text.endswith("\n")):
                while text and not text.endswith("\n"):
                    text = self._wide.readline(self._limit)
                return _OVERLONG
        else:
            raw = self._file.readline(self._limit)
            if self._too_long(raw, raw.endswith(b"\n")):
                while raw and not raw.endswith(b"\n"):
                    raw = self._file.readline(self._limit)
                return _OVERLONG
            text, _, notices = decode_part(raw, self.encoding)
            self._notices.update((notice.code, notice) for notice in notices)
        if not text:
            self.ended = True
            raise StopIteration
        first, *more = io.StringIO(text.replace("\0", ""), newline=None).readlines() or ["\n"]
        # Line ends of old Macs: what was read is several lines.
        self._again.extend(more)
        return first

    def _too_long(self, line: str | bytes, ended: bool) -> bool:
        overlong = len(line) == self._limit and not ended
        self.overlong = self.overlong or overlong
        return overlong

    def start_record(self) -> None:
        self._record.clear()
        self.overlong = False

    def open_quote(self) -> bool:
        return sum(line.count('"') for line in self._record) % 2 == 1

    def read_again_from_second(self) -> None:
        again = self._record[1:]
        self._again.extendleft(reversed(again))
        self.number -= len(again)
        self.ended = False

    def take_notices(self) -> tuple[Notice, ...]:
        taken = tuple(self._notices.values())
        self._notices.clear()
        return taken


def _header(lines: _Lines) -> tuple[list[str], str]:
    for line in lines:
        if stated := re.match(r"sep=(.)\s*$", line):
            return next(csv.reader(lines, delimiter=stated[1]), []), stated[1]
        if line.strip():
            return _split_header(line)
    raise ReadError("a table without rows", code="no-text", remedy="export it again with rows")


def _sample(lines: _Lines, header: Sequence[str], delimiter: str) -> Iterator[dict[str, str]]:
    """The rows as they come, up to the first that cannot be read."""
    with suppress(csv.Error):
        for cells in csv.reader(lines, delimiter=delimiter):
            yield dict(zip(header, cells, strict=False))


def _split_header(line: str) -> tuple[list[str], str]:
    unquoted = re.sub(r'"[^"]*"', "", line)
    delimiter = max(DELIMITERS, key=unquoted.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = line.split(delimiter)
    return [cell.strip().lstrip("\ufeff") for cell in cells], delimiter


def _document(
    row: Mapping[str, Any], lines: _Lines, item: int, mapped: Mapping[str, str]
) -> Document | ReadError:
    try:
        return document_of(row, item, mapped, lines.encoding, lines.take_notices())
    except ReadError as error:
        return error


def _json_fault(error: Exception) -> str:
    cause = error.__cause__
    detail = str(cause or error).partition("\n")[0]
    return f"not a JSON object ({detail})"


def _bad_row(item: int, line: int, what: str) -> ReadError:
    return ReadError(
        f"row {item} (line {line}) cannot be read: {what}",
        code="broken-row",
        where=f"#{item}",
        remedy=_REPAIR,
    )


def _at(where: str, error: ReadError) -> ReadError:
    return ReadError(error.message, code=error.code, where=where, remedy=error.remedy)
