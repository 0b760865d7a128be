"""Sweden: counties, municipalities, localities, provinces, parts of the country, regions.

Sources: Statistics Sweden (codes, names, localities of 2020) by way of sjbrg/swedish-geodata and
hej2010/svenska-orter; Lantmäteriet by way of perliedman/svenska-landskap; Wikidata items of the
municipalities and regional authorities by way of salgo60/okfnLocal (the ids only); items,
population and NUTS codes of Who's On First.
"""

import math
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from pathlib import Path

from kb_sources.book import Book, Draft
from kb_sources.tables import rows

SE = "iso3166-1:SE"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def weight(population: str | int) -> float:
    """log10(1 + population), to two digits."""
    return round(math.log10(1 + int(float(population or 0))), 2)


def read(sources: Path, book: Book) -> None:
    """Add all that is Swedish; the country itself must be in the book."""
    wof = list(rows(sources / "wof/wof_se.tsv.xz"))
    counties(sources, book, wof)
    municipalities(sources, book, wof)
    localities(sources, book, wof)
    provinces(sources, book)
    regional_authorities(sources, book)
    statistical_regions(sources, book)
    settle_shared_names(book)


def counties(sources: Path, book: Book, wof: list[dict[str, str]]) -> None:
    """The 21 län. Bare and official name; a bare name that is a town's too is left to the town."""
    known = {}
    for row in wof:
        if found := re.search(r"se-lant:code=(\d\d)\b", row["concord"]):
            known[found[1]] = row
    for row in rows(sources / "swedish-geodata/counties.csv", ","):
        code, short = row["county_code"], row["county_name_short"]
        other = known[code]
        nuts = re.search(r"nuts_2021_id=(SE\d{3})", other["nuts"])
        draft = book.add(
            Draft(f"scb-lan:{code}", "REGION", "county", short, short, "scb", SE),
            [
                ("scb-lan", code),
                ("iso3166-2", other["iso"]),
                ("wikidata", other["wikidata"]),
                ("geonames", other["geonames"]),
                ("nuts2021", nuts and nuts[1]),
                ("nuts2024", nuts and nuts[1]),
            ],
        )
        draft.weight = weight(other["population"])
        draft.call(row["county_name"], "sv", "official")
        draft.call(f"{short} County", "en", "official")
        draft.call(short, "sv", "short")


def municipalities(sources: Path, book: Book, wof: list[dict[str, str]]) -> None:
    """The 290 kommuner: Statistics Sweden's form, Wikidata's if it differs, the bare name."""
    item = {}
    for row in rows(sources / "kommun-wikidata/publicbodies_se_wikidata.tsv"):
        if row["WD Lsv"].endswith(" kommun"):
            item[row["WD Len"]] = row
    population = {}
    for row in wof:
        if row["placetype"] == "county" and (code := lant_code(row)):
            population[code] = row["population"]
    for row in rows(sources / "swedish-geodata/municipalities.csv", ","):
        code, short = row["municipality_code"], row["municipality_name_short"]
        english = ENGLISH.get(short, short)
        other = item.get(f"{english} Municipality") or item.get(f"{short} Municipality") or {}
        draft = book.add(
            Draft(f"scb-kommun:{code}", "REGION", "municipality", short, english, "scb"),
            [
                ("scb-kommun", code),
                ("lau", f"SE_{code}"),
                ("wikidata", other.get("WD Qnumber")),
            ],
        )
        draft.parent = f"scb-lan:{row['county_code']}"
        draft.weight = weight(population.get(code, 0))
        draft.call(row["municipality_name"], "sv", "official")
        if other.get("WD Lsv"):
            draft.call(other["WD Lsv"], "sv", "official")
        draft.call(f"{english} Municipality", "en", "official")
        draft.call(short, "sv", "short")
        draft.call(english, "en", "english")


ENGLISH = {"Göteborg": "Gothenburg"}
"""The one Swedish municipality that English calls otherwise."""


def lant_code(row: dict[str, str]) -> str:
    """The kommunkod of a Who's On First county."""
    found = re.search(r"se-lant:code=(\d{4})(?!\d)", row["concord"])
    return found[1] if found else ""


def localities(sources: Path, book: Book, wof: list[dict[str, str]]) -> None:
    """The tätorter of 2020 with their SCB code.

    A Who's On First place lends its item if it alone has the locality's name in the municipality.
    """
    county = {row["wof_id"]: lant_code(row) for row in wof if row["placetype"] == "county"}
    same: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in wof:
        if row["placetype"] == "locality" and county.get(row["county_id"]):
            same[row["name_sv"] or row["name"], county[row["county_id"]]].append(row)
    for kommun, code, name, people in sorted(sheet(sources / "svenska-orter/data-scb.xlsx")):
        draft = Draft(f"scb-tatort:{code}", "REGION", "locality", name, name, "scb")
        draft.parent = f"scb-kommun:{kommun}"
        draft.weight = weight(people)
        found = [row for row in same[name, kommun] if row["wikidata"]]
        only = found[0] if len(found) == 1 else {}
        draft.call(name, "sv", "official")
        if name in ENGLISH:
            draft.name_en = ENGLISH[name]
            draft.call(draft.name_en, "en", "english")
        book.add(
            draft,
            [
                ("scb-tatort", code),
                ("wikidata", only.get("wikidata")),
                ("geonames", only.get("geonames")),
            ],
        )


def sheet(path: Path) -> list[tuple[str, str, str, int]]:
    """(kommunkod, tätortskod, name, population 2020) of each row of the SCB workbook."""
    with zipfile.ZipFile(path) as book:
        strings = [
            "".join(t.text or "" for t in si.iter(f"{SHEET}t"))
            for si in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        table = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = []
    for row in table.iter(f"{SHEET}row"):
        cells = {}
        for cell in row:
            value = cell.findtext(f"{SHEET}v")
            if value is not None:
                column = re.sub(r"\d", "", cell.get("r", ""))
                cells[column] = strings[int(value)] if cell.get("t") == "s" else value
        if re.fullmatch(r"\d{4}T[BC]\d+", cells.get("E", "")):
            people = int(float(cells.get("I") or cells.get("H") or 0))
            found.append((cells["E"][:4], cells["E"], cells["F"].strip(), people))
    return found


def provinces(sources: Path, book: Book) -> None:
    """The 25 landskap and the three landsdelar they lie in."""
    lines = (sources / "landskap/landskap.tsv").read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines]
    for number, name in sorted({(row[2], row[3]) for row in table}):
        draft = Draft(f"landsdel:{number}", "REGION", "landsdel", name, name, "landskap", SE, 6.0)
        draft.call(name, "sv", "official")
        book.add(draft)
    for number, name, part, _ in table:
        draft = Draft(f"landskap:{number}", "REGION", "province", name, name, "landskap")
        draft.parent = f"landsdel:{part}"
        draft.weight = 4.5
        draft.call(name, "sv", "official")
        book.add(draft)


def regional_authorities(sources: Path, book: Book) -> None:
    """The regions as authorities that Wikidata knows; overrides.tsv completes the 21."""
    county: dict[str, str] = {}
    for draft in book.things.values():
        if draft.kind == "county":
            bare = draft.name.removesuffix(" län")
            county |= {draft.name: draft.key, bare: draft.key, bare.removesuffix("s"): draft.key}
    for row in rows(sources / "kommun-wikidata/publicbodies_se_wikidata.tsv"):
        name, number = row["WD Lsv"], row["WD organisationsnummer (Sverige)"]
        if not number or not (name.startswith("Region ") or name == "Västra Götalandsregionen"):
            continue
        bare = re.sub(r"^Region | län$|sregionen$", "", name)
        first = bare.split()[0]
        place = next((county[n] for n in (bare, bare.removesuffix("s"), first) if n in county), "")
        if not place:
            raise ValueError(f"no county for {name}")
        draft = Draft(f"orgnr:{number}", "REGION", "regional-authority", name, name, "wikidata")
        draft.parent, draft.weight = place, 5.0
        draft.call(name, "sv", "official")
        # "Gotland Municipality" is the item of the municipality, which Region Gotland is in law.
        item = None if "Municipality" in row["WD Len"] else row["WD Qnumber"]
        book.add(draft, [("orgnr", number), ("wikidata", item)])
        if not item and (twin := municipality_in(book, place)):
            book.identify(twin, "wikidata", row["WD Qnumber"])


def municipality_in(book: Book, county: str) -> Draft | None:
    """The county's municipality, if it has one only."""
    found = [d for d in book.things.values() if d.kind == "municipality" and d.parent == county]
    return found[0] if len(found) == 1 else None


def statistical_regions(sources: Path, book: Book) -> None:
    """NUTS 1 and 2; one that holds a single county is that county's second code."""
    table = [r for r in rows(sources.parent / "regions.tsv") if r["country"] == "SE"]
    table = sorted((r for r in table if r["kind"] in {"nuts1", "nuts2"}), key=lambda r: r["id"])
    held = defaultdict(set)
    for draft in book.things.values():
        if draft.kind == "county" and (code := draft.value("nuts2024")):
            held[code[:4]].add(draft.key)
            held[code[:3]].add(draft.key)
    for row in table:
        code, name = row["id"], row["name_sv"] or row["name_en"]
        codes = [("nuts2021", code), ("nuts2024", code)]
        if len(held[code]) == 1:
            for scheme, value in codes:
                book.identify(book.things[min(held[code])], scheme, value)
            continue
        draft = Draft(f"nuts2024:{code}", "REGION", row["kind"], name, name, "nuts")
        draft.parent = SE if row["kind"] == "nuts1" else f"nuts2024:{code[:3]}"
        draft.weight = 4.0
        draft.call(name, "sv", "official")
        book.add(draft, codes)


def settle_shared_names(book: Book) -> None:
    """A bare name means the municipality, not its town; the county, not the province."""
    county = {d.name: d for d in book.things.values() if d.kind == "county"}
    town = {d.name: d for d in book.things.values() if d.kind == "municipality"}
    for draft in book.things.values():
        if draft.kind == "county" and draft.name in town and draft.name != "Gotland":
            del draft.names[draft.name]
            draft.name, draft.name_en = official_name(draft, "sv"), official_name(draft, "en")
        if draft.kind == "municipality" and draft.name == "Gotland":
            draft.weight = round(county["Gotland"].weight - 0.5, 2)
        if draft.kind == "locality" and draft.name in town:
            draft.weight = min(draft.weight, round(town[draft.name].weight - 0.5, 2))
        if draft.kind == "province" and draft.name in county:
            draft.weight = round(county[draft.name].weight - 1, 2)
        elif draft.kind == "province" and draft.name in town:
            draft.weight = round(town[draft.name].weight - 0.5, 2)


def official_name(draft: Draft, language: str) -> str:
    """The thing's official name in the language."""
    return next(n for n, r in draft.names.items() if (r.language, r.role) == (language, "official"))
