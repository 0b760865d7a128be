"""Texts longer than a model can read: windows that overlap and are cut between sentences.

All places are numbers of tokens, ends exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_Range = tuple[int, int]
_SENTENCE_END = re.compile(r"\n\s*|[.!?…][\"”»’')\]]*\s+(?=[^\W\d_a-zåäöéü]|[\d\"”“„»–—(-])")


def pieces(text: str, offsets: Sequence[_Range], most: int) -> list[_Range]:
    """The text's tokens sentence by sentence; a sentence of more than ``most`` tokens is cut, at
    the beginning of a word if there is one.

    ``offsets`` are the characters of each token.
    """
    starts = [start for start, _ in offsets]
    cuts = [0, *(bisect_left(starts, end.end()) for end in _SENTENCE_END.finditer(text))]
    found: list[_Range] = []
    for first, end in zip(cuts, [*cuts[1:], len(offsets)], strict=True):
        start = first
        while end - start > most:
            cut = start + most
            while cut > start and offsets[cut - 1][1] == offsets[cut][0]:
                cut -= 1
            cut = cut if cut > start else start + most
            found.append((start, cut))
            start = cut
        if start < end:
            found.append((start, end))
    return found


def windows(units: Sequence[_Range], size: int, overlap: int) -> list[_Range]:
    """Windows of whole ``units`` that hold ``size`` tokens at most and share up to ``overlap`` with
    the one before. No unit has more than ``size`` tokens.
    """
    found: list[_Range] = []
    first = 0
    while first < len(units):
        begin = units[first][0]
        last = first
        while last + 1 < len(units) and units[last + 1][1] - begin <= size:
            last += 1
        end = units[last][1]
        found.append((begin, end))
        if last + 1 == len(units):
            break
        again = last + 1
        while again - 1 > first and end - units[again - 1][0] <= overlap:
            again -= 1
        first = again
    return found


def where_to_read(units: Sequence[_Range], among: Sequence[_Range]) -> list[int]:
    """For each unit the number of the window in which it has most context: that whose nearer edge
    is farthest. The beginning and the end of the text are no edges.
    """
    total = units[-1][1] if units else 0

    def context(unit: _Range, window: _Range) -> int:
        left = unit[0] - window[0] if window[0] > 0 else total
        right = window[1] - unit[1] if window[1] < total else total
        return min(left, right)

    return [
        max(
            (n for n, (a, b) in enumerate(among) if a <= unit[0] and unit[1] <= b),
            key=lambda n: context(unit, among[n]),
        )
        for unit in units
    ]
