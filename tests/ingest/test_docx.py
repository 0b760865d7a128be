"""Word documents: what a reader sees is read, and nothing deleted comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brygga.ingest import IngestSettings
from brygga.ingest.document import Document
from brygga.ingest.docx import read_docx
from brygga.record import Image, Link
from tests.ingest.files import (
    BODY,
    TITLE,
    docx_file,
    edited_docx,
    one_article,
    read_bytes,
    simple_docx,
    texts,
)


def read(data: bytes) -> Document:
    return read_docx(data, IngestSettings())


def hinted(document: Document) -> list[tuple[str | None, str]]:
    return [(piece.hint, piece.text) for piece in document.pieces]


def with_paragraph(xml: str) -> bytes:
    """A document whose second paragraph is the given WordprocessingML."""
    data = docx_file(
        lambda d: (d.add_paragraph("Först."), d.add_paragraph("BYT"), d.add_paragraph("Sist."))
    )
    return edited_docx(data, lambda text: text.replace("<w:p><w:r><w:t>BYT</w:t></w:r></w:p>", xml))


def test_simple_document_becomes_an_article(tmp_path: Path) -> None:
    article = one_article(read_bytes(tmp_path, "brev.docx", simple_docx()))
    assert article.title == TITLE
    assert texts(article) == [TITLE, *BODY]
    assert article.source.encoding is None


def test_styles_become_hints() -> None:
    def build(document: Any) -> None:
        document.styles.add_style("Ingress", 1)
        document.styles.add_style("Egen rubrik", 1).base_style = document.styles["Heading 2"]
        document.add_heading(TITLE, 0)
        document.add_paragraph(BODY[0], style="Ingress")
        document.add_heading("Bakgrund", 1)
        document.add_paragraph("Egen", style="Egen rubrik")
        document.add_paragraph("Punkt", style="List Bullet")
        document.add_paragraph("Siffra", style="List Number")
        document.add_paragraph("Citat", style="Intense Quote")
        document.add_paragraph("Bild", style="Caption")
        document.add_paragraph(BODY[1])

    assert hinted(read(docx_file(build))) == [
        ("title", TITLE),
        ("lead", BODY[0]),
        ("heading", "Bakgrund"),
        ("heading", "Egen"),
        ("list-item", "Punkt"),
        ("list-item", "Siffra"),
        ("quote", "Citat"),
        ("caption", "Bild"),
        (None, BODY[1]),
    ]


def test_heading_that_opens_the_text_is_the_title() -> None:
    def build(document: Any) -> None:
        document.add_heading(TITLE, 1)
        document.add_paragraph(BODY[0])
        document.add_heading("Bakgrund", 1)

    assert [hint for hint, _ in hinted(read(docx_file(build)))] == ["title", None, "heading"]


def test_insertions_under_review_are_kept_and_deletions_dropped() -> None:
    data = with_paragraph(
        '<w:p><w:r><w:t xml:space="preserve">Färjan går </w:t></w:r>'
        '<w:ins w:id="1" w:author="A"><w:r><w:t>på el</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>på diesel</w:delText></w:r></w:del>'
        "<w:r><w:t>.</w:t></w:r></w:p>"
        '<w:p><w:moveFrom w:id="3" w:author="A"><w:r><w:t>Flyttat.</w:t></w:r></w:moveFrom></w:p>'
        '<w:p><w:moveTo w:id="4" w:author="A"><w:r><w:t>Flyttat.</w:t></w:r></w:moveTo></w:p>'
    )
    assert [text for _, text in hinted(read(data))] == [
        "Först.",
        "Färjan går på el.",
        "Flyttat.",
        "Sist.",
    ]


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOX = "<w:txbxContent><w:p><w:r><w:t>Fakta: färjan byggdes 1998.</w:t></w:r></w:p></w:txbxContent>"


def test_text_box_is_read_once_after_its_paragraph() -> None:
    data = with_paragraph(
        "<w:p><w:r><w:t>Mitt.</w:t></w:r><w:r>"
        f'<mc:AlternateContent xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="urn:v">'
        '<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _, text in hinted(read(data))] == [
        "Först.",
        "Mitt.",
        "Fakta: färjan byggdes 1998.",
        "Sist.",
    ]


def test_table_of_data_is_one_piece_in_its_place() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Före.")
        table = document.add_table(rows=2, cols=2)
        for n, text in enumerate(("Ort", "Tid", "Umeå", "09.30")):
            table.cell(n // 2, n % 2).text = text
        document.add_paragraph("Efter.")

    assert hinted(read(docx_file(build))) == [
        (None, "Före."),
        ("table", "Ort | Tid\nUmeå | 09.30"),
        (None, "Efter."),
    ]


def test_row_in_a_content_control_is_kept_and_a_deleted_one_dropped() -> None:
    def row(text: str, properties: str = "") -> str:
        cell = f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        return f"<w:tr>{properties}{cell * 2}</w:tr>"

    deleted = "<w:trPr><w:del w:id='9' w:author='A'/></w:trPr>"
    control = f"<w:sdt><w:sdtContent>{row('Två')}</w:sdtContent></w:sdt>"
    data = with_paragraph(f"<w:tbl>{row('Ett')}{row('Borta', deleted)}{control}</w:tbl>")
    assert hinted(read(data))[1] == ("table", "Ett | Ett\nTvå | Två")


def test_table_in_a_table_is_read_as_text() -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Vänster"
        inner = table.cell(0, 1).add_table(rows=2, cols=2)
        for n, text in enumerate(("Ort", "Tid", "Umeå", "09.30")):
            inner.cell(n // 2, n % 2).text = text

    assert hinted(read(docx_file(build))) == [
        (None, "Vänster"),
        ("table", "Ort | Tid\nUmeå | 09.30"),
    ]


def test_table_that_only_frames_text_is_read_as_text() -> None:
    def build(document: Any) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "Faktaruta"
        cell.add_paragraph(BODY[0])

    assert hinted(read(docx_file(build))) == [(None, "Faktaruta"), (None, BODY[0])]


def test_header_and_footer_are_boilerplate_without_page_numbers() -> None:
    def build(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Pressmeddelande"
        section.footer.paragraphs[0].text = "Region Kvarken arbetar för hela Kvarken."
        section.footer.add_paragraph("Sida 1 av 2")
        document.add_paragraph(BODY[0])

    assert hinted(read(docx_file(build))) == [
        ("boilerplate", "Pressmeddelande"),
        (None, BODY[0]),
        ("boilerplate", "Region Kvarken arbetar för hela Kvarken."),
    ]


def test_hyperlinks_have_their_address() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("BYT")
        key = paragraph.part.relate_to(
            "https://kontoret.example/x",
            f"{R}/hyperlink",
            is_external=True,
        )
        document.core_properties.comments = key

    data = docx_file(build)
    key = read_rel_id(data)
    data = edited_docx(
        data,
        lambda xml: xml.replace(
            "<w:r><w:t>BYT</w:t></w:r>",
            f'<w:hyperlink xmlns:r="{R}" r:id="{key}"><w:r><w:t>Läs mer om färjan</w:t></w:r>'
            '</w:hyperlink><w:r><w:t xml:space="preserve"> och </w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> HYPERLINK "https://kontoret.example/y" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>om hamnen</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
    )
    document = read(data)
    assert document.pieces[0].text == "Läs mer om färjan och om hamnen"
    assert document.links == (
        Link(text="Läs mer om färjan", url="https://kontoret.example/x"),
        Link(text="om hamnen", url="https://kontoret.example/y"),
    )


def read_rel_id(data: bytes) -> str:
    from io import BytesIO

    import docx

    return str(docx.Document(BytesIO(data)).core_properties.comments)


def test_hidden_text_and_field_codes_are_not_read() -> None:
    data = with_paragraph(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Dolt.</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>Synligt.</w:t></w:r></w:p>'
    )
    assert [text for _, text in hinted(read(data))] == ["Först.", "Synligt.", "Sist."]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    data = with_paragraph(
        "<w:p><w:r><w:t>Umeå</w:t><w:tab/><w:t>09.30</w:t><w:br/><w:t>EU</w:t><w:noBreakHyphen/>"
        "<w:t>projekt</w:t></w:r></w:p>"
    )
    assert read(data).pieces[1].text == "Umeå\t09.30\nEU-projekt"


def test_content_controls_are_read() -> None:
    data = with_paragraph(
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        "<w:p><w:r><w:t>I fält.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert [text for _, text in hinted(read(data))] == ["Först.", "I fält.", "Sist."]


def test_numbered_paragraph_without_a_style_is_a_list_item() -> None:
    data = with_paragraph(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        "<w:r><w:t>Punkt</w:t></w:r></w:p>"
    )
    assert hinted(read(data))[1] == ("list-item", "Punkt")


def test_title_of_the_properties_is_used_only_where_the_text_has_none(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "Mall för brev"
        document.add_heading(TITLE, 0)
        document.add_paragraph(BODY[0])

    data = docx_file(build)
    assert read(data).title == "Mall för brev"
    article = one_article(read_bytes(tmp_path, "brev.docx", data))
    assert article.title == TITLE
    assert "Mall" not in article.text


def test_picture_has_its_description(tmp_path: Path) -> None:
    data = with_paragraph(
        '<w:p><w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/'
        'picture"><pic:nvPicPr><pic:cNvPr id="0" name="farja nyhet 2.jpg"/></pic:nvPicPr></pic:pic>'
        "</w:drawing></w:r></w:p>"
    )
    assert read(data).images == (Image(name="farja nyhet 2.jpg"),)
