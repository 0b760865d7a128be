"""What every check of a draft is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from brygga.drafts.pair import Pair
from brygga.record import Finding


class Check(Protocol):
    """Compares one pair. ``name`` is what findings and settings call it."""

    name: ClassVar[str]

    def check(self, pair: Pair) -> Iterator[Finding]: ...
