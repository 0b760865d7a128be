"""Classifiers for what is not of the article: rules, menus, mail headers, buttons of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from brygga.ingest.cues import alternation, cues, is_cue, opening
from brygga.ingest.page import Page

_TRAIL = re.compile(r"(?:hem|start|startsida|startsidan|home)\s*[>/»›|]", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright\b", re.IGNORECASE)
_FROM = re.compile(r"(?:från|from|fra) \S", re.IGNORECASE)
_SHORT_LINE, _LINE = 60, 160
_MENU_WORDS, _SHORTEST_MENU, _PROMPT_WORDS = 3, 3, 8
_HEAD = 12


def separators(page: Page) -> None:
    """Rules and rows of signs: a unit without a letter or figure."""
    for at in page.open():
        if not any(char.isalnum() for char in page.units[at].text[:200]):
            page.claim(at, "other")


def mail_headers(page: Page) -> None:
    """``Från: …`` over ``Till: …`` and ``Ämne: …`` at the top of a text copied from mail."""
    if len(page) < 2 or not _is_header(page.units[0].text):
        return
    header = list(takewhile(lambda at: _is_header(page.units[at].text), range(len(page))))
    if len(header) > 1:
        for at in header:
            page.claim(at, "other")


def _is_header(text: str) -> bool:
    found = opening(text, "mail")
    return found is not None and found.colon


def menus(page: Page) -> None:
    """Three or more lines of one to three words at the top, half of them words of a menu."""
    run: list[int] = []
    for at in range(min(len(page), 3 * _HEAD)):
        unit = page.units[at]
        if unit.words > _MENU_WORDS or unit.closed or not page.is_open(at):
            break
        run.append(at)
    known = [at for at in run if is_cue(page.units[at].text, "menu")]
    if len(known) >= _SHORTEST_MENU and 2 * len(known) >= known[-1] - run[0] + 1:
        for at in range(run[0], known[-1] + 1):
            page.claim(at, "boilerplate")


def site_lines(page: Page) -> None:
    """Buttons and notes of the web page: ``Skriv ut``, ``Dela:``, ``Hem > Nyheter``, ``© …``; and
    the word ``PRESSMEDDELANDE`` above the title.
    """
    for at in page.open():
        unit = page.units[at]
        if len(unit.text) > _LINE:
            continue
        if _TRAIL.match(unit.text) or _COPYRIGHT.match(unit.text) or _is_button(unit.text):
            page.claim(at, "boilerplate")
        elif _is_kind(unit.text) or opening(unit.text, "tags"):
            page.claim(at, "other")
    for at in list(_below_teaser_heads(page)):
        page.claim(at, "boilerplate")


@cache
def _channels() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(cues('channel'))})\b", re.IGNORECASE)


def _is_button(text: str) -> bool:
    """``Dela: Facebook Twitter``, ``Följ oss på Facebook``."""
    rest = text
    if opening(rest, "prompt"):
        channels = _channels().search(rest)
        return channels is not None and rest.count(" ") < _PROMPT_WORDS
    while rest:
        found = opening(rest, "site", "teasers")
        if found is None or found.rest == rest:
            return False
        rest = found.rest.strip(" |/•·-–>.!?:")
    return True


def _is_kind(text: str) -> bool:
    """``Pressmeddelande``, ``PRESSMEDDELANDE från Region Norrbotten``."""
    found = opening(text, "release") if len(text) <= _SHORT_LINE else None
    return found is not None and (is_cue(text, "release") or bool(_FROM.match(found.rest)))


def _below_teaser_heads(page: Page) -> Iterator[int]:
    """The headlines below ``Relaterade nyheter``."""
    for head in page.where("boilerplate"):
        if is_cue(page.units[head].text, "teasers"):
            below = range(head + 1, len(page))
            yield from takewhile(lambda at: page.is_open(at) and not page.units[at].long, below)
