"""Classifiers for what is not of the article: rules, menus, mail headers, buttons of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile

from brygga.ingest.cues import alternation, cues, is_cue, opening
from brygga.ingest.dateline import read_dateline
from brygga.ingest.names import is_organisation
from brygga.ingest.page import Page, Unit

_TRAIL = re.compile(r"(?:hem|start|startsida|startsidan|home)\s*[>/»›|]", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\(c\) ?\d{4}|copyright\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s*[|·•]\s*")
_FROM = re.compile(r"(?:från|from|fra) \S", re.IGNORECASE)
_REPLY = re.compile(r"\A(?:(?:sv|vb|vs|re|fw|fwd)\s*:\s*)+", re.IGNORECASE)
_SUBJECT = frozenset({"ämne", "subject"})
_SHORT_LINE, _LINE, _GREETING_WORDS = 60, 160, 4
_MENU_WORDS, _FOOTER_WORDS, _SHORTEST_MENU, _PROMPT_WORDS = 3, 4, 3, 8
_HEAD = 12


def separators(page: Page) -> None:
    """Rules and rows of signs: a unit without a letter or figure."""
    for at in page.open():
        if not any(char.isalnum() for char in page.units[at].text[:200]):
            page.claim(at, "other")


def mail_headers(page: Page) -> None:
    """``Från: …`` over ``Till: …`` and ``Ämne: …`` at the top of a text copied from mail, its
    ``Skickat: …`` as the dateline.
    """
    for at in _mail_header(page):
        sent = opening(page.units[at].text, "published") and read_dateline(page.units[at].text)
        page.claim(at, "dateline" if sent else "other")


def mail_subject(page: Page) -> str | None:
    """What the header of a mail says after ``Ämne:``, without ``SV:`` and ``VB:``."""
    for at in _mail_header(page):
        found = opening(page.units[at].text, "mail")
        if found and found.cue in _SUBJECT:
            return _REPLY.sub("", found.rest) or None
    return None


def _mail_header(page: Page) -> range:
    """The units of a mail's header, which stand at the top or below the title; a line between
    rules (``---Ursprungligt meddelande---``) may open it.
    """
    start = int(len(page) > 0 and page.units[0].hint == "title")
    end = start + int(start < len(page) and page.units[start].text.startswith("--"))
    while end < len(page) and _is_header(page.units[end].text):
        end += 1
    known = [at for at in range(start, end) if _is_header(page.units[at].text)]
    return range(start, end) if len(known) > 1 else range(0)


def _is_header(text: str) -> bool:
    found = opening(text, "mail")
    return found is not None and found.colon


def greetings(page: Page) -> None:
    """``Hej!`` above everything else of the text."""
    at, mailed = next(page.open(), None), bool(_mail_header(page))
    if at is None or (page.has("title") and not mailed):
        return
    unit = page.units[at]
    named = mailed and unit.words <= _GREETING_WORDS and opening(unit.text, "greeting")
    if named or is_cue(unit.text, "greeting"):
        page.claim(at, "other")


def menus(page: Page) -> None:
    """Three or more lines of one to three words at the top, half of them words of a menu, the
    first of which may be a button (``Hoppa till innehåll``); years and counts are of it too.
    """
    run: list[int] = []
    for at in range(min(len(page), 3 * _HEAD)):
        unit = page.units[at]
        if unit.words > _MENU_WORDS or unit.closed or not page.is_open(at):
            break
        run.append(at)
    known = [at for at in run if _is_of_menu(page.units[at].text, first=at == 0)]
    if len(known) >= _SHORTEST_MENU and 2 * len(known) >= known[-1] - run[0] + 1:
        for at in range(run[0], known[-1] + 1):
            page.claim(at, "boilerplate")


def _is_of_menu(text: str, *, first: bool) -> bool:
    return is_cue(text, "menu") or text.isdigit() or (first and is_cue(text, "site"))


def footers(page: Page) -> None:
    """Two or more lines of one to four words at the end, half of them words of a page's foot."""
    run: list[int] = []
    for at in range(len(page) - 1, max(-1, len(page) - 3 * _HEAD), -1):
        unit = page.units[at]
        if unit.words > _FOOTER_WORDS or unit.closed or page.role(at) not in (None, "boilerplate"):
            break
        run.append(at)
    texts = {at: page.units[at].text for at in run}
    of_foot = [at for at in run if opening(texts[at], "footer")]
    known = [at for at in run if at in of_foot or is_cue(texts[at], "site", "menu")]
    if of_foot and len(known) > 1 and 2 * len(known) >= len(page) - known[-1]:
        for at in range(known[-1], len(page)):
            page.claim(at, "boilerplate")


def mastheads(page: Page) -> None:
    """The publisher's name above the title: ``Umeå kommun``, ``PRESSMEDDELANDE Region Skåne``."""
    top = list(islice(page.open(), 2))
    if page.has("title") or len(top) < 2:
        return
    unit, below = (page.units[at] for at in top)
    if unit.hint in (None, "paragraph") and _is_publisher(unit) and _may_be_title(below, unit):
        page.claim(top[0], "other" if opening(unit.text, "release") else "boilerplate")


def _is_publisher(unit: Unit) -> bool:
    parts = unit.text.split()
    named = all(part[0].isupper() or is_organisation(part) for part in parts)
    return named and 2 <= len(parts) <= _MENU_WORDS and is_organisation(unit.text)


def _may_be_title(unit: Unit, above: Unit) -> bool:
    return unit.words > above.words and not unit.closed and not unit.long


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
    """``Dela: Facebook Twitter``, ``Följ oss på Facebook``, ``Om webbplatsen | Kakor``."""
    beside = _BESIDE.split(text)
    if len(beside) > 1 and all(is_cue(part, "site", "menu", "footer") for part in beside):
        return True
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
