"""The stage that writes ``Article.dates``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import ClassVar

import msgspec

from brygga.dates.grammar import Grammar, grammar
from brygga.dates.meaning import Expression
from brygga.dates.values import published_day, resolve
from brygga.record import Article, DateMention, replace


class DatesSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing to set."""


class ResolveDates:
    """Write ``Article.dates``: every date expression of every block and its ISO 8601 value.

    Furniture and datelines are read as well. Expressions do not cross blocks, do not overlap and
    stand in text order; a value depends on the article's own text and ``published`` only. What is
    read, and how the year of a date without one is found, is told in ``docs/dates.md``.
    """

    name: ClassVar[str] = "dates"
    version: ClassVar[int] = 1
    requires: ClassVar[frozenset[str]] = frozenset({"text", "published", "blocks"})
    provides: ClassVar[frozenset[str]] = frozenset({"dates"})
    Settings: ClassVar[type[DatesSettings]] = DatesSettings

    def __init__(self, settings: DatesSettings) -> None:
        self.settings = settings
        self.model: str | None = None
        self._grammar: Grammar | None = None

    def setup(self) -> None:
        self._grammar = grammar()

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        return [replace(article, dates=self._dates(article)) for article in articles]

    def _dates(self, article: Article) -> tuple[DateMention, ...]:
        reader = self._grammar or grammar()
        published = published_day(article.published)
        parts = [(block.start, block.end) for block in article.blocks]
        return tuple(
            _mention(article.text, said, published)
            for said in reader.read(article.text, parts or [(0, len(article.text))])
        )


def _mention(text: str, said: Expression, published: datetime.date | None) -> DateMention:
    return DateMention(
        start=said.start,
        end=said.end,
        text=text[said.start : said.end],
        value=resolve(said.meaning, published),
    )
