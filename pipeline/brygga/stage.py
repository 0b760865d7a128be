"""What every stage of the flow promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from brygga.record import Article


class Stage(Protocol):
    """One step of the flow. Reads ``requires``, writes only ``provides`` (names of record fields,
    ``blocks.language`` for a part of one), keeps number and order of the articles.

    ``Settings`` is a ``msgspec.Struct`` whose defaults are usable as they are; ``setup`` runs
    once per worker and is where models load; ``model`` names what was loaded, for
    ``Article.pipeline``.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    requires: ClassVar[frozenset[str]]
    provides: ClassVar[frozenset[str]]
    Settings: ClassVar[type[Any]]
    settings: Any
    model: str | None

    def __init__(self, settings: Any) -> None: ...

    def setup(self) -> None: ...

    def process(self, articles: Sequence[Article]) -> Sequence[Article]: ...
