"""The plan: which stages run, in which order, with which settings.

Stages are named in one table and imported only when a plan uses them. Other packages add stages
through the entry-point group ``brygga.stages`` (name → ``"module:Class"``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from time import perf_counter
from typing import Any

import msgspec

from brygga.errors import SettingsError
from brygga.nearest import nearest
from brygga.record import Article, StageRun, replace
from brygga.stage import Stage

STAGES: Mapping[str, str] = {
    "language": "brygga.language.detect:DetectLanguage",
    "tag": "brygga.entities.tag:Tag",
    "link": "brygga.entities.link:Link",
    "dates": "brygga.dates.resolve:ResolveDates",
    "draft": "brygga.drafts.draft:WriteDrafts",
}
ON_REQUEST = frozenset({"draft"})
"""Stages that a run has only if the user asks for them."""
ENTRY_POINTS = "brygga.stages"

LATER = frozenset(
    {"language", "mentions", "entities", "dates", "summary_sv", "draft_en", "pipeline"}
    | {"people", "regions", "projects", "events", "organisations"}
)
READ: frozenset[str] = frozenset(
    field.name for field in msgspec.structs.fields(Article) if field.name not in LATER
)
"""What an article has when ingest hands it over."""


def registered() -> dict[str, str]:
    """Every known stage: the built-in ones, then those of installed plugins."""
    return {**STAGES, **{point.name: point.value for point in entry_points(group=ENTRY_POINTS)}}


def stage_class(name: str) -> type[Stage]:
    """Import the stage called ``name``; raises ``SettingsError`` naming the nearest valid one."""
    known = registered()
    if name not in known:
        raise SettingsError(
            f"there is no stage {name!r}",
            code="unknown-stage",
            where="stages",
            remedy=nearest(name, known),
        )
    module, _, attribute = known[name].partition(":")
    cls: type[Stage] = getattr(import_module(module), attribute)
    return cls


class StageError(Exception):
    """A stage raised on a batch; ``stage`` says which, ``__cause__`` why."""

    def __init__(self, stage: str, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__}: {cause}")
        self.stage = stage


class Flow:
    """An ordered list of stages, ready to be set up once and fed batches."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        check_order(stages)
        self.stages = tuple(stages)
        self.spent: dict[str, float] = {}
        """Seconds of each stage, since the caller cleared it last."""

    def setup(self) -> None:
        """Load what the stages need; once per worker."""
        for stage in self.stages:
            stage.setup()

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        """Run every stage over one batch; same length, same order.

        Raises ``StageError`` naming the stage that raised.
        """
        for stage in self.stages:
            began = perf_counter()
            try:
                articles = stage.process(articles)
            except Exception as error:
                raise StageError(stage.name, error) from error
            finally:
                took = perf_counter() - began
                self.spent[stage.name] = self.spent.get(stage.name, 0.0) + took
        runs = self.runs()
        return [replace(article, pipeline=runs) for article in articles]

    def runs(self) -> tuple[StageRun, ...]:
        """The stages as a record names them; models are known after ``setup``."""
        return tuple(StageRun(stage=s.name, version=s.version, model=s.model) for s in self.stages)

    def fingerprint(self) -> str:
        """A hash (hex SHA-256) of the stages with their versions, models and settings.

        With an article's ``content_hash`` it decides the record. Models count by their name and
        version: other weights need another version.
        """
        plan = [[run, stage.settings] for run, stage in zip(self.runs(), self.stages, strict=True)]
        return hashlib.sha256(msgspec.json.encode(plan, order="sorted")).hexdigest()


def build(names: Iterable[str], settings: Mapping[str, Any]) -> Flow:
    """The flow of the stages called ``names``; a stage without settings takes its defaults."""
    stages = []
    for name in names:
        cls = stage_class(name)
        stages.append(cls(settings[name] if name in settings else cls.Settings()))
    return Flow(stages)


def check_order(stages: Sequence[Stage]) -> None:
    """Raise ``SettingsError`` where a stage needs what no stage before it provides."""
    have = set(READ)
    for n, stage in enumerate(stages):
        missing = sorted(stage.requires - have)
        if missing:
            later = [s.name for s in stages[n + 1 :] if set(missing) & s.provides]
            raise SettingsError(
                f"stage {stage.name!r} needs {', '.join(missing)}, which nothing before it writes",
                code="stage-order",
                where="stages",
                remedy=f"put {later[0]!r} before it" if later else None,
            )
        have |= stage.provides
