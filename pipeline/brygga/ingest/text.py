"""A text that is in memory already, as an article."""

from __future__ import annotations

import hashlib

from brygga.ingest.layout import arrange
from brygga.ingest.plain import read_plain
from brygga.record import Article, Source


def article_from_text(text: str, *, id: str) -> Article:
    """``text`` read as a copied text in a file called ``<id>.txt`` would be."""
    source = Source(
        uri=f"{id}.txt",
        format="plain",
        media_type="text/plain",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
    )
    return arrange(read_plain(text), id=id, source=source)
