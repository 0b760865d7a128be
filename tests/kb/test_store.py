from __future__ import annotations

import gc
import unicodedata
import weakref

import pytest

from brygga.kb.store import KnowledgeBase, KnowledgeBaseError
from brygga.record import Identifier
from tests.kb.helpers import IDS, NAMES, THINGS, build


def keys(things):
    return [thing.key for thing in things]


def test_candidates_come_likeliest_first(kb) -> None:
    assert keys(kb.candidates("Storuman")) == ["scb-kommun:2421", "scb-tatort:9001"]
    assert keys(kb.candidates("Storumans kommun")) == ["scb-kommun:2421"]
    assert kb.candidates("storuman") == kb.candidates("Stor") == ()


def test_candidates_can_be_asked_for_one_label(kb) -> None:
    assert keys(kb.candidates("Sverige", "REGION")) == ["iso3166-1:SE"]
    assert kb.candidates("Sverige", "PERSON") == ()


def test_a_name_is_found_however_its_letters_are_composed(kb) -> None:
    decomposed = unicodedata.normalize("NFD", "Västerbotten")
    assert decomposed != "Västerbotten"
    assert keys(kb.candidates(decomposed)) == ["scb-lan:24"]


def test_a_thing_has_all_its_ids(kb) -> None:
    (thing,) = kb.candidates("Västerbotten")
    assert (thing.kind, thing.name_en) == ("county", "Västerbotten County")
    assert [(i.scheme, i.value) for i in thing.ids] == [("nuts2024", "SE331"), ("scb-lan", "24")]
    assert kb.thing(thing.id) == kb.by_key("scb-lan:24") == thing


def test_parents_come_nearest_first(kb) -> None:
    (locality,) = kb.candidates("tätorten Storuman")
    assert keys(kb.parents(locality)) == ["scb-kommun:2421", "scb-lan:24", "iso3166-1:SE"]


def test_things_that_contain_each_other_have_an_end(tmp_path) -> None:
    loop = [(*t[:5], parent, t[6]) for t, parent in zip(THINGS[:2], (2, 1), strict=True)]
    kb = KnowledgeBase([build(tmp_path / "loop.sqlite", loop, NAMES[:2], IDS[:3])])
    assert keys(kb.parents(kb.thing(1))) == ["scb-lan:24"]
    kb.close()


def test_names_are_those_that_may_be_looked_for(kb) -> None:
    assert {n.name for n in kb.names(0)} - {n.name for n in kb.names()} == {"tätorten Storuman"}
    assert [n.thing for n in kb.names(2) if n.name == "Storuman"] == [3]
    assert list(kb.names()) == sorted(kb.names(), key=lambda n: (n.name, n.thing))


def test_unknown_thing_is_a_key_error(kb) -> None:
    for unknown in (99, -1, 1 << 50):
        with pytest.raises(KeyError):
            kb.thing(unknown)
    assert kb.by_key("nobody:1") is None


def test_things_are_found_by_their_ids(kb) -> None:
    wanted = Identifier(scheme="wikidata", value="Q34")
    missing = Identifier(scheme="wikidata", value="Q0")
    found = kb.by_identifiers([wanted, missing])
    assert {i: keys(things) for i, things in found.items()} == {wanted: ["iso3166-1:SE"]}


class TestSeveralFiles:
    OWN = (
        ("scb-lan:24", "REGION", "county", "Vårt län", "Our County", None, 9.0),
        ("user:project/fjällbro", "PROJECT", "project", "Fjällbro", "Mountain Bridge", 1, 8.0),
        ("user:project/sverige", "PROJECT", "project", "Sverige", "Sverige", 1, 1.0),
    )

    @pytest.fixture
    def own(self, tmp_path):
        names = [("Vårt län", 1, 2), ("Västerbotten", 1, 0), ("Fjällbro", 2, 2), ("Sverige", 3, 1)]
        return build(tmp_path / "own.sqlite", self.OWN, names, [(1, "wikidata", "Q103")])

    @pytest.fixture
    def both(self, shipped, own):
        kb = KnowledgeBase.open([own])
        yield kb
        kb.close()

    def test_the_users_row_wins_and_is_the_same_thing(self, both) -> None:
        (thing,) = both.candidates("Västerbottens län")
        assert (thing.id, thing.name, thing.name_en, thing.weight) == (
            2,
            "Vårt län",
            "Our County",
            9.0,
        )
        assert both.candidates("Vårt län") == (thing,) == both.candidates("Västerbotten")

    def test_what_the_users_row_leaves_empty_stays(self, both) -> None:
        (thing,) = both.candidates("Vårt län")
        assert keys(both.parents(thing)) == ["iso3166-1:SE"]
        assert {i.scheme for i in thing.ids} == {"nuts2024", "scb-lan", "wikidata"}

    def test_parents_lead_from_one_file_to_the_other(self, both) -> None:
        (project,) = both.candidates("Fjällbro")
        assert [p.name for p in both.parents(project)] == ["Vårt län", "Sverige"]
        (municipality,) = both.candidates("Storumans kommun")
        assert [p.name for p in both.parents(municipality)] == ["Vårt län", "Sverige"]

    def test_one_name_of_two_things_gives_both_by_weight(self, both) -> None:
        assert keys(both.candidates("Sverige")) == ["iso3166-1:SE", "user:project/sverige"]

    def test_the_users_word_on_a_name_counts(self, both) -> None:
        names = [n.name for n in both.names() if n.thing == 2]
        assert sorted(names) == ["Västerbottens län", "Vårt län"]
        assert [n.spot for n in both.names(0) if n.name == "Västerbotten"] == [0]

    def test_the_version_tells_the_users_content(self, shipped, own, tmp_path, kb, both) -> None:
        assert kb.version == "2026.11"
        assert both.version.startswith("2026.11+user-")
        build(tmp_path / "other.sqlite", self.OWN[1:2], [("Fjällbro", 1, 2)], [])
        other = KnowledgeBase.open([tmp_path / "other.sqlite"])
        assert other.version != both.version
        other.close()

    def test_sources_are_counted_by_file(self, both, own) -> None:
        assert [(s.file, s.name, s.version, s.counts) for s in both.sources()] == [
            (both.paths[0], "test", "1", {"REGION": 4, "ORGANISATION": 1}),
            (own, "test", "1", {"REGION": 1, "PROJECT": 2}),
        ]


def test_names_that_begin_alike_are_offered(kb) -> None:
    assert kb.similar("Stor") == ("Storuman", "Storumans kommun")
    assert kb.similar("%") == kb.similar("Xyz") == ()


@pytest.mark.parametrize("damage", ["missing", "text", "empty", "cut", "other"])
def test_a_bad_file_says_what_is_wrong_and_what_to_do(tmp_path, shipped, damage) -> None:
    path = tmp_path / "own.sqlite"
    if damage == "text":
        path.write_text("not a database " * 100)
    elif damage == "empty":
        path.touch()
    elif damage == "cut":
        whole = build(path).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "other":
        build(path, schema="0")
    codes = {"missing": "missing-kb", "other": "other-kb"}
    with pytest.raises(KnowledgeBaseError) as error:
        KnowledgeBase.open([path])
    assert error.value.code == codes.get(damage, "damaged-kb")
    assert error.value.where == str(path)
    assert "brygga kb add" in str(error.value.remedy)


def test_a_database_with_other_tables_is_no_knowledge_base(tmp_path, shipped) -> None:
    path = build(tmp_path / "own.sqlite")
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE name")
    connection.close()
    kb = KnowledgeBase.open([path])
    with pytest.raises(KnowledgeBaseError, match="no such table"):
        kb.candidates("Sverige")
    kb.close()


def test_an_object_that_goes_closes_its_files(shipped) -> None:
    kb = KnowledgeBase.open()
    kb.candidates("Sverige")
    gone, finalizer = weakref.ref(kb), kb._finalizer
    del kb
    gc.collect()
    assert gone() is None
    assert not finalizer.alive


def test_a_path_may_have_any_character(tmp_path, shipped) -> None:
    folder = tmp_path / "år 100% ? #1"
    folder.mkdir()
    kb = KnowledgeBase.open([build(folder / "ö&b.sqlite")])
    assert keys(kb.candidates("Sverige")) == ["iso3166-1:SE"]
    kb.close()
