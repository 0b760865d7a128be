"""What the shipped knowledge base holds, and that the build refuses what it must not hold."""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from kb_sources import checks, overrides, spot, world, write  # noqa: E402
from kb_sources.book import Book, Draft, NameRow, folded, plain  # noqa: E402
from kb_sources.tables import rows, words  # noqa: E402

KEPT = ROOT / "corpus/kb"


@pytest.fixture(scope="module")
def shipped() -> Iterator[sqlite3.Connection]:
    with as_file(files("brygga.kb").joinpath("kb.sqlite")) as path:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        yield connection
        connection.close()


def one(connection, query, *values):
    return connection.execute(query, values).fetchone()[0]


def first(connection, name):
    """Key of the heaviest place with this name."""
    found = connection.execute(
        "SELECT t.key FROM name n JOIN thing t ON t.id = n.thing WHERE n.name = ? "
        "AND t.label = 'REGION' ORDER BY t.weight DESC, n.spot DESC, t.key",
        (name,),
    ).fetchone()
    return found and found[0]


def english(connection, name):
    key = first(connection, name)
    return one(connection, "SELECT name_en FROM thing WHERE key = ?", key)


# What ships


def test_file_stays_under_10_megabytes():
    with as_file(files("brygga.kb").joinpath("kb.sqlite")) as path:
        assert 1_000_000 < path.stat().st_size <= checks.MAX_BYTES


def test_every_municipality_lies_in_its_county(shipped):
    found = shipped.execute(
        "SELECT t.key, p.key, c.key FROM thing t JOIN thing p ON p.id = t.parent "
        "JOIN thing c ON c.id = p.parent WHERE t.key LIKE 'scb-kommun:%'"
    ).fetchall()
    assert len(found) == 290
    for key, county, country in found:
        assert county == f"scb-lan:{key.split(':')[1][:2]}"
        assert country == "iso3166-1:SE"


def test_there_are_21_counties_and_each_has_its_authority(shipped):
    counties = {k for (k,) in shipped.execute("SELECT key FROM thing WHERE kind = 'county'")}
    seats = shipped.execute(
        "SELECT p.key FROM thing t JOIN thing p ON p.id = t.parent "
        "WHERE t.kind = 'regional-authority'"
    ).fetchall()
    assert len(counties) == 21
    assert sorted(key for (key,) in seats) == sorted(counties)


def test_local_code_and_eu_code_of_a_municipality_have_the_same_digits(shipped):
    pairs = shipped.execute(
        "SELECT a.value, b.value FROM identifier a JOIN identifier b ON a.thing = b.thing "
        "WHERE a.scheme = 'scb-kommun' AND b.scheme = 'lau'"
    ).fetchall()
    assert len(pairs) == 290
    assert all(lau == f"SE_{kommun}" for kommun, lau in pairs)


def test_every_locality_lies_in_the_municipality_of_its_code(shipped):
    found = shipped.execute(
        "SELECT t.key, p.key FROM thing t JOIN thing p ON p.id = t.parent "
        "WHERE t.key LIKE 'scb-tatort:%'"
    ).fetchall()
    assert len(found) > 2000
    assert all(p == f"scb-kommun:{k.split(':')[1][:4]}" for k, p in found)


def test_no_two_things_share_an_identifier(shipped):
    shared = shipped.execute(
        "SELECT scheme, value FROM identifier WHERE scheme != 'orgnr' "
        "GROUP BY scheme, value HAVING count(*) > 1"
    ).fetchall()
    assert shared == []


def test_no_thing_has_two_wikidata_items(shipped):
    twice = shipped.execute(
        "SELECT thing FROM identifier WHERE scheme = 'wikidata' GROUP BY thing HAVING count(*) > 1"
    ).fetchall()
    assert twice == []


def test_english_name_is_never_empty_nor_stripped_of_its_letters(shipped):
    table = shipped.execute("SELECT key, name, name_en FROM thing").fetchall()
    assert [k for k, name, name_en in table if not name.strip() or not name_en.strip()] == []
    assert [k for k, name, name_en in table if checks.ascii_folded(name, name_en)] == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Göteborg", "Gothenburg"),
        ("Skåne", "Skåne"),
        ("Växjö", "Växjö"),
        ("Bryssel", "Brussels"),
        ("Köpenhamn", "Copenhagen"),
        ("Region Västerbotten", "Region Västerbotten"),
        ("Addis Abeba", "Addis Ababa"),
        ("Jerevan", "Yerevan"),
        ("Sarajevo", "Sarajevo"),
        ("Seoul", "Seoul"),
        ("Belgrad", "Belgrade"),
        ("Manchester", "Manchester"),
        ("Bremen", "Bremen"),
        ("Jyväskylä", "Jyväskylä"),
        ("Genua", "Genoa"),
    ],
)
def test_english_names_are_those_that_english_uses(shipped, name, wanted):
    assert english(shipped, name) == wanted


def test_bare_name_and_both_long_forms_mean_the_municipality(shipped):
    table = shipped.execute(
        "SELECT t.key, n.name FROM name n JOIN thing t ON t.id = n.thing "
        "WHERE t.key LIKE 'scb-kommun:%' AND n.language = 'sv'"
    ).fetchall()
    # Gotland is a county, a municipality and a province: the county has the bare name.
    wrong = {name for key, name in table if first(shipped, name) != key}
    assert wrong == {"Gotland"}
    assert len(table) >= 580


def test_bare_name_means_the_county_unless_a_municipality_has_it(shipped):
    counties = shipped.execute("SELECT key, name FROM thing WHERE kind = 'county'").fetchall()
    assert [name for key, name in counties if first(shipped, name) != key] == []
    for name, key in (("Västerbotten", "scb-lan:24"), ("Skåne", "scb-lan:12")):
        assert first(shipped, name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Storuman", "scb-kommun:2421"),
        ("Storumans kommun", "scb-kommun:2421"),
        ("Göteborgs stad", "scb-kommun:1480"),
        ("Luxemburg", "iso3166-1:LU"),
        ("Georgien", "iso3166-1:GE"),
        ("Åland", "iso3166-1:AX"),
        ("Holland", "iso3166-1:NL"),
        ("Norra Sverige", "nuts2024:SE3"),
        ("Katalonien", "iso3166-2:ES-CT"),
        ("Andalusien", "iso3166-2:ES-AN"),
        ("Galicien", "iso3166-2:ES-GA"),
        ("Bayern", "iso3166-2:DE-BY"),
        ("Nedersachsen", "iso3166-2:DE-NI"),
        ("Occitanien", "iso3166-2:FR-OCC"),
        ("Wielkopolska", "iso3166-2:PL-30"),
        ("Österbotten", "iso3166-2:FI-12"),
        ("Tyrolen", "iso3166-2:AT-7"),
        ("Flandern", "iso3166-2:BE-VLG"),
        ("Skottland", "iso3166-2:GB-SCT"),
        ("Oslo", "wikidata:Q585"),
        ("Köln", "wikidata:Q365"),
        ("Genève", "wikidata:Q71"),
    ],
)
def test_well_known_names_mean_what_everyone_means(shipped, name, key):
    assert first(shipped, name) == key


@pytest.mark.parametrize(
    ("key", "scheme", "value"),
    [
        ("hand:baskien", "nuts2024", "ES21"),
        ("iso3166-2:ES-BI", "nuts2024", "ES213"),
        ("iso3166-2:ES-CT", "nuts2024", "ES51"),
        ("iso3166-2:ES-T", "nuts2024", "ES514"),
        ("iso3166-2:ES-SE", "nuts2024", "ES618"),
        ("iso3166-2:ES-AS", "nuts2024", "ES120"),
        ("iso3166-2:DE-SH", "nuts2024", "DEF0"),
        ("iso3166-1:LU", "nuts2024", "LU000"),
        ("iso3166-1:SE", "wikidata", "Q34"),
        ("nuts2024:NO072", "iso3166-2", "NO-55"),
    ],
)
def test_an_identifier_names_the_territory_that_it_was_given_to(shipped, key, scheme, value):
    owner = shipped.execute(
        "SELECT t.key FROM identifier i JOIN thing t ON t.id = i.thing "
        "WHERE i.scheme = ? AND i.value = ?",
        (scheme, value),
    ).fetchall()
    assert owner == [(key,)]


def test_every_source_is_credited(shipped):
    used = {s for (s,) in shipped.execute("SELECT DISTINCT source FROM thing")}
    credited = {
        name: (licence, credit)
        for name, licence, credit in shipped.execute("SELECT name, licence, credit FROM source")
    }
    assert used <= credited.keys()
    assert all(licence and credit for licence, credit in credited.values())


def test_every_listed_name_is_known_and_looked_for_everywhere(shipped):
    listed = list(rows(KEPT / "names.tsv"))
    assert len(listed) > 500
    missing = [
        row["name"]
        for row in listed
        if one(
            shipped,
            "SELECT count(*) FROM name n JOIN thing t ON t.id = n.thing "
            "WHERE n.name = ? AND t.label = ? AND n.spot = 2",
            plain(row["name"]),
            row["label"],
        )
        == 0
    ]
    assert missing == []


def test_small_words_and_titles_are_never_looked_for(shipped):
    spots = dict(shipped.execute("SELECT name, max(spot) FROM name GROUP BY name").fetchall())
    for name in words(ROOT / "scripts/kb_sources/unsought.txt"):
        assert spots.get(name, 0) == 0, name
    assert spots["gram"] == 0
    assert all(spots.get(name, 0) == 0 for name in ("s", "l", "fd", "el"))


def test_every_spot_language_and_role_is_of_the_contract(shipped):
    assert one(shipped, "SELECT count(*) FROM name WHERE spot NOT IN (0, 1, 2)") == 0
    roles = {r for (r,) in shipped.execute("SELECT DISTINCT role FROM name")}
    assert roles <= {"official", "short", "alias", "abbreviation", "english", "genitive-form"}
    assert one(shipped, "SELECT count(*) FROM name WHERE language = ''") == 0


def test_the_document_states_the_counts_that_ship(shipped):
    document = (ROOT / "docs/kb.md").read_text("utf-8")
    stated = {
        (label, kind): int(count.replace(",", ""))
        for label, line in re.findall(
            r"^\| `([A-Z]+)` \| [\d,]+ \| (.*) \|$", document, re.MULTILINE
        )
        for kind, count in re.findall(r"`([a-z0-9-]+)` ([\d,]+)", line)
    }
    query = "SELECT label, kind, count(*) FROM thing GROUP BY label, kind"
    assert stated == {(label, kind): count for label, kind, count in shipped.execute(query)}
    for table in ("thing", "name", "identifier"):
        assert f"{one(shipped, f'SELECT count(*) FROM {table}'):,} {table}s" in document
    for name, credit in shipped.execute("SELECT name, credit FROM source"):
        assert credit in document, name


def test_overrides_have_a_known_shape_and_each_new_thing_once():
    with (KEPT / "overrides.tsv").open(encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in table} == {14}
    made = [row[0] for row in table[1:] if row[0].startswith(("hand:", "event:"))]
    assert len(made) == len(set(made))


# The build


def place(key, name="Ort", **more):
    draft = Draft(key, "REGION", more.pop("kind", "city"), name, name, "hand", **more)
    draft.call(name, "sv", "official")
    return draft


def test_the_first_to_claim_an_identifier_keeps_it():
    book = Book()
    owner = book.add(place("a:1"), [("wikidata", "Q1")])
    other = book.add(place("a:2"), [("wikidata", "Q1"), ("geonames", None)])
    assert book.owner("wikidata", "Q1") is owner
    assert other.ids == set()
    assert book.refused == [("a:2", "wikidata", "Q1", "a:1")]


def test_a_thing_takes_no_second_wikidata_item():
    book = Book()
    draft = book.add(place("a:1"), [("wikidata", "Q1")])
    assert not book.identify(draft, "wikidata", "Q2")
    assert draft.value("wikidata") == "Q1"


def test_what_lay_in_a_removed_thing_lies_in_its_parent():
    book = Book()
    for draft in (place("a:1"), place("a:2", parent="a:1"), place("a:3", parent="a:2")):
        book.add(draft)
    book.remove(book.things["a:2"])
    assert book.things["a:3"].parent == "a:1"


def test_names_are_kept_without_invisible_marks():
    assert plain(" Granada\u200e  Norte ") == "Granada Norte"
    assert plain("A\u030are") == "Åre"
    assert folded("Ærø Łódź Växjö") == "aero lodz vaxjo"


def test_checks_name_a_lost_letter_a_circle_and_a_missing_parent():
    book = Book()
    city = book.add(place("a:1", "Växjö", parent="a:2"))
    city.name_en = "Vaxjo"
    book.add(place("a:2", parent="a:1"))
    book.add(place("a:3", parent="a:9"))
    found = checks.problems(book)
    assert "a:1: English name lost its letters: Vaxjo" in found
    assert "a:1: parents run in a circle" in found
    assert "a:3: no parent a:9" in found
    assert "municipality 0, not 290" in found


def nuts(code, name, kind, qid="", swedish="", aliases="", country="ES"):
    return {
        "id": code, "scheme": "nuts2024", "kind": kind, "name_sv": swedish, "name_en": name,
        "aliases": aliases, "country": country, "qid": qid, "geonames": "", "population": "",
        "source": "nuts2024+wof",
    }  # fmt: skip


def test_a_province_gives_the_item_back_to_its_region():
    region = nuts("ES51", "Catalonia", "nuts2", "Q5705", "Katalonien")
    near = nuts("ES511", "Barcelona", "nuts3")
    wrong = nuts("ES514", "Catalonia", "nuts3", "Q5705", "Katalonien", "Katalonien|Tarraco")
    table = [region, near, wrong]
    world.return_to_parents(table, {"ES514": "Tarragona"}, world.crowds(table))
    assert region["qid"] == "Q5705"
    assert (wrong["qid"], wrong["name_sv"], wrong["name_en"]) == ("", "", "Tarragona")
    assert wrong["aliases"] == "Tarraco"


def test_a_province_that_is_a_whole_region_is_one_thing_with_it():
    region = nuts("ES12", "Asturias", "nuts2", "Q3934")
    province = nuts("ES120", "Asturias", "nuts3", "Q3934")
    table = [region, province]
    world.return_to_parents(table, {"ES120": "Asturias"}, world.crowds(table))
    assert province["qid"] == "Q3934"
    assert world.grouped(table, world.crowds(table)) == [[region, province]]


def test_foreign_diacritics_are_no_evidence_for_a_spelling():
    alphabet = frozenset("äö")
    row = nuts("FI_179", "Jyvaskyla", "city", aliases="Jyväskylä|Jyvæskylæ", country="FI")
    world.clean(row, alphabet)
    assert row["name_en"] == "Jyväskylä"
    row = nuts("1", "Manchester", "city", aliases="Manchéstér", country="GB")
    world.clean(row, frozenset())
    assert row["name_en"] == "Manchester"


def test_a_large_city_comes_before_the_region_of_its_name():
    book = Book()
    book.add(place("a:1", "Köln", parent="c:1", weight=5.9))
    region = book.add(place("a:2", "Köln", kind="nuts2", parent="c:1", weight=6.2))
    other = book.add(place("a:3", "Köln", kind="nuts2", parent="c:2", weight=6.2))
    book.add(place("a:4", "Bayern", parent="c:1", weight=3.0))
    state = book.add(place("a:5", "Bayern", kind="region", parent="c:1", weight=7.1))
    world.towns_before_regions(book)
    assert (region.weight, other.weight, state.weight) == (5.7, 6.2, 7.1)


def lists(**more):
    empty = {
        name: frozenset()
        for name in ("common", "first", "surnames", "months", "places", "unsought")
    }
    return spot.Lists(**{**empty, "known": {}, **more})


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Storuman", 2), ("Vara", 1), ("Nora", 1), ("Ed", 1), ("gram", 0), ("the Arctic", 0)],
)
def test_a_name_that_is_another_word_needs_context(name, wanted):
    draft = place("a:1", name, kind="locality", parent="iso3166-1:SE")
    draft.source = "scb"
    found = lists(common=frozenset({"vara"}), first=frozenset({"nora"}))
    language = "en" if name.startswith("the") else "sv"
    assert spot.place(draft, name, NameRow(language, "official"), found) == wanted


def test_a_guessed_population_makes_no_place_well_known():
    draft = place("a:1", "Salzlandkreis", kind="nuts3", parent="iso3166-1:DE", weight=5.4)
    draft.source = "nuts"
    row = NameRow(None, "official")
    assert spot.place(draft, "Salzlandkreis", row, lists()) == 2
    draft.rough = True
    assert spot.place(draft, "Salzlandkreis", row, lists()) == 1


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Skogsstyrelsen", 2), ("Beslutsgrupper", 0), ("LGAVLE", 0), ("SJV", 1), ("styrelsen", 0)],
)
def test_titles_and_codes_of_a_register_are_never_looked_for(name, wanted):
    draft = Draft("a:1", "ORGANISATION", "agency", "Ämbetet", "Office", "myndighetsdata")
    found = lists(unsought=frozenset({"Beslutsgrupper"}))
    assert spot.other(draft, name, NameRow("sv", "alias"), found) == wanted


def override(**cells):
    columns = (
        "key label kind name name_en parent weight ids names english short weak link not_names"
    )
    return {**dict.fromkeys(columns.split(), ""), **cells}


def test_an_override_changes_adds_and_removes():
    book = Book()
    book.add(place("a:1", "Bryssel"), [("wikidata", "Q239")])
    overrides.apply(override(key="wikidata:Q239", name_en="Brussels", weak="BXL"), book)
    assert book.things["a:1"].name_en == "Brussels"
    assert book.things["a:1"].names["BXL"].spot == 1
    new = override(key="hand:x", label="REGION", kind="region", name="Xland", parent="a:1")
    overrides.apply(new, book)
    assert book.things["hand:x"].parent == "a:1"
    overrides.apply(override(key="hand:x", kind="-"), book)
    assert "hand:x" not in book.things


@pytest.mark.parametrize(
    "cells",
    [
        {"key": "hand:new", "name": "Utan etikett"},
        {"key": "a:2", "ids": "wikidata:Q1"},
        {"key": "a:2", "parent": "a:9"},
        {"key": "a:2", "not_names": "Saknas"},
        {"key": "a:9", "kind": "-"},
    ],
)
def test_an_override_that_cannot_be_applied_is_refused(cells):
    book = Book()
    book.add(place("a:1"), [("wikidata", "Q1")])
    book.add(place("a:2"))
    with pytest.raises(overrides.OverrideError):
        overrides.apply(override(**cells), book)


def test_the_same_book_gives_the_same_bytes(tmp_path):
    schema = ROOT / "pipeline/brygga/kb/schema.sql"
    meta = {"schema": "1", "version": "2026.11"}
    sources = list(rows(ROOT / "scripts/kb_sources/credits.tsv"))

    def written(name, order):
        book = Book()
        for key in order:
            book.add(place(key, f"Ort {key}", parent="a:1" if key != "a:1" else None))
        for draft in book.things.values():
            for row in draft.names.values():
                row.spot = 2
        write.write(book, schema, meta, sources, tmp_path / name)
        return (tmp_path / name).read_bytes()

    assert written("1", ["a:1", "a:2", "a:3"]) == written("2", ["a:3", "a:1", "a:2"])
