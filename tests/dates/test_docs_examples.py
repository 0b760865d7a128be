"""docs/dates.md says what the grammar does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dates.test_values import read

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")


def rows() -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            left, right = (re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split("|"))
            values = right * len(left) if len(right) == 1 else right
            pairs += zip(left, values, strict=True)
    return pairs


def test_the_page_has_a_table_of_forms() -> None:
    assert len(rows()) > 30


@pytest.mark.parametrize(("expression", "value"), rows())
def test_documented_form_has_its_documented_value(expression: str, value: str) -> None:
    assert [found for _, found in read(expression)] == [value]
