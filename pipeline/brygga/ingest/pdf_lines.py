"""Characters at places to lines in reading order."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

HYPHEN = "\ufffe"
"""Stands at the end of a line where a word is broken there."""

_SAME_LINE = 0.4
_WORD_GAP = 0.15
_COLUMN_GAP = 1.2
_FEWEST_LINES = 3
_LABEL = 16
_SAME_EDGE = 4.0
_MOST_LINES = 1000
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


class Character(msgspec.Struct, frozen=True):
    """A character with its box in points, the origin at the bottom left of the page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text on one line of one column; ``size`` is the height of its type in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_of(characters: Iterable[Character]) -> list[Line]:
    """Lines from characters in the order in which the page draws them.

    A wide gap, a step back or another height ends a line; a narrow gap is a space. Runs that the
    page draws apart but that stand side by side are joined.
    """
    lines: list[Line] = []
    run: list[Character] = []
    for char in characters:
        if char.char in "\r\n" or (run and not _continues(run, char)):
            _end(run, lines)
            run = []
        if char.char not in "\r\n" and (run or not char.char.isspace()):
            run.append(char)
    _end(run, lines)
    return _joined(lines)


def reading_order(lines: Sequence[Line], width: float | None = None) -> list[list[Line]]:
    """The lines of a page as columns, each read from top to bottom.

    A gutter that few lines cross makes two columns; a line that crosses it (a title over both)
    ends the columns above it. Labels in front of their text on the same line are no column.
    ``width`` is that of a column found beside ``lines``: where another of that width would begin,
    a single line is enough.
    """
    gutter = _gutter(lines, width)
    if gutter is None:
        return [_rows(lines)] if lines else []
    across = sorted(
        (line for line in lines if line.left < gutter < line.right), key=lambda line: -line.middle
    )
    rest = [line for line in lines if not line.left < gutter < line.right]
    columns: list[list[Line]] = []
    for above in [*across, None]:
        band = [line for line in rest if above is None or line.middle > above.middle]
        rest = [] if above is None else [line for line in rest if line.middle <= above.middle]
        if band:
            columns += reading_order([line for line in band if line.right <= gutter])
            right = [line for line in band if line.left >= gutter]
            columns += reading_order(right, gutter - min(line.left for line in lines))
        if above is not None:
            if band or not columns:
                columns.append([])
            columns[-1].append(above)
    return columns


def _continues(run: Sequence[Character], char: Character) -> bool:
    last = run[-1]
    size = max(last.top - last.bottom, 1.0)
    if abs((char.top + char.bottom) - (last.top + last.bottom)) / 2 > _SAME_LINE * size:
        return False
    return -size < char.left - last.right < _COLUMN_GAP * size


def _end(run: Sequence[Character], lines: list[Line]) -> None:
    text = ""
    for n, char in enumerate(run):
        gap = char.left - run[n - 1].right if n else 0.0
        if gap > _WORD_GAP * (char.top - char.bottom) and not text.endswith(" "):
            text += " "
        text += char.char
    if text.strip():
        inked = [char for char in run if not char.char.isspace()]
        lines.append(
            Line(
                text=" ".join(text.translate(_LIGATURES).split()),
                left=min(char.left for char in inked),
                right=max(char.right for char in inked),
                bottom=statistics.median(char.bottom for char in inked),
                top=statistics.median(char.top for char in inked),
                bold=2 * sum(char.bold for char in inked) > len(inked),
            )
        )


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Neighbouring runs on one line as one, whichever was drawn first."""
    done: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.middle), line.left)):
        for n, other in enumerate(done[-12:], max(0, len(done) - 12)):
            if _same_line(other, line) and 0 <= line.left - other.right + 1 < (
                _COLUMN_GAP * line.size
            ):
                done[n] = _side_by_side(other, line)
                break
        else:
            done.append(line)
    return done


def _same_line(one: Line, other: Line) -> bool:
    return abs(one.middle - other.middle) <= _SAME_LINE * max(one.size, other.size)


def _side_by_side(one: Line, other: Line) -> Line:
    space = " " if other.left - one.right > _WORD_GAP * one.size else ""
    return Line(
        text=f"{one.text}{space}{other.text}",
        left=one.left,
        right=other.right,
        bottom=min(one.bottom, other.bottom),
        top=max(one.top, other.top),
        bold=one.bold and other.bold,
    )


def _rows(lines: Iterable[Line]) -> list[Line]:
    """From top to bottom; what stands on one line is joined, as in a list of times."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.middle, line.left)):
        if rows and _same_line(rows[-1], line):
            first, second = sorted((rows[-1], line), key=lambda line: line.left)
            rows[-1] = _side_by_side(first, second)
        else:
            rows.append(line)
    return rows


def _gutter(lines: Sequence[Line], width: float | None) -> float | None:
    """Where a right column begins, if the lines stand in columns."""
    if len(lines) > _MOST_LINES:
        return None
    best: tuple[int, float] | None = None
    begin = min((line.left for line in lines), default=0.0)
    for edge in sorted({round(line.left) for line in lines}):
        gutter = edge - 1.0
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        crossing = len(lines) - len(left) - len(right)
        starts = [line for line in right if line.left - gutter < _SAME_EDGE]
        expected = width is not None and abs(edge - begin - width) < _SAME_EDGE
        prose = all(len(line.text) > _LABEL for line in starts)
        fewest = 1 if expected or prose else _FEWEST_LINES
        if len(left) < _FEWEST_LINES or len(starts) < fewest or crossing > 0.5 * len(lines):
            continue
        if _overlap(left, right) < 0.4 or _are_labels(left, right):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, gutter)
    return best[1] if best else None


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> float:
    """How much of the shorter column's height both columns share."""
    spans = [
        (min(line.bottom for line in column), max(line.top for line in column))
        for column in (left, right)
    ]
    shared = min(top for _, top in spans) - max(bottom for bottom, _ in spans)
    return shared / max(1.0, min(top - bottom for bottom, top in spans))


def _are_labels(left: Sequence[Line], right: Sequence[Line]) -> bool:
    short = sum(1 for line in left if len(line.text) <= _LABEL)
    paired = sum(1 for line in left if any(_same_line(line, other) for other in right))
    return short >= 0.7 * len(left) and paired >= 0.7 * len(left)
