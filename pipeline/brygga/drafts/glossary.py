"""The Swedish–English glossary: terms and their English, the shipped ones and a user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from brygga.drafts.tables import rows

_ENDINGS = r"(?:en|et|n|t|er|ar|or|na|erna|arna|orna|s|ens|ets|ers|ernas)?"


class Term(msgspec.Struct, frozen=True):
    """``en`` is the preferred rendering, ``also`` others that are right; nouns in the singular."""

    sv: str
    en: str
    pos: str
    domain: str
    also: tuple[str, ...] = ()


class Glossary:
    """Terms by their Swedish form; of two with the same form the later one counts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {term.sv: term for term in terms}

    def get(self, sv: str) -> Term | None:
        return self._terms.get(sv)

    def find(self, word: str) -> list[Term]:
        """The terms with ``word`` in their Swedish or English; whole ones first, then by length."""
        small = word.casefold()

        def shortest(term: Term) -> int:
            forms = (term.sv, term.en, *term.also)
            return min((len(f) for f in forms if small in f.casefold()), default=0)

        return sorted(filter(shortest, self), key=shortest)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)


@cache
def shipped() -> Glossary:
    """The terms that come with Brygga."""
    return Glossary(
        Term(sv, en, pos, domain, tuple(filter(None, also.split(";"))))
        for sv, en, pos, domain, also in rows("glossary.tsv")
    )


def word_pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """Matches each of the terms with the usual endings of nouns; ``term`` is what it stands for."""
    either = "|".join(re.escape(t) for t in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?i)(?<![\w-])(?P<term>{either}){_ENDINGS}(?![\w-])")
