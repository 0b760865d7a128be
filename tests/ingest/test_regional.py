"""The layout of the 45 regional items against the gold written for them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brygga.ingest.text import article_from_text
from brygga.record import check
from tests.support import gold as goldfile

FOLDER = Path(__file__).parents[2] / "corpus" / "regional"
FLOOR = 0.98


def read(path: Path) -> dict[str, Any]:
    article = article_from_text(path.read_text("utf-8"), id=path.stem)
    check(article)
    return goldfile.describe(article)


def compared(path: Path) -> Iterator[tuple[str, Any, Any]]:
    """Name, gold and reading of every field and of role and text of every block of one item."""
    gold, found = goldfile.load(path.with_suffix(".gold.json")), read(path)
    for field in goldfile.METADATA:
        yield f"{path.stem} {field}", gold[field], found[field]
    expected, blocks = (
        [(block["role"], block["text"]) for block in source["blocks"]] for source in (gold, found)
    )
    yield f"{path.stem} number of blocks", len(expected), len(blocks)
    for n, pair in enumerate(expected):
        yield f"{path.stem} block {n}", pair, blocks[n] if n < len(blocks) else None


def test_regional_items_are_read_as_their_gold_says() -> None:
    items = sorted(FOLDER.glob("r*.txt"))
    assert len(items) == 45
    fields = [field for path in items for field in compared(path)]
    wrong = [(name, gold, found) for name, gold, found in fields if gold != found]
    right = 1 - len(wrong) / len(fields)
    report = "\n".join(f"{name}\n  gold {gold!r}\n  read {found!r}" for name, gold, found in wrong)
    assert right >= FLOOR, f"{right:.4f} of {len(fields)} fields\n{report}"


def test_gold_covers_its_text_and_names_what_is_in_it() -> None:
    for path in FOLDER.glob("r*.txt"):
        text, gold = path.read_text("utf-8"), goldfile.load(path.with_suffix(".gold.json"))
        said = "".join(block["text"] for block in gold["blocks"])
        assert "".join(said.split()) == "".join(text.split()), path.name
        for mention in gold["mentions"]:
            assert text.count(mention["text"]) >= mention["nth"], (path.name, mention)
