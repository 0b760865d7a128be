"""``brygga glossary`` as a translator runs it."""

from __future__ import annotations

import sys

import pytest

from brygga import cli
from brygga.drafts.glossary import shipped
from brygga.drafts.termbase import read

OWN = "swedish,english\nlandshövding,provincial governor\nfjällbro,mountain bridge\n"


@pytest.fixture
def brygga(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text(OWN, "utf-8")

    def command(*args):
        monkeypatch.setattr(sys, "argv", ["brygga", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return command


def test_terms_are_found_by_either_language(brygga):
    status, out, _ = brygga("glossary", "find", "county governor")
    assert (status, out.splitlines()[1].split()[0]) == (0, "landshövding")
    status, out, _ = brygga("glossary", "find", "ORDFÖRANDE")
    assert (status, out.splitlines()[1].split()[:2]) == (0, ["ordförande", "chair"])
    status, out, err = brygga("glossary", "find", "qqq")
    assert (status, out, "'qqq'" in err) == (1, "", True)


@pytest.mark.parametrize("name", ["terms.csv", "terms.tbx"])
def test_what_is_exported_reads_back(brygga, tmp_path, name):
    status, out, _ = brygga("glossary", "export", name)
    assert (status, out) == (0, f"{name}: {len(shipped()):,} terms\n")
    assert [t.sv for t in read(tmp_path / name)] == [t.sv for t in shipped()]
    assert {t.en for t in read(tmp_path / name)} == {t.en for t in shipped()}


def test_export_prints_csv_for_a_dash(brygga):
    status, out, _ = brygga("glossary", "export", "-")
    assert (status, out.splitlines()[0]) == (0, "swedish,english,pos,domain,also")


def test_export_says_where_it_cannot_write(brygga):
    status, _, err = brygga("glossary", "export", "nowhere/terms.csv")
    assert status == 2
    assert "nowhere/terms.csv: cannot be written" in err


def test_own_terms_are_checked_and_used(brygga, tmp_path):
    status, out, _ = brygga("glossary", "check", "own.csv")
    assert (status, out.splitlines()) == (
        0,
        [
            "own.csv: 2 terms, 1 in place of ours",
            "  landshövding: county governor → provincial governor",
        ],
    )
    (tmp_path / "brygga.toml").write_text('[draft]\nmethod = "brief"\nglossary = ["own.csv"]\n')
    _, out, _ = brygga("glossary", "find", "landshövding")
    assert "provincial governor" in out
    (tmp_path / "item.txt").write_text("Landshövding Ada Lind besöker Umeå.\n", "utf-8")
    assert brygga("run", "item.txt", "-o", "out", "-q")[0] == 0
    assert "Ada Lind, provincial governor, visits Umeå." in (
        tmp_path / "out/records.jsonl"
    ).read_text("utf-8")


def test_a_damaged_table_is_named_and_the_next_one_read(brygga, tmp_path):
    (tmp_path / "bad.csv").write_text("sv,en\na,b\n")
    status, out, err = brygga("glossary", "check", "bad.csv", "own.csv")
    assert status == 1
    assert "bad.csv: no column english, swedish" in err
    assert "own.csv: 2 terms" in out
