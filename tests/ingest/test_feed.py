"""Feeds: every entry an article, with what the feed states and nothing fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from brygga.errors import ReadError
from brygga.ingest.document import Document
from brygga.ingest.feed import read_feed
from brygga.record import Article, Image, Link
from tests.ingest.files import BODY, TITLE, one_error, read_bytes


def rss(*items: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    joined = "".join(f"<item>{item}</item>" for item in items)
    return f'{declaration}<rss version="2.0" {spaces}><channel><title>Kontoret</title>{joined}</channel></rss>'  # noqa: E501


def documents(feed: str, codec: str = "utf-8") -> list[Document]:
    found = list(read_feed(feed.encode(codec)))
    assert all(isinstance(document, Document) for document in found), found
    return [document for document in found if isinstance(document, Document)]


HTML = "".join(f"<p>{text}</p>" for text in BODY)
FULL = (
    f"<title>{TITLE}</title><link>https://kontoret.example/n/1</link>"
    '<guid isPermaLink="false">nyhet-1</guid><pubDate>Thu, 02 May 2024 08:00:00 +0200</pubDate>'
    "<dc:creator>Åsa Öberg</dc:creator><category>Transport</category><category>Öar</category>"
    f"<description>Kort.</description><content:encoded><![CDATA[{HTML}]]></content:encoded>"
    '<enclosure url="https://kontoret.example/b/farja.jpg" type="image/jpeg" length="1"/>'
)


def test_entry_with_full_content_is_read_whole() -> None:
    (document,) = documents(rss(FULL))
    assert [piece.text for piece in document.pieces] == list(BODY)
    assert (document.title, document.byline) == (TITLE, ("Åsa Öberg",))
    assert document.published == "Thu, 02 May 2024 08:00:00 +0200"
    assert document.section == ("Transport", "Öar")
    assert document.identity == "nyhet-1"
    assert document.images == (Image(name="farja.jpg", url="https://kontoret.example/b/farja.jpg"),)
    assert (document.item, document.encoding, document.notices) == (1, "utf-8", ())


def test_entry_becomes_an_article_under_its_own_id(tmp_path: Path) -> None:
    (article,) = read_bytes(tmp_path, "flöde.xml", rss(FULL).encode())
    assert isinstance(article, Article)
    assert (article.id, article.source.uri) == ("nyhet-1", "flöde.xml#1")
    assert (article.title, article.published) == (TITLE, "2024-05-02T08:00:00+02:00")


def test_order_of_the_feed_is_kept() -> None:
    items = [f"<title>Nr {n}</title><description>{BODY[0]}</description>" for n in (3, 1, 2)]
    assert [(d.item, d.title) for d in documents(rss(*items))] == [
        (1, "Nr 3"),
        (2, "Nr 1"),
        (3, "Nr 2"),
    ]


def test_entry_with_only_a_summary_says_so() -> None:
    (document,) = documents(rss(f"<title>{TITLE}</title><description>{BODY[0]}</description>"))
    assert [notice.code for notice in document.notices] == ["summary-only"]


def test_atom_entry_is_read() -> None:
    entry = (
        f"<title type='html'>F&amp;auml;rjan</title><id>tag:kontoret.example,2024:1</id>"
        "<link rel='alternate' href='https://kontoret.example/n/1'/>"
        "<published>2024-05-02T08:00:00Z</published><updated>2024-05-03T09:00:00Z</updated>"
        "<author><name>Åsa Öberg</name></author><author><name>Bo Ek</name></author>"
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{HTML}"
        "<p><a href='/x'>Läs mer</a></p></div></content>"
    )
    (document,) = documents(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>"
    )
    assert [piece.text for piece in document.pieces] == [*BODY, "Läs mer"]
    assert document.title == "Färjan"
    assert document.byline == ("Åsa Öberg", "Bo Ek")
    assert (document.published, document.modified) == (
        "2024-05-02T08:00:00Z",
        "2024-05-03T09:00:00Z",
    )
    assert document.links == (Link(text="Läs mer", url="https://kontoret.example/x"),)


@pytest.mark.parametrize("codec", ["iso-8859-1", "cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["ISO-8859-1", "UTF-8", None])
def test_feed_is_decoded_whatever_it_declares(codec: str, declared: str | None) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    feed = rss("<title>Färjan går på el</title>", declaration=declaration)
    (document,) = documents(feed, codec)
    assert document.title == "Färjan går på el"


def test_broken_feed_gives_its_entries_with_a_warning() -> None:
    feed = rss(FULL, FULL).replace("</item></channel></rss>", "")
    first, *_ = documents(feed)
    assert [piece.text for piece in first.pieces] == list(BODY)
    assert "malformed-feed" in [notice.code for notice in first.notices]


def test_feed_without_entries_is_an_error(tmp_path: Path) -> None:
    error = one_error(read_bytes(tmp_path, "flöde.xml", rss().encode()))
    assert (error.code, error.where) == ("no-text", "flöde.xml")


def test_other_xml_is_an_error(tmp_path: Path) -> None:
    error = one_error(
        read_bytes(tmp_path, "data.xml", b"<?xml version='1.0'?><order><p>1</p></order>")
    )
    assert error.code == "unknown-format"
    assert "<order>" in error.message


def test_entry_that_is_nested_too_deeply_costs_only_itself() -> None:
    deep = f"<description><![CDATA[{'<div>' * 5000}{BODY[0]}]]></description>"
    first, error, last = read_feed(rss(FULL, deep, FULL).encode())
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("too-deep", "#2")


def test_reading_a_feed_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a feed reader opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    body = '<![CDATA[<p>Hej <img src="https://kontoret.example/x.jpg"></p>]]>'
    doctype = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "https://kontoret.example/rss.dtd">'
    item = (
        f"<title>T</title><link>https://kontoret.example/1</link><description>{body}</description>"
    )
    (document,) = documents(rss(item, declaration=doctype))
    assert document.pieces[0].text == "Hej"


def test_trailer_of_a_syndicated_entry_is_boilerplate() -> None:
    trailer = '<p>The post <a href="/1">Färjan</a> appeared first on <a href="/">Kontoret</a>.</p>'
    content = f"<content:encoded><![CDATA[{HTML}{trailer}]]></content:encoded>"
    (document,) = documents(rss(content))
    assert document.pieces[-1].hint == "boilerplate"
