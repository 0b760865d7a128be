"""The tables of an evaluation."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.evaluate.errors import Frequent
from brygga.evaluate.intervals import Interval
from brygga.evaluate.links import LinkReport
from brygga.evaluate.report import Report

SHOWN = 15
"""More errors than this are for the page."""
LEAD = 20
"""Characters of an example shown before its mark."""


def print_report(report: Report, console: Console) -> None:
    """Print the scores, the confusion matrix, the most frequent errors and the links, if any."""
    console.print(_scores(report))
    console.print(
        f"\n95 %: interval from {report.resamples:,} draws of the {report.texts:,} texts\n",
        highlight=False,
        style="dim",
    )
    console.print(_confusion(report))
    if report.errors:
        console.print()
        console.print(_errors(report.errors))
    for links in report.links:
        console.print()
        console.print(_links(links))


def _table(title: str, *columns: str, words: int = 1) -> Table:
    """A table whose first ``words`` columns are text and whose others are figures."""
    table = Table(title=title, title_justify="left", box=None, padding=(0, 1), header_style="bold")
    for n, column in enumerate(columns):
        table.add_column(column, justify="left" if n < words else "right")
    return table


def _scores(report: Report) -> Table:
    table = _table(
        "Scores",
        "label",
        "gold",
        "found",
        "precision",
        "recall",
        "F1",
        "95 %",
        "partial F1",
        "95 %",
    )
    for s in report.scores:
        table.add_row(
            s.label,
            str(s.gold),
            str(s.found),
            *(f"{figure:.4f}" for figure in (s.precision, s.recall, s.f1)),
            _interval(s.f1_interval),
            f"{s.partial_f1:.4f}",
            _interval(s.partial_f1_interval),
        )
    return table


def _interval(interval: Interval | None) -> str:
    return f"{interval.low:.3f}–{interval.high:.3f}" if interval else "–"


def _confusion(report: Report) -> Table:
    columns = list(dict.fromkeys(cell.found for cell in report.confusion))
    table = _table("Gold (rows) and what was found", "", *columns)
    for gold in dict.fromkeys(cell.gold for cell in report.confusion):
        counts = [cell.count for cell in report.confusion if cell.gold == gold]
        table.add_row(gold, *(str(n) if n else "·" for n in counts))
    return table


def _errors(errors: tuple[Frequent, ...]) -> Table:
    table = _table("Most frequent errors", "gold", "", "found", "for example", "count", words=4)
    for error in errors[:SHOWN]:
        table.add_row(
            *(Text(cell) for cell in _cells(error)),
            Text(f"{error.text_id}: {_near(error.example)}", overflow="ellipsis", no_wrap=True),
            str(error.count),
        )
    if (more := len(errors) - SHOWN) > 0:
        table.caption = f"… and {more:,} more, see --html"
        table.caption_justify = "left"
    return table


def _near(example: str) -> str:
    """The example from shortly before its mark, so that a narrow column still shows the mark."""
    start = max(0, example.find("«") - LEAD)
    return f"…{example[start:]}" if start else example


def _cells(error: Frequent) -> tuple[str, str, str]:
    """What was expected, the kind of error, what was found."""
    gold = f"{error.gold} {error.gold_label}" if error.gold else "–"
    found = f"{error.found} {error.found_label}" if error.found else "–"
    return gold, error.kind, found


def _links(report: LinkReport) -> Table:
    where = {"gold": "the marked mentions", "found": "the mentions found"}[report.setting]
    table = _table(
        f"Links of {where}",
        *("", "names", "linkable", "right", "wrong", "unlinked", "nil", "false", "absent"),
        *("accuracy", "wrong links", "nil precision"),
    )
    for f in report.figures:
        table.add_row(
            f.group,
            *(str(n) for n in (f.names, f.linkable, f.right, f.wrong, f.unlinked)),
            *(str(n) for n in (f.nil, f.false, f.absent)),
            *("–" if x is None else f"{x:.4f}" for x in (f.accuracy, f.wrong_share)),
            "–" if f.nil_precision is None else f"{f.nil_precision:.4f}",
        )
    return table
