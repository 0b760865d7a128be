"""The figures of an article whose noun or unit can be said in English."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import msgspec

from brygga.drafts import english
from brygga.drafts.brief.facts import Span, body_blocks
from brygga.drafts.glossary import Glossary
from brygga.drafts.quantities import Quantity, read
from brygga.drafts.tables import rows
from brygga.record import Article

_NOUN = re.compile(r"[   ]((?:[a-zåäöé]+[   ])?)([A-Za-zÅÄÖåäöé-]{2,})")
_APPROXIMATE = re.compile(
    r"(?i:omkring|cirka|ca|ungefär|runt|drygt|knappt|nästan|över|mer än|minst|högst|upp till|"
    r"närmare)[   ]$"
)
_ABOUT = {
    "omkring": "about", "cirka": "about", "ca": "about", "ungefär": "about", "runt": "about",
    "drygt": "just over", "knappt": "just under", "nästan": "almost", "över": "over",
    "mer än": "more than", "minst": "at least", "högst": "at most", "upp till": "up to",
    "närmare": "close to",
}  # fmt: skip
_UNCOUNTED = frozenset(
    (
        "dag",
        "månad",
        "år",
        "timme",
        "minut",
        "sekund",
        "gång",
        "vecka",
        "del",
        "sida",
        "grad",
        "får",
    )
)


class Figure(msgspec.Struct, frozen=True):
    """``english`` is the figure in words: ``EUR 85 million``, ``about 40 companies``."""

    span: Span
    english: str
    weight: int


def figures(article: Article, glossary: Glossary) -> list[Figure]:
    """The figures of the body in text order: amounts of money, shares, measures, counted things.

    A bare number, a year and a number whose noun the glossary lacks are left out.
    """
    aside = [(d.start, d.end) for d in article.dates]
    aside += [(m.start, m.end) for m in article.mentions]
    found: dict[tuple[Decimal, str], Figure] = {}
    for block in body_blocks(article):
        text = article.text[block.start : block.end]
        local = [(a - block.start, b - block.start) for a, b in aside]
        for quantity in read(text, "sv", local):
            if figure := _figure(text, quantity, block.start, glossary):
                found.setdefault((quantity.value, quantity.unit or figure.english), figure)
    return list(found.values())


def _figure(text: str, quantity: Quantity, offset: int, glossary: Glossary) -> Figure | None:
    start, end = quantity.start, quantity.end
    about = ""
    if match := _APPROXIMATE.search(text, max(0, start - 12), start):
        about = f"{_ABOUT[match.group()[:-1].lower()]} "
        start = match.start()
    elif re.search(r"[a-z]tal$", text[start:end]):
        about = "about "  # "ett tjugotal"
    if quantity.unit:
        weight = 3 if quantity.unit.isupper() and len(quantity.unit) == 3 else 1
        said = english.amount(quantity.value, quantity.unit)
        return Figure((start + offset, end + offset), about + said, weight)
    match = _NOUN.match(text, end)
    if match is None or _may_be_a_year(text, quantity):
        return None
    for words, stop in ((match[1] + match[2], match.end()), (match[1].strip(), match.end(1))):
        one = _plurals(glossary).get(words.strip().lower())
        if one:
            noun = one if quantity.value == 1 else english.plural(one)
            said = f"{english.number(quantity.value)} {noun}"
            return Figure((start + offset, stop + offset), about + said, 2)
    return None


def _may_be_a_year(text: str, quantity: Quantity) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text[quantity.start : quantity.end]) is not None


@cache
def _plurals(glossary: Glossary) -> dict[str, str]:
    """The English singular of the Swedish nouns that things are counted in, by their plural."""
    found: dict[str, str] = {}
    for term in glossary:
        if term.pos == "noun" and term.sv not in _UNCOUNTED and term.domain != "section":
            for form in _swedish_plurals(term.sv):
                found.setdefault(form.lower(), term.en)
    return found


def _swedish_plurals(sv: str) -> tuple[str, ...]:
    """The plural of a Swedish noun: as the table has it, or by its ending (several where the ending
    does not decide).
    """
    for ending, kind, forms in rows("brief/plurals.tsv"):
        if sv == ending or (kind == "ending" and sv.endswith(ending)):
            return tuple(sv[: len(sv) - len(ending)] + form for form in forms.split("|"))
    return (f"{sv}er", f"{sv}ar")
