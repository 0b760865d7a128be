"""Places outside Sweden: regions (NUTS, ISO 3166-2), Nordic municipalities, towns and cities.

Sources: the table ``regions.tsv`` (Unicode CLDR subdivisions, Eurostat NUTS 2024, Who's On First,
GeoNames, Natural Earth), whose rows are not taken on trust: NUTS 3 names come from the EU's own
list, an item that two rows claim goes to the one that it fits, names that are folded to ASCII are
replaced, and what is no place's name is dropped.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from kb_sources.book import Book, Draft, folded, plain
from kb_sources.sweden import weight
from kb_sources.tables import code_list, rows

Row = dict[str, str]

LATIN = re.compile(r"[^\W\d_][\w .,'’`´()/&–-]*\Z")
NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua7ff\uac00-\ufb00]")
NO_PLACE = re.compile(
    r"University|Ulica|[Kk]erület|\bDistrict of\b|Industrial|^[A-Z]{2,4}$", re.ASCII
)
HEADS = re.compile(
    r"^(Region|Landskapet|Regionen|Provincia (?:di|de)|Province of|Comunidad (?:Foral )?de|"
    r"Comunidade Autónoma de|Principado de|Okres) | (fylke|län|vojvodskap|oblast|novads|kraj|"
    r"kommun|County|Voivodeship|Province|Region|Oblast)$"
)
LETTERS = Path(__file__).parent / "letters.tsv"
RANK = {"iso3166-2": 0, "nuts1": 1, "nuts2": 2, "nuts3": 3}
TYPICAL = {"nuts1": 6.5, "nuts2": 6.2, "nuts3": 5.4}
"""log10 of the population of a usual region of each level (NUTS regulation: 3 to 7 million,
800,000 to 3 million, 150,000 to 800,000)."""
NATIVE = frozenset({"FI", "NO", "DK", "IS", "AX", "FO", "EE", "LV", "LT"})
"""Countries whose towns Swedish texts name by Swedish or native names."""


def read(sources: Path, book: Book) -> None:
    """Add what lies abroad; countries must be in the book."""
    table = [r for r in rows(sources.parent / "regions.tsv") if r["country"] != "SE"]
    table = [r for r in table if r["id"] != "EU"]
    alphabet = {r["country"]: frozenset(r["letters"]) for r in rows(LETTERS)}
    for row in table:
        clean(row, alphabet.get(row["country"], frozenset()))
    regions(sources, book, [r for r in table if r["scheme"] in {"nuts2024", "iso3166-2"}])
    municipalities(book, [r for r in table if r["scheme"] == "lau"])
    cities(book, [r for r in table if r["kind"] == "city"])
    states(sources, book)


def towns_before_regions(book: Book) -> None:
    """A bare name means the city rather than the region around it, if the city is a large part."""
    city: dict[tuple[str | None, str], float] = {}
    for draft in book.things.values():
        if draft.kind == "city":
            at = draft.parent, draft.name
            city[at] = max(city.get(at, 0.0), draft.weight)
    for draft in book.things.values():
        people = max(city.get((draft.parent, n), 0.0) for n in draft.names)
        if (draft.kind in RANK or draft.kind == "region") and people >= draft.weight - 1.2:
            draft.weight = round(min(draft.weight, people - 0.2), 2)


def clean(row: Row, letters: frozenset[str]) -> None:
    """Mend the row's names in place. ``letters``: those of the country beside a to z.

    Who's On First alone folds names to ASCII: CLDR and GeoNames are taken as they are.
    """
    for column in ("name_sv", "name_en", "aliases"):
        row[column] = plain(row[column])
    others = [a for a in row["aliases"].split("|") if usable(a)]
    folds = row["source"] in {"wof", "nuts2024+wof"}
    native = [o for o in others if not strange(o, letters)] if folds else []
    for column in ("name_sv", "name_en"):
        row[column] = unfolded(row[column], [row["name_sv"], row["name_en"], *native])
    mains = {row["name_sv"], row["name_en"]}
    bare = {folded(n) for n in (*mains, *others) if not n.isascii()}
    others = [a for a in others if a not in mains and not (a.isascii() and folded(a) in bare)]
    row["aliases"] = "|".join(dict.fromkeys(others))


def usable(name: str) -> bool:
    """Whether an alias looks like a place's name in Latin letters."""
    return bool(
        len(name) > 3
        and name[0].isupper()
        and LATIN.match(name)
        and not NOT_LATIN.search(name)
        and not NO_PLACE.search(name)
        and not name.endswith(("ish", "ian", "ese"))
    )


def strange(name: str, letters: frozenset[str]) -> bool:
    """Whether the name has a letter that is neither in ASCII nor among the country's letters."""
    return any(c.isalpha() and not c.isascii() and c not in letters for c in name.lower())


def unfolded(name: str, others: list[str]) -> str:
    """The spelling with diacritics of a name that lost them: "Jyvaskyla" → "Jyväskylä"."""
    if not name.isascii():
        return name
    spelt = (o for o in others if not o.isascii() and folded(o) == folded(name))
    return next(spelt, name)


def fits(row: Row) -> bool:
    """Whether the row can be a place at all."""
    name = row["name_sv"] or row["name_en"]
    return bool(name) and not NOT_LATIN.search(name) and not NO_PLACE.search(name)


def keys(row: Row) -> set[str]:
    """The row's names, folded and without administrative heads: to see that two rows agree."""
    names = {row["name_sv"], row["name_en"], *row["aliases"].split("|")}
    return {folded(HEADS.sub("", HEADS.sub("", n))) for n in names if n}


def regions(sources: Path, book: Book, table: list[Row]) -> None:
    """Foreign regions. One territory with several codes (ES-AS, ES12, ES120) is one thing."""
    official = nuts_names(sources)
    crowded = crowds(table)
    return_to_parents(table, official, crowded)
    trust(table, official)
    table = [r for r in table if fits(r)]
    home = {c.key: whole(c, table) for c in book.things.values() if c.kind == "country"}
    for key, same in home.items():
        for row in same:
            book.identify(book.things[key], "nuts2024", row["id"])
            book.identify(book.things[key], "wikidata", row["qid"])
    taken = {id(row) for same in home.values() for row in same}
    groups = grouped([r for r in table if id(r) not in taken], crowded)
    crosswalk = earlier_nuts(sources)
    for group in groups:
        first = group[0]
        country = book.things.get(f"iso3166-1:{first['country']}")
        if not country:
            continue
        kind = "region" if first["scheme"] == "iso3166-2" else first["kind"]
        key = f"{first['scheme']}:{first['id']}"
        draft = Draft(key, "REGION", kind, *names_of(group), origin(group), country.key)
        known = max((weight(r["population"]) for r in group), default=0.0)
        draft.weight, draft.rough = known or typical(group), not known
        for row in group:  # "Serbia" is no name of "Serbia - sever"
            own = [a for a in row["aliases"].split("|") if a not in country.names]
            row["aliases"] = "|".join(own)
        call(draft, group)
        for row in group:
            ids = [(row["scheme"], row["id"]), ("wikidata", row["qid"])]
            ids.append(("geonames", row["geonames"]))
            for scheme, value in ids:
                if draft.key not in book.things:
                    book.add(draft)
                book.identify(draft, scheme, value)
        for code in crosswalk.get(draft.value("wikidata") or "", ()):
            book.identify(draft, "nuts2021", code)


def typical(group: list[Row]) -> float:
    """The weight of a region whose population is unknown: that of a usual one of its level."""
    return max(TYPICAL.get(row["kind"], 4.0) for row in group)


def crowds(table: list[Row]) -> frozenset[tuple[str, int]]:
    """The NUTS codes that lie above several others of one level, with the length of these."""
    held = Counter(
        (row["id"][:size], len(row["id"]))
        for row in table
        if row["scheme"] == "nuts2024"
        for size in range(2, len(row["id"]))
    )
    return frozenset(at for at, count in held.items() if count > 1)


def return_to_parents(
    table: list[Row], official: dict[str, str], crowded: frozenset[tuple[str, int]]
) -> None:
    """Take from each NUTS 3 row what it has from the region above it: item and names.

    Nine Spanish provinces bear their autonomous community's item; a province that is a community
    by itself keeps it.
    """
    above = {row["id"]: row for row in table if row["kind"] in {"nuts1", "nuts2"}}
    for row in table:
        parent = above.get(row["id"][:4])
        if (
            row["kind"] != "nuts3"
            or not row["qid"]
            or not parent
            or (parent["id"], 5) not in crowded
        ):
            continue
        if row["qid"] == parent["qid"]:
            same = [r for r in table if r["qid"] == row["qid"] and r["kind"] != "nuts3"]
            theirs = {folded(r[c]) for r in same for c in ("name_sv", "name_en")} - {""}
            name = official.get(row["id"], row["name_en"])
            own = [a for a in row["aliases"].split("|") if folded(a) not in theirs]
            row |= {"qid": "", "name_en": name, "aliases": "|".join(own)}
            if folded(row["name_sv"]) in theirs:
                row["name_sv"] = ""


def whole(country: Draft, table: list[Row]) -> list[Row]:
    """The NUTS rows that are the whole country: of its name, alone on their level.

    A row that only has the country's name (mainland Finland) leaves it the item.
    """
    names = {folded(n) for n in country.names}
    code = country.key.partition(":")[2]
    divisions = [r for r in table if r["country"] == code and r["scheme"] == "nuts2024"]
    levels = Counter(r["kind"] for r in divisions)
    found: list[Row] = []
    for row in sorted(divisions, key=rank):
        if not {folded(row["name_sv"]), folded(row["name_en"])} & names:
            continue
        if levels[row["kind"]] == 1:
            found.append(row)
        elif row["kind"] == "nuts1" and row["qid"]:
            found.append({**row, "id": ""})
            row |= {"qid": "", "geonames": "", "population": "", "aliases": ""}
    return found


def names_of(group: list[Row]) -> tuple[str, str]:
    """Swedish (or native) and English name of a group of rows; heads of administration go."""
    swedish = [r["name_sv"] for r in group if r["name_sv"]]
    english = [r["name_en"] for r in group if r["name_en"]]
    name = next(
        iter(sorted(swedish, key=lambda n: bool(HEADS.search(n)))), english[0] if english else ""
    )
    bare = HEADS.sub("", name)
    return (bare or name), (english[0] if english else bare or name)


def origin(group: list[Row]) -> str:
    """The source's name: Who's On First wherever it lent names or items."""
    source = group[0]["source"]
    return "wof" if "wof" in source else {"cldr-subdiv": "cldr"}.get(source, "nuts")


def call(draft: Draft, group: list[Row]) -> None:
    """Give the thing all names of its rows."""
    swedish = bool(group[0]["name_sv"])
    draft.call(draft.name, "sv" if swedish else None, "official")
    draft.call(draft.name_en, "en", "english")
    for row in group:
        if row["name_sv"]:
            draft.call(row["name_sv"], "sv", "alias")
        draft.call(row["name_en"], "en", "english")
        for alias in row["aliases"].split("|"):
            draft.call(alias, None, "alias")


def nuts_names(sources: Path) -> dict[str, str]:
    """Each NUTS 3 code's name in its own language, Latin letters only."""
    found = {}
    for path in sorted((sources / "eforms/codelists").glob("nuts_nuts-*-lvl3.gc")):
        if path.stat().st_size:
            for row in code_list(path):
                if not NOT_LATIN.search(row["Name"]):
                    found[row["code"]] = plain(row["Name"])
    return found


def trust(table: list[Row], official: dict[str, str]) -> None:
    """Give back each item to the row it fits.

    A NUTS 3 row whose names do not agree with the official name (nine Spanish ones bear their
    parent's) keeps the official name alone. Of rows with one item, those whose names differ from
    the highest row's lose it.
    """
    for row in table:
        name = official.get(row["id"])
        if row["kind"] == "nuts3" and name and not agree(folded(name), keys(row)):
            row |= {
                "name_sv": "",
                "name_en": name,
                "aliases": "",
                "qid": "",
                "geonames": "",
                "population": "",
            }
    owners: dict[str, Row] = {}
    for row in sorted(table, key=rank):
        if row["qid"]:
            owner = owners.setdefault(row["qid"], row)
            if owner is not row and not keys(owner) & keys(row):
                row |= {"qid": "", "geonames": "", "population": ""}


def agree(name: str, others: set[str]) -> bool:
    parts = {name, *(HEADS.sub("", p.strip()) for p in re.split(r"[/,]", name))}
    return any(p in o or o in p for p in parts for o in others if o)


def rank(row: Row) -> tuple[int, str]:
    return RANK.get(row["kind"], 0), row["id"]


def grouped(table: list[Row], crowded: frozenset[tuple[str, int]]) -> list[list[Row]]:
    """Rows of one territory together, ISO 3166-2 first.

    Rows are one territory if they share an item, or a name in one country, at most one per list
    and level; a NUTS row is its parent too if it is the only child and has the parent's name.
    """
    by_item: dict[str, list[Row]] = {}
    by_name: dict[tuple[str, str], list[list[Row]]] = defaultdict(list)
    groups: list[list[Row]] = []
    for row in sorted(table, key=rank):
        home = by_item.get(row["qid"]) if row["qid"] else None
        if home is None:
            for name in sorted(keys(row)):
                found = [g for g in by_name[row["country"], name] if may_join(g, row, crowded)]
                if len(found) == 1:
                    home = found[0]
                    break
        if home is None or not level_free(home, row):
            home = []
            groups.append(home)
        home.append(row)
        if row["qid"]:
            by_item.setdefault(row["qid"], home)
        for name in keys(row):
            if not any(g is home for g in by_name[row["country"], name]):
                by_name[row["country"], name].append(home)
    return groups


def level_free(group: list[Row], row: Row) -> bool:
    """No row of the group has this row's level (a territory has one code a level)."""
    return all(r["kind"] != row["kind"] for r in group)


def may_join(group: list[Row], row: Row, crowded: frozenset[tuple[str, int]]) -> bool:
    """Different items forbid it, and NUTS codes that do not lie in one another alone."""
    items = {r["qid"] for r in group} - {""}
    nuts = [r["id"] for r in group if r["scheme"] == "nuts2024"]
    inside = row["scheme"] != "nuts2024" or all(
        row["id"].startswith(n) and (n, len(row["id"])) not in crowded for n in nuts
    )
    return (
        level_free(group, row) and inside and (not row["qid"] or not items or row["qid"] in items)
    )


def earlier_nuts(sources: Path) -> dict[str, list[str]]:
    """The NUTS 2021 codes of each Wikidata item, as Who's On First has them."""
    found = defaultdict(set)
    for path in sorted((sources / "wof").glob("wof_*.tsv.xz")):
        for row in rows(path):
            code = re.search(r"nuts_2021_id=([A-Z]{2}[0-9A-Z]{1,3})(?:\||$)", row["nuts"])
            if code and row["wikidata"] and row["placetype"] in {"region", "macroregion"}:
                found[row["wikidata"]].add(code[1])
    # An item with two codes of one level is a muddle of the source.
    return {q: sorted(c) for q, c in found.items() if len({len(x) for x in c}) == len(c)}


def municipalities(book: Book, table: list[Row]) -> None:
    """Municipalities of the other Nordic countries and Estonia, by LAU code."""
    for row in sorted((r for r in table if fits(r)), key=lambda r: r["id"]):
        name = re.sub(r"s? (kommun|kommune|kunta)$", "", row["name_sv"] or row["name_en"])
        if folded(name) != folded(row["name_en"]) and folded(row["name_sv"]).startswith(
            folded(row["name_en"])
        ):
            name = row["name_en"]
        draft = Draft(f"lau:{row['id']}", "REGION", "municipality", name, row["name_en"], "wof")
        draft.parent = f"iso3166-1:{row['country']}"
        draft.weight = weight(row["population"])
        call(draft, [row])
        book.add(draft, [("lau", row["id"]), ("geonames", row["geonames"])])


def cities(book: Book, table: list[Row]) -> None:
    """Towns and cities. A Finnish town is its municipality: one thing with both codes."""
    towns = defaultdict(list)
    for draft in book.things.values():
        if draft.kind == "municipality":
            for spelling in {folded(n) for n in draft.names}:
                towns[draft.parent, spelling].append(draft)
    order = sorted(
        (r for r in table if fits(r)), key=lambda r: (-float(r["population"] or 0), r["id"])
    )
    for row in order:
        ids = [("wikidata", row["qid"]), ("geonames", row["geonames"])]
        if row["geonames"] and book.owner("geonames", row["geonames"]):
            owner = book.owner("geonames", row["geonames"])
            if owner and owner.kind != "region":
                continue
        name = HEADS.sub("", row["name_sv"] or row["name_en"])
        parent = f"iso3166-1:{row['country']}"
        same = towns[parent, folded(name)]
        if row["country"] in {"FI", "AX"} and len(same) == 1:
            for scheme, value in ids:
                book.identify(same[0], scheme, value)
            call(same[0], [row])
            continue
        for twin in same:
            twin.weight = max(0.0, round(min(twin.weight, weight(row["population"]) - 1), 2))
        key = f"wikidata:{row['qid']}" if row["qid"] else f"geonames:{row['geonames'] or row['id']}"
        if key in book.things:
            continue
        source = "wof" if "wof" in row["source"] else "geonames"
        draft = Draft(key, "REGION", "city", name, row["name_en"] or name, source, parent)
        draft.weight = weight(row["population"])
        if parent not in book.things:
            draft.parent = None
        call(draft, [row])
        # A city's item on a province of its name is a mistake of the source.
        for scheme, value in ids:
            owner = book.owner(scheme, value) if value else None
            if owner and (owner.kind in RANK or owner.kind == "region"):
                book.forget(owner, scheme, value)
        book.add(draft, ids)


def states(sources: Path, book: Book) -> None:
    """States and provinces of the United States, Canada and Australia."""
    data = json.loads((sources / "cldr/subdivisions.en.json").read_text("utf-8"))
    table = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    for code, name in sorted(table.items()):
        country = code[:2].upper()
        if country in {"US", "CA", "AU"} and len(code) in {4, 5}:
            value = f"{country}-{code[2:].upper()}"
            draft = Draft(f"iso3166-2:{value}", "REGION", "region", name, name, "cldr")
            draft.parent, draft.weight = f"iso3166-1:{country}", 6.0
            draft.call(name, "en", "official")
            book.add(draft, [("iso3166-2", value)])
