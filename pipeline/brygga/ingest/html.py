"""HTML: which part of a page is the article (trafilatura), and what its mark-up says of it.

trafilatura in its precision setting finds the body but drops what a press item has beside it:
byline, dateline, contacts, captions. So its choice only points out the container; the container
is then read element by element, without what ``html.tsv`` names as the page's own.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from brygga.errors import ReadError
from brygga.ingest.document import Document, Piece
from brygga.ingest.encoding import decode
from brygga.ingest.html_blocks import Found, is_contact, read_blocks
from brygga.ingest.html_meta import Metadata, read_metadata, vocabulary
from brygga.record import replace

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FOLLOW_UP = re.compile(
    r"(?:för )?(?:mer information|ytterligare information|läs mer|kontakt|presskontakt|contact)",
    re.IGNORECASE,
)
_OTHER_NEWS = re.compile(
    r"(?:fler|mer från|senaste|andra|relatera\w*|läs (?:också|även|mer från)|aktuellt|nyheter|"
    r"tidigare|liknande|du kanske|more|latest|related|read also)\b",
    re.IGNORECASE,
)
_SYNDICATION = re.compile(r"^The post .{1,300} (?:appeared first on|dök först upp på) ", re.DOTALL)
_NOT_TEXT = re.compile(r"[\W_]+")
_COVER = 0.85
_OVERRULE = 0.3
_CERTAIN = 12
_SHORT_BEFORE, _SHORT_AFTER = 120, 300


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
    runs = _article(tree, found, meta)
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

    Raises ``ReadError`` ``too-deep`` for a page whose elements nest deeper than the parser
    follows (it would leave out the rest without a word), ``no-text`` for one without elements.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    text = _XML_DECLARATION.sub("", text, count=1).replace("\0", "")
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError as error:
        raise ReadError("a page without any content", code="no-text") from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise ReadError(
                f"HTML nested too deeply ({entry.message.partition(',')[0]})",
                code="too-deep",
                remedy="save the page again as plain text",
            )
    return tree


def _article(tree: HtmlElement, found: Sequence[Found], meta: Metadata) -> list[Found]:
    """The runs of ``found`` that are the article, its title first marked."""
    chosen = _chosen(tree, found)
    weights: dict[Any, int] = {}
    for run in chosen:
        for element in (run.element, *run.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(run.text)
    total = sum(len(run.text) for run in chosen)
    _mark_teasers(found)
    for run in found:
        run.furniture = tuple(e for e in run.furniture if not weights.get(e, 0) > _OVERRULE * total)
    chosen = [run for run in chosen if not run.furniture] or chosen
    title = _find_title(found, chosen, meta)
    for run in found:
        if run.hint == "title" and run is not title:
            run.hint = "heading"
    if title is not None:
        title.hint = "title"
    if not total:
        return _without_link_lists([r for r in found if not r.furniture or r is title], set())
    container = _container(weights, total)
    return _kept(found, title, container, {id(run) for run in chosen})


def _mark_teasers(found: Sequence[Found]) -> None:
    """Mark as furniture what stands in one box with a heading such as "Fler nyheter"."""
    boxes: dict[Any, list[Found]] = {
        run.element.getparent(): []
        for run in found
        if run.hint == "heading" and _OTHER_NEWS.match(run.text)
    }
    for run in found if boxes else ():
        for element in run.element.iterancestors():
            if element in boxes:
                boxes[element].append(run)
    for box, inside in boxes.items():
        links = sum(1 for run in inside if run.linked)
        if links >= 2 and not any(run.hint == "title" for run in inside):
            for run in inside:
                run.furniture = (*run.furniture, box)


def _chosen(tree: HtmlElement, found: Iterable[Found]) -> list[Found]:
    """The runs that trafilatura takes for the body of the page."""
    import trafilatura

    for fast in (True, False):
        result = trafilatura.bare_extraction(
            copy.deepcopy(tree), favor_precision=True, fast=fast, include_comments=False
        )
        body = getattr(result, "body", None)
        if body is not None and _squash("".join(body.itertext())):
            break
    else:
        return []
    lines = {_squash(line) for line in body.itertext()}
    whole = _squash("".join(body.itertext()))
    return [
        run
        for run in found
        if (key := _squash(run.text)) and (key in lines or (len(key) >= _CERTAIN and key in whole))
    ]


def _container(weights: dict[Any, int], total: int) -> Any:
    """The innermost element that holds nearly all of the chosen text."""
    enough = [e for e, weight in weights.items() if weight >= _COVER * total]
    return max(enough, key=lambda e: sum(1 for _ in e.iterancestors()))


def _find_title(found: Sequence[Found], chosen: Sequence[Found], meta: Metadata) -> Found | None:
    stated = _squash(meta.title or "")
    headings = [run for run in found if run.hint in ("title", "heading")]
    for run in headings:
        key = _squash(run.text)
        if stated and (key == stated or (len(key) >= _CERTAIN and stated.startswith(key))):
            return run
    first = found.index(chosen[0]) if chosen else len(found)
    tops = [n for n, run in enumerate(found) if run.hint == "title"]
    near = [n for n in tops if n <= first] or tops
    inside = [n for n in near if not found[n].furniture] or near
    return found[inside[-1]] if inside else None


def _kept(
    found: Sequence[Found], title: Found | None, container: Any, chosen: set[int]
) -> list[Found]:
    inside = [
        n
        for n, run in enumerate(found)
        if run.element is container or container in run.element.iterancestors()
    ]
    start, end = inside[0], inside[-1] + 1
    top = next((n for n, run in enumerate(found) if run is title), start)
    outer = _outer(container, title)
    begin = min(top, start)
    first = next(n for n in range(start, end) if id(found[n]) in chosen)
    runs = [
        run
        for n, run in enumerate(found[:end])
        if run is title
        or (n >= begin and (id(run) in chosen or _belongs(run, outer, leading=n < first)))
    ]
    before = _beside(reversed(found[:begin]), outer, _SHORT_BEFORE, follow=False)
    after = _beside(found[end:], outer, _SHORT_AFTER, follow=True)
    return [*reversed(before), *_without_link_lists(runs, chosen), *after]


def _outer(container: Any, title: Found | None) -> Any:
    """The article or main element around the container.

    Without either it is what surrounds both container and title, so that what stands next to
    the two can be looked at.
    """
    around = [container, *container.iterancestors()]
    for tag in ("article", "main"):
        for element in around:
            if element.tag == tag or (tag == "main" and element.get("role") == "main"):
                return element
    of_title = {*title.element.iterancestors()} if title is not None else set()
    shared = next((n for n, element in enumerate(around) if element in of_title), 0)
    return around[min(shared + 1, len(around) - 1)]


def _beside(runs: Iterable[Found], outer: Any, longest: int, *, follow: bool) -> list[Found]:
    """Dateline, byline, contacts just before or after the body, up to what is another matter."""
    kept: list[Found] = []
    for run in runs:
        if outer not in run.element.iterancestors() and run.element is not outer:
            break
        if run.furniture:
            if follow and _contact_box(run, outer):
                kept.append(run)
            continue
        if run.linked and not follow:
            continue
        opens = run.hint in ("title", "heading")
        if len(run.text) > longest or (opens and not (follow and _FOLLOW_UP.match(run.text))):
            break
        kept.append(run)
    return _without_link_lists(kept, set())


def _belongs(run: Found, outer: Any, *, leading: bool) -> bool:
    """Whether a run between title and end is of the article; links above its text are a menu."""
    if leading and run.linked:
        return False
    return not run.furniture or _contact_box(run, outer)


def _contact_box(run: Found, outer: Any) -> bool:
    """Whether the run's only furniture is a side box of the article with its contacts."""
    return (
        len(run.furniture) == 1
        and run.furniture[0].tag in ("aside", "div", "section")
        and (outer in run.furniture[0].iterancestors() and is_contact(run.furniture[0]))
    )


def _without_link_lists(runs: Sequence[Found], chosen: set[int]) -> list[Found]:
    """``runs`` without lists of three or more links to other pages and the heading above them."""
    kept: list[Found] = []
    cluster: list[Found] = []
    for run in [*runs, None]:
        if run is not None and run.linked and run.hint != "title" and id(run) not in chosen:
            cluster.append(run)
            continue
        if len(cluster) < 3:
            kept += cluster
        elif kept and kept[-1].hint == "heading" and not _FOLLOW_UP.match(kept[-1].text):
            kept.pop()
        cluster = []
        if run is not None:
            kept.append(run)
    return kept


def _document(runs: Sequence[Found]) -> Document:
    return Document(
        pieces=tuple(Piece(text=run.text, hint=run.hint) for run in runs),
        links=tuple(dict.fromkeys(link for run in runs for link in run.links)),
        images=tuple(dict.fromkeys(image for run in runs for image in run.images)),
    )


def _squash(text: str) -> str:
    return _NOT_TEXT.sub("", text).casefold()
