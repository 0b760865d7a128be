"""Swedish agencies, courts, universities and missions abroad; bodies of the EU; EU programmes.

Sources: civictechsweden/myndighetsdata (data CC0: registers of Statistics Sweden, the National
Financial Management Authority, Statskontoret, Wikidata); code lists of the Publications Office of
the European Union. Programmes of two periods under one name are one thing with both codes.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from kb_sources.book import Book, Draft, folded, plain
from kb_sources.tables import code_list, rows, text

KINDS = (
    ("county-board", re.compile(r"^Länsstyrelsen\b")),
    ("ministry", re.compile(r"departementet$")),
    (
        "mission",
        re.compile(
            r"\bambassad\b|konsulat|^Sve\w+ (ständiga )?(delegation|representation|FN-|EU-)",
            re.IGNORECASE,
        ),
    ),
    (
        "university",
        re.compile(
            r"universitet(et)?$|högskolan?$|^Högskolan\b|[Tt]ekniska högskola", re.IGNORECASE
        ),
    ),
    (
        "court",
        re.compile(r"rätt(en)?$|domstol(en)?$|^(Hov|Kammar|Förvaltnings)rätten\b", re.IGNORECASE),
    ),
    ("museum", re.compile(r"muse(um|er|et|erna)$", re.IGNORECASE)),
)
PERIOD = re.compile(r"\s*\(\d{4}/\d{4}\)$")
ABBREVIATION = re.compile(r"\s*\(([A-ZÅÄÖ][\w+-]{1,11})\)$")


def read(sources: Path, book: Book) -> None:
    """Add organisations and programmes."""
    agencies(sources, book)
    eu_bodies(sources, book)
    programmes(sources, book)


def cased(name: str) -> str:
    """A name in capitals as it is written: "MORA TINGSRÄTT" → "Mora tingsrätt"."""
    if not name.isupper() or " " not in name:
        return name
    words = [
        w.capitalize() if i == 0 or w.capitalize() in PLACES else w.lower()
        for i, w in enumerate(name.split())
    ]
    return " ".join(words)


PLACES = frozenset(
    [
        "Falun",
        "Göteborg",
        "Härnösand",
        "Jönköping",
        "Karlstad",
        "Linköping",
        "Luleå",
        "Malmö",
        "Stockholm",
        "Umeå",
        "Uppsala",
        "Växjö",
        "Sundsvall",
        "Skåne",
        "Blekinge",
        "Norrland",
        "Sverige",
        "Svea",
        "Göta",
        "Bergslagen",
        "Västerås",
    ]
)
"""Places that courts are named after, for names that the register has in capitals."""


def kind_of(name: str, current: bool) -> str:
    found = next((kind for kind, pattern in KINDS if pattern.search(name)), "agency")
    return found if current or found in {"mission", "ministry"} else f"former-{found}"


def agencies(sources: Path, book: Book) -> None:
    """One thing an agency; names differing in case only are one, and an old agency that has its
    own row is no alias of its successor.
    """
    merged = json.loads(text(sources / "myndighetsdata/merged.json.xz"))
    table = list(rows(sources.parent / "orgs.tsv"))
    table = [r for r in table if r["scheme"] != "eu-corporate-body"]
    heads = {folded(cased(r["name_sv"])) for r in table}
    shared = Counter(r["orgnr"] for r in table if r["orgnr"])
    seen: dict[str, Draft] = {}
    for row in sorted(table, key=lambda r: (not r["qid"], not r["orgnr"], r["name_sv"])):
        name = plain(cased(row["name_sv"]))
        aliases = [plain(cased(a)) for a in row["aliases"].split("|") if a]
        if name.isupper() and (better := [a for a in aliases if folded(a) == folded(name)]):
            name = better[0]
        if not name or len(name) < 3 or folded(name) in seen:
            continue
        entry = merged.get(row["name_sv"], {})
        current = bool({"scb", "stkt"} & {k for k, v in entry.items() if v})
        current = current and not ended(entry)
        number = row["orgnr"]
        own = number if shared[number] == 1 else ""
        key = (
            f"orgnr:{own}"
            if own
            else f"wikidata:{row['qid']}"
            if row["qid"]
            else f"agency:{slug(name)}"
        )
        if key in book.things:
            continue
        english = plain(row["name_en"])
        english = re.sub(r"^The ", "", english) if len(english) > 3 and "?" not in english else name
        draft = Draft(key, "ORGANISATION", kind_of(name, current), name, english, "myndighetsdata")
        draft.weight = 5.0 if current else 2.0
        draft.call(name, "sv", "official")
        if english != name:
            draft.call(english, "en", "english")
        for alias in aliases:
            other = folded(alias)
            if other == folded(name) and alias != alias.upper():
                draft.call(alias, "sv", "alias")
            elif other not in heads and not (alias.isupper() and " " in alias):
                short = len(alias) < 7 and alias.isupper()
                draft.call(alias, "sv", "abbreviation" if short else "alias")
        seen[folded(name)] = draft
        book.add(draft, [("orgnr", own), ("wikidata", row["qid"])])


def ended(entry: dict[str, object]) -> bool:
    """Whether Wikidata knows when the agency was closed."""
    known = entry.get("wd")
    return isinstance(known, dict) and bool(known.get("end"))


def slug(name: str) -> str:
    """A name as part of a key: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


def eu_bodies(sources: Path, book: Book) -> None:
    """Institutions, agencies and bodies of the EU, and the international ones that it lists."""
    for row in sorted(
        code_list(sources / "eforms/codelists/corporate-body.gc"), key=lambda r: r["code"]
    ):
        english = plain(row["eng_label"])
        name = plain(row.get("swe_label", english))
        key = f"eu-corporate-body:{row['code']}"
        draft = Draft(key, "ORGANISATION", "eu-body", name, english, "publications-office")
        draft.weight = 6.0
        draft.call(name, "sv", "official")
        draft.call(english, "en", "english")
        draft.call(english.replace("’", "'"), "en", "alias")
        book.add(draft, [("eu-corporate-body", row["code"])])


def programmes(sources: Path, book: Book) -> None:
    """Programmes and funds of the EU budget; their names are cleaned of period and abbreviation.

    Many such names are common phrases ("Humanitärt bistånd"): none is looked for in text unless
    overrides.tsv says so.
    """
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in code_list(sources / "eforms/codelists/eu-programme.gc"):
        groups[folded(cleaned(row.get("swe_label", row["eng_label"]))[0])].append(row)
    for _, group in sorted(groups.items()):
        group.sort(key=period, reverse=True)
        row = group[0]
        english, _ = cleaned(row["eng_label"])
        name, _ = cleaned(row.get("swe_label", row["eng_label"]))
        kind = "fund" if name.endswith(("fonden", "fond", "fonden plus")) else "programme"
        key = f"eu-programme:{row['code']}"
        draft = Draft(key, "PROJECT", kind, name, english, "publications-office", None, 4.0)
        draft.call(name, "sv", "official", 0)
        draft.call(english, "en", "english", 0)
        for other in group:
            for label, language in (("swe_label", "sv"), ("eng_label", "en")):
                full = PERIOD.sub("", plain(other.get(label, "")))
                draft.call(full, language, "alias", 0)
                if short := cleaned(full)[1]:
                    draft.call(short, language, "abbreviation", 0)
        book.add(draft, [("eu-programme", r["code"]) for r in group])


def cleaned(label: str) -> tuple[str, str]:
    """A programme's name without its period and abbreviation, and the abbreviation."""
    name = PERIOD.sub("", plain(label))
    found = ABBREVIATION.search(name)
    return (ABBREVIATION.sub("", name), found[1]) if found else (name, "")


def period(row: dict[str, str]) -> tuple[str, str]:
    found = re.search(r"\((\d{4})/", row["eng_label"])
    return (found[1] if found else ""), row["code"]
