"""The page that the block classifiers look at: units of text, and the roles claimed so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from brygga.ingest.byline import split_glued
from brygga.ingest.dateline import dates_what_follows, read_dateline
from brygga.ingest.document import Hint, Piece
from brygga.ingest.normalise import clean
from brygga.record import Role

_CLOSING = ".!?…"
_AFTER_CLOSING = '"”’»)]'
_SHORTEST_LINE, _SHORTEST_TITLE_LINE = 50, 15
_ONE_BLOCK: frozenset[Hint | None] = frozenset({"title", "lead", "caption", "heading"})


class Unit(msgspec.Struct, frozen=True):
    """A line or paragraph that becomes one block.

    ``piece`` numbers the piece it came from, ``alone`` says that it is the whole piece; ``words``
    counts its words; ``closed`` says that it ends like a sentence.
    """

    text: str
    hint: Hint | None
    piece: int
    alone: bool
    words: int
    closed: bool

    @property
    def long(self) -> bool:
        """Whether it reads as running text: too long for a heading, or a whole sentence."""
        return len(self.text) > 140 or (self.closed and self.words >= 6)


def split(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """The units of a document: a piece each, or each line of a piece that has several.

    The lines of a title, a lead, a heading, a caption are one unit; those of a table stay as they
    are in one unit. A byline glued to the end of a paragraph becomes a unit of its own; a label and
    the date below it (``Publicerad``, ``3 maj 2021``) become one.
    """
    units: list[Unit] = []
    for number, piece in enumerate(pieces):
        text = clean(piece.text)
        if not text:
            continue
        below = units[-1].text[-1] if units else None
        lines = [part for line in _lines(text, piece.hint, below) for part in split_glued(line)]
        units += [_unit(line, piece.hint, number, alone=len(lines) == 1) for line in lines]
    return tuple(_with_dates_joined(units))


def _with_dates_joined(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units, a label alone (``Publicerad``) as one with the date that stands below it."""
    label: Unit | None = None
    for unit in units:
        joined = f"{label.text} {unit.text}" if label else ""
        if label and read_dateline(joined):
            yield _unit(joined, label.hint, label.piece, alone=label.alone and unit.alone)
            label = None
            continue
        if label:
            yield label
        is_label = unit.hint in (None, "paragraph", "dateline") and dates_what_follows(unit.text)
        label = unit if is_label else None
        if not is_label:
            yield unit
    if label:
        yield label


def _lines(text: str, hint: Hint | None, below: str | None) -> list[str]:
    """The lines of a piece; ``below`` is the last character above it, ``None`` at the top."""
    if "\n" not in text or hint == "table":
        return [text]
    if hint in _ONE_BLOCK:
        return [" ".join(text.split())]
    lines = [line for line in text.split("\n") if line]
    if hint not in (None, "paragraph") or below == ":" or any(line[-1] == ":" for line in lines):
        return lines
    return _rejoined(lines, _SHORTEST_TITLE_LINE if below is None else _SHORTEST_LINE)


def _rejoined(lines: list[str], shortest: int) -> list[str]:
    """Lines, those joined that break inside a sentence after ``shortest`` characters or more."""
    joined = [lines[0]]
    for line in lines[1:]:
        last = joined[-1]
        if line[0].islower() and last[-1].isalnum() and len(last) >= shortest:
            joined[-1] = f"{last} {line}"
        else:
            joined.append(line)
    return joined


def _unit(text: str, hint: Hint | None, piece: int, *, alone: bool) -> Unit:
    closed = text.rstrip(_AFTER_CLOSING)[-1:] in tuple(_CLOSING)
    return Unit(text, hint, piece, alone, text.count(" ") + 1, closed)


class Page:
    """Units in order and, as the classifiers claim them one after the other, their roles.

    The first claim on a unit stands. ``link_texts`` are the texts of the document's links.
    """

    __slots__ = ("_roles", "link_texts", "units")

    def __init__(self, units: Sequence[Unit], link_texts: Iterable[str] = ()) -> None:
        self.units = tuple(units)
        self.link_texts = frozenset(link_texts)
        self._roles: list[Role | None] = [None] * len(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def role(self, at: int) -> Role | None:
        """The role claimed for a unit; ``None`` if there is none yet, or no such unit."""
        return self._roles[at] if 0 <= at < len(self._roles) else None

    def roles(self) -> tuple[Role, ...]:
        """All roles; what nobody claimed is ``other``."""
        return tuple(role or "other" for role in self._roles)

    def claim(self, at: int, role: Role) -> None:
        """Give a unit its role, if it has none."""
        if self._roles[at] is None:
            self._roles[at] = role

    def is_open(self, at: int) -> bool:
        """Whether the unit exists and has no role yet."""
        return 0 <= at < len(self._roles) and self._roles[at] is None

    def open(self) -> Iterator[int]:
        """The units without a role, in order, as they are when reached."""
        for at, role in enumerate(self._roles):
            if role is None:
                yield at

    def where(self, *roles: Role) -> Iterator[int]:
        """The units with one of the roles, in order."""
        return (at for at, role in enumerate(self._roles) if role in roles)

    def has(self, role: Role) -> bool:
        """Whether any unit has the role."""
        return role in self._roles

    def runs(self, test: Sequence[bool]) -> Iterator[range]:
        """The longest runs of neighbouring open units for which ``test`` holds."""
        start: int | None = None
        for at, holds in enumerate(test):
            if holds and self._roles[at] is None:
                start = at if start is None else start
            elif start is not None:
                yield range(start, at)
                start = None
        if start is not None:
            yield range(start, len(test))
