"""Length and repetition: what broken machine output looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from brygga.drafts.pair import Pair, finding
from brygga.record import Finding

_SHORTEST, _LONGEST = 0.45, 2.2
"""English per Swedish characters of 3,000 parallel sentences: 99 % lie within."""
_ENOUGH = 40


class Length:
    name: ClassVar[str] = "length"

    def check(self, pair: Pair) -> Iterator[Finding]:
        if pair.sv.strip() and not pair.en.strip():
            yield finding(self.name, "the English is empty", (0, len(pair.sv)), grave=True)
        elif len(pair.sv) >= _ENOUGH:
            share = len(pair.en) / len(pair.sv)
            if not _SHORTEST <= share <= _LONGEST:
                kind = "short" if share < 1 else "long"
                yield finding(
                    self.name,
                    f"unusually {kind}: {len(pair.en)} characters for {len(pair.sv)}",
                    (0, len(pair.sv)),
                    (0, len(pair.en)),
                )


class Repetition:
    """The same words again and again, which the Swedish does not do."""

    name: ClassVar[str] = "repetition"
    _AGAIN = re.compile(
        r"(?i)\b(\w+(?:\W+\w+){0,5}?)(?:\W+\1\b){2,}|\b(\w+(?:\W+\w+){2,9}?)\W+\2\b"
    )

    def check(self, pair: Pair) -> Iterator[Finding]:
        if (match := self._AGAIN.search(pair.en)) and not self._AGAIN.search(pair.sv):
            yield finding(
                self.name, f"“{(match[1] or match[2])[:40]}” is repeated", en=match.span()
            )
