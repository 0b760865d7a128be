"""What an HTML page states of itself: meta elements, JSON-LD, the canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|BlogPosting|PressRelease|Report)$")
_SITE = re.compile(r"\s+[|–—•»-]\s+")
_LARGEST_JSON = 1_000_000


class Metadata(NamedTuple):
    """Values as the page states them; ``base`` is the address that links are relative to."""

    title: str | None
    byline: tuple[str, ...]
    published: str | None
    modified: str | None
    section: tuple[str, ...]
    canonical: str | None
    base: str | None


def read_metadata(tree: HtmlElement) -> Metadata:
    """Read the head of a page; an author that is only the site itself is no byline."""
    meta = _meta(tree)
    linked = next(_linked_data(tree), {})
    site = _first(meta, "og:site_name") or _name(linked.get("publisher"))
    canonical = _href(tree, "//link[@rel='canonical']/@href") or _first(meta, "og:url")
    authors = [*meta.get("author", ()), *meta.get("article:author", ())] or _people(linked)
    return Metadata(
        title=_title(tree, meta, _string(linked.get("headline")), site),
        byline=tuple(dict.fromkeys(name for name in authors if _is_person(name, site))),
        published=_first(meta, *vocabulary()["published"]) or _string(linked.get("datePublished")),
        modified=_first(meta, *vocabulary()["modified"]) or _string(linked.get("dateModified")),
        section=tuple(dict.fromkeys(meta.get("article:section") or _sections(linked))),
        canonical=canonical if canonical and canonical.startswith("http") else None,
        base=_href(tree, "//base/@href") or canonical,
    )


@cache
def vocabulary() -> dict[str, dict[str, None]]:
    """The names in ``html.tsv`` by kind, in the order in which they are preferred."""
    table = files("brygga.ingest").joinpath("html.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {kind: dict.fromkeys(names.split()) for kind, names in rows}


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if key and content:
            found.setdefault(key.lower(), []).append(content)
    for element in tree.xpath("//time[@datetime][@itemprop or @pubdate]"):
        key = "datemodified" if element.get("itemprop") == "dateModified" else "datepublished"
        found.setdefault(key, []).append(element.get("datetime").strip())
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of type article in the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) > _LARGEST_JSON:
            continue
        try:
            data = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            continue
        waiting = data if isinstance(data, list) else [data]
        for item in waiting:
            if isinstance(item, dict):
                graph = item.get("@graph")
                for node in graph if isinstance(graph, list) else [item]:
                    if isinstance(node, dict) and _is_article(node.get("@type")):
                        yield node


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and _ARTICLE.search(k) for k in kinds)


def _people(linked: dict[str, Any]) -> list[str]:
    authors = linked.get("author")
    return [
        name
        for author in (authors if isinstance(authors, list) else [authors])
        if isinstance(author, dict) and author.get("@type") == "Person"
        if (name := _name(author))
    ]


def _sections(linked: dict[str, Any]) -> list[str]:
    stated = linked.get("articleSection")
    names = map(_string, stated if isinstance(stated, list) else [stated])
    return [name for name in names if name]


def _name(thing: Any) -> str | None:
    return _string(thing.get("name")) if isinstance(thing, dict) else None


def _string(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _is_person(name: str, site: str | None) -> bool:
    return " " in name and name != site and "://" not in name


def _title(
    tree: HtmlElement, meta: dict[str, list[str]], headline: str | None, site: str | None
) -> str | None:
    if title := headline or _first(meta, "og:title", "twitter:title", "dc.title"):
        return _without_site(title, site)
    element = next(tree.iter("title"), None)
    text = " ".join(str(element.text_content()).split()) if element is not None else ""
    return _without_site(text, site) or None


def _without_site(title: str, site: str | None) -> str:
    """``title`` without the name of the site after a dash or bar.

    Where the page does not state the name, only what follows a bar is taken for one.
    """
    parts = _SITE.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—•»-")
    head, bar, _ = title.partition(" | ")
    return head if bar else title


def _first(meta: dict[str, list[str]], *keys: str) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


def _href(tree: HtmlElement, path: str) -> str | None:
    found = tree.xpath(path)
    return str(found[0]).strip() or None if found else None
