"""``brygga evaluate`` as a command; no model is loaded but for the links."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from brygga import record as records
from brygga.cli import commands
from brygga.errors import BryggaError
from tests.evaluate.helpers import gold, record

TEXT = "Åsa Ek reste från Umeå till Bryssel."
MARKED = gold("a", TEXT, ("Åsa Ek", "PERSON"), ("Umeå", "REGION"), ("Bryssel", "REGION"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(MARKED) + b"\n")
    found = record(TEXT, ("Åsa Ek", "PERSON"), ("Umeå", "REGION"), ("Bryssel", "EVENT"), id="a.txt")
    (tmp_path / "records.jsonl").write_bytes(records.to_json(found) + b"\n")
    return tmp_path


def evaluate(*args):
    return CliRunner().invoke(
        commands,
        ["evaluate", "gold.jsonl", "--records", "records.jsonl", *args],
        standalone_mode=False,
    )


@pytest.mark.usefixtures("folder")
def test_the_tables_are_printed():
    result = evaluate()
    assert result.return_value == 0
    for words in ("95 %", "partial F1", "Gold (rows) and what was found", "Most frequent errors"):
        assert words in result.stdout
    assert "Umeå till «Bryssel»." in result.stdout


def test_page_and_figures_are_written(folder):
    result = evaluate("--html", "page.html", "--json", "figures.json")
    assert result.return_value == 0
    assert (folder / "page.html").read_bytes().startswith(b"<!doctype html>")
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    assert figures["schema"] == "brygga.evaluation/1"
    assert figures["texts"] == 1
    (person,) = [s for s in figures["scores"] if s["label"] == "PERSON"]
    assert (person["gold"], person["found"], person["f1"]) == (1, 1, 1)
    assert person["f1_interval"] is None
    (error,) = figures["errors"]
    assert (error["kind"], error["gold_label"], error["found_label"]) == (
        "label",
        "REGION",
        "EVENT",
    )
    assert {"gold": "REGION", "found": "EVENT", "count": 1} in figures["confusion"]
    assert sorted(p.name for p in folder.iterdir()) == [
        "figures.json", "gold.jsonl", "page.html", "records.jsonl",
    ]  # fmt: skip


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("floors", "status", "named"),
    [
        (["0.6"], 0, []),
        (["0.7"], 1, ["F1 of all"]),
        (["PERSON=1", "mission=0.6"], 0, []),
        (["PERSON=1", "region=0.9", "event=0.1"], 1, ["F1 of REGION", "F1 of EVENT"]),
    ],
)
def test_every_floor_must_hold(floors, status, named):
    result = evaluate(*(arg for floor in floors for arg in ("--floor", floor)))
    assert result.return_value == status
    assert [line.partition(" is ")[0] for line in result.stderr.splitlines()] == [
        f"brygga: {name}" for name in named
    ]


@pytest.mark.usefixtures("folder")
def test_a_wrong_floor_stops_before_anything_is_scored():
    result = evaluate("--floor", "PRESON=0.9")
    assert isinstance(result.exception, BryggaError)
    assert "did you mean 'PERSON'?" in str(result.exception)
    assert result.stdout == ""


def test_links_are_judged_in_both_settings(folder):
    link = {
        "id": "a", "start": 18, "end": 22, "label": "REGION", "kind": "municipality",
        "name": "Umeå", "expected": [{"scheme": "scb-kommun", "value": "2480"}],
        "acceptable": [], "reason": "the municipality",
    }  # fmt: skip
    (folder / "links.jsonl").write_text(json.dumps(link) + "\n", "utf-8")
    result = evaluate("--links", "links.jsonl", "--json", "figures.json")
    assert result.return_value == 0
    assert "Links of the marked mentions" in result.stdout
    given, found = json.loads((folder / "figures.json").read_text("utf-8"))["links"]
    assert (given["setting"], given["figures"][0]["right"]) == ("gold", 1)
    # The records of this run have no entities, so nothing is linked there.
    assert (found["setting"], found["figures"][0]["absent"]) == ("found", 1)
