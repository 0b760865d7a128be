"""Which runs of a web page are its article.

trafilatura in its precision setting finds the body but drops what a press item has beside it:
byline, dateline, contacts, captions. So its choice only points out the container; everything in
the container is kept but what ``html.tsv`` names as the page's own, and so is what stands next to
it and to the title as long as it is short. The title is the other anchor: where trafilatura takes
no text near it (a notice of two lines under a long cookie text), the text below it is the article.

What is left out (menus, cookie texts, share buttons, teasers of other items, the page's footer) is
no part of the document, and so of the record's text: only what is in the article but not its own
matter is kept there as furniture.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from brygga.ingest.html_blocks import Found, is_contact
from brygga.ingest.html_meta import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FOLLOW_UP = re.compile(
    r"(?:för )?(?:mer information|ytterligare information|läs mer|kontakt|presskontakt|contact)",
    re.IGNORECASE,
)
_OTHER_NEWS = re.compile(
    r"(?:fler|mer från|senaste|andra|relatera\w*|läs (?:också|även|mer från)|aktuellt|nyheter|"
    r"tidigare|liknande|du kanske|more|latest|related|read also)\b",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile(r"[\W_]+")
_CARDS = frozenset(("a", "article", "div", "li", "section"))
_COVER = 0.85
_OVERRULE = 0.3
_CERTAIN = 12
_SOME_TEXT = 40
_SHORT_BEFORE, _SHORT_AFTER = 120, 300


def article_runs(tree: HtmlElement, found: Sequence[Found], meta: Metadata) -> list[Found]:
    """The runs of ``found`` (all of the page ``tree``) that are its article, in order.

    One of them at most has the hint ``title``; the hints of ``found`` are changed accordingly.
    """
    chosen = _chosen(tree, found)
    title = _find_title(found, chosen, meta)
    for run in found:
        if run is title:
            run.hint = "title"
        elif run.hint == "title":
            run.hint = "heading"
    _overrule(found, chosen, title)
    _mark_other_news(found, title)
    _mark_teasers(found, title, {id(run) for run in chosen})
    chosen = _near_title(found, [run for run in chosen if not run.furniture], title)
    if not chosen:
        return _without_link_lists([r for r in found if not r.furniture or r is title], set())
    return _kept(found, title, chosen)


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


def _overrule(found: Sequence[Found], chosen: Sequence[Found], title: Found | None) -> None:
    """What is around the title is no furniture, whatever its name; neither, where no text is left
    below the title, is what holds much of the chosen text.
    """
    free = set(title.element.iterancestors()) if title is not None else set()
    _free(found, free)
    if title is None or not _below_title(found, title):
        weights = _weights(chosen)
        total = sum(len(run.text) for run in chosen)
        _free(found, {e for e, weight in weights.items() if weight > _OVERRULE * total})


def _free(found: Iterable[Found], elements: set[Any]) -> None:
    for run in found:
        if run.furniture:
            run.furniture = tuple(e for e in run.furniture if e not in elements)


def _near_title(found: Sequence[Found], chosen: list[Found], title: Found | None) -> list[Found]:
    """What of ``chosen`` is below the title; all text below it, if nothing is."""
    if title is None:
        return chosen
    below = {id(run) for run in found[found.index(title) + 1 :]}
    kept = [run for run in chosen if id(run) in below]
    if sum(len(run.text) for run in kept) >= _SOME_TEXT:
        return kept
    return _below_title(found, title) or [run for run in chosen if run is not title]


def _weights(runs: Iterable[Found]) -> dict[Any, int]:
    """How many characters of ``runs`` each element around them holds."""
    weights: dict[Any, int] = {}
    for run in runs:
        for element in (run.element, *run.element.iterancestors()):
            weights[element] = weights.get(element, 0) + len(run.text)
    return weights


def _find_title(found: Sequence[Found], chosen: Sequence[Found], meta: Metadata) -> Found | None:
    """The heading that the page states as its title, else the last top heading before the body."""
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


def _mark_other_news(found: Sequence[Found], title: Found | None) -> None:
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
        if sum(run.linked for run in inside) >= 2 and title not in inside:
            _mark(inside, box)


def _mark_teasers(found: Sequence[Found], title: Found | None, chosen: set[int]) -> None:
    """Mark as furniture two or more cards side by side, each with a heading that is a link.

    Cards with more of the article below them belong to it.
    """
    cards: dict[tuple[Any, str, str | None], dict[Any, list[Found]]] = {}
    for run in found:
        if run.linked and run.hint == "heading" and run is not title:
            for card in (run.element, *run.element.iterancestors()):
                if card.tag in _CARDS:
                    side = (card.getparent(), card.tag, card.get("class"))
                    cards.setdefault(side, {})[card] = []
    rows = {card: row for row in cards.values() if len(row) >= 2 for card in row}
    for run in found if rows else ():
        for element in (run.element, *run.element.iterancestors()):
            if element in rows:
                rows[element][element].append(run)
    place = {id(run): n for n, run in enumerate(found)}
    for row in {id(row): row for row in rows.values()}.values():
        inside = [run for runs in row.values() for run in runs]
        ids = {id(run) for run in inside}
        end = max(place[n] for n in ids)
        if title not in inside and all(place[n] < end for n in chosen - ids):
            for card, runs in row.items():
                _mark(runs, card)


def _mark(runs: Iterable[Found], element: Any) -> None:
    for run in runs:
        run.furniture = (*run.furniture, element)


def _below_title(found: Sequence[Found], title: Found) -> list[Found]:
    """The text in the innermost element around the title that has any text below it."""
    around = {element: n for n, element in enumerate(title.element.iterancestors())}
    levels: dict[int, list[Found]] = {}
    for run in found[found.index(title) + 1 :]:
        if run.furniture or run.linked or run.hint == "heading":
            continue
        shared = next((e for e in run.element.iterancestors() if e in around), None)
        levels.setdefault(around.get(shared, len(around)), []).append(run)
    near: list[Found] = []
    for level in sorted(levels):
        near += levels[level]
        if sum(len(run.text) for run in near) >= _SOME_TEXT:
            return near
    return []


def _kept(found: Sequence[Found], title: Found | None, body: Sequence[Found]) -> list[Found]:
    """The runs of the container of ``body``, from the title on, and what stands beside them."""
    chosen = {id(run) for run in body}
    container = _container(body)
    inside = [
        n
        for n, run in enumerate(found)
        if run.element is container or container in run.element.iterancestors()
    ]
    end = inside[-1] + 1
    first = next(n for n in inside if id(found[n]) in chosen)
    top = next((n for n, run in enumerate(found) if run is title), None)
    begin = top if top is not None and top < end - 1 else inside[0]
    outer = _outer(container, title)
    runs = [
        run
        for n, run in enumerate(found[:end])
        if n >= begin
        and (run is title or id(run) in chosen or _belongs(run, outer, leading=n < first))
    ]
    before = _beside(reversed(found[:begin]), outer, _SHORT_BEFORE, follow=False)
    after = _beside(found[end:], outer, _SHORT_AFTER, follow=True)
    return [*reversed(before), *_without_link_lists(runs, chosen), *after]


def _container(body: Sequence[Found]) -> Any:
    """The innermost element that holds nearly all of the body."""
    total = sum(len(run.text) for run in body)
    enough = [e for e, weight in _weights(body).items() if weight >= _COVER * total]
    return max(enough, key=lambda e: sum(1 for _ in e.iterancestors()))


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
    """Dateline, byline, contacts just before or after the body, up to what is another matter.

    Outside of ``outer`` only a signature is looked for, past the page's furniture.
    """
    kept: list[Found] = []
    for run in runs:
        if outer not in run.element.iterancestors() and run.element is not outer:
            if run.signed and not run.furniture and len(run.text) <= longest:
                kept.append(run)
            elif not run.furniture:
                break
            continue
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
    if len(run.furniture) != 1:
        return False
    (box,) = run.furniture
    inside = outer in box.iterancestors()
    return inside and box.tag in ("aside", "div", "section") and is_contact(box)


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


def _squash(text: str) -> str:
    return _NOT_TEXT.sub("", text).casefold()
