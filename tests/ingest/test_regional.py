"""The layout of the 45 regional items against the gold written for them by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brygga.ingest.layout import arrange
from brygga.ingest.plain import read_plain
from brygga.record import Article, Source, check, to_builtins

FOLDER = Path(__file__).parents[2] / "corpus" / "regional"
FLOOR = 0.98
FIELDS = (
    "title",
    "lead",
    "byline",
    "published",
    "published_from",
    "modified",
    "section",
    "contacts",
    "links",
    "images",
)


def read(path: Path) -> Article:
    source = Source(uri=path.name, format="text", media_type="text/plain", sha256="0" * 64)
    return arrange(read_plain(path.read_text(encoding="utf-8")), id=path.stem, source=source)


def compared(path: Path) -> Iterator[tuple[str, Any, Any]]:
    """Name, gold and reading of every field and every block of one item."""
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    article = read(path)
    check(article)
    built = to_builtins(article)
    for field in FIELDS:
        yield f"{path.stem} {field}", gold[field], built[field]
    blocks = [(b.role, article.text[b.start : b.end]) for b in article.blocks]
    expected = [(block["role"], block["text"]) for block in gold["blocks"]]
    yield f"{path.stem} number of blocks", len(expected), len(blocks)
    for n, pair in enumerate(expected):
        yield f"{path.stem} block {n}", pair, blocks[n] if n < len(blocks) else None


def test_regional_items_are_read_as_their_gold_says() -> None:
    items = sorted(FOLDER.glob("r*.txt"))
    assert len(items) == 45
    fields = [field for path in items for field in compared(path)]
    wrong = [field for field in fields if json.loads(json.dumps(field[1])) != _plain(field[2])]
    right = 1 - len(wrong) / len(fields)
    report = "\n".join(f"{name}\n  gold {gold!r}\n  read {found!r}" for name, gold, found in wrong)
    assert right >= FLOOR, f"{right:.4f} of {len(fields)} fields\n{report}"


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("item", ["r000", "r016", "r036"])
def test_reading_twice_gives_the_same_record(item: str) -> None:
    path = FOLDER / f"{item}.txt"
    assert read(path) == read(path)
