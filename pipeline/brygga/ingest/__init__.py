"""Any input to articles: ``discover`` the files, then ``read`` each one.

Nothing here touches the network, and nothing raises for bad input: what cannot become an article
is yielded as a ``ReadError`` in its place.
"""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from brygga.errors import ReadError
from brygga.ingest.discover import Input as Input
from brygga.ingest.discover import cannot_open
from brygga.ingest.discover import discover as discover
from brygga.ingest.document import Document
from brygga.ingest.limits import CHUNK, read_whole, too_large, too_long
from brygga.ingest.limits import IngestSettings as IngestSettings
from brygga.record import Article, Source, replace

__all__ = ["READER", "IngestSettings", "Input", "discover", "read"]

READER = 1
"""Counts up when the same bytes are read otherwise, so that runs read them again."""


def read(source: Input, settings: IngestSettings | None = None) -> Iterator[Article | ReadError]:
    """Every article of ``source`` in its order, or the ``ReadError`` that stands in its place.

    JSONL, CSV and zip are read item by item, so memory is bounded by the largest item.
    """
    settings = settings or IngestSettings()
    try:
        with _open(source) as file:
            yield from _Reader(settings).file(file, source.uri)
    except OSError as error:
        yield cannot_open(error, source.uri)


def _open(source: Input) -> IO[bytes]:
    if source.path is not None:
        return source.path.open("rb")
    spool = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115 - the caller closes it
    while chunk := sys.stdin.buffer.read(CHUNK):
        spool.write(chunk)
    spool.seek(0)
    return spool


class _Reader:
    def __init__(self, settings: IngestSettings) -> None:
        from brygga.ingest.archive import Budget

        self.settings = settings
        self.budget = Budget(settings)

    def file(self, file: IO[bytes], uri: str, depth: int = 0) -> Iterator[Article | ReadError]:
        from brygga.ingest.sniff import sniff

        try:
            kind = sniff(file, uri, trust_content=self.settings.sniff)
            if kind.format == "zip":
                yield from self.archive(file, uri, depth)
                return
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            self.check_size(kind.format, size)
            source = Source(
                uri=uri, format=kind.format, media_type=kind.media_type, sha256=_sha256(file)
            )
            for found in self.documents(kind.format, file):
                if isinstance(found, ReadError):
                    yield _at(uri, found)
                else:
                    noted = replace(found, notices=(*kind.notices, *found.notices))
                    yield self.article(noted, source)
        except ReadError as error:
            yield _at(uri, error)
        except OSError as error:
            yield cannot_open(error, uri)
        except Exception as error:  # a library's failure on one input must not end the run
            yield ReadError(
                f"could not be read ({type(error).__name__}: {error})",
                code="damaged",
                where=uri,
                remedy="save it again or as plain text; if that fails too, please report a bug",
            )

    def archive(self, file: IO[bytes], uri: str, depth: int) -> Iterator[Article | ReadError]:
        from brygga.ingest.archive import NESTING, members

        if depth >= NESTING:
            raise ReadError(
                f"a zip archive inside {depth} others",
                code="nested-too-deep",
                remedy="unpack the outer archives first",
            )
        empty = True
        for member in members(file, self.settings, self.budget):
            empty = False
            if isinstance(member, ReadError):
                yield _at(uri, member)
            else:
                yield from self.file(member[1], f"{uri}!/{member[0]}", depth + 1)
        if empty:
            raise ReadError(
                "a zip archive without files",
                code="no-text",
                remedy="pack it again, or leave it out",
            )

    def check_size(self, form: str, size: int) -> None:
        settings = self.settings
        if form in ("plain", "markdown") and size > 4 * settings.max_characters + 4:
            raise too_long(settings.max_characters)
        if form in ("html", "feed") and size > settings.max_markup:
            raise too_large(size, settings.max_markup, "max_markup")
        if form in ("docx", "pdf") and size > settings.max_bytes:
            raise too_large(size, settings.max_bytes, "max_bytes")

    def documents(self, form: str, file: IO[bytes]) -> Iterator[Document | ReadError]:
        if form in ("jsonl", "csv"):
            from brygga.ingest import table

            reader = table.read_jsonl if form == "jsonl" else table.read_csv
            yield from reader(file, self.settings)
            return
        data = read_whole(file, self.settings.max_bytes, "max_bytes")
        if form == "feed":
            from brygga.ingest.feed import read_feed

            yield from read_feed(data)
        elif form == "html":
            from brygga.ingest.html import read_html

            yield read_html(data)
        elif form == "docx":
            from brygga.ingest.docx import read_docx

            yield read_docx(data, self.settings)
        elif form == "pdf":
            from brygga.ingest.pdf import read_pdf

            yield read_pdf(data, self.settings)
        else:
            yield _read_text(data, form, self.settings.max_characters)

    def article(self, document: Document, source: Source) -> Article | ReadError:
        from brygga.ingest.layout import arrange

        uri = source.uri if document.item is None else f"{source.uri}#{document.item}"
        size = sum(len(piece.text) for piece in document.pieces)
        if size > self.settings.max_characters:
            return _at(uri, too_long(self.settings.max_characters))
        if not any(piece.text.strip() for piece in document.pieces):
            return ReadError(
                "there is no text in it",
                code="no-text",
                where=uri,
                remedy="look whether its text is an image or was never saved; else leave it out",
            )
        source = replace(source, uri=uri, encoding=document.encoding)
        try:
            return arrange(document, id=document.identity or uri, source=source)
        except Exception as error:  # one article's odd text must not lose the others of its file
            return ReadError(
                f"its layout could not be read ({type(error).__name__}: {error})",
                code="layout",
                where=uri,
                remedy="please report this text as a bug",
            )


def _read_text(data: bytes, form: str, longest: int) -> Document:
    from brygga.ingest.encoding import decode
    from brygga.ingest.plain import read_markdown, read_plain

    text, encoding, notices = decode(data)
    if len(text) > longest:
        raise too_long(longest)
    document = read_markdown(text) if form == "markdown" else read_plain(text)
    return replace(document, encoding=encoding, notices=(*notices, *document.notices))


def _at(uri: str, error: ReadError) -> ReadError:
    """``error`` with ``where`` made complete: it may hold only ``#item`` or ``!/member``."""
    where = f"{uri}{error.where or ''}"
    remedy = error.remedy and error.remedy.replace("FILE", PurePosixPath(uri).name)
    return ReadError(error.message, code=error.code, where=where, remedy=remedy)


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest
