"""What the later stages make of mentions that are given to them instead of found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brygga.evaluate.align import marked_mentions
from brygga.evaluate.gold import Gold
from brygga.record import Article, replace
from brygga.stage import Stage


def run_given(
    gold: Iterable[Gold], articles: Sequence[Article], stages: Iterable[Stage]
) -> Sequence[Article]:
    """Run ``stages`` on ``articles`` (those of ``gold``, in its order) with the marked mentions in
    place of what a stage that writes mentions would find.
    """
    texts = list(gold)
    for stage in stages:
        if "mentions" in stage.provides:
            articles = [
                replace(article, mentions=marked_mentions(text, article))
                for text, article in zip(texts, articles, strict=True)
            ]
        else:
            articles = stage.process(articles)
    return articles
