"""Numbers with their scale and unit, read from Swedish and from English text to compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from brygga.drafts.tables import rows

Tongue = Literal["sv", "en"]

_SPACE = "[   ]"
_DIGITS = {
    "sv": "|".join(
        (
            rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?(?!\d)",
            r"\d{1,3}(?:\.\d{3})+(?![\d.])",
            r"\d+(?:[.,]\d+)?",
        )
    ),
    "en": "|".join(
        (
            r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)",
            rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:\.\d+)?(?!\d)",
            r"\d+(?:\.\d+)?",
        )
    ),
}
_TO = r"(?:[–-]| (?:till|to) )"
_HALVES = {
    "sv": {"en halv": "0.5", "ett halvt": "0.5", "en och en halv": "1.5"},
    "en": {"half a": "0.5", "one and a half": "1.5", "a half": "0.5"},
}
_CLOCK = {"sv": r"[   ]?(?:-|på (?:morgonen|kvällen))\d", "en": r"[   ]?[ap]\.?m\b"}
_CLOCK_BEFORE = re.compile(r"(?:klockan|kl\.?|at)[   ]$")
_CLOCK_ALONE = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONES = {"sv": ("en", "ett"), "en": ("a", "one")}


class Quantity(msgspec.Struct, frozen=True):
    """A number in a text: ``value`` in units of ``unit``, scale words multiplied out.

    ``start`` and ``end`` are offsets in code points and cover the number with scale and unit;
    ``unit`` is ``None`` for a plain count; ``written`` says whether digits stand there.
    """

    start: int
    end: int
    value: Decimal
    unit: str | None = None
    written: bool = True


def read(text: str, tongue: Tongue, aside: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a text, but for those that begin within one of ``aside`` (dates).

    A range (``10–15 procent``) is two quantities with one unit. Ordinals, numbers inside a word
    (``CO2``, ``G20``) and the articles ``en``, ``ett``, ``a`` are none.
    """
    found: list[Quantity] = []
    for match in _pattern(tongue).finditer(text):
        if any(a <= match.start() < b for a, b in aside) or _is_a_clock(text, match, tongue):
            continue
        found.extend(_quantities(match, tongue))
    return found


def _is_a_clock(text: str, match: re.Match[str], tongue: Tongue) -> bool:
    """A time of day; ``13.30`` with no unit behind it is one, as Swedish decimals have commas."""
    if tongue != "sv":
        return False
    bare = not (match["before"] or match["scale"] or match["after"])
    return bool(
        _CLOCK_BEFORE.search(text, max(0, match.start() - 9), match.start())
        or (bare and _CLOCK_ALONE.fullmatch(match["first"]))
    )


def _quantities(match: re.Match[str], tongue: Tongue) -> Iterator[Quantity]:
    unit, factor = None, Decimal(1)
    for group in ("before", "after"):
        if word := match[group]:
            unit, times = _units(tongue)[_key(word, _units(tongue))]
            factor = Decimal(times)
    scale = Decimal(1)
    if word := match["scale"]:
        times, told = _scales(tongue)[word.lower()]
        scale = Decimal(times)
        unit = unit or told
    first, second = match["first"], match["second"]
    value, written = _value(first, tongue), first[0].isdigit()
    if second is None:
        yield Quantity(match.start(), match.end(), value * scale * factor, unit, written)
        return
    if unit and _YEAR.fullmatch(first):  # "uppgick 2023 till 494 miljoner kronor"
        yield Quantity(match.start("first"), match.end("first"), value)
    else:
        own = scale if value < 1000 else 1
        yield Quantity(match.start(), match.end("first"), value * own * factor, unit, written)
    value, written = _value(second, tongue), second[0].isdigit()
    yield Quantity(match.start("second"), match.end(), value * scale * factor, unit, written)


def _value(number: str, tongue: Tongue) -> Decimal:
    small = number.lower()
    if small in _HALVES[tongue]:
        return Decimal(_HALVES[tongue][small])
    if small in _ONES[tongue]:
        return Decimal(1)
    if small in _words(tongue):
        return Decimal(_words(tongue)[small])
    digits = re.sub(_SPACE, "", number)
    if tongue == "en":
        return Decimal(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return Decimal(digits.replace(".", ""))
    return Decimal(digits.replace(",", "."))


def _key(word: str, units: dict[str, tuple[str, str]]) -> str:
    return word if word in units else word.lower()


@cache
def _words(tongue: Tongue) -> dict[str, int]:
    """Number words up to 999, ``tjugofem`` and ``twenty-five`` among them."""
    simple: dict[str, int] = {}
    for language, value, forms in rows("number_words.tsv"):
        if language == tongue:
            simple.update(dict.fromkeys(forms.split("|"), int(value)))
    joint = {"sv": "", "en": "-"}[tongue]
    ones = {w: n for w, n in simple.items() if n < 10} | {{"sv": "ett", "en": "one"}[tongue]: 1}
    for ten, n in tuple(simple.items()):
        if 20 <= n < 100:
            simple.update({f"{ten}{joint}{one}": n + m for one, m in ones.items()})
            if tongue == "sv":
                simple[f"{ten}en"] = n + 1
    for one, n in tuple(ones.items()):
        simple[f"{one}hundra" if tongue == "sv" else f"{one} hundred"] = 100 * n
    return simple


@cache
def _units(tongue: Tongue) -> dict[str, tuple[str, str]]:
    """Each form (lower case, or as it stands if it has capitals) → unit and factor."""
    column = {"sv": 2, "en": 3}[tongue]
    found: dict[str, tuple[str, str]] = {}
    for row in rows("units.tsv"):
        for form in row[column].split("|"):
            found.setdefault(form, (row[0], row[1]))
            if len(form) > 3:
                found.setdefault(form.lower(), (row[0], row[1]))
    return found


@cache
def _scales(tongue: Tongue) -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for language, factor, unit, forms in rows("scales.tsv"):
        if language == tongue:
            found.update(dict.fromkeys(forms.split("|"), (factor, None if unit == "-" else unit)))
    return found


@cache
def _pattern(tongue: Tongue) -> re.Pattern[str]:
    def either(words: Sequence[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))

    units = either([*_units(tongue)])
    signs = either([u for u in _units(tongue) if not u.isalpha() or u.isupper()])
    words = either([*_HALVES[tongue], *_words(tongue)])
    ones = either(_ONES[tongue])
    scales = either([*_scales(tongue)])
    digits = _DIGITS[tongue]
    return re.compile(
        rf"(?<![\w.,:/-])(?:(?P<before>{signs}){_SPACE}?(?=\d))?"
        rf"(?P<first>{digits}|(?i:{words})(?!\w)|(?i:{ones})(?={_SPACE}(?i:{scales})(?!\w)))"
        rf"(?:{_TO}(?P<second>{digits}|(?i:{words})(?!\w))(?=[\W_]|$))?"
        rf"(?:{_SPACE}?(?P<scale>(?i:{scales}))(?!\w))?"
        rf"(?:{_SPACE}?(?:euro|Euro|kronor|kr)?(?P<after>{units}|(?i:{units}))(?!\w))?"
        rf"(?!\d)(?!{'-?' if tongue == 'sv' else ''}[a-zåäöA-ZÅÄÖ])"
        rf"(?![:./]\d)(?!:[ae]\b)(?!{_CLOCK[tongue]})"
    )
