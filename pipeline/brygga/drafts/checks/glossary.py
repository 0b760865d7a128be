"""Terms of the glossary are rendered as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from brygga.drafts.glossary import Glossary, Term, shipped, word_pattern
from brygga.drafts.pair import Pair, finding
from brygga.record import Finding

_CHECKED = frozenset(
    (
        "own",
        "role",
        "eu",
        "administration",
        "regional",
        "transport",
        "energy",
        "environment",
        "project",
    )
)
_LONG = 9
"""Shorter Swedish words have too many other meanings to insist on one."""


class GlossaryTerms:
    """``glossary``: the terms to insist on, the shipped ones unless told otherwise."""

    name: ClassVar[str] = "glossary"

    def __init__(self, glossary: Glossary | None = None) -> None:
        self._glossary = glossary or shipped()

    def check(self, pair: Pair) -> Iterator[Finding]:
        small = pair.en.casefold()
        for start, end, term in terms_in(pair.sv, self._glossary):
            if not any(_stem(form) in small for form in (term.en, *term.also)):
                yield finding(
                    self.name,
                    f"“{pair.sv[start:end]}”: the glossary has “{term.en}”",
                    (start, end),
                )


def terms_in(text: str, glossary: Glossary) -> Iterator[tuple[int, int, Term]]:
    """The terms of a Swedish text on whose English the glossary insists."""
    for match in _pattern(glossary).finditer(text):
        yield *match.span(), _terms(glossary)[match["term"].casefold()]


def _stem(form: str) -> str:
    return form.casefold().removesuffix("y").removesuffix("e")


@cache
def _terms(glossary: Glossary) -> dict[str, Term]:
    return {
        t.sv.casefold(): t
        for t in glossary
        if t.domain in _CHECKED and t.pos in ("noun", "phrase", "name") and len(t.sv) >= _LONG
    }


@cache
def _pattern(glossary: Glossary) -> re.Pattern[str]:
    return word_pattern(_terms(glossary))
