"""Long sentences in parts that a model can read, cut where a reader would pause."""

from __future__ import annotations

import re
from collections.abc import Callable

_PAUSES = tuple(
    re.compile(p)
    for p in (
        r"(?<=[;:]) ",
        r" (?=[–—] )",
        r"(?<=,) (?=(?:och|men|eller|så|samt|medan|eftersom|där|som|vilket|and|but|while|which) )",
        r"(?<=,) ",
        r" (?=(?:och|samt|men|and|but) )",
        r" ",
    )
)


def parts(sentence: str, size: Callable[[str], int], longest: int) -> list[str]:
    """The sentence in parts of at most ``longest`` (by ``size``, in tokens), as few and as even as
    pauses allow; a single word that is longer stays whole.
    """
    if size(sentence) <= longest:
        return [sentence]
    middle = len(sentence) / 2
    for pause in _PAUSES:
        cuts = [m for m in pause.finditer(sentence) if m.start() > 0 and m.end() < len(sentence)]
        if cuts:
            cut = min(cuts, key=lambda m: abs(m.start() - middle))
            left, right = sentence[: cut.start()], sentence[cut.end() :]
            if left.strip() and right.strip():
                return [*parts(left, size, longest), *parts(right, size, longest)]
    return [sentence]
