"""Gold as people write it, and records brought into the same shape.

A gold file names blocks, mentions and dates by their text, not by offsets; ``describe`` turns a
record into the same plain data, so that a test compares field by field and a difference reads
as one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from brygga.record import Article, to_json

METADATA = (
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


def load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return gold


def describe(article: Article) -> dict[str, Any]:
    """The fields of a gold file, from a record."""
    data = json.loads(to_json(article))
    text = article.text
    return {
        "uri": article.source.uri,
        "language": article.language.code,
        **{field: data[field] for field in METADATA},
        "warnings": [notice.code for notice in article.warnings],
        "blocks": [
            {"role": b.role, "text": text[b.start : b.end], "language": b.language}
            for b in article.blocks
        ],
        "mentions": [
            {"text": m.text, "label": m.label, "nth": text.count(m.text, 0, m.end)}
            for m in article.mentions
        ],
        "dates": [{"text": d.text, "value": d.value} for d in article.dates],
    }
