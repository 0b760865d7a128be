"""Check that briefs say no name, number or date that their Swedish texts do not have.

    brygga run inbox/ -o out/ --draft brief
    python scripts/check_briefs.py out/records.jsonl

Nothing of Brygga's own reading of numbers, dates and names is used, so that a fault there is found
here. A number counts as said if the Swedish has the same digits (in any scale that the English
scale word allows, with a comma or spaces), or the number word; a currency or per cent must be there
too. A date counts if its day, month and year are in the Swedish (the year may come from the
article's own date). A name counts word by word: in the Swedish, or in the English name of an entity
of the record whose Swedish mention is in the text. Exit status 1 where anything is not.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brygga.drafts.glossary import Glossary

MONTHS = {
    "January": "januari", "February": "februari", "March": "mars", "April": "april", "May": "maj",
    "June": "juni", "July": "juli", "August": "augusti", "September": "september",
    "October": "oktober", "November": "november", "December": "december",
}  # fmt: skip
WORDS = {
    1: ("en", "ett"), 2: ("två", "båda", "bägge"), 3: ("tre",), 4: ("fyra",), 5: ("fem",),
    6: ("sex",), 7: ("sju",), 8: ("åtta",), 9: ("nio",), 10: ("tio",), 11: ("elva",),
    12: ("tolv",), 13: ("tretton",), 14: ("fjorton",), 15: ("femton",), 16: ("sexton",),
    17: ("sjutton",), 18: ("arton",), 19: ("nitton",), 20: ("tjugo",), 30: ("trettio",),
    40: ("fyrtio",), 50: ("femtio",), 60: ("sextio",), 70: ("sjuttio",), 80: ("åttio",),
    90: ("nittio",), 100: ("hundra", "etthundra", "ett hundra"), 1000: ("tusen", "ett tusen"),
    0.5: ("halv", "halvt"),
}  # fmt: skip
ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
UNITS = {
    "SEK": r"kronor|krona|kr\b|SEK|\d[mt]kr|[mt]kr|mnkr|mdkr", "EUR": r"euro|EUR|€",
    "USD": r"dollar|USD|\$", "GBP": r"pund|GBP|£", "NOK": r"kronor|NOK", "DKK": r"kronor|DKK",
    "per cent": r"procent|%",
}  # fmt: skip
SCALES = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SWEDISH_SCALES = {
    "": 1, "tusen": 10**3, "miljon": 10**6, "mkr": 10**6, "mnkr": 10**6, "mn": 10**6,
    "miljard": 10**9, "mdkr": 10**9, "md": 10**9, "biljon": 10**12,
}  # fmt: skip
ANY_SCALE = "|".join(sorted(SWEDISH_SCALES, reverse=True))
SCALED = re.compile(rf"(?i)(?:(?: ?[–-] ?| till | och )[\d ,.]+)? ?({ANY_SCALE})")
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBER = re.compile(r"(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?: (million|billion|trillion))?(?![\w-])")
SMALL = re.compile(rf"\b({'|'.join(ENGLISH)})\b")
DATE = re.compile(rf"(?:(\d{{1,2}})(?:–(\d{{1,2}}))? )?({'|'.join(MONTHS)})(?: ((?:19|20)\d\d))?")
WORD = re.compile(r"[^\W\d_][\w’'&:/.-]*[\w+]|[^\W\d_]")
OWN = frozenset(
    (
        "It", "The", "News", "Key", "Figures", "Press", "Statement", "Joint", "Speech",
        "Invitation", "Opinion", "Programme", "Newsletter", "Call", "Calendar", "Minutes",
        "Notice", "Round-table", "Seminar", "Webinar", "Consultation", "Fact", "Questions",
        "Interview", "New", "Assignment", "Rule", "State", "Meeting", "Government", "County",
        "EU", "Interreg", "CEO", "European", "Commissioner",
    )
)  # fmt: skip
"""Words of the brief's own: it begins sentences with them, or they are titles."""


def exceptions(record: dict[str, Any], terms: frozenset[str]) -> Iterator[str]:
    """What the brief of a record says and its Swedish does not."""
    text = (
        record["text"].replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )
    small = text.casefold()
    for segment in record["draft_en"]["segments"]:
        said = segment["en"]
        rest = said
        for name in sorted(names_of(record), key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
        for match in DATE.finditer(rest):
            if not date_is_there(match, small, record["published"] or ""):
                yield f"date {match.group()}"
        rest = DATE.sub(" ", rest)
        for match in NUMBER.finditer(rest):
            unit = rest[max(0, match.start() - 4) : match.start()].strip()
            unit = unit or ("per cent" if rest.startswith(" per cent", match.end()) else "")
            far = rest.startswith(" kilomet", match.end()) and miles_are_there(match[1], small)
            if not far and not number_is_there(match[1], match[2] or "", unit, text):
                yield f"number {match.group()}"
        for match in SMALL.finditer(rest):
            if not number_is_there(str(ENGLISH.index(match[1]) + 1), "", "", text):
                yield f"number {match.group()}"
        for match in WORD.finditer(rest):
            word = match.group()
            if word[0].isupper() and not (
                word in OWN | UNITS.keys() or word.casefold() in terms or word.casefold() in small
            ):
                yield f"name {word}"


def english_words(glossary: Glossary) -> frozenset[str]:
    """Words of the glossary's English, small."""
    return frozenset(
        word.casefold() for term in glossary for en in (term.en, *term.also) for word in en.split()
    )


def names_of(record: dict[str, Any]) -> Iterator[str]:
    """English names of entities whose mentions are in the text, and of the wholes of places."""
    for entity in record["entities"]:
        if any(record["mentions"][n]["text"] in record["text"] for n in entity["mentions"]):
            for part in (entity, *entity["relations"]):
                yield from filter(None, (part.get("name"), part.get("name_en")))
            if entity["kind"] == "municipality":
                yield f"{entity['name_en'] or entity['name']} Municipality"


def date_is_there(match: re.Match[str], small: str, published: str) -> bool:
    first, last, month, year = match.groups()
    number = [*MONTHS].index(month) + 1
    if (
        (year or "") in published
        and published[5:7] == f"{number:02}"
        and not last
        and (not first or published[8:10] == f"{int(first):02}")
    ):
        return True
    months = rf"(?:{MONTHS[month][:3]}\w*|[-/.]0?{number}\b|\b0?{number}[/-])"
    days = [rf"(?<!\d)0?{day}(?!\d)" for day in (first, last) if day]
    return (
        bool(re.search(months, small))
        and all(re.search(day, small) for day in days)
        and (not year or year in small or year in published or year[2:] in small)
    )


def miles_are_there(kilometres: str, small: str) -> bool:
    """Whether the Swedish has the distance in ``mil`` of ten kilometres."""
    number = float(kilometres.replace(",", "")) / 10
    forms = "|".join((f"{number:g}".replace(".", ","), *WORDS.get(number, ())))
    return re.search(rf"\b(?:{forms}) mil\b", small) is not None


def unit_follows(unit: str, digits: str, behind: str) -> bool:
    """Whether a unit stands right behind a number; a year is no amount of what follows later."""
    between = r"(?: \w+)?" if not YEAR.fullmatch(digits) else ""
    ranged = r"(?:(?: ?[–-] ?| till | och )[\d ,.]+)?" if not YEAR.fullmatch(digits) else ""
    pattern = rf"{ranged} ?(?:(?:{ANY_SCALE})\w*)?{between} ?(?:{UNITS[unit]})"
    return re.match(pattern, behind, re.IGNORECASE) is not None


def number_is_there(digits: str, scale: str, unit: str, text: str) -> bool:
    value = round(float(digits.replace(",", "")) * SCALES[scale], 6)
    for word, times in SWEDISH_SCALES.items():
        forms = "|".join(WORDS.get(value / times, ()))
        if forms and re.search(
            rf"(?i)\b(?:{forms})(?:tal)?\b{f'(?: till [0-9,]+)? {word}' if word else ''}", text
        ):
            return True
    for found in re.finditer(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?", text):
        plain = found.group().replace(" ", "")
        plain = plain.replace(".", "") if re.search(r"\.\d{3}\b", plain) else plain
        written = float(plain.replace(",", "."))
        behind = text[found.end() : found.end() + 40]
        scaled = SCALED.match(behind)
        times = SWEDISH_SCALES[scaled[1].casefold()] if scaled and scaled[1] else 1
        if any(abs(written * n - value) <= 1e-6 * max(1, value) for n in {1, times}) and (
            unit not in UNITS
            or unit_follows(unit, found.group(), behind)
            or re.search(UNITS[unit], text[max(0, found.start() - 6) : found.start()])
        ):
            return True
    return False


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    path = parser.parse_args().records
    from brygga.drafts.brief import brief
    from brygga.drafts.glossary import shipped
    from brygga.record import from_json

    terms = english_words(shipped())
    lines = path.read_bytes().splitlines()
    briefs, sentences, wrong = 0, 0, 0
    for line in lines:
        record = json.loads(line)
        if record["draft_en"] and record["draft_en"]["method"] == "brief":
            briefs += 1
            sentences += len(record["draft_en"]["segments"])
            for problem in exceptions(record, terms):
                wrong += 1
                print(f"{record['id']}: {problem}")
    articles = [from_json(line) for line in lines]
    for article in articles:  # tables are read once
        brief(article)
    began = time.perf_counter()
    for article in articles:
        brief(article)
    spent = (time.perf_counter() - began) / max(1, len(articles))
    print(f"{briefs} briefs of {len(lines)} records, {sentences} sentences, {wrong} exceptions")
    print(f"{1000 * spent:.2f} ms per article")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
