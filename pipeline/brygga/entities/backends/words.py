"""From what a model says of word parts to names: parts to words, words to spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from brygga.entities.backends import Guess
from brygga.entities.backends.labels import split
from brygga.record import Label

DIGITS = 4
"""Digits of a score: what lies beyond differs from one processor to another."""
_Range = tuple[int, int]


class _Open(msgspec.Struct):
    label: str
    start: int
    end: int
    first: int
    last: int


def names(
    text: str,
    offsets: Sequence[_Range],
    probabilities: Sequence[Sequence[float]],
    tags: Sequence[str],
    means: Mapping[str, Label],
) -> list[Guess]:
    """The names in a text, in order and without overlaps.

    ``offsets`` are the characters of each token, ``probabilities`` one row a token and one column
    a tag. The tag of a word is the one with the highest mean over its tokens. Tags may follow
    IOB1, IOB2, IOBES/BILOU or no scheme at all; without one, words of one label that stand side
    by side are one name. No name goes on in the next line. The score is the mean over the name's
    tokens of the probability of its label under any scheme letter.
    """
    split_tags = [split(tag) for tag in tags]
    found: list[Guess] = []
    name: _Open | None = None

    def close() -> None:
        if name is not None and name.label in means:
            columns = [n for n, (_, label) in enumerate(split_tags) if label == name.label]
            rows = probabilities[name.first : name.last]
            score = sum(row[n] for row in rows for n in columns) / len(rows)
            found.append(
                Guess(name.start, name.end, means[name.label], round(min(score, 1.0), DIGITS))
            )

    for first, last in words(text, offsets):
        letter, label = split_tags[_best(probabilities[first:last])]
        start, end = _trimmed(text, offsets[first][0], offsets[last - 1][1])
        goes_on = (
            name is not None
            and name.label == label
            and letter not in ("B", "S", "U")
            and not text[name.end : start].strip()
            and "\n" not in text[name.end : start]
        )
        if name is not None and goes_on:
            name.end, name.last = end, last
        else:
            close()
            name = None if label == "O" else _Open(label, start, end, first, last)
        if letter in ("E", "L", "S", "U"):
            close()
            name = None
    close()
    return found


def words(text: str, offsets: Sequence[_Range]) -> list[_Range]:
    """The tokens of each word. A word is a run of letters and digits without a gap, and so is each
    other sign; tokens of no character or of white space alone are left out.
    """
    found: list[_Range] = []
    end = -1
    for n, place in enumerate(offsets):
        here, stop = _trimmed(text, *place)
        if here >= stop:
            continue
        inside = here == end and text[here - 1].isalnum() and text[here].isalnum()
        if inside and found[-1][1] == n:
            found[-1] = (found[-1][0], n + 1)
        elif here >= end:
            found.append((n, n + 1))
        else:
            # Byte-level tokenizers give several tokens to one character.
            found[-1] = (found[-1][0], n + 1)
        end = max(end, stop)
    return found


def _best(rows: Sequence[Sequence[float]]) -> int:
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return sums.index(max(sums))


def _trimmed(text: str, start: int, end: int) -> _Range:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
