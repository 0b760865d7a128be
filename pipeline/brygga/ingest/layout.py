"""Layout: from the pieces of a document to an article whose every block has a role."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from brygga.ingest import metadata
from brygga.ingest.body_blocks import lead_at
from brygga.ingest.document import Document, Piece
from brygga.ingest.images import has_credit, is_credit
from brygga.ingest.metadata import Laid
from brygga.ingest.normalise import clean
from brygga.ingest.page import Page, split
from brygga.ingest.roles import classify
from brygga.ingest.site_blocks import mail_subject
from brygga.record import Article, Block, Notice, Source

_TITLE_WINDOW, _SHORTEST_TITLE = 8, 10
_LONGEST_SUFFIX = 60


def arrange(document: Document, *, id: str, source: Source) -> Article:
    """The article that a document is, as far as its layout tells.

    Everything stays in ``text``; the roles of ``blocks`` say what it is. Language, mentions and
    dates are left to later stages. Never fails: a document without a letter becomes an article
    without a title, which the caller may reject.
    """
    page = _classified(document, _with_title(document))
    subject = None if page.has("title") else mail_subject(page)
    if subject:
        page = _classified(document, (Piece(text=subject, hint="title"), *document.pieces))
    laid = _laid(page)
    text, blocks = _joined(laid)
    dates = metadata.read_dates(document, laid)
    read = Article(
        id=id,
        content_hash="",
        source=source,
        language=metadata.read_language(document),
        title=metadata.first(laid, "title"),
        lead=metadata.first(laid, "lead"),
        byline=metadata.read_authors(document, laid),
        published=dates.published,
        published_from=dates.published_from,
        modified=dates.modified,
        section=metadata.read_sections(document, laid),
        contacts=metadata.read_all_contacts(laid),
        links=metadata.read_links(document, laid),
        images=metadata.read_images(document, laid),
        text=text,
        blocks=blocks,
        warnings=(*document.notices, *_notices(laid), *dates.notices),
    )
    return msgspec.structs.replace(read, content_hash=_content_hash(read))


def _classified(document: Document, pieces: Sequence[Piece]) -> Page:
    page = Page(split(pieces), (clean(link.text) for link in document.links))
    classify(page)
    return page


def _with_title(document: Document) -> Sequence[Piece]:
    """The pieces, the format's title among them as the one with the hint ``title``.

    A title that the body shows itself wins; one that the body lacks comes first.
    """
    stated = clean(document.title or "").replace("\n", " ")
    if not stated or any(piece.hint == "title" for piece in document.pieces):
        return document.pieces
    for n, piece in enumerate(document.pieces[:_TITLE_WINDOW]):
        line, _, rest = clean(piece.text).partition("\n")
        if _is_title(line, stated):
            below = (Piece(text=rest, hint=piece.hint),) if rest else ()
            shown = Piece(text=line, hint="title")
            return (*document.pieces[:n], shown, *below, *document.pieces[n + 1 :])
    return (Piece(text=stated, hint="title"), *document.pieces)


def _is_title(line: str, stated: str) -> bool:
    """Whether the line is the stated title, which may have the site's name after it."""
    shown, full = _letters(line), _letters(stated)
    if not shown:
        return False
    if shown == full:
        return True
    suffix = len(stated) - len(line)
    return len(line) >= _SHORTEST_TITLE and full.startswith(shown) and suffix <= _LONGEST_SUFFIX


def _letters(text: str) -> str:
    return "".join(char for char in text[:400].casefold() if char.isalnum())


def _laid(page: Page) -> list[Laid]:
    """The blocks, in order; a picture credit on a line of its own joins the caption above it that
    has none.
    """
    lead = lead_at(page)
    laid: list[Laid] = []
    for at, (unit, claimed) in enumerate(zip(page.units, page.roles(), strict=True)):
        role = "lead" if at == lead else claimed
        above = laid[-1] if laid else None
        captioned = above and role == above.role == "caption" and not has_credit(above.text)
        if above and captioned and is_credit(unit.text):
            laid[-1] = msgspec.structs.replace(above, text=f"{above.text} {unit.text}")
        else:
            laid.append(Laid(role, unit.text, unit.piece))
    return laid


def _joined(laid: Sequence[Laid]) -> tuple[str, tuple[Block, ...]]:
    """The text of the article and the spans of its blocks: pieces are set apart by an empty line,
    the lines of one piece by a line end.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for n, block in enumerate(laid):
        if n:
            joint = "\n" if block.piece == laid[n - 1].piece else "\n\n"
            parts.append(joint)
            at += len(joint)
        parts.append(block.text)
        blocks.append(Block(role=block.role, start=at, end=at + len(block.text)))
        at += len(block.text)
    return "".join(parts), tuple(blocks)


def _notices(laid: Sequence[Laid]) -> Iterator[Notice]:
    if not any(block.role == "title" for block in laid):
        yield Notice(code="no-title", message="no line of the text reads as its title")


def _content_hash(article: Article) -> str:
    """Changes with the title, the text or any metadata, not with where the article was found."""
    fields = (
        article.title,
        article.text,
        article.byline,
        article.published,
        article.modified,
        article.section,
        article.contacts,
        article.links,
        article.images,
    )
    return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()
