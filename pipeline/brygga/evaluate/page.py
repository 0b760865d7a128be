"""One HTML page of an evaluation: each text with what was expected beside what was found.

The page needs no network and holds all its style and script; its content policy allows nothing
else. Every piece of text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from brygga.evaluate.errors import KINDS, Frequent, Kind, Pair
from brygga.evaluate.gold import Span
from brygga.evaluate.intervals import Interval
from brygga.evaluate.report import Comparison, Report
from brygga.html import page, row, table
from brygga.record import LABELS

FREQUENT = 50
MEANING: dict[Kind, str] = {
    "missed": "not found",
    "spurious": "found where nothing is marked",
    "label": "found with another label",
    "bounds": "found with another start or end",
}


def render(report: Report, comparisons: Iterable[Comparison]) -> bytes:
    """The page, in UTF-8; the texts with most errors first, else in the order of the gold."""
    texts = sorted(comparisons, key=lambda c: -c.errors)
    style, script = _asset("page.css"), _asset("page.js")
    body = [
        f"<header><h1>Evaluation of {report.texts} texts</h1>",
        _scores(report),
        _confusion(report),
        _frequent(report.errors),
        "</header>",
        _filters(),
        "<main>",
        *(_article(text) for text in texts),
        "</main>",
    ]
    return page("Evaluation", style, body, script)


def _asset(name: str) -> str:
    return files("brygga.evaluate").joinpath(name).read_text("utf-8")


def _scores(report: Report) -> str:
    exact = ("precision", "recall", "F1", "95 %")
    head = ("", "gold", "found", *exact, *(f"partial {name}" for name in exact))
    rows = (
        row(
            (
                s.label,
                str(s.gold),
                str(s.found),
                f"{s.precision:.3f}",
                f"{s.recall:.3f}",
                f"{s.f1:.3f}",
                _interval(s.f1_interval),
                f"{s.partial_precision:.3f}",
                f"{s.partial_recall:.3f}",
                f"{s.partial_f1:.3f}",
                _interval(s.partial_f1_interval),
            )
        )
        for s in report.scores
    )
    return (
        f"<h2>Scores</h2>{table(head, rows)}"
        "<p>Exact: start, end and label agree. Partial: the label agrees and the extents overlap. "
        f"95 %: from {report.resamples} draws of the texts.</p>"
    )


def _interval(interval: Interval | None) -> str:
    return f"{interval.low:.3f}–{interval.high:.3f}" if interval else "–"


def _confusion(report: Report) -> str:
    columns = list(dict.fromkeys(cell.found for cell in report.confusion))
    rows = []
    for gold in dict.fromkeys(cell.gold for cell in report.confusion):
        cells = "".join(
            f'<td class="{"diagonal" if c.found == gold else "" if c.count else "zero"}">'
            f"{c.count}</td>"
            for c in report.confusion
            if c.gold == gold
        )
        rows.append(f'<tr><th scope="row">{escape(gold)}</th>{cells}</tr>')
    return f"<h2>What is marked (rows) and what was found</h2>{table(('', *columns), rows)}"


def _frequent(errors: Sequence[Frequent]) -> str:
    if not errors:
        return "<h2>No errors</h2>"
    rows = (
        row(
            (
                str(e.count),
                e.kind,
                f"{e.gold} {e.gold_label}" if e.gold else "–",
                f"{e.found} {e.found_label}" if e.found else "–",
                e.example,
                e.text_id,
            )
        )
        for e in errors[:FREQUENT]
    )
    head = ("times", "kind", "marked", "found", "for example", "in text")
    of = f" ({FREQUENT} of {len(errors)})" if len(errors) > FREQUENT else ""
    return (
        f"<details><summary><h2>Most frequent errors{of}</h2></summary>"
        f"{table(head, rows, 'words')}</details>"
    )


def _filters() -> str:
    labels = "".join(
        f'<label><input type="checkbox" name="label" value="{label}" checked> {label}</label>'
        for label in LABELS
    )
    kinds = "".join(
        f'<label title="{MEANING[kind]}"><input type="checkbox" name="kind" value="{kind}" checked>'
        f' <mark class="error {kind}">{kind}</mark></label>'
        for kind in KINDS
    )
    return (
        f'<form id="filters"><div><fieldset><legend>Label</legend>{labels}</fieldset>'
        f"<fieldset><legend>Kind of error</legend>{kinds}</fieldset>"
        '<label><input type="checkbox" id="clean" checked> texts without such errors</label>'
        '<span><kbd>j</kbd> next <kbd>k</kbd> previous · <output id="shown"></output></span>'
        "</div></form>"
    )


def _article(comparison: Comparison) -> str:
    text = comparison.text
    note = "no record" if text.missing else f"{len(text.marked)} marked, {len(text.mentions)} found"
    left = _side(comparison, [(p.gold, p, n) for n, p in enumerate(comparison.pairs)])
    right = _side(comparison, [(p.found, p, n) for n, p in enumerate(comparison.pairs)])
    errors = "1 error" if comparison.errors == 1 else f"{comparison.errors} errors"
    return (
        f'<article tabindex="-1"><h3>{escape(text.gold.id)}'
        f'<small class="errors">{errors}</small><small>{note}</small></h3>'
        f'<div class="sides"><section lang="sv"><h4 lang="en">Marked</h4>{left}</section>'
        f'<section lang="sv"><h4 lang="en">Found</h4>{right}</section></div></article>'
    )


def _side(comparison: Comparison, spans: Iterable[tuple[Span | None, Pair, int]]) -> str:
    """The text with its spans marked; what cannot be drawn in it is listed below it."""
    whole, at = comparison.text.gold.text, 0
    drawn: list[str] = []
    also: list[str] = []
    for span, pair, number in _in_order(spans):
        place = comparison.text.place(span)
        mark = _mark(comparison.text.surface(span), span, pair, number)
        if place is None or place.start < at:
            also.append(mark)
        else:
            drawn += [escape(whole[at : place.start]), mark]
            at = place.end
    drawn.append(escape(whole[at:]))
    rest = f'<p class="also"><span lang="en">Also</span>: {", ".join(also)}</p>' if also else ""
    return f'<div class="text">{"".join(drawn)}</div>{rest}'


def _in_order(
    spans: Iterable[tuple[Span | None, Pair, int]],
) -> Iterator[tuple[Span, Pair, int]]:
    there = [(span, pair, number) for span, pair, number in spans if span is not None]
    yield from sorted(there, key=lambda item: (item[0].start, -item[0].end, item[2]))


def _mark(surface: str, span: Span, pair: Pair, number: int) -> str:
    labels = " ".join(dict.fromkeys(s.label for s in (pair.gold, pair.found) if s))
    kind = pair.kind or ""
    name = f"error {kind}" if kind else "right"
    title = f' title="{kind}: {MEANING[pair.kind]}"' if pair.kind else ""
    return (
        f'<mark class="{name}" data-labels="{labels}" data-kind="{kind}" data-error="{number}"'
        f"{title}>{escape(surface)}<small>{span.label}</small></mark>"
    )
