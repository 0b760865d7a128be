"""The nouns that announce a project or an event and, behind a hyphen, are part of its name."""

from __future__ import annotations

import re
from functools import cache

from brygga.entities.cues import cues
from brygga.record import Label


@cache
def heads(*labels: Label) -> str:
    """The heads of ``labels`` (``projektet``, ``mässan``) as one regular expression: the cues that
    are both ``head`` and ``tail``.
    """
    found = {
        cue.word
        for label in labels
        for cue in cues("tail").get(label, ())
        if cue.word in {head.word for head in cues("head").get(label, ())}
    }
    return f"(?:{'|'.join(sorted(map(re.escape, found)))})"
