"""Markdown becomes pieces with hints, links and metadata."""

from __future__ import annotations

from brygga.ingest.markdown import is_markdown
from brygga.ingest.plain import read_markdown
from brygga.record import Image, Link


def hinted(raw: str) -> list[tuple[str | None, str]]:
    return [(piece.hint, piece.text) for piece in read_markdown(raw).pieces]


def test_headings_lists_quotes_and_tables_give_hints() -> None:
    raw = (
        "# Fler tåg\n\nFrån *juni* går **fler** tåg.\n\n## Linjer\n\n* Umeå\n* Luleå\n\n"
        "1. först\n2. sedan\n\n> Bra!\n\n| Linje | Tåg |\n|---|---|\n| Umeå | 3 |\n"
    )
    assert hinted(raw) == [
        ("title", "Fler tåg"),
        (None, "Från juni går fler tåg."),
        ("heading", "Linjer"),
        ("list-item", "Umeå"),
        ("list-item", "Luleå"),
        ("list-item", "1. först"),
        ("list-item", "2. sedan"),
        ("quote", "Bra!"),
        ("table", "Linje | Tåg\nUmeå | 3"),
    ]


def test_a_quote_with_a_hyphen_for_its_dash_is_no_list() -> None:
    said = "Vi har väntat på det här beskedet i många år nu, säger kommunalrådet Anna Ek."
    assert hinted(f"# Fler tåg\n\n- {said}\n") == [("title", "Fler tåg"), (None, f"- {said}")]


def test_a_bold_line_is_a_heading_and_a_bold_first_paragraph_the_lead() -> None:
    lead = "Från och med juni går det dubbelt så många tåg mellan Umeå och Luleå, varje dag."
    raw = f"# Fler tåg\n\n**{lead}**\n\n**Bakgrund**\n\nTågen är fulla."
    assert hinted(raw)[1:] == [("lead", lead), ("heading", "Bakgrund"), (None, "Tågen är fulla.")]


def test_links_and_images_are_kept_with_their_addresses() -> None:
    document = read_markdown('Läs [mer](https://x.se/a).\n\n![Tåg](/bilder/tag_1.jpg "Ett tåg.")')
    assert document.pieces[0].text == "Läs mer."
    assert document.links == (Link(text="mer", url="https://x.se/a"),)
    assert document.images == (
        Image(name="tag_1.jpg", url="/bilder/tag_1.jpg", caption="Ett tåg."),
    )


def test_front_matter_is_metadata() -> None:
    document = read_markdown(
        '---\ntitle: "Fler tåg"\ndate: 2024-05-03\nauthor: Anna Ek, Bo Alm\n'
        "categories:\n  - Transport\nurl: https://x.se/tag\n---\n\nTågen är fulla.\n"
    )
    assert document.title == "Fler tåg"
    assert document.published == "2024-05-03"
    assert document.byline == ("Anna Ek", "Bo Alm")
    assert document.section == ("Transport",)
    assert document.identity == "https://x.se/tag"
    assert [piece.text for piece in document.pieces] == ["Tågen är fulla."]


def test_line_ends_stay() -> None:
    assert hinted("Tid: kl. 9\nPlats: Umeå") == [(None, "Tid: kl. 9\nPlats: Umeå")]


def test_html_in_markdown_loses_its_tags_only() -> None:
    assert hinted("<div>\nTågen &amp; bussarna\n</div>\n\nEn<br>rad") == [
        (None, "Tågen & bussarna"),
        (None, "En\nrad"),
    ]


def test_markdown_is_told_from_plain_text() -> None:
    assert is_markdown("# Rubrik\n\nText.")
    assert is_markdown("Text med [länk](https://a.se) och [en till](https://b.se).")
    assert not is_markdown("Rubrik\n\n– Text, säger hon.\n\n- Ett\n- Två\n\n/Anna Ek")
