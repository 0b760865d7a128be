"""RSS and Atom: every entry an article, read from bytes and never from the network."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from brygga.errors import ReadError
from brygga.ingest.document import Document, Piece
from brygga.ingest.encoding import decode
from brygga.ingest.sniff import has_tags
from brygga.record import Image, Notice, replace

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(data: bytes) -> Iterator[Document | ReadError]:
    """The entries in the feed's order; ``item`` counts them from 1.

    The full content is taken where the feed has it, else the summary, with a notice. Raises
    ``ReadError``: ``entity-expansion`` for XML that declares entities (no feed needs them, and
    they can be made to fill the memory), ``damaged`` for one without any entry that can be read.
    """
    import feedparser

    declared = _DECLARED.search(data[:512])
    text, encoding, notices = decode(data, declared[1].decode("ascii") if declared else None)
    if "<!ENTITY" in text:
        raise ReadError(
            "XML that declares entities, which can expand without bound",
            code="entity-expansion",
            remedy="fetch the feed again, or remove its <!DOCTYPE ...> part",
        )
    utf8 = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    # Sanitising would strip the class names that say what is a lead or a byline.
    parsed = feedparser.parse(io.BytesIO(utf8), sanitize_html=False, resolve_relative_uris=True)
    if parsed.bozo:
        fault = " ".join(str(parsed.get("bozo_exception", "")).split())
        if not parsed.entries:
            message = f"a feed without any entry that can be read ({fault})"
            raise ReadError(message, code="damaged", remedy="fetch the feed again")
        notice = Notice(code="malformed-feed", message=f"the feed is not valid XML ({fault})")
        notices = (*notices, notice)
    if not parsed.entries:
        raise ReadError(
            "a feed without entries", code="no-text", remedy="fetch the feed again, or leave it out"
        )
    for item, entry in enumerate(parsed.entries, 1):
        try:
            document = _document(entry)
        except ReadError as error:
            yield ReadError(error.message, code=error.code, where=f"#{item}", remedy=error.remedy)
            continue
        yield replace(document, item=item, encoding=encoding, notices=(*notices, *document.notices))


def _document(entry: Any) -> Document:
    from brygga.ingest.plain import read_plain

    content = max(
        (part.get("value") or "" for part in _get(entry, "content", [])), key=len, default=""
    )
    summary = _get(entry, "summary", "")
    body = content.strip() or summary.strip()
    notices: tuple[Notice, ...] = ()
    if not content.strip() and summary.strip():
        notices = (Notice(code="summary-only", message="the feed holds only a summary"),)
    link = _get(entry, "link", None)
    document = _fragment(body, link) if has_tags(body) else read_plain(_unescaped(body))
    title = _one_line(_get(entry, "title", ""))
    pieces = document.pieces
    if not pieces and title:
        pieces = (Piece(text=title, hint="title"),)
    published, updated = _get(entry, "published", None), _get(entry, "updated", None)
    return replace(
        document,
        pieces=pieces,
        title=title,
        byline=tuple(dict.fromkeys(name for name in _authors(entry) if name)),
        published=published or updated,
        modified=updated if published and updated != published else None,
        section=tuple(dict.fromkeys(_tags(entry))),
        images=(*document.images, *_images(entry)),
        identity=_get(entry, "id", None) or link,
        notices=(*document.notices, *notices),
    )


def _fragment(body: str, base: str | None) -> Document:
    from brygga.ingest.html import read_fragment

    return read_fragment(body, base)


def _get(entry: Any, key: str, default: Any) -> Any:
    """What the entry itself has; feedparser's own look-up substitutes one date for another."""
    return dict.get(entry, key) or default


def _authors(entry: Any) -> Iterator[str]:
    for author in _get(entry, "authors", []):
        yield " ".join((author.get("name") or "").split())


def _tags(entry: Any) -> Iterator[str]:
    for tag in _get(entry, "tags", []):
        if term := " ".join((tag.get("label") or tag.get("term") or "").split()):
            yield term


def _images(entry: Any) -> Iterator[Image]:
    enclosed = (link for link in _get(entry, "links", []) if link.get("rel") == "enclosure")
    for part in (*_get(entry, "media_content", []), *enclosed):
        url = part.get("url") or part.get("href")
        if url and (part.get("medium") == "image" or str(part.get("type")).startswith("image/")):
            yield Image(url=url, name=url.rpartition("/")[2] or None)


def _one_line(text: str) -> str | None:
    if has_tags(text):
        text = " ".join(piece.text for piece in _fragment(text, None).pieces)
    return " ".join(_unescaped(text).split()) or None


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text)
