"""The checks on pairs written for them: half are right, half have one fault."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts.checks import check
from brygga.drafts.checks.names import name
from brygga.drafts.pair import Pair

PAIRS = [
    json.loads(line)
    for line in Path(__file__).with_name("pairs.jsonl").read_text("utf-8").splitlines()
]


def findings(case):
    names = []
    for swedish, english in case["names"]:
        at = case["sv"].index(swedish)
        names.append(name(at, at + len(swedish), swedish, english))
    return check(Pair(case["sv"], case["en"], tuple(names)))


def test_there_are_enough_pairs():
    assert len(PAIRS) >= 150
    assert sum(case["error"] is None for case in PAIRS) * 2 == len(PAIRS)


def test_right_pairs_are_left_alone():
    alarms = [case["sv"] for case in PAIRS if case["error"] is None and findings(case)]
    assert len(alarms) <= 0.05 * len(PAIRS) / 2, alarms


def test_faults_are_found():
    wrong = [case for case in PAIRS if case["error"]]
    missed = [case["en"] for case in wrong if not findings(case)]
    assert len(missed) <= 0.1 * len(wrong), missed


@pytest.mark.parametrize(
    ("sv", "en", "said"),
    [
        ("Den får 3 miljoner kronor.", "It gets EUR 3 million.", "another unit"),
        ("Den får 3 miljoner kronor.", "It gets SEK 3 billion.", "another scale"),
        ("Den får sju bussar.", "It gets buses.", "“sju” is missing"),
        ("Den får bussar.", "It gets 12 buses.", "“12” is not in the Swedish"),
        ("Mötet hålls den 3 maj.", "The meeting is on 4 May.", "“3 maj” is “4 May”"),
        ("Det blir inte så.", "It will be so.", "“inte” has no counterpart"),
        ("Det regnar.", "Det regnar och det är kallt.", "Swedish words are left"),
        ("Vi bygger mer.", "", "the English is empty"),
        ("Vi bygger.", "We build, we build, we build, we build.", "is repeated"),
    ],
)
def test_a_finding_says_what_a_translator_needs(sv, en, said):
    assert said in " ".join(f.message for f in check(Pair(sv, en)))


def test_findings_point_at_both_sides():
    (found,) = check(Pair("Den får 3 miljoner kronor.", "It gets EUR 3 million."))
    assert (found.sv_start, found.sv_end) == (8, 25)
    assert (found.en_start, found.en_end) == (8, 21)
    assert found.severity == "error"


def test_a_summary_may_leave_out_but_not_invent():
    pair = Pair("Sju bussar och tolv tåg.", "Seven buses and 13 trains.")
    assert [f.message for f in check(pair, omissions=False)] == ["“13” is not in the Swedish"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(sv, en):
    for found in check(Pair(sv, en)):
        if found.sv_start is not None:
            assert 0 <= found.sv_start <= found.sv_end <= len(sv)
        if found.en_start is not None:
            assert 0 <= found.en_start <= found.en_end <= len(en)
