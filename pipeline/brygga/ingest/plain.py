"""Copied text: pieces at its empty lines, wrapped lines put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from brygga.ingest.document import Document, Piece
from brygga.ingest.hyphens import count_words, is_broken, join
from brygga.ingest.markdown import is_markdown
from brygga.ingest.markdown import read_markdown as read_markdown
from brygga.ingest.normalise import clean

_WIDEST, _NARROWEST = 100, 50
_FEWEST_BREAKS, _BROKEN = 2, 0.8
_LONG_LINE = 90
_TIMED = re.compile(r"\s*(?:kl\.? ?)?\d{1,2}[.:]\d{2}\b", re.IGNORECASE)
_STARTS_ITEM = re.compile(r"[•·‣▪◦*–—-] |\d{1,2}[.:]\d{2}\b|\d{1,2}[.)] |/")


def read_plain(text: str) -> Document:
    """The pieces of a copied text.

    Empty lines set pieces apart. In a text without any, every long line is a piece and short
    neighbours (lists, contact cards) stay together. Lines of a text that was wrapped at a width,
    as mail is, are joined. Rows of cells between tabs are a table. A text with the marks of
    Markdown, as exports of content management systems hold it, is read as Markdown.
    """
    if is_markdown(text):
        return read_markdown(text)
    pieces: list[Piece] = []
    for is_table, chunk in _chunks(text):
        if is_table:
            pieces.append(Piece(text=clean(chunk), hint="table"))
        else:
            pieces += (Piece(text="\n".join(lines)) for lines in _paragraphs(clean(chunk)))
    return Document(pieces=tuple(piece for piece in pieces if piece.text))


def _chunks(text: str) -> Iterable[tuple[bool, str]]:
    """The text cut at its tables."""
    if "\t" not in text:
        return [(False, text)]
    runs = groupby(text.splitlines(), key=_cells)
    rows = [(cells, list(lines)) for cells, lines in runs]
    marked = [(_is_table(cells, lines), line) for cells, lines in rows for line in lines]
    grouped = groupby(marked, key=lambda pair: pair[0])
    return [(is_table, "\n".join(line for _, line in pairs)) for is_table, pairs in grouped]


def _cells(line: str) -> int:
    return line.strip().count("\t")


def _is_table(tabs: int, lines: Sequence[str]) -> bool:
    """Schedules (``09.30⇥Kaffe``) and labelled lines (``Tid:⇥…``) have one tab but are no table."""
    if tabs == 0 or len(lines) < 2:
        return False
    if tabs > 1:
        return True
    labelled = any(
        _TIMED.match(line) or line.split("\t")[0].rstrip().endswith(":") for line in lines
    )
    return len(lines) > 2 and not labelled


def _paragraphs(text: str) -> list[list[str]]:
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    width = wrap_width(paragraphs)
    if width is not None:
        words = count_words(line for paragraph in paragraphs for line in paragraph)
        paragraphs = [unwrap(paragraph, width, words) for paragraph in paragraphs]
    if len(paragraphs) == 1 and len(paragraphs[0]) > 1:
        return _without_empty_lines(paragraphs[0])
    return paragraphs


def wrap_width(paragraphs: Iterable[Sequence[str]]) -> int | None:
    """The width, in characters, at which the lines of the paragraphs were wrapped, if they were.

    The evidence is in breaks inside a sentence (the next line starts in lower case): if the next
    word would have had no room within the longest broken line, the break is the wrapping's.
    """
    pairs = [pair for lines in paragraphs for pair in pairwise(lines)]
    width = max((len(line) for line, _ in pairs), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    inside = [(line, below) for line, below in pairs if below[:1].islower()]
    broken = sum(not _has_room(line, below, width) for line, below in inside)
    enough = len(inside) >= _FEWEST_BREAKS and broken >= _BROKEN * len(inside)
    return width if enough else None


def _has_room(line: str, below: str, width: int) -> bool:
    """Whether the break was meant: the next word would have fitted and none was broken."""
    fits = len(line) + 1 + len(below.split(" ", 1)[0]) <= width
    return fits and not (is_broken(line) and below[:1].islower())


def unwrap(lines: Sequence[str], width: int, words: Counter[str]) -> list[str]:
    """The lines with those joined that were broken because ``width`` had no room for more.

    ``words`` are the document's (``count_words``): they tell how a word broken by a hyphen is
    written.
    """
    joined = [lines[0]]
    for line, below in pairwise(lines):
        if _has_room(line, below, width) or _STARTS_ITEM.match(below):
            joined.append(below)
        else:
            joined[-1] = join(joined[-1], below, words)
    return joined


def _without_empty_lines(lines: Sequence[str]) -> list[list[str]]:
    """Pieces of a text without empty lines: the first line, every line that is long or ends a
    sentence, and the short lines between such.
    """
    pieces = [[lines[0]]]
    grouped = groupby(lines[1:], key=_is_text)
    for is_text, group in grouped:
        if is_text:
            pieces += ([line] for line in group)
        else:
            pieces.append(list(group))
    return pieces


def _is_text(line: str) -> bool:
    return len(line) > _LONG_LINE or line.rstrip('"”»)').endswith((".", "!", "?"))
