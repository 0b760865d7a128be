"""Sentences of an article, as spans, for summaries and translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from brygga.record import Article, Role

_END = re.compile(r"[.!?…]+[\"”»’')\]]*(?=\s+[\"“”»–—(-]?\s*[^\W_a-zåäöéü])|\n+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:(?i:t\.ex|bl\.a|m\.fl|m\.m|d\.v\.s|dvs|s\.k|f\.d|t\.f|o\.s\.v|osv|ca|kl|nr|"
    r"tel|resp|bitr|prof|dr|st|jfr|e\.g|i\.e|mr|ms|mrs|no)|[A-ZÅÄÖ])\.$"
)


class Sentence(msgspec.Struct, frozen=True):
    """``start`` and ``end`` are offsets in code points into the article's text."""

    start: int
    end: int
    role: Role
    language: str | None = None


def sentences(article: Article) -> Iterator[Sentence]:
    """Every sentence of every block in text order; none crosses a block. White space around them
    belongs to none. A quotation that a dash opens is not cut from who says it.
    """
    for block in article.blocks:
        for start, end in split(article.text, block.start, block.end):
            yield Sentence(start, end, block.role, block.language)


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a part of a text."""
    at = start
    for stop in _END.finditer(text, start, end):
        cut = stop.start() if text[stop.start()] == "\n" else stop.end()
        if _ABBREVIATED.search(text, at, cut) and text[stop.start()] != "\n":
            continue
        yield from _trimmed(text, at, cut)
        at = stop.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
