"""What can be set, with its defaults."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

import msgspec

from brygga.flow import ON_REQUEST, STAGES
from brygga.ingest import IngestSettings


class BatchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``size`` articles at most go through the stages together, ``shard`` of them are one task.
    ``engine``: ``pool`` works in ``jobs`` processes (0: one for each core), ``serial`` in its own.
    ``timeout``: seconds after which one article is given up. ``similar``: the share of runs of
    three words from which on an article is a duplicate of an earlier one (0: none is; below .6 few
    more are found).
    """

    size: Annotated[int, msgspec.Meta(ge=1)] = 32
    shard: Annotated[int, msgspec.Meta(ge=1)] = 256
    engine: Literal["pool", "serial"] = "pool"
    jobs: Annotated[int, msgspec.Meta(ge=0)] = 0
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 120.0
    similar: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.8

    @property
    def workers(self) -> int:
        """Processes that work: ``jobs``, or one for each core that this process may use."""
        if self.engine == "serial":
            return 1
        if self.jobs:
            return self.jobs
        allowed = getattr(os, "sched_getaffinity", None)  # not on every system
        return len(allowed(0)) if allowed else os.cpu_count() or 1


class Settings(msgspec.Struct, frozen=True):
    """All settings of a run; ``stage`` maps a stage's name to its own settings object."""

    stages: tuple[str, ...] = tuple(name for name in STAGES if name not in ON_REQUEST)
    ingest: IngestSettings = IngestSettings()
    batch: BatchSettings = BatchSettings()
    kb: tuple[str, ...] = ()
    stage: dict[str, Any] = {}
