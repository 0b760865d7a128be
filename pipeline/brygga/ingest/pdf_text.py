"""Lines of a PDF to paragraphs: what recurs on every page, line ends, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from brygga.ingest.document import Hint, Piece
from brygga.ingest.hyphens import count_words, is_broken, join
from brygga.ingest.pdf_lines import HYPHEN, Line

_MARGIN_LINES = 3
_NEAR = 6.0
_DIGITS = re.compile(r"\d+")
_LARGER, _TITLE = 1.12, 1.2
_GAP = 1.35
_INDENT = 0.7
_LONGEST_HEADING = 120
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"”’»)]*$")
_STARTS_ITEM = re.compile(r"[•·‣▪◦–—-] |\d{1,2}[.)] |\d{1,2}[.:]\d\d |/ ?\w")
_BULLET = re.compile(r"[•·‣▪◦-] |\d{1,2}[.)] ")
_RUNS_ON = re.compile(r"[–—] |.*[,;.!?] ")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:sid(?:a|an|\.)?|page) ?\d+(?: ?(?:av|of|/) ?\d+| ?\(\d+\))?"
    r"|(?P<bare>\d+)(?: ?(?:av|of|/) ?\d+| ?\(\d+\))?)\W*",
    re.IGNORECASE,
)

Columns = Sequence[Sequence[Line]]


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without their numbers and the lines that recur at their top or bottom, and those
    lines, each once as its first page has it.

    A line recurs where the outer lines of at least two pages, and of half of all, have the same
    text (numbers apart) at the same height. The first or last line of a page is its number where
    it says so (``Sida 1 av 2``), or where it is no more than the right number.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({_place(line) for line in _outer(page)})
    used = sum(1 for page in pages if page)
    recurring = {place for place, count in counts.items() if count >= 2 and count >= used / 2}
    kept: list[list[Line]] = []
    dropped: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        outer = _outer(page)
        edges = [*outer[:1], *outer[1:][-1:]]
        gone = [
            line
            for line in outer
            if _place(line) in recurring or (line in edges and _is_number_of(line.text, number))
        ]
        for line in gone:
            dropped.setdefault(_pattern(line.text), line.text)
        kept.append([line for line in page if line not in gone])
    return kept, list(dropped.values())


def paragraphs(pages: Sequence[Columns]) -> Iterator[Piece]:
    """The pieces of a document from the columns of its pages.

    A paragraph goes on across columns and pages where its last line is full and no sentence ends
    there. Larger or bold short ones are headings, the largest on the first page the title.
    """
    lines = [line for page in pages for column in page for line in column]
    if not lines:
        return
    body = _body_size(lines)
    words = count_words(line.text for line in lines)
    groups: list[_Group] = []
    for page in pages:
        for column in page:
            found = _split(column)
            if groups and found and _goes_on(groups[-1], found[0]):
                groups[-1].lines += found[0].lines
                groups[-1].breaks |= found.pop(0).breaks
            groups += found
    title = _title_of(groups, pages, body)
    for group in groups:
        text = _text(group, words)
        yield Piece(text=text, hint="title" if group is title else _hint(group, text, body))


class _Group(msgspec.Struct):
    """The lines of one paragraph; ``breaks`` holds those that the author began on a new line."""

    lines: list[Line]
    breaks: set[Line]


def _split(column: Sequence[Line]) -> list[_Group]:
    rights = sorted(line.right for line in column)
    right = rights[int(0.9 * (len(rights) - 1))]
    left = min(line.left for line in column)
    pitch = _pitch(column, right)
    groups: list[_Group] = []
    for n, line in enumerate(column):
        above = column[n - 1] if n else None
        if above is None or _is_new(above, line, left, pitch):
            groups.append(_Group([line], set()))
            continue
        early = (
            not is_broken(above.text)
            and _would_fit(above, line, right)
            and not _hangs(groups[-1].lines[0], line)
        )
        if early and (_ENDS_SENTENCE.search(above.text) or _STARTS_ITEM.match(line.text)):
            groups.append(_Group([line], set()))
            continue
        groups[-1].lines.append(line)
        if early:
            groups[-1].breaks.add(line)
    return groups


def _is_new(above: Line, line: Line, left: float, pitch: float) -> bool:
    """Whether size, weight, distance or indent make ``line`` the first of a paragraph."""
    small, large = sorted((above.size, line.size))
    if large > _LARGER * small or above.bold != line.bold:
        return True
    if above.middle - line.middle > _GAP * max(pitch, line.size):
        return True
    if abs(above.left - line.left) < 2 and _both_items(above, line):
        return True
    indented = line.left - left > _INDENT * line.size
    hanging = _STARTS_ITEM.match(above.text) or above.left - left > _INDENT * line.size
    return indented and not hanging and not _is_centred(above, line)


def _hangs(first: Line, line: Line) -> bool:
    """Whether ``line`` goes on with the item of a list that ``first`` opens."""
    return _BULLET.match(first.text) is not None and line.left > first.left + 2


def _both_items(above: Line, line: Line) -> bool:
    return all(_STARTS_ITEM.match(text) for text in (above.text, line.text))


def _is_centred(above: Line, line: Line) -> bool:
    return abs(above.left + above.right - line.left - line.right) < line.size


def _would_fit(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of ``line`` had room on the line above: then the break is meant."""
    word = line.text.split(maxsplit=1)[0]
    width = 1.15 * (line.right - line.left) / max(1, len(line.text))
    return above.right + width * (len(word) + 1) + 0.5 * line.size < right


def _goes_on(group: _Group, following: _Group) -> bool:
    """Whether a paragraph goes on at the top of the next column."""
    last, first = group.lines[-1], following.lines[0]
    small, large = sorted((last.size, first.size))
    if large > _LARGER * small or last.bold != first.bold or _STARTS_ITEM.match(first.text):
        return False
    if _ENDS_SENTENCE.search(last.text):
        return False
    if is_broken(last.text) or first.text[0].islower() or _is_below(last, first):
        return True
    return last.right > max(line.right for line in group.lines) - 3 * last.size and (
        len(group.lines) > 1
    )


def _is_below(last: Line, first: Line) -> bool:
    """Whether ``first`` is the next line of the same text although it begins a column: the second
    line of a title whose first line lies across all columns.
    """
    step = last.middle - first.middle
    return abs(last.left - first.left) < 2 and 0 < step < 1.5 * last.size


def _text(group: _Group, words: Counter[str]) -> str:
    text = group.lines[0].text
    for above, line in pairwise(group.lines):
        if line in group.breaks and not is_broken(text) and not _runs_on(group, above, line):
            text += "\n" + line.text
        else:
            text = join(text, line.text, words)
    return text.replace(HYPHEN, "-")


def _runs_on(group: _Group, above: Line, line: Line) -> bool:
    """Whether a sentence goes on from ``above`` to ``line`` although there was room on the line.

    It does in small letters in an item of a list; elsewhere in a group that ends a sentence, in
    small letters or from a line that is no heading: a quote, or text with a pause in it.
    """
    small = line.text[0].islower()
    if _STARTS_ITEM.match(group.lines[0].text) and small:
        return True
    ended = _ENDS_SENTENCE.search(group.lines[-1].text) is not None
    return ended and (small or _RUNS_ON.match(above.text) is not None)


def _hint(group: _Group, text: str, body: float) -> Hint | None:
    if len(text) > _LONGEST_HEADING or text.endswith((".", ",", ":")):
        return None
    first = group.lines[0]
    return "heading" if first.bold or first.size > _LARGER * body else None


def _title_of(groups: Sequence[_Group], pages: Sequence[Columns], body: float) -> _Group | None:
    first_page = {line for column in pages[0] for line in column} if pages else set()
    large = [
        group
        for group in groups
        if group.lines[0] in first_page and group.lines[0].size >= _TITLE * body
    ]
    return max(large, key=lambda group: group.lines[0].size, default=None)


def _body_size(lines: Iterable[Line]) -> float:
    """The height of type in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _pitch(column: Sequence[Line], right: float) -> float:
    """The usual distance of a column's lines inside paragraphs, 0 where none can be told.

    Only below a full line does a paragraph surely go on, so only those distances count.
    """
    steps = Counter(
        round(above.middle - line.middle, 1)
        for above, line in pairwise(column)
        if 0 < above.middle - line.middle < 2.5 * line.size and not _would_fit(above, line, right)
    )
    return min(steps, key=lambda step: (-steps[step], step), default=0.0)


def _outer(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and the bottom of a page, where its header and footer are."""
    ordered = sorted(page, key=lambda line: -line.middle)
    return [*ordered[:_MARGIN_LINES], *ordered[_MARGIN_LINES:][-_MARGIN_LINES:]]


def _place(line: Line) -> tuple[str, int]:
    return _pattern(line.text), round(line.middle / _NEAR)


def _is_number_of(text: str, page: int) -> bool:
    found = _PAGE_NUMBER.fullmatch(text)
    return found is not None and (found["bare"] is None or int(found["bare"]) == page)


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", text)
