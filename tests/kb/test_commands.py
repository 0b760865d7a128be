"""The commands about names, as a user runs them, with the knowledge base that ships."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BRYGGA = Path(sys.executable).with_name("brygga")
OWN = (
    "label\tname\tname_en\tkind\taliases\tids\tparent\n"
    "PROJECT\tFjällbro\tMountain Bridge\t\tFjällbroprojektet\t\tscb-lan:24\n"
)


@pytest.fixture
def brygga(tmp_path):
    def brygga(*args):
        return subprocess.run(
            [BRYGGA, *args], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False
        )

    return brygga


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.tsv").write_text(OWN, "utf-8")


def test_find_tells_what_a_name_can_mean(brygga) -> None:
    done = brygga("kb", "find", "Storuman")
    assert done.returncode == 0
    assert "REGION municipality" in done.stdout
    assert "scb-kommun:2421" in done.stdout
    assert "Sverige" in done.stdout


def test_find_says_which_names_begin_so(brygga) -> None:
    done = brygga("kb", "find", "Storumans")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Storumans kommun" in done.stderr


def test_names_are_added_listed_found_and_removed(brygga, own) -> None:
    before = brygga("kb", "list").stdout.splitlines()[0]
    done = brygga("kb", "add", "own.tsv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 things from own.tsv (tsv)" in done.stdout
    listed = brygga("kb", "list").stdout
    assert listed.splitlines()[0].startswith(f"{before}+user-")
    assert "own.tsv" in listed
    found = brygga("kb", "find", "Fjällbroprojektet").stdout
    assert "Mountain Bridge" in found
    assert "Västerbotten" in found
    assert brygga("kb", "remove", "own.tsv").returncode == 0
    assert brygga("kb", "find", "Fjällbro").returncode == 1


def test_bad_rows_are_told_and_the_others_added(brygga, own, tmp_path) -> None:
    with (tmp_path / "own.tsv").open("a", encoding="utf-8") as file:
        file.write("PROJEKT\tSnöbro\n")
    done = brygga("kb", "add", "own.tsv")
    assert done.returncode == 1
    assert "own.tsv:3: column 'label'" in done.stderr
    assert "1 things" in done.stdout


def test_nothing_added_is_told(brygga, tmp_path) -> None:
    (tmp_path / "own.tsv").write_text("label\tname\n", "utf-8")
    done = brygga("kb", "add", "own.tsv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing added" in done.stderr
    assert not (tmp_path / "brygga-kb.sqlite").exists()


def test_a_table_that_was_not_added_cannot_be_removed(brygga, own) -> None:
    brygga("kb", "add", "own.tsv")
    done = brygga("kb", "remove", "own.tsb")
    assert done.returncode == 2
    assert "did you mean 'own.tsv'?" in done.stderr


@pytest.mark.parametrize("named", ["option", "settings"])
def test_the_file_may_stand_elsewhere(brygga, own, tmp_path, named) -> None:
    option = ["--kb", "names.sqlite"] if named == "option" else []
    if named == "settings":
        (tmp_path / "brygga.toml").write_text('kb = ["names.sqlite"]\n')
    assert brygga("kb", "add", "own.tsv", *option).returncode == 0
    assert (tmp_path / "names.sqlite").exists()
    assert not (tmp_path / "brygga-kb.sqlite").exists()
    assert brygga("kb", "find", "Fjällbro", *option).returncode == 0


def test_help_names_the_formats(brygga) -> None:
    text = brygga("kb", "add", "--help").stdout
    for known in ("tsv", "cordis", "keep", "kohesio", "riksdagen", "europarl"):
        assert known in text
