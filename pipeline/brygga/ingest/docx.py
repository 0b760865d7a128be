"""Word documents: paragraphs with their style, tables, text boxes, headers, footnotes.

docx2python opens the package and resolves its relations; the paragraphs are read here, since
its text export mixes bullets and link mark-up into the text and gives a text box twice.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from brygga.errors import ReadError
from brygga.ingest.archive import check_member
from brygga.ingest.document import Document, Hint, Piece
from brygga.ingest.limits import IngestSettings, too_large
from brygga.record import Image, Link

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)

_GONE = frozenset(f"{_W}{tag}" for tag in ("del", "moveFrom", "rPr", "pPr", "sdtPr")) | {_FALLBACK}
_INLINE = {
    f"{_W}tab": "\t",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_STYLES: tuple[tuple[re.Pattern[str], Hint], ...] = (
    (re.compile(r"title|titel|huvudrubrik|rubrik"), "title"),
    (re.compile(r"heading \d|rubrik \d|sub ?title|underrubrik|mellanrubrik"), "heading"),
    (re.compile(r"ingress|preamble|lead"), "lead"),
    (re.compile(r"list (?:bullet|number).*|punktlista.*|numrerad lista.*"), "list-item"),
    (re.compile(r"(?:intense )?quote|citat|starkt citat"), "quote"),
    (re.compile(r"caption|bildtext|beskrivning"), "caption"),
    (re.compile(r"byline|författare|author"), "byline"),
    (re.compile(r"date|datum"), "dateline"),
)
_TOP_HEADING = re.compile(r"heading 1|rubrik 1")
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an|\.)?|page)?\s*\d*\s*(?:(?:av|of|/)\s*\d*|\(\d*\))?", re.IGNORECASE
)
_FILE = re.compile(r"\.\w{2,4}$")
_LONGEST_CELL = 300


def read_docx(data: bytes, settings: IngestSettings) -> Document:
    """The text of a Word document: header, body, notes, footer.

    Insertions under review are in the text, deletions are not. Header and footer are hinted as
    boilerplate. The title of the document's properties is taken as metadata. Raises ``ReadError``
    ``damaged``, ``encrypted``, ``too-large``, ``zip-bomb`` or ``entity-expansion``.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                check_member(info, info.filename, settings)
                if info.filename.endswith(".xml") and info.file_size > settings.max_markup:
                    raise too_large(info.file_size, settings.max_markup, "max_markup")
        return _read(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError) as error:
        raise ReadError(
            f"a Word document that is cut short or damaged ({error})",
            code="damaged",
            remedy="open it in Word and save it again",
        ) from error


def _read(data: bytes) -> Document:
    from docx2python.docx_reader import DocxReader

    # Not its own context manager: that one swallows every exception.
    with closing(DocxReader(io.BytesIO(data))) as package:
        styles = _style_names(package)
        parts: dict[str, list[_Par]] = {}
        links: list[Link] = []
        images: list[Image] = []
        for kind in ("header", "officeDocument", "footnotes", "endnotes", "footer"):
            for file in sorted(package.files_of_type(kind), key=lambda file: str(file.path)):
                if file.path not in package.zipf.namelist():
                    continue
                part = _Part(styles, file.rels)
                part.story(_xml(package.zipf.read(file.path)))
                parts.setdefault(kind, []).extend(part.pars)
                links += part.links
                images += part.images
        title = _core_title(package)
    header, footer = (_around(parts.get(kind, [])) for kind in ("header", "footer"))
    body = _with_title(parts.get("officeDocument", []))
    notes = [*parts.get("footnotes", []), *parts.get("endnotes", [])]
    return Document(
        pieces=tuple(Piece(text=p.text, hint=p.hint) for p in (*header, *body, *notes, *footer)),
        title=title,
        links=tuple(dict.fromkeys(links)),
        images=tuple(dict.fromkeys(images)),
    )


class _Par(msgspec.Struct):
    text: str
    hint: Hint | None
    style: str = ""


class _Style(NamedTuple):
    name: str
    base: str | None
    listed: bool


class _Part:
    """One story of the document (body, header, notes) as paragraphs in reading order."""

    def __init__(self, styles: Mapping[str, _Style], rels: Mapping[str, str]) -> None:
        self.styles, self.rels = styles, rels
        self.pars: list[_Par] = []
        self.links: list[Link] = []
        self.images: list[Image] = []

    def story(self, element: _Element) -> None:
        """Read the paragraphs and tables below ``element``, at whatever depth they lie."""
        for child in element:
            if child.tag == f"{_W}p":
                self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag not in _GONE and not _is_separator(child):
                self.story(child)

    def table(self, table: _Element) -> None:
        """A table of data is one paragraph, a line a row; one that frames text is its text."""
        rows = [
            [cell for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row]
            for row in table.iter(f"{_W}tr")
            if _owner(row, "tbl") is table and row.find(f"{_W}trPr/{_W}del") is None
        ]
        texts = [[" ".join(self.lone_text(cell)) for cell in row] for row in rows]
        nested = next(table.iterdescendants(f"{_W}tbl"), None) is not None
        frame = max(map(len, rows), default=0) < 2
        if nested or frame or any(len(text) > _LONGEST_CELL for row in texts for text in row):
            for row in rows:
                for cell in row:
                    self.story(cell)
            return
        lines = [" | ".join(filter(None, row)) for row in texts if any(row)]
        if lines:
            self.pars.append(_Par("\n".join(lines), "table"))

    def lone_text(self, cell: _Element) -> list[str]:
        inner = _Part(self.styles, self.rels)
        inner.story(cell)
        self.links += inner.links
        self.images += inner.images
        return [" ".join(par.text.split()) for par in inner.pars]

    def paragraph(self, element: _Element) -> None:
        run = _Inline(self.rels)
        run.read(element)
        self.links += run.links
        self.images += run.images
        text = "".join(run.text).strip()
        if text:
            name, hint = self.style_of(element)
            self.pars.append(_Par(text, hint, name))
        for box in run.boxes:
            self.story(box)

    def style_of(self, paragraph: _Element) -> tuple[str, Hint | None]:
        stated = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = stated.get(f"{_W}val") if stated is not None else None
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        listed = number is not None and number.get(f"{_W}val") != "0"
        first = ""
        for _ in range(10):  # styles may be based on each other in a circle
            style = self.styles.get(key or "")
            if style is None:
                break
            first = first or style.name
            for pattern, hint in _STYLES:
                if pattern.fullmatch(style.name):
                    return style.name, hint
            listed = listed or (number is None and style.listed)
            key = style.base
        return first, "list-item" if listed else None


class _Inline:
    """The text of one paragraph, with its links and pictures; text boxes are set aside."""

    def __init__(self, rels: Mapping[str, str]) -> None:
        self.rels = rels
        self.text: list[str] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.boxes: list[_Element] = []
        self.fields: list[tuple[str, int]] = []

    def read(self, element: _Element) -> None:
        for child in element:
            tag = child.tag
            if tag in _GONE or (tag == f"{_W}r" and _is_hidden(child)):
                continue
            if tag == f"{_W}t":
                self.text.append(child.text or "")
            elif tag in _INLINE:
                self.text.append(_INLINE[tag])
            elif tag == f"{_W}br":
                self.text.append("\n" if child.get(f"{_W}type") != "column" else " ")
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_W}hyperlink":
                start = len(self.text)
                self.read(child)
                self.link(self.rels.get(child.get(f"{_R}id") or ""), start)
            elif tag in (f"{_W}fldChar", f"{_W}instrText"):
                self.field(child)
            elif tag == _PICTURE:
                self.image(child)
            else:
                self.read(child)

    def link(self, url: str | None, start: int) -> None:
        text = " ".join("".join(self.text[start:]).split())
        if url and text and not url.startswith("#"):
            self.links.append(Link(text=text, url=url))

    def field(self, element: _Element) -> None:
        """Follow a field, which Word writes as begin, instruction, separator, result, end."""
        if element.tag == f"{_W}instrText":
            if self.fields:
                self.fields[-1] = (self.fields[-1][0] + (element.text or ""), len(self.text))
            return
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            self.fields.append(("", len(self.text)))
        elif kind == "end" and self.fields:
            instruction, start = self.fields.pop()
            if match := _HYPERLINK.search(instruction):
                self.link(match[1], start)

    def image(self, element: _Element) -> None:
        described, name = element.get("descr"), element.get("name") or ""
        name = described or (name if _FILE.search(name) else "")
        if name.strip():
            self.images.append(Image(name=" ".join(name.split())))


def _with_title(pars: list[_Par]) -> list[_Par]:
    """Only one paragraph is the title; where no style says so, a heading that opens the text."""
    titles = [par for par in pars if par.hint == "title"]
    if not titles and pars and _TOP_HEADING.fullmatch(pars[0].style):
        pars[0].hint = "title"
    for par in titles[1:]:
        par.hint = "heading"
    return pars


def _around(pars: list[_Par]) -> Iterator[_Par]:
    """Header or footer without page numbers, each text once however many pages have it."""
    for text in dict.fromkeys(par.text for par in pars):
        if not _PAGE_NUMBER.fullmatch(text.strip()):
            yield _Par(text, "boilerplate")


def _style_names(package: Any) -> dict[str, _Style]:
    if "word/styles.xml" not in package.zipf.namelist():
        return {}
    root = _xml(package.zipf.read("word/styles.xml"))
    found = {}
    for style in root.iter(f"{_W}style"):
        name, base = (style.find(f"{_W}{tag}") for tag in ("name", "basedOn"))
        found[style.get(f"{_W}styleId") or ""] = _Style(
            name=(name.get(f"{_W}val") or "").lower() if name is not None else "",
            base=base.get(f"{_W}val") if base is not None else None,
            listed=style.find(f"{_W}pPr/{_W}numPr") is not None,
        )
    return found


def _core_title(package: Any) -> str | None:
    if "docProps/core.xml" not in package.zipf.namelist():
        return None
    title = _xml(package.zipf.read("docProps/core.xml")).findtext(_DC_TITLE) or ""
    return " ".join(title.split()) or None


def _xml(data: bytes) -> _Element:
    """Parse a part of the package; Office writes no document type, so one is an attack."""
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ReadError(
            "a Word document whose XML declares entities, which can expand without bound",
            code="entity-expansion",
            remedy="open it in Word and save it again",
        )
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data, parser)


def _owner(element: _Element, tag: str) -> _Element | None:
    """The innermost element called ``tag`` around ``element``."""
    return next(element.iterancestors(f"{_W}{tag}"), None)


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false")


def _is_separator(element: _Element) -> bool:
    return "eparator" in (element.get(f"{_W}type") or "") or element.tag == f"{_W}sectPr"
