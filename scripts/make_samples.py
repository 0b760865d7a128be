"""Write the DOCX and PDF samples of ``corpus/articles`` from the texts in ``corpus/sources``.

    python scripts/make_samples.py [FOLDER]

The same sources give the same bytes, whatever the day. Needs python-docx and reportlab (extra
``dev``). Each source is a list of blocks, ``[role]`` on a line and the text below it; the gold
for these samples is written by hand and is not read here.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

CORPUS = Path(__file__).parent.parent / "corpus"
ZIP_DATE = (2024, 1, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = {"title": "Title", "heading": "Heading 2", "list-item": "List Bullet"}

Blocks = list[tuple[str, str]]


def read(name: str) -> Blocks:
    """The (role, text) pairs of a source."""
    blocks = (CORPUS / "sources" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    pairs = (re.fullmatch(r"\[([a-z-]+)\]\n(.+)", b.strip(), re.DOTALL) for b in blocks)
    return [(m[1], m[2]) for m in pairs if m]


# --- DOCX


def invitation() -> bytes:
    """Heading styles, a bullet list, a table, page header and footer."""
    document = Document()
    blocks = read("pressinbjudan-matfestival")
    furniture = [text for role, text in blocks if role == "boilerplate"]
    document.sections[0].header.paragraphs[0].text = furniture[0]
    document.sections[0].footer.paragraphs[0].text = furniture[1]
    for role, text in blocks:
        if role == "table":
            _add_table(document, [row.split(" | ") for row in text.splitlines()])
        elif role != "boilerplate":
            document.add_paragraph(text, style=STYLES.get(role))
    return _packed(document)


def waste_map() -> bytes:
    """Tracked insertions and deletions, and a text box stored twice, as Word stores it."""
    document = Document()
    for role, text in read("avfallskarta-dalsland"):
        paragraph = document.add_paragraph("", style=STYLES.get(role))
        if text.startswith("Fakta: "):
            _add_text_box(paragraph, text)
        elif text.startswith("Tre av fyra"):
            _delete(paragraph, "Nästan hälften", 1)
            _insert(paragraph, "Tre av fyra", 2)
            paragraph.add_run(text.removeprefix("Tre av fyra"))
        elif text.startswith("Nästa steg"):
            paragraph.add_run(text)
            _delete(paragraph, " Kommunerna är ännu inte tillfrågade.", 3)
        else:
            paragraph.add_run(text)
    return _packed(document)


def _add_table(document: Docx, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _insert(paragraph: Paragraph, text: str, number: int) -> None:
    _append(
        paragraph,
        f'<w:ins {NAMESPACES} w:id="{number}" w:author="Redaktör" w:date="2021-11-12T09:00:00Z">'
        f"<w:r><w:t>{text}</w:t></w:r></w:ins>",
    )


def _delete(paragraph: Paragraph, text: str, number: int) -> None:
    _append(
        paragraph,
        f'<w:del {NAMESPACES} w:id="{number}" w:author="Redaktör" w:date="2021-11-12T09:00:00Z">'
        f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>',
    )


def _add_text_box(paragraph: Paragraph, text: str) -> None:
    content = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    graphic = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    _append(
        paragraph,
        f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="3600000" cy="900000"/><wp:docPr id="1" name="Textruta 1"/>'
        f'<a:graphic><a:graphicData uri="{graphic}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        '<v:shape style="width:283pt;height:71pt">'
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )


def _append(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def _packed(document: Docx) -> bytes:
    """The document with its metadata and zip times fixed."""
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, ZIP_DATE), source.read(name), 8)
    return packed.getvalue()


# --- PDF

FONTS = {"title": ("Helvetica-Bold", 18.0), "heading": ("Helvetica-Bold", 13.0)}
BODY = ("Helvetica", 12.0)
VOWELS = "aeiouyåäö"


def two_columns() -> bytes:
    """Two columns, words broken at line ends, the same header and a page number on each page."""
    width, height = A5
    margin, gap = 40.0, 22.0
    column = (width - 2 * margin - gap) / 2
    lefts = (margin, margin + column + gap)
    output = BytesIO()
    canvas = Canvas(output, pagesize=A5, invariant=1)
    page, at, y = 1, 0, height - 60
    top = y
    _running(canvas, "Nordkalottens europabrev · nummer 4 2022", width, height, page)
    for role, text in read("brandpatrull-barents"):
        font, size = FONTS.get(role, BODY)
        wide = role in ("title", "dateline")
        for line in _lines(text, font, size, width - 2 * margin if wide else column):
            if y < 56:
                at, y = at + 1, top
                if at == len(lefts):
                    canvas.showPage()
                    page, at = page + 1, 0
                    y = top = height - 60
                    _running(
                        canvas, "Nordkalottens europabrev · nummer 4 2022", width, height, page
                    )
            canvas.setFont(font, size)
            canvas.drawString(lefts[at], y, line)
            y -= size * 1.3
        y -= 6
        if wide:
            top = y
    canvas.save()
    return output.getvalue()


def one_column() -> bytes:
    """One column on two pages with a running header and footer."""
    width, height = A5
    output = BytesIO()
    canvas = Canvas(output, pagesize=A5, invariant=1)
    head = "Leader Sjö, Skog & Fjäll · årsskrift"
    page, y = 1, height - 70
    _running(canvas, head, width, height, page)
    for role, text in read("byapengen-leader"):
        font, size = FONTS.get(role, ("Helvetica", 14.0))
        for line in _lines(text, font, size, width - 100, hyphenate=False):
            if y < 60:
                canvas.showPage()
                page, y = page + 1, height - 70
                _running(canvas, head, width, height, page)
            canvas.setFont(font, size)
            canvas.drawString(50, y, line)
            y -= size * 1.4
        y -= 10
    canvas.save()
    return output.getvalue()


def _running(canvas: Canvas, text: str, width: float, height: float, page: int) -> None:
    canvas.setFont("Helvetica", 7.5)
    canvas.drawCentredString(width / 2, height - 28, text)
    canvas.drawCentredString(width / 2, 24, f"Sida {page}")


def _lines(
    text: str, font: str, size: float, width: float, *, hyphenate: bool = True
) -> Iterator[str]:
    line = ""
    for word in text.split():
        rest = word
        while rest:
            wanted = f"{line} {rest}" if line else rest
            if stringWidth(wanted, font, size) <= width:
                line, rest = wanted, ""
                continue
            for head, tail in _breaks(rest) if hyphenate else ():
                wanted = f"{line} {head}-" if line else f"{head}-"
                if stringWidth(wanted, font, size) <= width:
                    line, rest = wanted, tail
                    break
            yield line
            line = ""
    if line:
        yield line


def _breaks(word: str) -> Iterator[tuple[str, str]]:
    """Head and tail at each place where Swedish breaks a simple word, the longest head first.

    One consonant goes to the new line; two different ones are parted (språknämndens
    enkonsonantregel); names and words with a hyphen or digits are left whole.
    """
    if not word.rstrip(".,").isalpha() or word[:1].isupper():
        return
    for at in range(len(word) - 3, 2, -1):
        pattern = "".join("v" if letter in VOWELS else "c" for letter in word[at - 2 : at + 2])
        if pattern in ("cvcv", "vvcv") or (pattern == "vccv" and word[at - 1] != word[at]):
            yield word[:at], word[at:]


SAMPLES = {
    "pressinbjudan-matfestival.docx": invitation,
    "avfallskarta-dalsland.docx": waste_map,
    "brandpatrull-barents.pdf": two_columns,
    "byapengen-leader.pdf": one_column,
}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "articles"
    for name, make in SAMPLES.items():
        (folder / name).write_bytes(make())
        print(folder / name)


if __name__ == "__main__":
    main()
