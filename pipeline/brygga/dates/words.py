"""The words of date expressions, read from ``words.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from brygga.dates.calendar import months

SPACE = r"[ \t\n\u00a0\u2009\u202f]{1,2}"
"""What may stand between two words of an expression: a line may break inside one."""


@cache
def words(kind: str) -> Mapping[str, str]:
    """Every form of ``kind`` and its value as written in the table (empty where there is none)."""
    table = (resources.files("brygga.dates") / "words.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            this, value, forms = line.split("\t")
            if this == kind:
                found.update(dict.fromkeys(forms.split("|"), value))
    return MappingProxyType(found)


@cache
def numbers(kind: str) -> Mapping[str, int]:
    """Every form of ``kind`` whose value is a number."""
    return MappingProxyType({form: int(n) for form, n in words(kind).items() if n != "?"})


@cache
def all_months() -> Mapping[str, int]:
    """Swedish, English, Norwegian and Danish month words, lower case, and their numbers."""
    return MappingProxyType({**numbers("nordic-month"), **numbers("english-month"), **months()})


@cache
def short_months() -> frozenset[str]:
    """The abbreviated month words, which may end in a full stop of their own."""
    table = all_months()
    return frozenset(
        word
        for word, number in table.items()
        if len(word) <= 4
        and any(m == number and len(w) > len(word) and w.startswith(word) for w, m in table.items())
    )


@cache
def english_months() -> frozenset[str]:
    """The month words that are English and not Swedish; only with a capital are they months."""
    return frozenset(numbers("english-month")) - frozenset(months())


def one_of(forms: Iterable[str]) -> str:
    """A regular expression, without groups or boundaries, for any of ``forms``, longest first."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", SPACE) for form in ordered) + ")"


def plain(phrase: str) -> str:
    """``phrase`` with single spaces, as the table writes it."""
    return " ".join(phrase.split())
