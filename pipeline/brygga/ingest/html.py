"""HTML: from bytes or a fragment to a document, within bounds that keep the parser safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brygga.errors import ReadError
from brygga.ingest.document import Document, Piece
from brygga.ingest.encoding import decode
from brygga.ingest.html_article import article_runs
from brygga.ingest.html_blocks import Found, read_blocks
from brygga.ingest.html_meta import read_metadata, vocabulary
from brygga.record import replace

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATA = re.compile(r"data:[\w/+.;=-]{1,60},[\w+/=%\s-]{200,}")
_SYNDICATION = re.compile(r"^The post .{1,300} (?:appeared first on|dök först upp på) ", re.DOTALL)
MAX_TAGS = 200_000


def read_html(data: bytes) -> Document:
    """The article of a web page. Raises ``ReadError`` ``too-deep`` or ``no-text``."""
    declared = _XML_ENCODING.search(data[:1024]) or _CHARSET.search(data[:4096])
    text, encoding, notices = decode(data, declared[1].decode("ascii") if declared else None)
    tree = parse(text)
    meta = read_metadata(tree)
    body = tree.find("body")
    found = [
        run
        for run in read_blocks(tree if body is None else body, meta.base)
        if run.text.lower().replace(" ", "_") not in vocabulary()["label"]
    ]
    runs = article_runs(tree, found, meta)
    return replace(
        _document(runs),
        title=meta.title,
        byline=meta.byline,
        published=meta.published,
        modified=meta.modified,
        section=meta.section,
        identity=meta.canonical,
        encoding=encoding,
        notices=notices,
    )


def read_fragment(markup: str, base: str | None = None) -> Document:
    """The text of a piece of HTML that is all article, as feeds and CMS exports hold it.

    Raises ``ReadError`` ``too-deep``.
    """
    runs = read_blocks(parse(f"<html><body><div>{markup}</div></body></html>"), base)
    kept = [run for run in runs if not run.furniture] or runs
    for run in kept:
        if _SYNDICATION.match(run.text):
            run.hint = "boilerplate"
    return _document(kept)


def parse(text: str) -> HtmlElement:
    """An HTML tree from decoded text, with lxml's bounds on size and depth in force.

    Raises ``ReadError``: ``too-deep`` for a page whose elements nest deeper than the parser
    follows (it would leave out the rest without a word), ``too-large`` for more tags than a tree
    in memory should have, ``no-text`` for a page without elements.
    """
    from lxml import etree, html

    tags = text.count("<")
    if tags > MAX_TAGS:
        raise ReadError(
            f"{tags:,} tags in one HTML text; the limit is {MAX_TAGS:,}",
            code="too-large",
            remedy="save only the part that is the article",
        )

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    text = _DATA.sub("data:", _XML_DECLARATION.sub("", text, count=1).replace("\0", ""))
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError as error:
        raise ReadError(
            "a page without any content",
            code="no-text",
            remedy="save the page again when a browser has shown its text",
        ) from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            deep = "depth" in entry.message
            raise ReadError(
                f"HTML {'nested too deeply' if deep else 'with too long a part'} ({entry.message})",
                code="too-deep" if deep else "too-large",
                remedy="save the page again as plain text",
            )
    return tree


def _document(runs: Sequence[Found]) -> Document:
    return Document(
        pieces=tuple(Piece(text=run.text, hint=run.hint) for run in runs),
        links=tuple(dict.fromkeys(link for run in runs for link in run.links)),
        images=tuple(dict.fromkeys(image for run in runs for image in run.images)),
    )
