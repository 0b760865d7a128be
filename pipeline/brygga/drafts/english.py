"""Pieces of English: lists, plurals, dates, numbers with units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from brygga.drafts.tables import rows

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_IRREGULAR = {
    "child": "children",
    "person": "people",
    "man": "men",
    "woman": "women",
    "reindeer": "reindeer",
    "sheep": "sheep",
    "krona": "kronor",
    "small business": "small businesses",
    "emissions": "emissions",
    "instructions": "instructions",
}
_BRACKETS = re.compile(r"\([^()]*\)")
_HEAD_ENDS = ("$", " of ", " for ", " on ", " in ")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_CURRENCIES = frozenset(("SEK", "NOK", "DKK", "EUR", "USD", "GBP"))
_NAMES = {
    "km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "ha": "hectare",
    "m2": "square metre", "km2": "square kilometre", "m3": "cubic metre", "t": "tonne",
    "kg": "kilogram", "g": "gram", "l": "litre", "pp": "percentage point",
}  # fmt: skip


def listed(items: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``; raises ``ValueError`` for no items."""
    if not items:
        raise ValueError("nothing to list")
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def series(items: Sequence[str]) -> str:
    """Like ``listed``, with semicolons where an item has a comma of its own (not in brackets)."""
    if len(items) < 2 or not any(", " in _BRACKETS.sub("", item) for item in items):
        return listed(items)
    *first, last = items
    return f"{'; '.join(first)}; and {last}"


@cache
def _articles() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = {}
    for kind, word in rows("articles.tsv"):
        kinds.setdefault(kind, []).append(word)
    return {kind: tuple(words) for kind, words in kinds.items()}


def the(name: str) -> str:
    """An English name as it stands in a sentence: ``the Swedish Energy Agency``, ``Umeå``."""
    words = _articles()
    if name.startswith(("the ", "The ", *words["plain"])) or name in words["bare"]:
        return name
    first = name.split(" ", maxsplit=1)[0]
    takes = (
        name in words["name"]
        or (first in words["first"] and " " in name)
        or any(f" {head}{end}" in f"{name}$" for head in words["head"] for end in _HEAD_ENDS)
        or any(
            name == w or name.startswith((f"{w} of ", f"{w} for ", f"{w} on "))
            for w in words["opening"]
        )
    )
    return f"the {name}" if takes and not first.endswith(("'s", "’s")) else name


def plural(noun: str) -> str:
    """The plural of an English noun or noun phrase that ends in its head (``rural area``)."""
    for one, many in _IRREGULAR.items():
        if noun == one or noun.endswith(f" {one}"):
            return noun[: len(noun) - len(one)] + many
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return f"{noun}es"
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def date(value: str) -> str | None:
    """ISO 8601 as ``DateMention.value`` has it in words: ``24 October 2018``, ``October 2018``,
    ``11–13 October 2018``; ``None`` for what is no date (a time of day, a week).
    """
    if "/" in value:
        return _interval(*value.split("/", 1))
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d).*)?)?)?", value)
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    words = year
    if month:
        words = f"{_MONTHS[int(month) - 1]} {words}"
    if day:
        words = f"{int(day)} {words}"
    return f"{words} at {hour}.{minute}" if hour else words


def _interval(first: str, last: str) -> str | None:
    one, two = date(first), date(last)
    if one is None or two is None:
        return None
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])}–{two}"
    if first[:4] == last[:4] and " " in one:
        one = one.removesuffix(f" {first[:4]}")
    return f"{one}–{two}" if " " not in one else f"{one} to {two}"


def number(value: Decimal) -> str:
    """``seven``, ``12``, ``12,000``, ``3.6 million``: words below ten, as running text has it."""
    if value == value.to_integral() and 0 < value < 10:
        return _SMALL[int(value)]
    return digits(value)


def digits(value: Decimal) -> str:
    for size, word in _SCALES:
        if value >= size and (shown := value / size) == round(shown, 3):
            return f"{_plain(shown)} {word}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    if value == value.to_integral():
        return f"{int(value):,}"
    return f"{value.normalize():,f}"


def amount(value: Decimal, unit: str) -> str:
    """A number with its unit: ``EUR 85 million``, ``70 per cent``, ``15 kilometres``."""
    if unit in _CURRENCIES:
        return f"{unit} {digits(value)}"
    if unit == "%":
        return f"{digits(value)} per cent"
    if unit == "°C":
        return f"{digits(value)} °C"
    if name := _NAMES.get(unit):
        return f"{digits(value)} {name if value == 1 else plural(name)}"
    return f"{digits(value)} {unit}"


def sentence(text: str) -> str:
    """The text with a capital and one full stop."""
    stop = "" if text.endswith(".") else "."
    return f"{text[:1].upper()}{text[1:]}{stop}" if text else ""
