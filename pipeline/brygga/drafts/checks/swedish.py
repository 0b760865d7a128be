"""No Swedish is left in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from brygga.drafts.checks.words import swedish_words
from brygga.drafts.pair import Pair, finding
from brygga.record import Finding

_WORD = re.compile(r"[^\W\d_]+")


class Untranslated:
    """Two Swedish function words, or a lower-case word with å, ä or ö, outside names and quotes."""

    name: ClassVar[str] = "untranslated"

    def check(self, pair: Pair) -> Iterator[Finding]:
        kept = [form.casefold() for n in pair.names for form in n.forms]
        small: list[re.Match[str]] = []
        for match in _WORD.finditer(pair.en):
            word = match.group()
            if not word[0].islower() or any(word in form for form in kept):
                continue
            if re.search("[åäö]", word) and word in pair.sv:
                yield finding(self.name, f"“{word}” is Swedish", en=match.span())
            elif word in swedish_words():
                small.append(match)
        if len(small) >= 2:
            first, last = small[0], small[-1]
            yield finding(
                self.name,
                f"Swedish words are left: {', '.join(dict.fromkeys(m.group() for m in small))}",
                en=(first.start(), last.end()),
            )
