"""Countries, continents and parts of the world, with Swedish and English names.

Sources: Unicode CLDR (territories), the country list of the Publications Office of the EU, and
Who's On First (Wikidata items of continents and oceans and seas).
"""

import json
import re
from pathlib import Path

from kb_sources.book import Book, Draft
from kb_sources.tables import code_list, rows

NO_COUNTRY = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AQ", "CP", "DG", "EA", "IC", "TA"}
)
"""Codes of CLDR that are no country of ISO 3166, or name a continent."""
CONTINENTS = frozenset({"002", "003", "005", "009", "142", "150"})


def read(sources: Path, book: Book) -> None:
    """Add the countries and the larger areas."""
    swedish, english = territories(sources, "sv"), territories(sources, "en")
    for code in sorted(swedish):
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY:
            country(book, code, swedish, english)
    official(sources, book)
    parts_of_the_world(sources, book, swedish, english)
    seas(sources, book)


def territories(sources: Path, language: str) -> dict[str, str]:
    data = json.loads((sources / f"cldr/territories.{language}.json").read_text("utf-8"))
    found: dict[str, str] = data["main"][language]["localeDisplayNames"]["territories"]
    return found


def country(book: Book, code: str, swedish: dict[str, str], english: dict[str, str]) -> None:
    short = f"{code}-alt-short"
    name, name_en = swedish.get(short, swedish[code]), english[code].replace(" & ", " and ")
    name_en = english.get(short, name_en) if code in {"HK", "MO", "PS"} else name_en
    name, name_en = re.sub(r" \(.*\)", "", name), re.sub(r" \(.*\)", "", name_en)
    draft = Draft(f"iso3166-1:{code}", "REGION", "country", name, name_en, "cldr", None, 8.0)
    draft.call(name, "sv", "official")
    draft.call(name_en, "en", "english")
    for form in ("", "-alt-short", "-alt-variant", "-alt-chagos"):
        for table, language in ((swedish, "sv"), (english, "en")):
            if other := table.get(code + form):
                draft.call(other.replace(" & ", " and "), language, "alias")
    book.add(draft, [("iso3166-1", code)])


def official(sources: Path, book: Book) -> None:
    """The names that EU texts use, where they differ; joined by the names themselves."""
    by_english = {n: d for d in book.things.values() for n in d.names if d.kind == "country"}
    for row in code_list(sources / "eforms/codelists/country.gc"):
        draft = by_english.get(row["eng_label"]) or by_english.get(row.get("swe_label", ""))
        if draft:
            draft.call(row["eng_label"], "en", "alias")
            draft.call(row.get("swe_label", ""), "sv", "alias")


def parts_of_the_world(
    sources: Path, book: Book, swedish: dict[str, str], english: dict[str, str]
) -> None:
    items = {}
    for row in rows(sources / "wof/wof_xy.tsv.xz"):
        if row["placetype"] == "continent":
            items[row["name_sv"]] = row
    for code in sorted(swedish):
        if not re.fullmatch(r"\d{3}", code) or code == "001":
            continue
        name, kind = swedish[code], "continent" if code in CONTINENTS else "macro-region"
        draft = Draft(f"un-m49:{code}", "REGION", kind, name, english[code], "cldr", None, 7.0)
        draft.call(name, "sv", "official")
        draft.call(english[code], "en", "english")
        row = items.get(name, {})
        book.add(draft, [("wikidata", row.get("wikidata")), ("geonames", row.get("geonames"))])


def seas(sources: Path, book: Book) -> None:
    """Oceans, seas, gulfs and straits that have a Swedish name and an item."""
    for row in rows(sources / "wof/wof_xy.tsv.xz"):
        item = row["wikidata"]
        if row["placetype"] not in {"ocean", "marinearea"} or not row["name_sv"] or not item:
            continue
        english = re.sub(r"^(North|South) (?=(Atlantic|Pacific) Ocean)", "", row["name_en"])
        english = english or row["name_sv"]
        if book.owner("wikidata", item):
            continue
        draft = Draft(f"wikidata:{item}", "REGION", "sea", row["name_sv"], english, "wof")
        draft.weight = 6.0 if row["placetype"] == "ocean" else 5.0
        draft.call(row["name_sv"], "sv", "official")
        draft.call(english, "en", "english")
        book.add(draft, [("wikidata", item), ("geonames", row["geonames"])])
