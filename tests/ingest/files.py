"""Tiny input files, built here so that a reader sees all of what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from brygga.errors import ReadError
from brygga.ingest import IngestSettings, Input, read
from brygga.record import Article

TITLE = "Färjan till Holmön får elmotor"
BODY = (
    "Från och med våren går färjan till Holmön på el, och utsläppen minskar med 400 ton om året.",
    "– Det blir tystare på däck och billigare i drift, säger Åsa Öberg som är överstyrman.",
    "Bytet betalas av Kvarkenrådet. Trafikverket står för laddstationen vid kajen i Norrfjärden.",
)


def read_bytes(
    folder: Path, name: str, data: bytes, settings: IngestSettings | None = None
) -> list[Article | ReadError]:
    """What ``read`` makes of a file ``name`` that holds ``data``."""
    path = folder / name
    path.write_bytes(data)
    return list(read(Input(path=path, root=folder, uri=name), settings))


def one_article(found: Sequence[Article | ReadError]) -> Article:
    (item,) = found
    assert isinstance(item, Article), str(item)
    return item


def one_error(found: Sequence[Article | ReadError]) -> ReadError:
    (item,) = found
    assert isinstance(item, ReadError), item
    return item


def texts(article: Article, *roles: str) -> list[str]:
    """The blocks of an article, those with one of ``roles`` if any are named."""
    return [
        article.text[block.start : block.end]
        for block in article.blocks
        if not roles or block.role in roles
    ]


def html_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='sv'><head>{head}</head><body>{body}</body></html>"


def simple_html() -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return html_page(f"<main><article><h1>{TITLE}</h1>{paragraphs}</article></main>").encode()


def zip_file(members: Mapping[str, bytes], **more: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def docx_file(build: Callable[[object], None]) -> bytes:
    """A Word document that ``build`` fills (python-docx)."""
    import docx

    document = docx.Document()
    build(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def simple_docx() -> bytes:
    def build(document: object) -> None:
        document.add_heading(TITLE, 0)
        for text in BODY:
            document.add_paragraph(text)

    return docx_file(build)


def edited_docx(data: bytes, edit: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The same Word document with the XML of one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = edit(members[part].decode()).encode()
    return zip_file(members)


class Pdf:
    """Draws lines of text on pages (reportlab); coordinates in points from the bottom left."""

    def __init__(self, **more: object) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=(420, 595), invariant=True, **more)

    def line(
        self, x: float, y: float, text: str, size: float = 10, font: str = "Helvetica"
    ) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def column(self, x: float, y: float, lines: Sequence[str], pitch: float = 13) -> None:
        for n, text in enumerate(lines):
            self.line(x, y - n * pitch, text)

    def page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self.target.getvalue()


def simple_pdf(**more: object) -> bytes:
    pdf = Pdf(**more)
    pdf.line(40, 540, TITLE, 18, "Helvetica-Bold")
    pdf.column(40, 500, wrap(BODY[0], 70))
    pdf.column(40, 440, wrap(BODY[1], 70))
    pdf.page()
    return pdf.data()


def wrap(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)
