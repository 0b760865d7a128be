"""What every offset counts: the normalised text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.ingest.normalise import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("A\u030angermanland", "Ångermanland"),
        ("innovations\u00adloopen", "innovationsloopen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("12\u00a0000\u202fkronor", "12 000 kronor"),
        ("rad ett \r\n\trad två", "rad ett\nrad två"),
        ("ett\n\n \n\n\ntvå", "ett\n\ntvå"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("ring\x07 klocka\x00", "ring klocka"),
        ("  \n\n början och slut \n ", "början och slut"),
        ("emoji 🎉 stannar", "emoji 🎉 stannar"),
        ("", ""),
    ],
)
def test_text_is_normalised(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


_MESSY = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("a å\u0301\t\n\r\u00a0\u00ad\u200b\ufeff\u2028\ufdd0")
    )
)


@settings(deadline=None, derandomize=True)
@given(_MESSY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(deadline=None, derandomize=True)
@given(_MESSY)
def test_cleaned_text_is_well_formed(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not re.search(r"  | \n|\n |\n{3}|[\t\r\u00a0\u00ad]", cleaned)
    assert cleaned == cleaned.strip(" \n")
    cleaned.encode("utf-8")


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P"])))
def test_letters_figures_and_punctuation_survive(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)
