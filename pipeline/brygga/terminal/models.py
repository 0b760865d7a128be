"""The table of `brygga models list`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from brygga.hub import convert, registry
from brygga.hub.store import Lock

if TYPE_CHECKING:
    from rich.console import Console


def print_models(installed: Sequence[Lock], home: Path, console: Console) -> None:
    """Print the models of the registry and those that are on this machine, with what is there."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("name", "repository", "commit", "MB", "runs in", "licence"):
        table.add_column(heading, justify="right" if heading == "MB" else "left", no_wrap=True)
    here = {lock.repository: lock for lock in installed}
    known = {entry.repository: (name, entry) for name, entry in registry.entries().items()}
    for repository in [*known, *(r for r in here if r not in known)]:
        name, entry = known.get(repository, ("", None))
        table.add_row(
            name,
            repository,
            *_state(here.get(repository)),
            entry.licence if entry else "see README.md",
        )
    console.print(table)
    console.out(f"\nmodels folder: {home}")


def _state(lock: Lock | None) -> tuple[str, str, str]:
    if lock is None:
        return "not here", "", ""
    size = sum(file.size for file in lock.files.values()) / 1e6
    runtimes = "torch, onnx" if convert.ONNX in lock.files else "torch"
    return lock.revision[:8], f"{size:,.1f}", runtimes
