"""Classifiers for links, section names and recurring text."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from brygga.ingest.credit_blocks import read_datelines
from brygga.ingest.cues import alternation, cues, opening, words
from brygga.ingest.names import is_organisation
from brygga.ingest.page import Page, Unit

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:finns|hittar du|hittas|kan du läsa|is available)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:Om|About) ([^\W\d_a-zåäö].*)")
_LINE, _LONGEST_SECTION = 160, 4


def links(page: Page) -> None:
    """``Läs mer om …``, ``Mer information``, a bare address, a line that is one link; and the
    lines below ``Se även:``.
    """
    for at in page.open():
        unit = page.units[at]
        if len(unit.text) <= _LINE and _points_elsewhere(page, at):
            page.claim(at, "link")
            below = at + 1
            while unit.text[-1] == ":" and page.is_open(below) and _is_listed(page, below):
                page.claim(below, "link")
                below += 1


def _is_listed(page: Page, at: int) -> bool:
    unit = page.units[at]
    return not unit.closed and len(unit.text) <= _LINE and unit.piece == page.units[at - 1].piece


def _points_elsewhere(page: Page, at: int) -> bool:
    unit = page.units[at]
    if _URL.search(unit.text) and len(_URL.sub("", unit.text).split()) <= 8 and not unit.closed:
        return True
    if unit.text in page.link_texts and not unit.long:
        return True
    heads_text = (
        page.is_open(at + 1) and page.units[at + 1].long and unit.piece != page.units[at + 1].piece
    )
    found = opening(unit.text, "link")
    if found:
        return not (found.cue == "mer om" and heads_text) and unit.words <= 24
    found = opening(unit.text, "more")
    if found is None:
        return False
    if found.rest.strip(" .:>»›"):
        return bool(_ELSEWHERE.match(found.rest)) and unit.words <= 14
    return not (heads_text and unit.hint == "heading")


def sections(page: Page) -> None:
    """A line that repeats the section of the dateline, or names a section above the last
    paragraphs, which then are the section's own text.
    """
    named = {name.casefold() for line in read_datelines(page) for name in line.section}
    for at in page.open():
        unit = page.units[at]
        if unit.words > 6 or unit.closed:
            continue
        if unit.text.casefold() in named or _heads_section_text(page, at):
            page.claim(at, "section")


def _heads_section_text(page: Page, at: int) -> bool:
    """Whether a name of one to four words stands above the last text, which contacts follow."""
    unit = page.units[at]
    if unit.words > _LONGEST_SECTION or not unit.alone or unit.hint is not None:
        return False
    if not all(char.isalpha() or char in " -" for char in unit.text):
        return False
    last = at + 1
    while last <= at + 3 and page.is_open(last) and page.units[last].long:
        last += 1
    if last == at + 1 or any(page.is_open(n) for n in range(last, min(last + 3, len(page)))):
        return False
    known = unit.text.casefold() in words("sections.txt")
    return (known or unit.words == 1) and page.role(last) in ("contact", "link", "dateline")


def boilerplate(page: Page) -> None:
    """The recurring text of a section below its name or below the dateline at the end, and what
    the publisher says of itself (``Om Region …``).
    """
    long_before = [0, *accumulate(int(unit.long) for unit in page.units)]
    for at in [*page.where("section", "dateline")]:
        if long_before[at] >= 2 and long_before[-1] - long_before[at] <= 3:
            _claim_text_below(page, at)
    for at in page.open():
        left = long_before[-1] - long_before[at]
        if at and 0 < left <= 3 and is_about(page, at):
            page.claim(at, "boilerplate")
            if not page.units[at].long:
                _claim_text_below(page, at)
        elif at and left == 1 and _says_what_sender_is(page, at):
            page.claim(at, "boilerplate")


def _claim_text_below(page: Page, at: int) -> None:
    for n in range(at + 1, len(page)):
        unit = page.units[n]
        if page.role(n) == "section":
            continue
        if not page.is_open(n) or not unit.long or unit.text[0] in "–—-":
            return
        page.claim(n, "boilerplate")


def is_about(page: Page, at: int) -> bool:
    """Whether the line heads what a publisher says of itself: ``Om Region Västerbotten``."""
    unit = page.units[at]
    if unit.words > 7 or unit.closed:
        return False
    subject = _ABOUT.match(unit.text)
    if subject is None:
        return opening(unit.text, "about") is not None
    below = page.units[min(at + 1, len(page) - 1)]
    return is_organisation(subject[1]) or _says_nature(below)


def _says_what_sender_is(page: Page, at: int) -> bool:
    """Whether the text ends, below its furniture, with ``X är ett nätverk …``."""
    if not _says_nature(page.units[at]):
        return False
    below_furniture = page.role(at - 1) in ("caption", "byline", "contact", "link", "dateline")
    return below_furniture and not any(page.is_open(n) for n in range(at + 1, len(page)))


def _says_nature(unit: Unit) -> bool:
    """Whether the text says that something is an organisation, a network, a foundation …"""
    if not unit.text[0].isupper():
        return False
    return _is_a().match(unit.text[:150]) is not None


@cache
def _is_a() -> re.Pattern[str]:
    nature = alternation(cues("nature"))
    return re.compile(rf"[^.!?]*? (?:är|is) (?:ett|en|an?) (?:[\w-]+ ){{0,2}}(?:{nature})\b")
