"""Markdown: its blocks as pieces with hints, its links and images, and simple front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from brygga.ingest.document import Document, Hint, Piece
from brygga.ingest.normalise import clean
from brygga.ingest.speech import says
from brygga.record import Image, Link

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-zåäöÅÄÖ_-]{1,40})\s*:\s*(.*)")
_TAG = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[A-Za-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_SIGNS = re.compile(r"^#{1,6} \S|^\*\*\S|\]\((?:https?:|/|mailto:)|^\|.+\|$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LONGEST_HEADING_WORDS, _SHORTEST_SPEECH = 12, 60

_TITLE = frozenset({"title", "titel", "rubrik"})
_DATE = frozenset({"date", "datum", "published", "publicerad"})
_MODIFIED = frozenset({"modified", "updated", "lastmod", "uppdaterad", "ändrad"})
_AUTHOR = frozenset({"author", "authors", "byline", "författare", "skribent"})
_SECTION = frozenset({"section", "category", "categories", "kategori", "avdelning", "ämne"})
_URL = frozenset({"url", "canonical", "link", "permalink", "länk"})
_LEAD = frozenset({"lead", "ingress", "description", "preamble"})


def is_markdown(text: str) -> bool:
    """Whether a text has the marks of Markdown: a heading, or two other marks."""
    start = text[:20_000]
    if _FRONT.match(start) or _HEADING.search(start):
        return True
    return len(_SIGNS.findall(start)) > 1


class _State(msgspec.Struct):
    """What has been read of the body so far."""

    pieces: list[Piece]
    links: list[Link]
    images: list[Image]
    titled: bool = False


def read_markdown(text: str) -> Document:
    """The document that a Markdown text (CommonMark with tables) is.

    The first top heading is the title; emphasis and list bullets go, numbers of a list, the
    dash of a quote written as a one-item list, and line ends stay. A first paragraph all in bold
    is the lead, a later short one a heading. Front matter gives metadata where its lines are
    simple ``key: value`` pairs with keys in English or Swedish.
    """
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(text)
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    state = _State([], [], [])
    _read_tokens(parser.parse(body), state)
    lead = _field(fields, _LEAD)
    if lead and not any(clean(piece.text) == lead for piece in state.pieces):
        at = next((n + 1 for n, piece in enumerate(state.pieces) if piece.hint == "title"), 0)
        state.pieces.insert(at, Piece(text=lead, hint="lead"))
    return Document(
        pieces=tuple(state.pieces),
        title=_field(fields, _TITLE),
        byline=_values(fields, _AUTHOR),
        published=_field(fields, _DATE),
        modified=_field(fields, _MODIFIED),
        section=_values(fields, _SECTION),
        links=tuple(state.links),
        images=tuple(state.images),
        identity=_field(fields, _URL),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple fields between the two ``---`` at the start, lower-case keys, and the rest."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    key = ""
    for line in match[1].split("\n"):
        field = _FIELD.match(line)
        if field:
            key = field[1].lower()
            fields[key] = field[2].strip().strip("'\"")
        elif key and line.lstrip().startswith("- "):
            item = line.strip()[2:].strip().strip("'\"")
            fields[key] = f"{fields[key]}, {item}" if fields[key] else item
    return (fields, text[match.end() :]) if fields else ({}, text)


def _field(fields: dict[str, str], keys: frozenset[str]) -> str | None:
    return next((clean(value) for key, value in fields.items() if key in keys and value), None)


def _values(fields: dict[str, str], keys: frozenset[str]) -> tuple[str, ...]:
    value = _field(fields, keys) or ""
    parts = (part.strip().strip("'\"") for part in value.strip("[]").split(","))
    return tuple(part for part in parts if part)


def _read_tokens(tokens: Sequence[Token], state: _State) -> None:
    hint: Hint | None = None
    stack: list[tuple[str, str]] = []  # open lists and quotes: type and list marker
    n = 0
    while n < len(tokens):
        token = tokens[n]
        if token.type == "table_open":
            n = _read_table(tokens, n, state)
        elif token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            speech = token.type == "bullet_list_open" and _is_speech(tokens, n)
            stack.append((token.type, "- " if speech else ""))
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            stack.pop()
        elif token.type == "list_item_open" and token.info:
            stack[-1] = (stack[-1][0], f"{token.info}{token.markup} ")
        elif token.type == "heading_open":
            hint = "heading" if state.titled or token.tag != "h1" else "title"
            state.titled = state.titled or hint == "title"
        elif token.type == "inline":
            _read_paragraph(token, hint or _container_hint(stack), _marker(stack), state)
            hint = None
            if stack and stack[-1][0] == "ordered_list_open":
                stack[-1] = (stack[-1][0], "")
        elif token.type in ("html_block", "fence", "code_block"):
            _add(_untagged(token.content), None, state)
        n += 1


def _container_hint(stack: Sequence[tuple[str, str]]) -> Hint | None:
    if not stack:
        return None
    kind, marker = stack[-1]
    if kind == "blockquote_open":
        return "quote"
    return None if kind == "bullet_list_open" and marker else "list-item"


def _marker(stack: Sequence[tuple[str, str]]) -> str:
    return stack[-1][1] if stack else ""


def _is_speech(tokens: Sequence[Token], at: int) -> bool:
    """Whether a list is not one: quotes whose speech dash was typed as a hyphen."""
    if tokens[at].markup != "-":
        return False
    level = tokens[at].level
    items = []
    for token in tokens[at + 1 :]:
        if token.type == "bullet_list_close" and token.level == level:
            break
        if token.type == "inline":
            items.append(token.content)
    if len(items) == 1:
        return len(items[0]) >= _SHORTEST_SPEECH
    return any(says(item) and len(item) >= _SHORTEST_SPEECH for item in items)


def _read_table(tokens: Sequence[Token], at: int, state: _State) -> int:
    """Read the table that opens at ``at``; returns where it closes."""
    rows: list[list[str]] = []
    while tokens[at].type != "table_close":
        if tokens[at].type == "tr_open":
            rows.append([])
        elif tokens[at].type == "inline":
            rows[-1].append(" ".join(_inline(tokens[at], state).split()))
        at += 1
    lines = (" | ".join(cell for cell in row if cell) for row in rows)
    _add("\n".join(line for line in lines if line), "table", state)
    return at


def _read_paragraph(token: Token, hint: Hint | None, marker: str, state: _State) -> None:
    text = _inline(token, state)
    if hint is None and not marker and _is_bold(token):
        words = text.count(" ") + 1
        first = bool(state.pieces) and all(piece.hint == "title" for piece in state.pieces)
        if words > _LONGEST_HEADING_WORDS:
            hint = "lead" if first else None
        elif "\n" not in text and not text.rstrip().endswith("."):
            hint = "heading"
    _add(marker + text, hint, state)


def _is_bold(token: Token) -> bool:
    """Whether all that the paragraph shows stands between one pair of strong marks."""
    children = [child for child in token.children or () if child.type != "text" or child.content]
    if len(children) < 3 or children[0].type != "strong_open":
        return False
    closes = [n for n, child in enumerate(children) if child.type == "strong_close"]
    return closes == [len(children) - 1]


def _add(text: str, hint: Hint | None, state: _State) -> None:
    text = clean(text)
    if text:
        state.pieces.append(Piece(text=text, hint=hint))


def _inline(token: Token, state: _State) -> str:
    """The text of a paragraph; its links and images are noted on the way."""
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content.replace("**", ""))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "link_open":
            opened.append((len(parts), str(child.attrGet("href") or "")))
        elif child.type == "link_close" and opened:
            start, url = opened.pop()
            state.links.append(Link(text=clean("".join(parts[start:])), url=url or None))
        elif child.type == "image":
            state.images.append(_image(child))
        elif child.type == "html_inline":
            parts.append("\n" if child.content.lower().startswith("<br") else "")
    return "".join(parts)


def _image(token: Token) -> Image:
    url = str(token.attrGet("src") or "") or None
    title = clean(str(token.attrGet("title") or "")) or None
    name = url.rsplit("/", 1)[-1] if url else clean(token.content) or None
    return Image(name=name or None, url=url, caption=title)


def _untagged(html: str) -> str:
    from html import unescape

    return unescape(_TAG.sub("", html))
