"""What works, ships and products are called right before their names: none of the five kinds."""

from __future__ import annotations

from functools import cache

from brygga.entities.tables import words


def is_after_work(text: str, at: int) -> bool:
    """Whether what stands before ``at`` is what a work, a ship or a product is called."""
    before = text[max(0, at - 40) : at].rstrip(" ,”“\"’'").rpartition(" ")[2].lower()
    whole, endings = _works()
    return before in whole or before.endswith(endings)


@cache
def _works() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = words("works.txt")
    whole = frozenset(line.lower() for line in lines if line[0] != "*")
    return whole, tuple(sorted(line[1:] for line in lines if line[0] == "*"))
