"""Who does the tasks of a run: this process, or a pool of others."""

from __future__ import annotations

from brygga.batch.engines.base import Engine as Engine
from brygga.settings import Settings


def start(settings: Settings) -> Engine:
    """The engine that the settings name, not yet set up."""
    if settings.batch.engine == "serial":
        from brygga.batch.engines.serial import Serial

        return Serial(settings)
    from brygga.batch.engines.pool import Pool

    return Pool(settings)
