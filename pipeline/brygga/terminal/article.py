"""One article for reading: its text with the mentions in colour, then what is known of it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.record import FURNITURE, Article, Draft, Label

COLOURS: dict[Label, str] = {
    "PERSON": "bold magenta",
    "REGION": "bold green",
    "PROJECT": "bold cyan",
    "EVENT": "bold yellow",
    "ORGANISATION": "bold blue",
}
ROLE_WIDTH = 12


def print_article(article: Article, console: Console) -> None:
    """Print ``article``: blocks with their roles, mentions coloured by label, then the fields."""
    legend = Text.assemble(*((f"{label.lower()}  ", style) for label, style in COLOURS.items()))
    console.print(Text(article.id, style="dim"), legend, sep="\n")
    console.print()
    text = Text(article.text)
    for mention in article.mentions:
        text.stylize(COLOURS[mention.label], mention.start, mention.end)
    body = Table.grid(padding=(0, 2))
    body.add_column(width=ROLE_WIDTH, style="dim", justify="right")
    body.add_column()
    for block in article.blocks:
        shown = text[block.start : block.end]
        if block.role in FURNITURE:
            shown.style = "dim"
        foreign = block.language not in (None, article.language.code)
        body.add_row(block.role + (f" [{block.language}]" if foreign else ""), shown)
    console.print(body)
    console.print()
    console.print(_fields(article))
    for title, draft in (("summary", article.summary_sv), ("English", article.draft_en)):
        if draft:
            console.print()
            console.print(_draft(title, draft))


def _fields(article: Article) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=ROLE_WIDTH, style="bold", justify="right")
    table.add_column()
    language = article.language
    rows: list[tuple[str, Iterable[str]]] = [
        ("language", [f"{language.code} ({language.confidence:.2f}, {language.method})"]),
        ("published", [article.published] if article.published else []),
        ("modified", [article.modified] if article.modified else []),
        ("section", article.section),
        ("byline", article.byline),
        ("contacts", [c.name for c in article.contacts]),
        ("people", article.people),
        ("regions", article.regions),
        ("projects", article.projects),
        ("events", article.events),
        ("organisations", article.organisations),
        ("dates", [f"{d.text} → {d.value or '?'}" for d in article.dates]),
        ("warnings", [f"{w.code}: {w.message}" for w in article.warnings]),
    ]
    for name, values in rows:
        separator = "\n" if name == "warnings" else ", "
        if joined := separator.join(values):
            table.add_row(name, Text(joined))
    return table


def _draft(title: str, draft: Draft) -> Table:
    """A draft sentence by sentence; what checks found below the sentence."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=ROLE_WIDTH, style="bold", justify="right")
    table.add_column()
    head = f"{draft.method}, {draft.model}" if draft.model else draft.method
    table.add_row(title, Text(f"{head}: {draft.status}", style="dim"))
    for segment in draft.segments:
        table.add_row("", segment.en or segment.sv)
        for found in segment.checks:
            table.add_row(found.severity, Text(found.message, style="red"))
    for found in draft.checks:
        table.add_row(found.severity, Text(found.message, style="red"))
    return table
