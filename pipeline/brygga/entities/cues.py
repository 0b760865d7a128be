"""The table of cue words, typed."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from brygga.entities.tables import rows
from brygga.record import Label


class Cue(msgspec.Struct, frozen=True):
    """A word that announces or makes up a name; ``open``: any word that ends so."""

    kind: str
    label: Label
    word: str
    open: bool = False

    @property
    def pattern(self) -> str:
        """The word as a regular expression; a longer word may end with it if it is open."""
        return re.escape(self.word) if self.open else r"(?<!\w)" + re.escape(self.word)


@cache
def all_cues() -> tuple[Cue, ...]:
    """The rows of ``cues.tsv`` in order."""
    return tuple(
        msgspec.convert(
            {"kind": kind, "label": label, "word": word.lstrip("*"), "open": word[0] == "*"}, Cue
        )
        for kind, label, word in rows("cues.tsv")
    )


def cues(kind: str) -> dict[Label, list[Cue]]:
    """The cues of one kind for each label."""
    found: dict[Label, list[Cue]] = {}
    for cue in all_cues():
        if cue.kind == kind:
            found.setdefault(cue.label, []).append(cue)
    return found
