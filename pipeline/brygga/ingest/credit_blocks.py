"""Classifiers for when and by whom: datelines, bylines, signatures."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from brygga.ingest.byline import read_byline
from brygga.ingest.cues import alternation, cues, is_cue, opening
from brygga.ingest.dateline import Dateline, read_dateline
from brygga.ingest.images import is_credit
from brygga.ingest.names import is_name
from brygga.ingest.page import Page, Unit

_CLOCK = re.compile(r"(?:kl\.? ?)?\d{1,2}[.:]\d{2}\b")
_OPINION_WINDOW = 6


def datelines(page: Page) -> None:
    """Lines that are a date with its label, place or section.

    A date without label is one only above the text, after its first paragraph or at its end:
    elsewhere it is the heading of a day.
    """
    read = {at: line for at in page.open() if (line := read_dateline(page.units[at].text))}
    long_before = [0, *accumulate(int(unit.long) for unit in page.units)]
    bare = sum(not (line.labelled or line.section) for line in read.values())
    for at, line in read.items():
        before, after = long_before[at], long_before[-1] - long_before[at]
        edge = before <= 1 or after <= 2
        if _is_fact(page, at) or (at == 0 and line.place) or _is_answer(page, at):
            continue
        if line.labelled or (edge and (line.section or (bare <= 2 and not _opens_day(page, at)))):
            page.claim(at, "dateline")


def _is_answer(page: Page, at: int) -> bool:
    """Whether the date stands below a question or below ``Datum``, with ``Plats`` next."""
    if at == 0:
        return False
    above = page.units[at - 1].text
    below = page.units[at + 1].text if at + 1 < len(page) else ""
    fact = is_cue(above, "fact") and (is_cue(below, "fact") or not is_cue(above, "published"))
    return above[-1] in "?:" or fact


def _opens_day(page: Page, at: int) -> bool:
    return at + 1 < len(page) and bool(_CLOCK.match(page.units[at + 1].text))


def _is_fact(page: Page, at: int) -> bool:
    """Whether the line is one of several practical facts: ``Datum: …`` beside ``Plats: …``."""
    if not opening(page.units[at].text, "fact"):
        return False
    beside = (page.units[n].text for n in (at - 1, at + 1) if 0 <= n < len(page))
    found = (opening(text, "fact") for text in beside)
    return any(fact is not None and fact.colon for fact in found)


def read_datelines(page: Page) -> list[Dateline]:
    """What the units with the role ``dateline`` say, in order."""
    read = (read_dateline(page.units[at].text) for at in page.where("dateline"))
    return [line for line in read if line is not None]


def bylines(page: Page) -> None:
    """``/Niklas Johansson``, ``Text: …``, ``Av Anna Ek`` on a line of their own."""
    for at in page.open():
        unit = page.units[at]
        credit = page.role(at - 1) == "byline" and is_credit(unit.text)
        if credit or read_byline(unit.text) is not None:
            page.claim(at, "byline")


def signatures(page: Page) -> None:
    """The names and offices at the end of an opinion piece: who signs it wrote it."""
    opinion = _opinion()
    if not any(opinion.search(unit.text) for unit in page.units[:_OPINION_WINDOW]):
        return
    last = len(page) - 1
    while page.is_open(last) and _is_signature(page.units[last]):
        page.claim(last, "byline")
        last -= 1


@cache
def _opinion() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(cues('opinion'))})\b", re.IGNORECASE)


def _is_signature(unit: Unit) -> bool:
    name, comma, _ = unit.text.partition(",")
    return bool(comma) and not unit.long and is_name(name)
