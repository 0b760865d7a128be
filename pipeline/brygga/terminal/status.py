"""How far a run is, for people to read."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console

from brygga.batch.status import Status

_WHAT = {"reading": "inputs", "processing": "articles", "complete": "records"}


def print_status(status: Status, at_work: bool, console: Console) -> None:
    """``at_work``: the run still holds the lock of its output."""
    what = _WHAT[status.phase]
    if status.phase == "complete":
        records = "record" if status.total == 1 else what
        lines = [f"complete since {status.updated[:19]}Z: {status.total:,} {records}"]
    else:
        state = f"at work (process {status.process})" if at_work else "interrupted"
        lines = [f"{state}, {status.phase}: {status.done:,} of {status.total:,} {what}"]
        if at_work and status.done:
            left = timedelta(seconds=round((status.total - status.done) / status.rate))
            lines.append(f"{status.rate:,.1f}/s, {left} left")
        if not at_work:
            lines.append("the next brygga run with the same arguments goes on from here")
    lines.append(f"{status.rejected:,} rejected")
    if status.seconds:
        spent = ", ".join(f"{name} {took:,.1f} s" for name, took in status.seconds.items())
        lines.append(f"work by stage: {spent}")
    if status.memory:
        peaks = ", ".join(f"{size / 1e6:,.0f} MB" for size in status.memory.values())
        lines.append(f"peak memory of workers: {peaks}")
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
