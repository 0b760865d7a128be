"""Articles built by hand, for tests of what comes after reading."""

from __future__ import annotations

from collections.abc import Sequence

from brygga.record import Article, Block, Role, Source


def make_article(
    *blocks: str | tuple[Role, str], id: str = "a.txt", published: str | None = None
) -> Article:
    """An article of the given blocks; a bare string is a paragraph."""
    parts = [("paragraph", block) if isinstance(block, str) else block for block in blocks]
    text = "\n\n".join(text for _, text in parts)
    spans, at = [], 0
    for role, part in parts:
        spans.append(Block(role=role, start=at, end=at + len(part)))
        at += len(part) + 2
    return Article(
        id=id,
        content_hash="",
        source=Source(uri=id, format="plain", media_type="text/plain", sha256=""),
        published=published,
        text=text,
        blocks=tuple(span for span in spans if span.end > span.start),
    )


class Shout:
    """A stage for tests: writes the title in capitals; fails on articles that contain ``BOMB``."""

    name, version = "shout", 1
    requires, provides = frozenset({"text"}), frozenset({"title"})
    model: str | None = None

    def __init__(self, settings: object = None) -> None:
        self.settings = settings
        self.ready = False

    def setup(self) -> None:
        self.ready = True

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        from brygga.record import replace

        if any("BOMB" in article.text for article in articles):
            raise ValueError("bang")
        return [replace(article, title=article.text[:20].upper()) for article in articles]
