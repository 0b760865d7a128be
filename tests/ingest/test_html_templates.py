"""The corpus's regional items in page templates: every line of the article and no other."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from brygga.ingest.html import read_html
from tests.ingest.files import html_page

REGIONAL = Path(__file__).parents[2] / "corpus" / "regional"
ITEMS = sorted(REGIONAL.glob("r*.txt"))[::3]

NAVIGATION = (
    "<header class='site-header'><a href='/'><img src='/logo.svg' alt='Kontoret'></a><nav><ul>"
    "<li><a href='/'>Start</a></li><li><a href='/om'>Om oss</a></li></ul></nav></header>"
)
FOOTER = (
    "<footer class='site-footer'><p>Kontoret, Rue de la Tanche 12, Bryssel. Vi svarar på frågor om "
    "program och partnersökning.</p><a href='/integritet'>Integritetspolicy</a></footer>"
)
FOOTER_OF_DIVS = (
    "<div id='footer'><div><h3>Om oss</h3><p>Kontoret företräder regioner, kommuner och "
    "universitet i norr, och dess uppgift är att ge dem en röst i unionens alla institutioner."
    "</p></div></div>"
)
COOKIES = (
    "<div class='cc-window'>" + "<p>Vi använder kakor för att se hur du läser.</p>" * 5 + "</div>"
)
RELATED = (
    "<div><h2>Fler nyheter</h2><ul><li><a href='/1'>Ny ordförande vald</a></li>"
    "<li><a href='/2'>Så röstade de</a></li><li><a href='/3'>Öppet hus</a></li></ul></div>"
)
TEASERS = "<div class='puffar'>" + "".join(
    f"<div class='puff'><h3><a href='/{n}'>Nyhet nummer {n}</a></h3><p>Välkommen till kontoret på "
    "fredag för ett samtal om fjällens framtid med politiker från alla län.</p></div>"
    for n in range(6)
) + "</div>"  # fmt: skip


def paragraphs(texts: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{lines(text)}</{tag}>" for text in texts)


def lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def blog(title: str, body: Sequence[str]) -> str:
    article = f"<article><header><h1>{title}</h1></header><div>{paragraphs(body)}</div></article>"
    return f"{NAVIGATION}<main>{article}</main><aside class='sidebar'>{RELATED}</aside>{FOOTER}"


def related_inside(title: str, body: Sequence[str]) -> str:
    return f"{NAVIGATION}<main><h1>{title}</h1>{paragraphs(body)}{RELATED}</main>{FOOTER}"


def lead_apart(title: str, body: Sequence[str]) -> str:
    lead = f"<div class='preamble'>{paragraphs(body[:1])}</div>"
    text = f"<div class='editorial'>{paragraphs(body[1:])}</div>"
    return f"{NAVIGATION}<main><h1>{title}</h1>{lead}{text}{TEASERS}</main>{FOOTER}"


def portlets(title: str, body: Sequence[str]) -> str:
    parts = "".join(f"<div class='portlet'>{paragraphs([text])}</div>" for text in body)
    return f"{NAVIGATION}<main><div class='portlet'><h1>{title}</h1></div>{parts}</main>{FOOTER}"


def divs_only(title: str, body: Sequence[str]) -> str:
    menu = "<div id='menu'><a href='/'>Start</a></div>"
    return f"{menu}<div><h1>{title}</h1>{paragraphs(body, 'div')}</div>{FOOTER_OF_DIVS}"


def title_in_a_hero(title: str, body: Sequence[str]) -> str:
    hero = f"<div class='hero'><div><h1>{title}</h1></div></div>"
    return (
        f"{NAVIGATION}{hero}<div class='row'><div>{paragraphs(body)}</div>{RELATED}</div>{FOOTER}"
    )


def site_name_as_top_heading(title: str, body: Sequence[str]) -> str:
    top = "<div id='header'><h1><a href='/'>Kontoret</a></h1></div>"
    return f"{top}<div><h2>{title}</h2>{paragraphs(body)}</div>{FOOTER_OF_DIVS}"


def whole_page_in_a_form(title: str, body: Sequence[str]) -> str:
    page = f"{NAVIGATION}<div><h1>{title}</h1>{paragraphs(body)}</div>{FOOTER}"
    return f"<form id='aspnetForm' method='post'>{page}</form>"


def layout_table(title: str, body: Sequence[str]) -> str:
    text = "<br><br>".join(map(lines, body))
    menu = "<td><a href='/'>Hem</a><br><a href='/arkiv'>Arkiv</a></td>"
    return f"<table><tr>{menu}<td><h2>{title}</h2>{text}</td></tr></table>"


def cookies_first(title: str, body: Sequence[str]) -> str:
    return f"{COOKIES}{NAVIGATION}<main><h1>{title}</h1>{paragraphs(body)}</main>{FOOTER}"


def cards_after(title: str, body: Sequence[str]) -> str:
    return f"<div><div><h1>{title}</h1>{paragraphs(body)}</div>{TEASERS}</div>{FOOTER}"


TEMPLATES = (
    blog,
    related_inside,
    lead_apart,
    portlets,
    divs_only,
    title_in_a_hero,
    site_name_as_top_heading,
    whole_page_in_a_form,
    layout_table,
    cookies_first,
    cards_after,
)


@pytest.mark.parametrize("longest", [None, 3], ids=["whole", "shortened"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.__name__)
def test_every_line_of_the_article_and_no_other_is_kept(
    template: Callable[[str, Sequence[str]], str], longest: int | None
) -> None:
    assert ITEMS
    for item in ITEMS:
        text = item.read_text(encoding="utf-8")
        parts = [part.strip() for part in text.split("\n\n") if part.strip()][:longest]
        head = f"<title>{html.escape(parts[0])} | Kontoret</title>"
        page = html_page(template(html.escape(parts[0]), parts[1:]), head)
        read = [piece.text for piece in read_html(page.encode()).pieces]
        wanted = [" ".join(line.split()) for part in parts for line in part.split("\n")]
        assert "\n".join(read).split("\n") == wanted, item.name
