"""How often mentions found in one way are right: scores for methods that yield none.

The shares in ``reliability.tsv`` were measured on marked texts that the tagger had not seen; see
``scripts/measure_reliability.py``.
"""

from __future__ import annotations

from functools import cache

from brygga.entities.spans import Span
from brygga.entities.tables import rows


def evidence(span: Span) -> str:
    """How the mention was found: its method, with ``+`` where rule or table is sure of it."""
    return f"{span.method}+" if span.sure else span.method


def estimate(span: Span) -> float | None:
    """The probability (0–1) that span and label are right; ``None`` if it was not measured."""
    return _shares().get((evidence(span), span.label))


@cache
def _shares() -> dict[tuple[str, str], float]:
    return {(way, label): float(share) for way, label, _, share in rows("reliability.tsv")}
