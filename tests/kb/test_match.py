from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.kb.match import Matcher
from brygga.kb.store import Name


def matcher(*names):
    return Matcher(Name(name, "REGION", "x", 2, n) for n, name in enumerate(names))


def found(names, text):
    return [(text[m.start : m.end], m.names[0].name) for m in matcher(*names).find(text)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Umeå", "Umeå"),
        ("i Umeås hamn", "Umeås"),
        ("Umeå:s hamn", "Umeå:s"),
        ("Umeå’s hamn", "Umeå’s"),
        ("(Umeå)", "Umeå"),
        ("Umeå–Luleå", "Umeå"),
        ("Umeå/Luleå", "Umeå"),
        ("Umeå: det gick bra", "Umeå"),
        ("”Umeå”", "Umeå"),
        ("Umeå.", "Umeå"),
    ],
)
def test_a_name_is_found_with_its_genitive(text, surface) -> None:
    assert found(["Umeå"], text) == [(surface, "Umeå")]


@pytest.mark.parametrize(
    "text",
    [
        "Umeåsen",
        "NyUmeå",
        "Umeå-bor",
        "Norra-Umeå",
        "umeå",
        "UMEÅ",
        "Umeå 2014",
        "Umeå:are",
        "Ume å",
    ],
)
def test_a_name_inside_something_else_is_not_found(text) -> None:
    assert found(["Umeå"], text) == []


def test_the_longest_name_wins() -> None:
    names = ["Region", "Region Skåne", "Skåne", "Region Skåne Nord"]
    assert found(names, "Region Skåne och Skåne") == [("Region Skåne",) * 2, ("Skåne",) * 2]
    assert found(names, "Region Skåne Nordost") == [("Region Skåne",) * 2]


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Borås"], "Borås stad", ("Borås", "Borås")),
        (["Borås", "Borå"], "i Borås", ("Borås", "Borås")),
        (["Lund", "Lunds universitet"], "Lunds universitet", ("Lunds universitet",) * 2),
        (["Lund", "Lunds universitet"], "Lunds domkyrka", ("Lunds", "Lund")),
        (["Lunds universitet"], "Lunds universitets rektor", ("Lunds universitets",)),
    ],
)
def test_a_final_s_belongs_to_the_name_that_has_it(names, text, expected) -> None:
    assert found(names, text)[0][: len(expected)] == expected


def test_names_that_begin_small_or_with_a_number_are_found() -> None:
    names = ["eSam", "e-Hälsomyndigheten", "de Gröna", "1177 Vårdguiden"]
    text = "Om eSam, e-Hälsomyndigheten och de Grönas mejl till 1177 Vårdguiden."
    assert [name for _, name in found(names, text)] == names
    assert found(names, "besam eSamt") == []


def test_all_that_a_name_can_mean_comes_with_it() -> None:
    names = [Name("Storuman", "REGION", kind, 2, n) for n, kind in enumerate(("town", "village"))]
    (match,) = Matcher(names).find("i Storuman")
    assert match.names == tuple(names)


def test_no_names_find_nothing() -> None:
    assert list(Matcher([]).find("Umeå")) == []
    assert found(["–", "Umeå"], "– i Umeå") == [("Umeå", "Umeå")]


WORD = st.sampled_from(["Ås", "Åsa", "Lund", "Lunds", "ed", "Ed", "ö", "5G", "s"])
GAP = st.sampled_from([" ", "  ", "-", "–", ":", "’", ". ", "\n", ""])
TEXT = st.lists(st.tuples(WORD, GAP), max_size=9).map(lambda p: "".join(w + g for w, g in p))
NAMES = st.lists(st.lists(WORD, min_size=1, max_size=3).map(" ".join), max_size=5)


@given(NAMES, TEXT)
def test_what_is_found_is_what_one_large_pattern_finds(names, text) -> None:
    longest_first = "|".join(map(re.escape, sorted(set(names), key=len, reverse=True)))
    end = r"(?:[:’']?s)?(?![\w-])(?![:’']\w)(?! \d)"
    pattern = rf"(?<![\w-])(?:{longest_first}){end}"
    spans = [m.span() for m in re.finditer(pattern, text)] if names else []
    assert [(m.start, m.end) for m in matcher(*names).find(text)] == spans
