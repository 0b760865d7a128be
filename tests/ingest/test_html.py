"""The article of a web page, whole and without the page around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from brygga.ingest.document import Document
from brygga.ingest.html import read_fragment, read_html
from brygga.record import Image, Link
from tests.ingest.files import BODY, TITLE, html_page, one_article, read_bytes, simple_html, texts

PAGES = Path(__file__).with_name("pages")
"""Pages in the layouts of Swedish regional offices, agencies and press rooms, each with the runs
of text that are its article: hint, tab, text. Names, places and texts are made up; the mark-up
follows WordPress, SiteVision, Drupal, Municipio, a press room and an office's page of the 2000s.
"""


def runs(document: Document) -> list[tuple[str | None, str]]:
    return [(piece.hint, piece.text) for piece in document.pieces]


def expected(name: str) -> list[tuple[str | None, str]]:
    lines = (PAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.split("\t") for line in lines)
    return [(None if hint == "-" else hint, text.replace(" ⏎ ", "\n")) for hint, text in parts]


@pytest.mark.parametrize("name", sorted(page.stem for page in PAGES.glob("*.html")))
def test_page_gives_exactly_the_runs_of_its_article(name: str) -> None:
    assert runs(read_html((PAGES / f"{name}.html").read_bytes())) == expected(name)


def test_page_in_cp1252_is_read_whatever_it_declares() -> None:
    for declared in ("iso-8859-1", "utf-8", "windows-1252"):
        page = (PAGES / "wordpress.html").read_text(encoding="utf-8")
        page = page.replace("<head>", f'<head><meta charset="{declared}">')
        document = read_html(page.encode("cp1252"))
        assert document.encoding == "cp1252"
        assert runs(document) == expected("wordpress")


def test_xhtml_with_an_xml_declaration_is_read(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="ISO-8859-1"?>\n' + simple_html().decode()
    article = one_article(read_bytes(tmp_path, "sida.xhtml", page.encode("cp1252")))
    assert (article.title, article.source.format) == (TITLE, "html")
    assert article.source.media_type == "application/xhtml+xml"


def metadata(head: str) -> Document:
    return read_html(html_page(f"<main><h1>{TITLE}</h1><p>{BODY[0]}</p></main>", head).encode())


def test_metadata_comes_from_open_graph() -> None:
    document = metadata(
        '<meta property="article:published_time" content="2024-05-02T06:00:00Z">'
        '<meta property="article:modified_time" content="2024-05-03">'
        '<meta property="article:section" content="Transport">'
        '<meta name="author" content="Åsa Öberg">'
        '<link rel="canonical" href="https://kontoret.example/farjan">'
    )
    assert document.published == "2024-05-02T06:00:00Z"
    assert document.modified == "2024-05-03"
    assert document.section == ("Transport",)
    assert document.byline == ("Åsa Öberg",)
    assert document.identity == "https://kontoret.example/farjan"


def test_metadata_comes_from_linked_data() -> None:
    document = metadata(
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": '
        '["NewsArticle"], "headline": "Elfärjan", "datePublished": "2024-05-02", "author": '
        '[{"@type": "Person", "name": "Åsa Öberg"}, {"@type": "Organization", "name": "AB X"}]}]}'
        "</script>"
    )
    assert (document.title, document.published) == ("Elfärjan", "2024-05-02")
    assert document.byline == ("Åsa Öberg",)


@pytest.mark.parametrize(
    ("stated", "section"),
    [('"Transport"', ("Transport",)), ('["Transport", "Klimat", 3]', ("Transport", "Klimat"))],
)
def test_section_comes_from_linked_data(stated: str, section: tuple[str, ...]) -> None:
    data = f'{{"@type": "NewsArticle", "articleSection": {stated}}}'
    assert metadata(f'<script type="application/ld+json">{data}</script>').section == section


@pytest.mark.parametrize("script", ["{", "[" * 100_000, '"text"', '{"@graph": 3}', "null"])
def test_broken_linked_data_is_passed_over(script: str) -> None:
    document = metadata(f'<script type="application/ld+json">{script}</script>')
    assert document.published is None


def test_site_is_neither_title_nor_author() -> None:
    document = metadata(
        f"<title>{TITLE} – Region Kvarken</title>"
        '<meta property="og:site_name" content="Region Kvarken">'
        '<meta name="author" content="Region Kvarken">'
    )
    assert document.title == TITLE
    assert document.byline == ()


def test_dash_in_a_title_is_kept() -> None:
    assert metadata("<title>Elfärjan – en succé</title>").title == "Elfärjan – en succé"


def test_link_keeps_its_text_in_place_and_its_address_in_links() -> None:
    document = read_fragment(
        f'<p>{BODY[0]}</p><p><a href="/x?a=1&amp;b=2">Läs mer om färjan</a></p>',
        base="https://kontoret.example/n/",
    )
    assert document.pieces[1].text == "Läs mer om färjan"
    assert document.links == (
        Link(text="Läs mer om färjan", url="https://kontoret.example/x?a=1&b=2"),
    )


def test_link_that_leads_nowhere_is_no_link() -> None:
    markup = '<p><a href="#top">Upp</a> <a href="javascript:x()">Öppna</a> <a href="http://[">Fel</a></p>'
    assert [link.url for link in read_fragment(markup).links] == ["http://["]
    assert read_fragment(markup, base="https://a.example/").links == ()


@pytest.mark.parametrize(
    "figure",
    [
        '<img src="farja.jpg" alt="{alt}"><figcaption>Vid kajen. Foto: Bo Ek</figcaption>',
        '<figcaption>Vid kajen. Foto: Bo Ek</figcaption><img src="farja.jpg" alt="{alt}">',
    ],
)
@pytest.mark.parametrize(("alt", "name"), [("farja nyhet 1", "farja nyhet 1"), ("", "farja.jpg")])
def test_image_has_its_caption(figure: str, alt: str, name: str) -> None:
    markup = f"<p>{BODY[0]}</p><figure>{figure.format(alt=alt)}</figure><p>{BODY[1]}</p>"
    document = read_fragment(markup)
    caption = "Vid kajen. Foto: Bo Ek"
    assert document.images == (Image(name=name, url="farja.jpg", caption=caption),)
    assert [(p.hint, p.text) for p in document.pieces] == [
        (None, BODY[0]),
        ("caption", caption),
        (None, BODY[1]),
    ]


def test_line_break_stays_in_its_run_and_two_make_two_runs() -> None:
    document = read_fragment("<p>Åsa Öberg<br>överstyrman<br/> <br>Hamnen<br></p>")
    assert [piece.text for piece in document.pieces] == ["Åsa Öberg\növerstyrman", "Hamnen"]


def test_white_space_of_the_source_is_one_space() -> None:
    (piece,) = read_fragment("<p>Färjan\n   går <b>på\tel</b>\n</p>").pieces
    assert piece.text == "Färjan går på el"


def test_script_style_and_hidden_text_are_not_read() -> None:
    markup = (
        "<p>Färjan går.</p><script>var a = 'x';</script><style>p {}</style><!-- dold -->"
        '<p hidden>Gömt</p><p style="display:none">Gömt</p><p aria-hidden="true">Gömt</p>'
    )
    assert [piece.text for piece in read_fragment(markup).pieces] == ["Färjan går."]


def test_only_the_first_paragraph_of_a_lead_box_is_the_lead() -> None:
    document = read_fragment("<div class='ingress'><p>Först.</p><p>Sedan.</p></div>")
    assert [piece.hint for piece in document.pieces] == ["lead", None]


def test_class_on_the_whole_article_hints_nothing() -> None:
    text = "".join(f"<p>{paragraph}" for paragraph in BODY)
    document = read_fragment(f"<div class='published author'>{text}</div>")
    assert {piece.hint for piece in document.pieces} == {None}


def test_list_items_and_nested_lists_are_items_of_their_own() -> None:
    document = read_fragment("<ul><li>Ett<ul><li>Två</li></ul></li><li><p>Tre</p></li></ul>")
    assert [(p.hint, p.text) for p in document.pieces] == [
        ("list-item", "Ett"),
        ("list-item", "Två"),
        ("list-item", "Tre"),
    ]


def test_table_of_one_column_is_read_as_text() -> None:
    document = read_fragment("<table><tr><td>Ett</td></tr><tr><td>Två</td></tr></table>")
    assert [(p.hint, p.text) for p in document.pieces] == [(None, "Ett"), (None, "Två")]


TEASERS = (
    "<h3><a href='/1'>Ny ordförande vald</a></h3><p>Hon kommer från Dorotea och har lett nätverket "
    "för glesbygd i fem år.</p><h3><a href='/2'>Öppet hus</a></h3><p>Välkommen på fredag.</p>"
)


@pytest.mark.parametrize("heading", ["Fler nyheter", "Senaste nytt", "Läs också", "Relaterat"])
def test_teasers_below_the_article_are_left_out(heading: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    box = f"<div><h2>{heading}</h2>{TEASERS}</div>"
    document = read_html(html_page(f"<main><h1>{TITLE}</h1><div>{text}</div>{box}</main>").encode())
    assert [piece.text for piece in document.pieces] == [TITLE, *BODY]


def test_linked_headings_in_the_text_itself_are_kept() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    document = read_html(html_page(f"<main><h1>{TITLE}</h1>{text}{TEASERS}</main>").encode())
    assert "Ny ordförande vald" in [piece.text for piece in document.pieces]


def test_embedded_image_of_megabytes_costs_nothing() -> None:
    image = '<img alt="is nyhet 3" src="data:image/png;base64,' + "iVBORw0KGgo" * 1_100_000 + '">'
    document = read_html(
        html_page(f"<main><h1>{TITLE}</h1>{image}<p>{BODY[0]}</p></main>").encode()
    )
    assert [piece.text for piece in document.pieces] == [TITLE, BODY[0]]


def test_contact_person_in_a_side_box_is_kept(tmp_path: Path) -> None:
    data = (PAGES / "drupal-with-aside.html").read_bytes()
    article = one_article(read_bytes(tmp_path, "a.html", data))
    assert [contact.name for contact in article.contacts] == ["Ingalill Blind"]
    assert "Ingalill Blind" in texts(article, "contact")
    assert article.byline == ("Lisa Grönfjäll",)


def test_canonical_address_is_the_id_and_the_path_the_source(tmp_path: Path) -> None:
    data = (PAGES / "wordpress.html").read_bytes()
    article = one_article(read_bytes(tmp_path, "a.html", data))
    assert article.id == "https://fjallregionen.example/nyheter/karta"
    assert article.source.uri == "a.html"


def test_page_without_an_article_in_it_is_still_read() -> None:
    document = read_html(html_page("<p>Hej.</p>").encode())
    assert [piece.text for piece in document.pieces] == ["Hej."]


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div class='c-signature'><span class='c-signature__name'>Vera Lind</span>"
            "<span>Publicerad:</span> 2024-05-02 <span>Uppdaterad:</span> 2024-05-03</div>"
        ),
        (
            "<div class='share'>Dela</div><footer class='page-meta'><p class='author'>Vera Lind</p>"
            "<p>Publicerad 2024-05-02</p><p>Senast uppdaterad 2024-05-03</p></footer>"
        ),
        (
            "<div id='publishInfo'><b class='name'>Vera Lind</b><br>"
            "Publicerad: 2 maj 2024 | Senast uppdaterad: 3 maj 2024</div>"
        ),
    ],
)
def test_signature_beside_the_article_is_read_and_the_page_around_it_is_not(
    tmp_path: Path, box: str
) -> None:
    page = simple_html().decode()
    page = page.replace("</article>", f"</article><nav>Start</nav>{box}<p>Besök oss.</p>")
    article = one_article(read_bytes(tmp_path, "a.html", page.encode()))
    assert article.byline == ("Vera Lind",)
    assert (article.published, article.modified) == ("2024-05-02", "2024-05-03")
    assert not {"Start", "Dela", "Besök oss."} & {*texts(article)}
