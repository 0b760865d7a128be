"""Classifier for contacts: lines that name somebody to ask, and cards."""

from __future__ import annotations

import re
from itertools import takewhile

from brygga.ingest.contacts import (
    has_address,
    is_contact_detail,
    read_contacts,
    serves_somebody,
)
from brygga.ingest.cues import cues, opening
from brygga.ingest.page import Page, Unit
from brygga.ingest.section_blocks import is_about

_ASKS = re.compile(
    r"\b(?:kontakta|kontakt|contact|vänd dig till|hör av (?:dig|er)|lämnas av|ges av)\b",
    re.IGNORECASE,
)
_MOST_SIGNATURE_LINES = 8
_LINE, _LONGEST = 160, 300


def contacts(page: Page) -> None:
    """``Kontaktperson: …``, what follows it, and cards: a name with a number or an address."""
    for at in page.open():
        if _asks_for_contact(page, at):
            page.claim(at, "contact")
            _claim_details(page, at)
    _claim_cards(page)
    _claim_mail_signature(page)


def _claim_mail_signature(page: Page) -> None:
    """The lines below the ``--`` of a mail."""
    dashes = [at for at in page.where("other") if page.units[at].text == "--"]
    below = range(dashes[-1] + 1, len(page)) if dashes else range(0)
    if len(below) <= _MOST_SIGNATURE_LINES and not any(page.units[at].long for at in below):
        for at in below:
            page.claim(at, "contact")


def _asks_for_contact(page: Page, at: int) -> bool:
    text = page.units[at].text
    if len(text) > _LONGEST:
        return False
    found = opening(text, "contact", "ask")
    if found is None:
        return False
    named = found.cue in cues("contact")
    if not found.rest.strip(" .:?!"):
        return (named and at > 0) or (page.is_open(at + 1) and _goes_on(page.units[at + 1]))
    if named and found.colon:
        return True
    if not named and (found.colon or _ASKS.search(found.cue) or _ASKS.search(found.rest[:80])):
        return has_address(text) or not found.colon or bool(_persons(text))
    if found.cue.startswith("kontakta"):
        return len(text) <= _LINE and (has_address(text) or bool(_persons(text)))
    return has_address(text) and len(text) <= _LINE


def _persons(text: str) -> bool:
    return any(" " in contact.name for contact in read_contacts([text]))


def _goes_on(unit: Unit) -> bool:
    return not opening(unit.text, "link", "more") and is_contact_detail(unit.text)


def _claim_details(page: Page, at: int) -> None:
    """Claim what goes on with the contact at ``at``: details, and short lines of their piece."""
    piece = page.units[at].piece
    for n in range(at + 1, len(page)):
        unit = page.units[n]
        if not page.is_open(n) or is_about(page, n) or _opens(unit.text):
            return
        same = unit.piece == piece and len(unit.text) <= _LINE and not unit.closed
        if not (same or is_contact_detail(unit.text)):
            return
        page.claim(n, "contact")
        piece = unit.piece


def _opens(text: str) -> bool:
    found = opening(text, "contact", "ask", "link", "more")
    return found is not None and not serves_somebody(text)


def _claim_cards(page: Page) -> None:
    for at in page.open():
        unit = page.units[at]
        if at == 0 or len(unit.text) > _LINE or unit.closed or not has_address(unit.text):
            continue
        if not is_contact_detail(unit.text) or opening(unit.text, "fact"):
            continue
        page.claim(at, "contact")
        _claim_details(page, at)
        before = takewhile(page.is_open, range(at - 1, 0, -1))
        for n in takewhile(lambda n: _is_card_line(page.units[n]), before):
            page.claim(n, "contact")


def _is_card_line(unit: Unit) -> bool:
    return not unit.closed and unit.words <= 8 and is_contact_detail(unit.text)
