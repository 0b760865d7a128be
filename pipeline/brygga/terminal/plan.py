"""The plan of a run, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.flow import Flow
from brygga.settings import Loaded


def print_plan(loaded: Loaded, flow: Flow, console: Console) -> None:
    """``flow`` is set up, so that its models are known."""
    stages = Table(box=None, pad_edge=False)
    for column in ("stage", "version", "model", "reads", "writes"):
        stages.add_column(column, overflow="fold")
    for stage in flow.stages:
        reads, writes = (", ".join(sorted(part)) for part in (stage.requires, stage.provides))
        row = (stage.name, str(stage.version), stage.model or "–", reads, writes)
        stages.add_row(*map(Text, row))
    console.print(stages)
    console.print()
    table = Table(box=None, pad_edge=False)
    for column in ("setting", "value", "from"):
        table.add_column(column, overflow="fold")
    for name, value in _settings(loaded, flow):
        origin = loaded.origins.get(name)
        cells = map(Text, (name, value, origin or "default"))
        table.add_row(*cells, style="bold" if origin else "")
    console.print(table)
    console.print(f"\nplan {flow.fingerprint()[:16]}", highlight=False)


def _settings(loaded: Loaded, flow: Flow) -> Iterator[tuple[str, str]]:
    settings = loaded.settings
    yield "stages", _shown(settings.stages)
    yield "kb", _shown(settings.kb)
    yield from _fields("ingest", settings.ingest)
    yield from _fields("batch", settings.batch)
    for stage in flow.stages:
        yield from _fields(stage.name, stage.settings)


def _fields(path: str, settings: Any) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(type(settings)):
        value = getattr(settings, field.name)
        name = f"{path}.{field.encode_name}"
        if isinstance(value, msgspec.Struct):
            yield from _fields(name, value)
        else:
            yield name, _shown(value)


def _shown(value: Any) -> str:
    return msgspec.json.encode(value).decode()
