"""Classifiers for stray image names and captions."""

from __future__ import annotations

import re

from brygga.ingest import images
from brygga.ingest.cues import opening
from brygga.ingest.page import Page, Unit

_NEXT_SENTENCE = re.compile(r"[.!?] [^\W\d_a-zåäö]")
_LONGEST, _LONGEST_OPEN, _LONGEST_SENTENCE = 400, 300, 90


def picture_files(page: Page) -> None:
    """``vard_hemma_webb.jpg``, ``IMG_2041``: names that nothing else can be."""
    for at in page.open():
        if images.is_file_name(page.units[at].text):
            page.claim(at, "image-name")


def stray_names(page: Page) -> None:
    """``niklas nyhet 2``, ``170920 NS ägarrådet 2``, ``ScanMed`` between the paragraphs."""
    headed = any(unit.hint == "heading" for unit in page.units)
    for at in page.open():
        if not _can_be_stray(page, at):
            continue
        text = page.units[at].text
        capitalised = (
            images.may_be_capitalised_name(text) and not headed and _heads_nothing(page, at)
        )
        listed = not images.may_be_numbered_name(text) and _in_list(page, at)
        if capitalised or (images.may_be_name(text) and not listed):
            page.claim(at, "image-name")


def _can_be_stray(page: Page, at: int) -> bool:
    """Whether the unit stands alone or right below another name, below a line that is complete."""
    unit = page.units[at]
    alone = unit.alone or page.role(at - 1) == "image-name"
    if at == 0 or not alone or unit.hint in ("heading", "list-item", "lead"):
        return False
    above = page.units[at - 1].text
    unfinished = page.is_open(at - 1) and len(above) > 90 and above[-1].isalnum()
    return not unfinished and above[-1] not in ":,"


def _in_list(page: Page, at: int) -> bool:
    """Whether the neighbours look alike: then they are the items of a list."""
    beside = [n for n in (at - 1, at + 1) if page.is_open(n)]
    return any(images.may_be_name(page.units[n].text) for n in beside) and len(beside) == 2


def _heads_nothing(page: Page, at: int) -> bool:
    """Whether what follows is nothing, an image name, a caption, or running text that does not
    speak of the line's word.
    """
    if page.role(at + 1) == "image-name" or at + 1 == len(page):
        return True
    if not page.is_open(at + 1):
        return False
    below = page.units[at + 1]
    if _can_be_caption(below) and (not below.closed or images.has_credit(below.text)):
        return True
    word = page.units[at].text
    return " " not in word and at + 2 < len(page) and word.casefold() not in below.text.casefold()


def _can_be_caption(unit: Unit) -> bool:
    """Whether the unit may say what a picture shows.

    Without a credit and without a word such as ``Från vänster`` that is a line without a full stop
    or one short sentence: anything longer reads as a paragraph.
    """
    if unit.hint in ("heading", "list-item", "quote", "title") or unit.text[0] in "–—-•":
        return False
    if images.has_credit(unit.text) or images.points_at_picture(unit.text):
        return len(unit.text) <= _LONGEST
    if not unit.closed:
        return len(unit.text) <= _LONGEST_OPEN and unit.words >= 2
    return len(unit.text) <= _LONGEST_SENTENCE and not _NEXT_SENTENCE.search(unit.text)


def captions(page: Page) -> None:
    """The line below an image name, ``Bildtext: …``, and lines that end in ``Foto: …``."""
    for at in page.where("image-name"):
        if page.is_open(at + 1) and _can_be_caption(page.units[at + 1]):
            page.claim(at + 1, "caption")
    for at in page.open():
        text = page.units[at].text
        if len(text) > _LONGEST:
            continue
        found = opening(text, "caption")
        if (found and found.colon) or images.is_credit(text) or images.has_credit(text[-80:]):
            page.claim(at, "caption")
