"""PDF: reading order, words broken at line ends, page furniture."""

from __future__ import annotations

import html
import io
from pathlib import Path

import pytest

from brygga.ingest import IngestSettings
from brygga.ingest.document import Document
from brygga.ingest.pdf import read_pdf
from brygga.ingest.pdf_lines import Character, lines_of
from brygga.record import Link
from tests.ingest.files import BODY, TITLE, Pdf, one_article, read_bytes, simple_pdf, texts, wrap

LEFT = (
    "Färjan mellan Norrfjärden och Holmön har gått på diesel sedan den byggdes i slutet av "
    "nittiotalet. Nu byts motorn mot två mindre som drivs av batterier."
)
RIGHT = (
    "Batterierna laddas vid kajen på natten, när elen är som billigast. Vid is hjälper en "
    "reservmotor till, men den ska inte behövas mer än några dagar om året."
)


def read(pdf: Pdf) -> Document:
    return read_pdf(pdf.data(), IngestSettings())


def test_simple_pdf_becomes_an_article(tmp_path: Path) -> None:
    article = one_article(read_bytes(tmp_path, "brev.pdf", simple_pdf()))
    assert article.title == TITLE
    assert texts(article) == [TITLE, BODY[0], BODY[1]]
    assert (article.source.format, article.source.encoding) == ("pdf", None)


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_are_read_one_after_the_other(interleaved: bool) -> None:
    """Whichever order the page draws the lines in."""
    pdf = Pdf()
    pdf.line(40, 540, TITLE, 18, "Helvetica-Bold")
    columns = [(40, wrap(LEFT, 32)), (225, wrap(RIGHT, 32))]
    if interleaved:
        for n in range(max(len(lines) for _, lines in columns)):
            for x, lines in columns:
                pdf.column(x, 500 - 13 * n, lines[n : n + 1])
    else:
        for x, lines in columns:
            pdf.column(x, 500, lines)
    pdf.page()
    assert [(p.hint, p.text) for p in read(pdf).pieces] == [
        ("title", TITLE),
        (None, LEFT),
        (None, RIGHT),
    ]


def test_sentence_goes_on_in_the_next_column_and_page() -> None:
    lines = wrap(LEFT, 32)
    pdf = Pdf()
    pdf.column(40, 500, lines[:3])
    pdf.column(225, 500, lines[3:])
    pdf.column(225, 420, wrap(RIGHT, 32)[:3])
    pdf.page()
    pdf.column(40, 500, wrap(RIGHT, 32)[3:])
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [LEFT, RIGHT]


def test_lead_of_several_lines_over_two_columns_is_one_paragraph() -> None:
    lead = f"{BODY[0]} {BODY[2]} {BODY[0]}"
    pdf = Pdf()
    pdf.column(40, 540, wrap(lead, 75))
    pdf.column(40, 470, wrap(LEFT, 32))
    pdf.column(225, 470, wrap(RIGHT, 32))
    pdf.column(40, 370, wrap(lead, 75))
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [lead, LEFT, RIGHT, lead]


def test_ligatures_are_letters() -> None:
    boxes = enumerate("of\ufb01ciell")
    run = [Character(char, 10.0 * n, 0, 10.0 * n + 9, 12, bold=False) for n, char in boxes]
    assert [line.text for line in lines_of(run)] == ["officiell"]


def test_pdf_longer_than_an_article_may_be_is_refused(tmp_path: Path) -> None:
    (error,) = read_bytes(tmp_path, "b.pdf", simple_pdf(), IngestSettings(max_characters=50))
    assert getattr(error, "code", None) == "too-long"


def test_title_over_two_columns_on_two_lines_is_one_title() -> None:
    pdf = Pdf()
    pdf.line(40, 540, "Färjan till Holmön får elmotor", 18)
    pdf.line(40, 518, "redan i vår", 18)
    pdf.column(40, 480, wrap(LEFT, 32))
    pdf.column(225, 480, wrap(RIGHT, 32))
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [
        "Färjan till Holmön får elmotor redan i vår",
        LEFT,
        RIGHT,
    ]


def test_times_before_their_text_are_no_column() -> None:
    pdf = Pdf()
    programme = ["Kaffe och registrering", "Välkommen", "Panelsamtal om färjan", "Lunch"]
    pdf.column(40, 500, ["09.30", "10.00", "10.15", "12.00"])
    pdf.column(110, 500, programme)
    pdf.page()
    text = "\n".join(piece.text for piece in read(pdf).pieces)
    assert text.split("\n") == [
        "09.30 Kaffe och registrering",
        "10.00 Välkommen",
        "10.15 Panelsamtal om färjan",
        "12.00 Lunch",
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            ("Motorn byts av regio-", "nens eget varv i Umeå"),
            "Motorn byts av regionens eget varv i Umeå",
        ),
        (
            ("Stödet kommer från EU-", "programmet för öar nu"),
            "Stödet kommer från EU-programmet för öar nu",
        ),
        (
            ("Det gäller forsknings-", "och innovationspengar"),
            "Det gäller forsknings- och innovationspengar",
        ),
        (
            ("Resan går Norrfjärden-", "Holmön fyra gånger per"),
            "Resan går Norrfjärden-Holmön fyra gånger per",
        ),
        (("Leden för Väster-", "botten och Österbotten"), "Leden för Västerbotten och Österbotten"),
        (("Där är 2020-", "talets största satsning"), "Där är 2020-talets största satsning"),
    ],
)
def test_word_broken_at_a_line_end_is_joined(lines: tuple[str, str], joined: str) -> None:
    pdf = Pdf()
    pdf.column(40, 500, lines)
    pdf.page()
    (piece,) = read(pdf).pieces
    assert piece.text == joined


def test_document_decides_whether_a_compound_has_a_hyphen() -> None:
    pdf = Pdf()
    pdf.column(40, 500, ["Inom Osiris prövas nya vägar, säger Osiris-", "projektet i sin rapport."])
    pdf.column(40, 440, ["Regionen har ett Interreg-projekt och Interreg-", "projekt är populära."])
    pdf.page()
    first, second = read(pdf).pieces
    assert first.text == "Inom Osiris prövas nya vägar, säger Osiris-projektet i sin rapport."
    assert second.text == "Regionen har ett Interreg-projekt och Interreg-projekt är populära."


def paged(texts: tuple[str, ...]) -> Pdf:
    pdf = Pdf()
    for n, text in enumerate(texts, 1):
        pdf.line(40, 570, "Kvarkenbladet · nummer 2 2024", 8)
        pdf.column(40, 500, wrap(text, 60))
        pdf.line(200, 25, f"Sida {n} av {len(texts)}", 8)
        pdf.page()
    return pdf


def test_running_header_and_page_number_are_left_out_with_a_notice() -> None:
    document = read(paged((LEFT, RIGHT)))
    assert [piece.text for piece in document.pieces] == [LEFT, RIGHT]
    (notice,) = document.notices
    assert notice.code == "page-furniture"
    assert "Kvarkenbladet · nummer 2 2024" in notice.message


def test_nothing_but_its_number_is_furniture_of_a_single_page() -> None:
    document = read(paged((LEFT,)))
    assert [piece.text for piece in document.pieces] == ["Kvarkenbladet · nummer 2 2024", LEFT]
    (notice,) = document.notices
    assert notice.code == "page-furniture"
    assert notice.message.endswith("Sida 1 av 1")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        *((text, True) for text in ("Sida 3 av 9", "1", "– 1 –", "1 (2)", "1/2")),
        *((text, False) for text in ("2", "2019", "1 maj", "1,5")),
    ],
)
def test_last_line_is_the_page_number_if_it_says_so_or_is_right(text: str, gone: bool) -> None:
    pdf = Pdf()
    pdf.column(40, 500, wrap(LEFT, 75))
    pdf.line(200, 30, text)
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [LEFT, *([] if gone else [text])]


@pytest.mark.parametrize(
    "lines",
    [
        ("– Nu blir det tyst på däck, säger Åsa", "Öberg, överstyrman."),
        ("Åsa Öberg är nöjd, men Bo", "Lind vill vänta med bytet."),
        ("Båten går varje dag", "från Norrfjärden."),
    ],
)
def test_sentence_goes_on_below_a_short_line(lines: tuple[str, str]) -> None:
    pdf = Pdf()
    pdf.column(40, 500, wrap(LEFT, 75))
    pdf.column(40, 450, lines)
    pdf.column(40, 400, wrap(RIGHT, 75))
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [LEFT, " ".join(lines), RIGHT]


def test_lines_that_the_author_began_anew_stay_lines() -> None:
    pdf = Pdf()
    pdf.column(40, 500, wrap(LEFT, 75))
    pdf.column(40, 450, ["Tid och plats", "Mötet hålls i Umeå."])
    pdf.column(40, 410, ["Åsa Öberg", "överstyrman", "090-12 34 56"])
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [
        LEFT,
        "Tid och plats\nMötet hålls i Umeå.",
        "Åsa Öberg\növerstyrman\n090-12 34 56",
    ]


def test_item_of_a_list_goes_on_below_its_bullet() -> None:
    pdf = Pdf()
    pdf.column(40, 500, wrap(LEFT, 75))
    pdf.line(40, 460, "• Färjan går på el.")
    pdf.line(50, 447, "Norrfjärden har laddstation.")
    pdf.line(40, 434, "• Reservmotorn")
    pdf.line(40, 421, "behövs vid is")
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [
        LEFT,
        "• Färjan går på el. Norrfjärden har laddstation.",
        "• Reservmotorn behövs vid is",
    ]


def test_paragraphs_are_told_apart_by_distance_or_indent() -> None:
    pdf = Pdf()
    pdf.column(40, 540, wrap(LEFT, 60))
    pdf.column(40, 480, wrap(RIGHT, 60))
    first, *rest = wrap(BODY[2], 60)
    pdf.line(55, 480 - 13 * len(wrap(RIGHT, 60)), first)
    pdf.column(40, 480 - 13 * (len(wrap(RIGHT, 60)) + 1), rest)
    pdf.page()
    assert [piece.text for piece in read(pdf).pieces] == [LEFT, RIGHT, BODY[2]]


def test_short_lines_of_a_contact_stay_lines_of_one_piece() -> None:
    pdf = Pdf()
    pdf.column(40, 540, wrap(LEFT, 60))
    pdf.column(40, 460, ["Åsa Öberg", "överstyrman", "070-174 06 13"])
    pdf.page()
    assert read(pdf).pieces[1].text == "Åsa Öberg\növerstyrman\n070-174 06 13"


def test_bold_short_line_is_a_heading() -> None:
    pdf = Pdf()
    pdf.column(40, 540, wrap(LEFT, 60))
    pdf.line(40, 480, "Så går det till", 10, "Helvetica-Bold")
    pdf.column(40, 467, wrap(RIGHT, 60))
    pdf.page()
    assert [(p.hint, p.text) for p in read(pdf).pieces] == [
        (None, LEFT),
        ("heading", "Så går det till"),
        (None, RIGHT),
    ]


def set_in_columns(paragraphs: list[str], columns: int) -> bytes:
    """A page as a layout program sets it: a title over columns of wrapped text."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate, Paragraph

    width = (500 - 20 * (columns - 1)) / columns
    frames = [Frame(50, 740, 500, 60, leftPadding=0)]
    frames += [Frame(50 + n * (width + 20), 50, width, 680, 0, 0, 0, 0) for n in range(columns)]
    target = io.BytesIO()
    document = BaseDocTemplate(target, pagesize=(600, 842), invariant=True)
    document.addPageTemplates([PageTemplate(frames=frames)])
    title = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=21)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13, spaceAfter=7)
    first, *rest = map(html.escape, paragraphs)
    document.build([Paragraph(first, title), FrameBreak(), *(Paragraph(p, body) for p in rest)])
    return target.getvalue()


def encodable(text: str) -> bool:
    """Whether the standard fonts of PDF have all its characters."""
    return text.encode("cp1252", errors="ignore").decode("cp1252") == text


@pytest.mark.parametrize("columns", [1, 2])
def test_regional_items_come_back_from_columns_paragraph_by_paragraph(columns: int) -> None:
    regional = Path(__file__).parents[2] / "corpus" / "regional"
    tried = 0
    for item in sorted(regional.glob("r*.txt"))[::3]:
        parts = item.read_text(encoding="utf-8").split("\n\n")
        wanted = [" ".join(part.split()) for part in parts if part.strip()]
        if any("\n" in part.strip() for part in parts) or not encodable("".join(wanted)):
            continue
        document = read_pdf(set_in_columns(wanted, columns), IngestSettings())
        assert [piece.text.replace("\n", " ") for piece in document.pieces] == wanted, item.name
        tried += 1
    assert tried >= 8


def test_link_has_its_text_and_address() -> None:
    pdf = Pdf()
    pdf.column(40, 500, [*wrap(LEFT, 60), "Läs mer om färjan"])
    bottom = 500 - 13 * len(wrap(LEFT, 60))
    pdf.canvas.linkURL("https://kontoret.example/farja", (38, bottom - 4, 140, bottom + 9))
    pdf.page()
    document = read(pdf)
    assert document.links == (Link(text="Läs mer om färjan", url="https://kontoret.example/farja"),)
