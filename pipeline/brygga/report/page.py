"""``report.html``: one page that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

import msgspec

from brygga.batch.arguments import STATE
from brygga.batch.output import atomic
from brygga.batch.reject import Reject
from brygga.batch.run import RECORDS, RunInfo
from brygga.html import page, row, table
from brygga.record import LABELS, Label
from brygga.report.totals import Totals, totals

FILE = "report.html"
_TITLES: dict[Label, str] = {
    "PERSON": "People",
    "REGION": "Regions",
    "PROJECT": "Projects",
    "EVENT": "Events",
    "ORGANISATION": "Organisations",
}
_WIDE, _HIGH, _GAP = 900, 140, 2
"""Of the timeline, in its own units."""
_FEW_PERIODS = 24
"""Bars that the timeline has room for at least, so that few do not become walls."""
_MANY_MONTHS = 72
"""More months than these are shown as years."""


def write_report(out: Path, info: RunInfo, rejects: Sequence[Reject]) -> None:
    """Count the records of ``out`` and write the page beside them; ``rejects`` are the first."""
    content = render(_totals(out), info, rejects)
    with atomic(out / FILE) as file:
        file.write(content)


class _Counted(msgspec.Struct):
    """Totals of a file of this size and time."""

    size: int
    time: int
    totals: Totals


def _totals(out: Path) -> Totals:
    """Counted once for each ``records.jsonl``."""
    state = (out / RECORDS).stat()
    kept = out / STATE / "totals.json"
    try:
        known = msgspec.json.decode(kept.read_bytes(), type=_Counted)
    except (OSError, msgspec.MsgspecError):
        known = None
    if known and (known.size, known.time) == (state.st_size, state.st_mtime_ns):
        return known.totals
    found = totals(out / RECORDS)
    with atomic(kept) as file:
        file.write(msgspec.json.encode(_Counted(state.st_size, state.st_mtime_ns, found)))
    return found


def render(found: Totals, info: RunInfo, rejects: Sequence[Reject]) -> bytes:
    style = files("brygga.report").joinpath("report.css").read_text("utf-8")
    return page("Brygga: report", style, _body(found, info, rejects))


def _body(found: Totals, info: RunInfo, rejects: Sequence[Reject]) -> Iterator[str]:
    yield "<header><h1>Records</h1>"
    yield f"<p>Run of {escape(info.finished[:16].replace('T', ' '))} UTC, Brygga {info.brygga}</p>"
    yield f"<dl>{''.join(_fact(*fact) for fact in _facts(found, info))}</dl></header><main>"
    yield f"<section><h2>Published</h2>{_timeline(found)}</section>"
    yield '<div class="columns">'
    for label in LABELS:
        title = f"{_TITLES[label]} <small>{found.different[label]:,} different</small>"
        yield _ranking(title, found.names[label])
    yield _ranking("Swedish counties", found.counties.items())
    yield _ranking("Languages", found.languages.items())
    yield _ranking("Warnings", found.warnings.items())
    if info.seconds:
        yield _ranking("Work by stage <small>seconds</small>", _seconds(info))
    yield "</div>"
    yield _rejected(info, rejects)
    yield "</main>"


def _facts(found: Totals, info: RunInfo) -> Iterator[tuple[str, int]]:
    counts = info.counts
    yield "records", found.records
    yield "new", counts.new
    yield "changed", counts.changed
    yield "done again", counts.again
    yield "unchanged", counts.unchanged
    yield "kept, input gone", counts.removed
    yield "duplicates", info.duplicates
    yield "rejected", counts.rejected


def _fact(name: str, number: int) -> str:
    return f"<div><dt>{name}</dt><dd>{number:,}</dd></div>"


def _seconds(info: RunInfo) -> list[tuple[str, int]]:
    return [(name, round(spent)) for name, spent in info.seconds.items()]


def _ranking(title: str, rows: Iterable[tuple[str, int]]) -> str:
    """``title`` is HTML; bars are as long as the numbers say, the numbers stand beside them."""
    kept = list(rows)
    if not kept:
        return f"<section><h2>{title}</h2><p>none</p></section>"
    most = max(number for _, number in kept) or 1
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{number:,}</td><td class="bar">'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{100 * number / most:.1f}" height="10"/></svg></td></tr>'
        for name, number in kept
    )
    return f"<section><h2>{title}</h2><table>{lines}</table></section>"


def _timeline(found: Totals) -> str:
    if not found.months:
        return "<p>No record has a date.</p>"
    periods = _months(found.months)
    most = max(number for _, number in periods)
    step = _WIDE / max(len(periods), _FEW_PERIODS)
    bars = "".join(
        f'<rect x="{n * step:.1f}" y="{_HIGH * (1 - number / most):.1f}"'
        f' width="{max(step - _GAP, 1):.1f}" height="{_HIGH * number / most:.1f}">'
        f"<title>{escape(period)}: {number:,}</title></rect>"
        for n, (period, number) in enumerate(periods)
    )
    undated = f"; {found.undated:,} without a date" if found.undated else ""
    first, last = periods[0][0], periods[-1][0]
    return (
        f'<svg class="time" viewBox="0 0 {_WIDE} {_HIGH}" role="img"'
        f' aria-label="Records by publication date">{bars}</svg>'
        f"<p>{escape(first)} to {escape(last)}, at most {most:,}{undated}</p>"
    )


def _months(months: Mapping[str, int]) -> list[tuple[str, int]]:
    """Every month from the first to the last, or every year where that would be too many."""
    first, last = min(months), max(months)
    year, month = int(first[:4]), int(first[5:7] or 1)
    every = []
    while (name := f"{year:04}-{month:02}") <= last:
        every.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if len(every) <= _MANY_MONTHS:
        return [(name, months.get(name, 0)) for name in every]
    years: Counter[str] = Counter()
    for name, number in months.items():
        years[name[:4]] += number
    return [(f"{y:04}", years[f"{y:04}"]) for y in range(int(first[:4]), int(last[:4]) + 1)]


def _rejected(info: RunInfo, rejects: Sequence[Reject]) -> str:
    if not rejects:
        return "<section><h2>Rejected</h2><p>nothing</p></section>"
    head = ("file", "stage", "reason", "what to do")
    rows = (row((r.file, r.stage, r.reason, r.remedy or "")) for r in rejects)
    more = info.rejected - len(rejects)
    note = f"<p>… and {more:,} more in rejects.jsonl</p>" if more > 0 else ""
    return f"<section><h2>Rejected</h2>{table(head, rows, 'words')}{note}</section>"
