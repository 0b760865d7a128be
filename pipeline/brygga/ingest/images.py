"""Stray image file names and the captions below them.

When an item is copied from a web page or a content management system the names of its picture
files come along as lines: ``niklas nyhet 2``, ``170920 NS ägarrådet 2``, ``vard_hemma_webb.jpg``.
"""

from __future__ import annotations

import re
from functools import cache

from brygga.ingest.cues import alternation, cues
from brygga.record import Image

_FILE = re.compile(
    r"[^?!:]{1,100}\.(?:jpe?g|png|gif|tiff?|webp|svg|bmp|heic|eps|psd)", re.IGNORECASE
)
_MARKDOWN = re.compile(r"!\[([^\]]{0,300})\]\(\s*(\S{1,1000}?)\s*\)")
_CAMERA = re.compile(r"(?:_?(?:IMG|DSC[NF]?|MG|P|DJI|PXL)[_-]?\d{3,}\S*)")
_DATED = re.compile(r"(?:\d{6}|\d{8})[ _-]?[^\W\d]")
_CAMEL = re.compile(r"[^\W\d_]+[a-zåäö][A-ZÅÄÖ][^\W_]*")
_NUMBERED = re.compile(r"[^\W_][\w-]*(?: [\w-]+){0,4} \d{1,2}")
_MARKS = re.compile(r"[.,:;!?()”\"“»«@/]")
_POINTER = re.compile(
    r"\b(?:vänster|höger|mitten|bilden|fotot|left|right|pictured)\b|\b(?:t\.? ?[vh]|fr\.? ?v)\.",
    re.IGNORECASE,
)
_LONGEST_NAME, _MOST_WORDS = 50, 6


def is_file_name(text: str) -> bool:
    """Whether the line is beyond doubt the name of a picture file."""
    if text.startswith("![") and _MARKDOWN.fullmatch(text):
        return True
    if len(text) > 110:
        return False
    return bool(_FILE.fullmatch(text) or _CAMERA.fullmatch(text))


def image_of(name: str) -> Image:
    """The image that an image name tells of; the Markdown for one gives its address too."""
    marked = _MARKDOWN.fullmatch(name) if name.startswith("![") else None
    if marked is None:
        return Image(name=name)
    file = marked[2].split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    return Image(name=file or marked[1] or None, url=marked[2])


def may_be_name(text: str) -> bool:
    """Whether the line has the look of a file name without its suffix.

    Swedish headings start with a capital, a figure or a quotation mark, so a short line without
    punctuation that starts in lower case is none; neither is one that starts with a date of six
    figures or holds an underscore.
    """
    if len(text) > _LONGEST_NAME or text.count(" ") >= _MOST_WORDS or _MARKS.search(text):
        return False
    if not any(char.isalpha() for char in text):
        return False
    return text[0].islower() or "_" in text or bool(_DATED.match(text))


def may_be_capitalised_name(text: str) -> bool:
    """Whether the line might be a file name (``ScanMed``, ``Osiris grupp 3``) or a heading; what
    stands around it must decide.
    """
    if len(text) > _LONGEST_NAME or _MARKS.search(text):
        return False
    return bool(_CAMEL.fullmatch(text) or _NUMBERED.fullmatch(text))


def may_be_numbered_name(text: str) -> bool:
    """Whether the line starts in lower case and ends with a number, as ``niklas nyhet 2`` does."""
    return text[0].islower() and bool(_NUMBERED.fullmatch(text))


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(.,/])(?:{alternation(cues('photo'))})\s?[:/]\s?\S", re.IGNORECASE)


def points_at_picture(text: str) -> bool:
    """Whether the line says where in a picture somebody is: ``Från vänster``, ``t.v.``."""
    return _POINTER.search(text) is not None


def has_credit(text: str) -> bool:
    """Whether the line holds ``Foto: …``."""
    return _credit().search(text) is not None


def is_credit(text: str) -> bool:
    """Whether the line is ``Foto: …`` and nothing else."""
    found = _credit().match(text)
    return found is not None and len(text) <= 100
