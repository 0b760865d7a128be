"""What a knowledge base knows, for people to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from brygga.kb.store import SHIPPED, KnowledgeBase, Source, Thing
from brygga.record import LABELS


def print_sources(sources: Sequence[Source], console: Console) -> None:
    """A row for each source: the file that it is in, its version, how many things it gives."""
    table = Table(box=None, pad_edge=False)
    for column in ("file", "source", "version"):
        table.add_column(column, overflow="fold")
    for label in LABELS:
        table.add_column(label.lower(), justify="right")
    for source in sources:
        counts = (source.counts.get(label, 0) for label in LABELS)
        version = source.version or source.date or "–"
        file = "ships with Brygga" if source.file == SHIPPED else str(source.file)
        table.add_row(
            Text(file), Text(source.name), version, *(f"{n:,}" if n else "–" for n in counts)
        )
    console.print(table)


def print_things(things: Sequence[Thing], known: KnowledgeBase, console: Console) -> None:
    """Each thing with its English name, ids and parents, the likeliest first."""
    for n, thing in enumerate(things):
        if n:
            console.print()
        head = Text.assemble((thing.label, "bold"), f" {thing.kind}  ", (thing.name, "bold"))
        console.print(head)
        for title, value in (
            ("English", thing.name_en),
            ("key", thing.key),
            ("ids", ", ".join(f"{i.scheme}:{i.value}" for i in thing.ids)),
            ("part of", " › ".join(parent.name for parent in known.parents(thing))),
        ):
            if value:
                console.print(Text(f"  {title:9}{value}"), soft_wrap=True)
