"""PDF: lines from the positions of characters, columns, paragraphs, words broken at line ends.

A PDF holds glyphs at places, no text. pdfium gives the characters with their boxes; what is a
line, a column, a paragraph or a page's own header is read from the geometry here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from brygga.errors import ReadError
from brygga.ingest.document import Document
from brygga.ingest.limits import IngestSettings, too_long
from brygga.ingest.pdf_lines import HYPHEN, Character, Line, lines_of, reading_order
from brygga.ingest.pdf_text import paragraphs, without_furniture
from brygga.record import Link, Notice

_ENCRYPTED = 4  # FPDF_ERR_PASSWORD
_END = b"%%EOF"
_BOLD = (b"bold", b"black", b"heavy")


def read_pdf(data: bytes, settings: IngestSettings) -> Document:
    """The text of a PDF in reading order.

    Page numbers and lines that recur at the top or bottom are left out, with a notice. Raises
    ``ReadError``: ``encrypted``, ``damaged``, ``too-many-pages``, ``no-text`` (pages that are only
    images).
    """
    import pypdfium2

    cut_short = _END not in data[-2048:]
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _ENCRYPTED:
            raise ReadError(
                "a PDF that is encrypted with a password",
                code="encrypted",
                remedy="save it again without a password",
            ) from error
        raise _damaged(str(error)) from error
    try:
        if len(document) > settings.max_pages:
            raise ReadError(
                f"{len(document)} pages; the limit is {settings.max_pages}",
                code="too-many-pages",
                remedy="split the file, or raise ingest.max_pages",
            )
        links: list[Link] = []
        pages: list[list[Line]] = []
        for n in range(len(document)):
            pages.append(_page(document, n, links))
            if sum(len(line.text) for page in pages for line in page) > settings.max_characters:
                raise too_long(settings.max_characters)
        title = " ".join(document.get_metadata_value("Title").split())
    except pypdfium2.PdfiumError as error:
        raise _damaged(str(error)) from error
    finally:
        document.close()
    if not any(pages):
        if cut_short:
            raise _damaged("the end of the file is missing")
        raise ReadError(
            "a PDF without text (its pages are images, as a scanner makes them)",
            code="no-text",
            remedy="run text recognition on it first, for instance: ocrmypdf -l swe FILE OUT",
        )
    return _document(pages, title, links, cut_short=cut_short)


def _document(
    pages: Sequence[Sequence[Line]], title: str, links: Iterable[Link], *, cut_short: bool
) -> Document:
    kept, furniture = without_furniture(pages)
    notices = []
    if cut_short:
        message = "the file is cut short (it has no end mark); text may be missing"
        notices.append(Notice(code="cut-short", message=message))
    if furniture:
        message = f"left out, as the pages' own: {'; '.join(furniture)}"
        notices.append(Notice(code="page-furniture", message=message))
    pieces = tuple(paragraphs([reading_order(page) for page in kept]))
    return Document(
        pieces=pieces,
        title=title if any(title in piece.text for piece in pieces) else None,
        links=tuple(dict.fromkeys(links)),
        notices=tuple(notices),
    )


def _page(document: Any, number: int, links: list[Link]) -> list[Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        links += _links(document, page, text)
        return lines_of(_characters(text))
    finally:
        text.close()
        page.close()


def _characters(text: Any) -> Iterator[Character]:
    """The characters of a text page; a hyphen that breaks a word comes as ``HYPHEN``."""
    import pypdfium2.raw as pdfium

    handle, box = text.raw, pdfium.FS_RECTF()
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    for n in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(handle, n))
        if char in "\r\n":
            yield Character("\n", 0, 0, 0, 0, bold=False)
            continue
        if pdfium.FPDFText_IsHyphen(handle, n) > 0:
            char = HYPHEN
        pdfium.FPDFText_GetLooseCharBox(handle, n, box)
        pdfium.FPDFText_GetFontInfo(handle, n, name, len(name), flags)
        bold = any(word in name.value.lower() for word in _BOLD)
        yield Character(char, box.left, box.bottom, box.right, box.top, bold=bold)


def _links(document: Any, page: Any, text: Any) -> Iterator[Link]:
    """The areas of a page that lead to an address, with the text in them."""
    import pypdfium2.raw as pdfium

    position, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        if size <= 1 or not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        url = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document.raw, action, url, size)
        inside = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
        shown = " ".join(inside.replace(HYPHEN, "-").split())
        if shown:
            yield Link(text=shown, url=url.value.decode("utf-8", "replace"))


def _damaged(reason: str) -> ReadError:
    return ReadError(
        f"a PDF that is cut short or damaged ({reason})",
        code="damaged",
        remedy="fetch or save the file again",
    )
