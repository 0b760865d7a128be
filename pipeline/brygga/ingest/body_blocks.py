"""Classifiers for the article itself: title, lists, quotes, headings, paragraphs, lead.

Each takes a ``Page`` and claims the units that it recognises. Their order is in ``roles.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from brygga.ingest.cues import opening, without_kind, words
from brygga.ingest.page import Page, Unit
from brygga.ingest.site_blocks import mail_subject
from brygga.ingest.speech import opens_with_saying, says
from brygga.record import Role

_DASH = re.compile(r"[–—―−-] ?(?=\S)")
_BULLET = re.compile(r"[•·‣▪◦●○■□➢►✓→*] ?(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}|[a-zåäö])[.)] (?=\S)")
_TIMED = re.compile(
    r"(?:kl\.? ?|klockan )?\d{1,2}[.:]\d{2}(?: ?[–-] ?\d{1,2}(?:[.:]\d{2})?)?"
    r"[ .:,–-]+(?=[^\W\d_]|\()",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[”\"“»«„][^”\"“»«]{20,}[”\"“«»]")
_LONGEST_ALONE, _LONGEST_ITEM, _LONGEST_FACT = 250, 700, 200
_LABEL = re.compile(r"[^\W\d_a-zåäö][\w-]*(?: [\w-]+){0,2}: ?(?=\S)")
_LONGEST_BOX, _BOX_WORDS = 12, 6
_INTRODUCTION = 120
_BODY: frozenset[Role | None] = frozenset({"paragraph", "quote", "list-item", "heading", "table"})


def marked_up(page: Page) -> None:
    """What the mark-up states beyond doubt: the title, tables, captions, datelines, bylines."""
    titled = False
    for at in page.open():
        hint = page.units[at].hint
        if hint == "title":
            page.claim(at, "heading" if titled else "title")
            titled = True
        elif hint in ("table", "caption", "dateline", "byline", "boilerplate"):
            page.claim(at, hint)


def title(page: Page) -> None:
    """The first line, unless it reads as running text; in a mail with a subject, also unless it is
    a sentence.
    """
    if page.has("title"):
        return
    at = next(page.open(), None)
    if at is not None and _is_kicker(page, at):
        page.claim(at, "section")
        at += 1
    if at is None or (_ends_as_text(page.units[at]) and mail_subject(page)):
        return
    if _can_be_title(page, at):
        page.claim(at, "title")


def repeated_title(page: Page) -> None:
    """The title once more right below itself, where the way through the site ends with it."""
    titled = next(page.where("title"), None)
    if titled is None:
        return
    below = next((at for at in page.open() if at > titled), None)
    if below is not None and page.units[below].text == page.units[titled].text:
        page.claim(below, "boilerplate")


def _is_kicker(page: Page, at: int) -> bool:
    """Whether a section's name stands above the title: ``Landsbygd``, ``NYHET Landsbygd``."""
    unit = page.units[at]
    name = without_kind(unit.text)
    known = name.casefold() in words("sections.txt")
    called = name != unit.text and unit.text.split()[0].isupper() and name.isalpha()
    if not (known or called) or not page.is_open(at + 1):
        return False
    below = page.units[at + 1]
    longer = below.words > name.count(" ") + 1
    return longer and not below.long and _can_be_title(page, at + 1)


def _can_be_title(page: Page, at: int) -> bool:
    unit = page.units[at]
    if unit.hint == "heading":
        return True
    if unit.hint in ("list-item", "quote", "lead") or _BULLET.match(unit.text):
        return False
    if len(unit.text) > 220 or unit.words > 32 or unit.text.endswith((",", ";")):
        return False
    if not _ends_as_text(unit):
        return True
    below = page.units[at + 1] if at + 1 < len(page) else None
    return below is not None and unit.words <= 14 and len(below.text) > len(unit.text)


def _ends_as_text(unit: Unit) -> bool:
    return unit.closed and unit.text[-1] not in "?!"


def weakly_marked_up(page: Page) -> None:
    """Marked-up headings, list items and quotes that nothing above has read otherwise."""
    for at in page.open():
        hint = page.units[at].hint
        if hint == "lead":
            page.claim(at, "paragraph" if page.has("lead") else "lead")
        elif hint in ("heading", "list-item", "quote"):
            page.claim(at, hint)


def schedules(page: Page) -> None:
    """Two or more lines in a row that start with a time of day: ``09.30 Kaffe``."""
    timed = [bool(_TIMED.match(unit.text)) for unit in page.units]
    for run in page.runs(timed):
        if len(run) > 1:
            _claim_all(page, run, "list-item")
    last = -1
    for at, is_timed in enumerate(timed):
        if is_timed and last >= 0 and page.units[last].piece == page.units[at].piece:
            _claim_all(page, range(last, at + 1), "list-item")
        last = at if is_timed else last


def participants(page: Page) -> None:
    """The lines below ``Medverkande:`` or another introduction that ends in a colon, and the
    practical facts of an event (``Tid: …`` over ``Plats: …``).
    """
    for at in page.open():
        unit = page.units[at]
        found = opening(unit.text, "people")
        if found and found.rest and found.colon and not unit.closed and len(unit.text) <= 300:
            page.claim(at, "list-item")
        elif unit.text.endswith(":") or (found and not found.rest.strip(" :")):
            _claim_items_below(page, at, people=found is not None)
    boxed = set(_facts_of_boxes(page))
    facts = [at in boxed or _is_fact(unit) for at, unit in enumerate(page.units)]
    for run in page.runs(facts):
        first = page.units[run.start]
        alone = run.start in boxed or (opening(first.text, "fact") and not first.closed)
        if len(run) > 1 or alone:
            _claim_all(page, run, "list-item")


def _is_fact(unit: Unit) -> bool:
    found = opening(unit.text, "fact", "project") if len(unit.text) <= _LONGEST_FACT else None
    return found is not None and found.colon and bool(found.rest)


def _facts_of_boxes(page: Page) -> Iterator[int]:
    """The labelled lines below ``Fakta Osiris``, whatever their labels; the first two of other
    lines in a row end the box.
    """
    heads = (at for at in page.open() if _heads_box(page.units[at]))
    for head in heads:
        others = 0
        for at in range(head + 1, min(len(page), head + 1 + _LONGEST_BOX)):
            unit = page.units[at]
            labelled = len(unit.text) <= _LONGEST_FACT and bool(_LABEL.match(unit.text))
            others = 0 if labelled else others + 1
            if others > 1:
                break
            if labelled:
                yield at


def _heads_box(unit: Unit) -> bool:
    return unit.words <= _BOX_WORDS and not unit.closed and opening(unit.text, "box") is not None


def _claim_items_below(page: Page, at: int, *, people: bool) -> None:
    if at + 1 >= len(page):
        return
    first, end = page.units[at + 1], at + 1
    while page.is_open(end):
        unit = page.units[end]
        beyond = unit.piece != first.piece and not (people and first.alone)
        longest = _LONGEST_ALONE if unit.alone else _LONGEST_ITEM
        if beyond or len(unit.text) > longest or unit.text[-1] == ":" or _DASH.match(unit.text):
            break
        if unit.alone and unit.long:
            break
        if people and unit.alone and (unit.words > 14 or unit.hint not in (None, "list-item")):
            break
        end += 1
    if end - at > 2:
        _claim_all(page, range(at + 1, end), "list-item")


def lists(page: Page) -> None:
    """Bullets, numbered lines, and runs of short lines within one piece.

    A dash opens a list item only in a run of such lines without a verb of saying: one alone, or a
    paragraph of its own, is speech.
    """
    for at in page.open():
        if _BULLET.match(page.units[at].text):
            page.claim(at, "list-item")
    for run in page.runs([bool(_NUMBER.match(unit.text)) for unit in page.units]):
        if len(run) > 1:
            _claim_all(page, run, "list-item")
    for dashed in page.runs([bool(_DASH.match(unit.text)) for unit in page.units]):
        for run in _lists_and_speech(page, dashed):
            above = page.units[run.start - 1].text if run.start else ""
            if len(run) > 1 and _is_dash_list([page.units[at] for at in run], above):
                _claim_all(page, run, "list-item")
    for run in page.runs([_is_short_line(unit) for unit in page.units]):
        _claim_short_lines(page, run)


def _lists_and_speech(page: Page, run: range) -> list[range]:
    """The run, or its parts if a verb of saying stands in it: some are speech then.

    What an introduction and a colon open lasts until the first sentence; the rest falls into its
    pieces.
    """
    if not any(says(page.units[at].text) for at in run):
        return [run]
    start = run.start
    if start and page.units[start - 1].text[-1] == ":":
        start = next((at for at in run if page.units[at].closed), run.stop)
    rest = groupby(range(start, run.stop), key=lambda at: page.units[at].piece)
    pieces = [list(group) for _, group in rest]
    return [range(run.start, start), *(range(piece[0], piece[-1] + 1) for piece in pieces)]


def _is_dash_list(units: Sequence[Unit], above: str) -> bool:
    """Whether lines that open with a dash are a list; ``above`` is the text over the first."""
    if any(says(unit.text) for unit in units):
        return False
    starts = [_DASH.sub("", unit.text, count=1)[0] for unit in units]
    if all(not start.isupper() for start in starts):
        return True
    introduced, sentences = above.endswith(":"), all(unit.closed for unit in units)
    if introduced and sentences and says(above[-_INTRODUCTION:]):
        return False
    one_piece = units[0].piece == units[-1].piece
    if introduced and (one_piece or not sentences):
        return True
    return all(len(unit.text) <= (200 if one_piece else 60) for unit in units)


def _is_short_line(unit: Unit) -> bool:
    return not unit.alone and len(unit.text) <= 120 and not unit.closed and unit.text[-1] != ":"


def _claim_short_lines(page: Page, run: range) -> None:
    """Three or more short lines of one piece; a first line that heads a schedule stays out."""
    start = run.start
    while start < run.stop:
        piece = page.units[start].piece
        end = start
        while end < run.stop and page.units[end].piece == piece:
            end += 1
        if end - start >= 3:
            _claim_all(page, range(start, end), "list-item")
        start = end


def _claim_all(page: Page, run: range, role: Role) -> None:
    for at in run:
        page.claim(at, role)


def quotes(page: Page) -> None:
    """Speech: a paragraph that opens with a dash, or that is mostly between quotation marks."""
    for at in page.open():
        unit = page.units[at]
        if _DASH.match(unit.text):
            speech = unit.text[0] != "-" or unit.words >= 6 or unit.closed
            page.claim(at, "quote" if speech else "list-item")
        else:
            quoted = _QUOTED.match(unit.text[:2000])
            if quoted and _ends_as_quote(unit.text[quoted.end() :]):
                page.claim(at, "quote")


def _ends_as_quote(rest: str) -> bool:
    rest = rest.strip(" ,.–-")
    return not rest or opens_with_saying(rest)


def headings(page: Page) -> None:
    """A short line without a full stop above the text of the article."""
    follows: Role | None = None
    for at in range(len(page) - 1, -1, -1):
        if page.is_open(at) and follows in _BODY and _can_be_heading(page, at):
            page.claim(at, "heading")
        role = page.role(at)
        if role not in ("other", "image-name", "caption"):
            follows = role or ("paragraph" if _is_text(page.units[at]) else None)


def _is_text(unit: Unit) -> bool:
    return unit.long or unit.closed or unit.text[-1] == ":" or unit.words > 14


def _can_be_heading(page: Page, at: int) -> bool:
    unit = page.units[at]
    if len(unit.text) > 100 or unit.words > 14 or (unit.closed and unit.text[-1] != "?"):
        return False
    if unit.text[-1] in ",;" or (unit.text[-1] == ":" and unit.words > 1):
        return False
    if unit.text[-1] == "?" and "." in unit.text[:-1]:
        return False
    if at + 1 >= len(page) or unit.text[0].islower():
        return False
    before = page.units[at - 1] if at else None
    return not (before and before.text.endswith(":") and before.piece == unit.piece)


def paragraphs(page: Page) -> None:
    """Everything else."""
    for at in page.open():
        page.claim(at, "paragraph")


def lead_at(page: Page) -> int | None:
    """The unit that is the lead: marked so, or the first of the body if that is a paragraph and
    more text follows.
    """
    marked = next(page.where("lead"), None)
    if marked is not None:
        return marked
    titled = next(page.where("title"), None)
    if titled is None:
        return None
    body = [at for at in page.where(*(role for role in _BODY if role)) if at > titled]
    if not body or page.role(body[0]) != "paragraph":
        return None
    return body[0] if any(page.role(at) in ("paragraph", "quote") for at in body[1:]) else None
