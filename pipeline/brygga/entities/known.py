"""What names the shipped knowledge base has, for rules that only ask whether a word is one."""

from __future__ import annotations

from functools import cache

from brygga.kb.store import KnowledgeBase, Name

LISTED, DISTINCT = 1, 2
"""Values of ``Name.spot``: a name that is also another word, and one that is nothing else."""


@cache
def names() -> tuple[Name, ...]:
    """Every name that may be looked for in text (read once per process)."""
    base = KnowledgeBase.open()
    try:
        return tuple(base.names(LISTED))
    finally:
        base.close()


@cache
def places() -> frozenset[str]:
    """Names of places, without genitive."""
    return frozenset(name.name for name in names() if name.label == "REGION")


@cache
def things() -> frozenset[str]:
    """Names that mean one organisation, project or event wherever they stand."""
    return frozenset(n.name for n in names() if n.label != "REGION" and n.spot == DISTINCT)


def is_known(name: str) -> bool:
    """Whether ``name`` is that of a place or means one other thing wherever it stands."""
    return name in places() or name in things()


def is_place(name: str) -> bool:
    """Whether ``name``, with or without a genitive ``-s``, is a place's."""
    return name in places() or name.removesuffix("s") in places()
