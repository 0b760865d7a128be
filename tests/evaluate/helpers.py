"""Records and marked texts made by hand."""

from brygga.evaluate import Gold, Span
from brygga.record import Mention, replace
from tests.support.articles import make_article


def gold(id, text, *entities):
    """A marked text; an entity is ``(surface, label)``, found at its first place."""
    return Gold(id, text, tuple(span(text, *entity) for entity in entities))


def span(text, surface, label, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return Span(start, start + len(surface), label)


def record(text, *entities, id="a"):
    """A record of ``text``; its mentions are given as those of ``gold``."""
    spans = [span(text, *entity) for entity in entities]
    return replace(
        make_article(text, id=id),
        mentions=tuple(
            Mention(
                start=s.start, end=s.end, text=text[s.start : s.end], label=s.label,
                score=None, method="model",
            )
            for s in spans
        ),
    )  # fmt: skip
