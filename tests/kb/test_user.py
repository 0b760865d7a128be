from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.kb import user
from brygga.kb.spot import spot
from brygga.kb.store import KnowledgeBase, KnowledgeBaseError

HEAD = "label\tname\tname_en\tkind\taliases\tids\tparent\n"
OWN = HEAD + (
    "PROJECT\tFjällbro\tMountain Bridge\t\tFjällbroprojektet\t\tscb-lan:24\n"
    "EVENT\tFjällbrodagen\t\tday\t\t\tFjällbro\n"
)


@pytest.fixture
def base(tmp_path):
    return tmp_path / "own" / "brygga-kb.sqlite"


@pytest.fixture
def table(tmp_path, base):
    base.parent.mkdir()

    def table(text, name="own.tsv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return table


def opened(base):
    return closing(KnowledgeBase.open([base]))


def spots(base):
    with closing(sqlite3.connect(base)) as file:
        return dict(file.execute("SELECT name, spot FROM name"))


def test_what_was_added_is_known(shipped, base, table) -> None:
    added = user.add(base, table(OWN))
    assert (added.format, added.things, added.replaced, added.faults) == ("tsv", 2, 0, ())
    with opened(base) as kb:
        (event,) = kb.candidates("Fjällbrodagen")
        assert [p.name for p in kb.parents(event)] == ["Fjällbro", "Västerbottens län", "Sverige"]
        assert kb.candidates("Mountain Bridge") == kb.candidates("Fjällbroprojektet")
        assert kb.candidates("Fjällbro")[0].key == "user:project/Fjällbro"
        assert [(s.name, s.counts) for s in kb.sources()][1:] == [
            ("own.tsv", {"EVENT": 1, "PROJECT": 1})
        ]


def test_the_same_tables_give_the_same_bytes(shipped, base, table) -> None:
    user.add(base, table(OWN))
    once = base.read_bytes()
    assert user.add(base, table(OWN)).replaced == 2
    assert base.read_bytes() == once
    user.add(base, table(HEAD + "EVENT\tProvdagen\n", "more.tsv"))
    assert base.read_bytes() != once
    assert user.remove(base, "more.tsv") == 1
    assert base.read_bytes() == once


def test_a_table_of_the_same_name_replaces_the_earlier_one(shipped, base, table) -> None:
    user.add(base, table(OWN))
    with opened(base) as kb:
        before = kb.version
    user.add(base, table(HEAD + "PROJECT\tSnöbro\n"))
    with opened(base) as kb:
        assert kb.version != before
        assert kb.candidates("Fjällbro") == ()
        assert len(kb.candidates("Snöbro")) == 1


def test_an_id_that_ships_makes_a_row_the_same_thing(shipped, base, table) -> None:
    text = HEAD + "REGION\tVästerbotten län\tVB County\tcounty\tVB-länet\tnuts2024:SE331\n"
    user.add(base, table(text))
    with opened(base) as kb:
        (thing,) = kb.candidates("VB-länet")
        assert (thing.key, thing.name_en) == ("scb-lan:24", "VB County")
        assert thing in kb.candidates("Västerbottens län")


def test_a_parent_may_be_a_name_or_a_key_but_must_be_known(shipped, base, table) -> None:
    text = HEAD + (
        "EVENT\tA-dagen\t\t\t\t\tStorumans kommun\n"
        "EVENT\tB-dagen\t\t\t\t\tscb-lan:24\n"
        "EVENT\tC-dagen\t\t\t\t\tAtlantis\n"
        "EVENT\tD-dagen\t\t\t\t\tC-dagen\n"
    )
    added = user.add(base, table(text))
    assert [str(f) for f in added.faults] == [
        "own.tsv:4: column 'parent': there is nothing with the key or name 'Atlantis'"
    ]
    with opened(base) as kb:
        parents = {n: kb.parents(kb.candidates(f"{n}-dagen")[0])[:1] for n in "ABD"}
        assert {n: [p.key for p in found] for n, found in parents.items()} == {
            "A": ["scb-kommun:2421"],
            "B": ["scb-lan:24"],
            "D": [],
        }


def test_a_parent_that_is_removed_leaves_its_children(shipped, base, table) -> None:
    user.add(base, table(HEAD + "PROJECT\tFjällbro\n", "a.tsv"))
    user.add(base, table(HEAD + "EVENT\tBrodagen\t\t\t\t\tFjällbro\n", "b.tsv"))
    user.remove(base, "a.tsv")
    with opened(base) as kb:
        (event,) = kb.candidates("Brodagen")
        assert kb.parents(event) == ()


def test_two_rows_of_one_thing_are_told(shipped, base, table) -> None:
    added = user.add(base, table(HEAD + "EVENT\tProvdagen\nEVENT\tProvdagen\n"))
    assert (added.things, [f.where for f in added.faults]) == (1, ["own.tsv:3"])
    assert "own.tsv:2" in str(added.faults[0])


def test_a_thing_of_two_tables_belongs_to_the_later(shipped, base, table) -> None:
    user.add(base, table(HEAD + "EVENT\tProvdagen\tTest Day\n", "a.tsv"))
    added = user.add(base, table(HEAD + "EVENT\tProvdagen\tDay of Tests\n", "b.tsv"))
    assert added.taken == ("user:event/Provdagen",)
    with opened(base) as kb:
        assert kb.candidates("Provdagen")[0].name_en == "Day of Tests"


def test_a_table_without_a_good_row_changes_nothing(shipped, base, table) -> None:
    assert user.add(base, table(HEAD + "DAY\tProvdagen\n")).things == 0
    assert not base.exists()


def test_a_damaged_file_is_not_overwritten(shipped, base, table) -> None:
    path = table(OWN)
    base.write_text("something else " * 20)
    with pytest.raises(KnowledgeBaseError, match="not a knowledge base"):
        user.add(base, path)
    assert base.read_text().startswith("something else")


def test_a_folder_that_is_not_there_is_an_error(shipped, tmp_path, table) -> None:
    with pytest.raises(KnowledgeBaseError, match="cannot be written"):
        user.add(tmp_path / "nowhere" / "kb.sqlite", table(OWN))


def test_the_file_here_is_used_unless_settings_name_others(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert user.paths() == ()
    (tmp_path / user.FILE).touch()
    assert [p.name for p in user.paths()] == [user.FILE]
    assert [str(p) for p in user.paths(("a.sqlite", "b.sqlite"))] == ["a.sqlite", "b.sqlite"]


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Fjällbro", "PROJECT", 2),
        ("Testing ice together in the north", "PROJECT", 2),
        ("PROVIS", "PROJECT", 1),
        ("ACE", "PROJECT", 1),
        ("VIND", "PROJECT", 0),
        ("KRONA", "PROJECT", 0),
        ("EU", "PROJECT", 0),
        ("Vara", "REGION", 1),
        ("Nora", "REGION", 1),
        ("Nya vägar", "PROJECT", 1),
        ("fjällbro", "PROJECT", 0),
        ("Ylva Provberg", "PERSON", 2),
        ("–", "EVENT", 0),
    ],
)
def test_a_name_is_looked_for_as_freely_as_it_is_clear(name, label, expected) -> None:
    assert spot(name, label) == expected


def test_a_name_of_something_else_is_looked_for_less(shipped, base, table) -> None:
    names = "PROJECT\tSverige\nPROJECT\tNorrlands provkontor\nPROJECT\tFjällbro\n"
    user.add(base, table(HEAD + names))
    assert spots(base) == {"Sverige": 0, "Norrlands provkontor": 1, "Fjällbro": 2}


@given(st.text(max_size=12), st.sampled_from(["PERSON", "REGION", "PROJECT"]))
def test_a_clash_never_makes_a_name_freer(name, label) -> None:
    assert 0 <= spot(name, label, clash=True) <= spot(name, label) <= 2
