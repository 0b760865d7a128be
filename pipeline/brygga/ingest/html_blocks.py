"""An HTML tree as runs of text, each with what its mark-up says of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from brygga.ingest.document import Hint
from brygga.ingest.html_meta import vocabulary
from brygga.record import Image, Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND = frozenset(("nav", "form", "button", "aside", "dialog", "menu", "fieldset"))
_HINTS: dict[str, Hint] = {
    "h1": "title",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list-item",
    "blockquote": "quote",
    "figcaption": "caption",
}
_LONGEST = {"lead": 1500, "byline": 200, "dateline": 120, "caption": 800}
_SPACE = re.compile(r"[^\S\n]+")
_ANY_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-zåäö]+|[A-ZÅÄÖ][a-zåäö]*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTACT = re.compile(r"\b(?:presskontakt|kontakt\w*|contact\w*)\b", re.IGNORECASE)


class Found(msgspec.Struct, kw_only=True):
    """A run of text: ``element`` is the innermost block around it, ``furniture`` the elements
    around it that mark page furniture, ``linked`` whether (nearly) all of it is link text,
    ``signed`` whether it is in a box that says who published the page and when.
    """

    element: HtmlElement
    text: str
    hint: Hint | None
    linked: bool
    signed: bool
    furniture: tuple[HtmlElement, ...]
    links: list[Link]
    images: list[Image]


def read_blocks(root: HtmlElement, base: str | None = None) -> list[Found]:
    """Every run of text below ``root`` in document order.

    An image comes with its caption, else with the run that follows it. ``base`` makes addresses
    absolute.
    """
    walk = _Walk(base)
    walk.enter(root, None)
    walk.flush(root, None)
    if walk.found:
        walk.found[-1].links += walk.links
        walk.found[-1].images += walk.images
    return walk.found


class _Walk:
    def __init__(self, base: str | None) -> None:
        self.base = base
        self.found: list[Found] = []
        self.buffer: list[str] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.furniture: list[HtmlElement] = []
        self.anchors = self.linked = self.verbatim = self.signatures = 0

    def enter(self, element: HtmlElement, hint: Hint | None) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in vocabulary()["silent"]:
            return
        if tag == "br":
            self.buffer.append("\n")
            return
        if tag == "img":
            self.image(element)
            return
        signs = self.signatures > 0 and not self.waiting() and _is_signer(element)
        block, around = signs or tag in vocabulary()["block"], is_furniture(element)
        signature = is_signature(element)
        if block:
            self.flush(element.getparent(), hint)
            hint = "byline" if signs else _hint(element) or hint
        self.signatures += signature
        start, images = len(self.found), [*self.images]
        if around:
            self.furniture.append(element)
        if tag == "table" and (rows := _data_rows(element)):
            self.buffer.append("\n".join(rows))
            self.links += [link for a in element.iter("a") if (link := self.link(a))]
            self.flush(element, "table")
        else:
            self.inside(element, tag, hint)
        if block:
            self.flush(element, hint)
        self.signatures -= signature
        if tag == "figure":
            self.caption(self.found[start:])
        if around:
            self.furniture.pop()
            self.images = images if len(self.found) == start else []

    def inside(self, element: HtmlElement, tag: str, hint: Hint | None) -> None:
        self.anchors += tag == "a"
        self.verbatim += tag == "pre"
        self.text(element.text)
        for child in element:
            self.enter(child, hint)
            if hint == "lead" and self.found and self.found[-1].hint == "lead":
                hint = None
            self.text(child.tail)
        self.anchors -= tag == "a"
        self.verbatim -= tag == "pre"
        if tag == "a" and (link := self.link(element)):
            if self.found and not self.waiting():
                self.found[-1].links.append(link)
            else:
                self.links.append(link)

    def waiting(self) -> bool:
        """Whether the run of text that goes on here has any text yet."""
        return bool("".join(self.buffer).strip())

    def text(self, text: str | None) -> None:
        if not text:
            return
        text = text if self.verbatim else _ANY_SPACE.sub(" ", text)
        self.buffer.append(text)
        if self.anchors:
            self.linked += len("".join(text.split()))

    def flush(self, element: HtmlElement, hint: Hint | None) -> None:
        """End the run of text that belongs to ``element``; two line breaks make two runs."""
        if not self.buffer:
            return
        text = "".join(self.buffer)
        linked = self.linked
        self.buffer.clear()
        self.linked = 0
        size = len("".join(text.split()))
        runs = [_lines(part) for part in re.split(r"\n[^\S\n]*\n\s*", text)]
        for run in filter(None, runs):
            self.found.append(
                Found(
                    element=element,
                    text=run,
                    hint=hint,
                    linked=linked >= 0.9 * size,
                    signed=self.signatures > 0,
                    furniture=tuple(self.furniture),
                    links=self.links,
                    images=self.images,
                )
            )
            self.links, self.images = [], []
            hint = None if hint in ("lead", "title", "caption") else hint

    def link(self, element: HtmlElement) -> Link | None:
        url = _address(element.get("href"), self.base)
        text = _ANY_SPACE.sub(" ", "".join(element.itertext())).strip()
        return Link(text=text, url=url) if url and text else None

    def image(self, element: HtmlElement) -> None:
        source = element.get("data-src") or element.get("src") or ""
        if source.startswith("data:") or "1" in (element.get("width"), element.get("height")):
            return
        url = _address(source, self.base)
        alt = _ANY_SPACE.sub(" ", element.get("alt") or "").strip()
        if url or alt:
            self.images.append(Image(name=alt or _file_name(url), url=url))

    def caption(self, runs: Sequence[Found]) -> None:
        """Join the image of a figure with its caption, which may stand on either side."""
        caption = next((run for run in runs if run.hint == "caption"), None)
        if caption is None:
            return
        waiting = self.images or caption.images
        if waiting:
            image = msgspec.structs.replace(waiting.pop(), caption=caption.text)
            caption.images.append(image)


def is_furniture(element: HtmlElement) -> bool:
    """Whether the tag, a class, the id or the role says that this stands around the article."""
    tag = element.tag
    if tag in ("html", "body", "main", "article"):
        return False
    if tag in _AROUND or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style") or ""):
        return True
    if tag in ("header", "footer"):
        return not any(a.tag in ("article", "main", "section") for a in element.iterancestors())
    return not _names(element).isdisjoint(vocabulary()["drop"])


def is_signature(element: HtmlElement) -> bool:
    """Whether a class or the id says that this tells who published the page and when."""
    if not element.attrib or element.tag in ("html", "body", "main", "article"):
        return False
    words = [word.lower() for name in _stated(element) for word in _WORD.findall(name)]
    pairs = {one + other for one, other in pairwise(words)}
    return not vocabulary()["signature"].keys().isdisjoint(pairs.union(words))


def _is_signer(element: HtmlElement) -> bool:
    return not _names(element).isdisjoint(vocabulary()["signer"]) and bool(
        str(element.text_content()).strip()
    )


def is_contact(element: HtmlElement) -> bool:
    """Whether a short side box tells whom to contact."""
    text = str(element.text_content())
    return len(text) < 1000 and _CONTACT.search(text) is not None


def _hint(element: HtmlElement) -> Hint | None:
    if hint := _HINTS.get(element.tag):
        return hint
    if element.tag in ("html", "body", "main", "article", "td", "th", "tr", "table"):
        return None
    names = _names(element)
    for kind, longest in _LONGEST.items():
        if not names.isdisjoint(vocabulary()[kind]):
            text = str(element.text_content()).strip()
            return cast("Hint", kind) if 0 < len(text) <= longest else None
    return None


def _names(element: HtmlElement) -> set[str]:
    if not element.attrib:
        return set()
    return {word.lower() for name in _stated(element) for word in _WORD.findall(name)}


def _stated(element: HtmlElement) -> Iterator[str]:
    stated = (element.get(key) for key in ("class", "id", "role", "itemprop"))
    return (name for name in stated if name)


def _data_rows(table: HtmlElement) -> list[str] | None:
    """The rows of a table of data, cells apart by `` | ``.

    ``None`` for a table that only lays out the page: one row or column, tables, headings or long
    text in its cells.
    """
    if next(table.iterdescendants("table", "h1", "h2"), None) is not None:
        return None
    rows = [list(_cells(row)) for row in table.iter("tr")]
    widest = max(map(len, rows), default=0)
    if min(widest, len(rows)) < 2 or any(len(cell) > 300 for row in rows for cell in row):
        return None
    return [" | ".join(filter(None, row)) for row in rows if any(row)]


def _cells(row: HtmlElement) -> Iterator[str]:
    for cell in row.iterchildren("td", "th"):
        yield _ANY_SPACE.sub(" ", " ".join(cell.itertext())).strip()


def _lines(text: str) -> str:
    return "\n".join(filter(None, (_SPACE.sub(" ", line).strip() for line in text.split("\n"))))


def _address(href: str | None, base: str | None) -> str | None:
    """``href`` made absolute where it can be; ``None`` for what leads nowhere."""
    href = (href or "").strip()
    if not href or href.startswith(("#", "javascript:", "data:")):
        return None
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return None


def _file_name(url: str | None) -> str | None:
    try:
        return posixpath.basename(unquote(urlsplit(url or "").path)) or None
    except ValueError:
        return None
