"""The book as one SQLite file, the same bytes for the same book."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from kb_sources.book import Book, plain

CREDITS = ("name", "url", "version", "date", "licence", "credit")


def write(
    book: Book, schema: Path, meta: dict[str, str], credits: Iterable[dict[str, str]], out: Path
) -> None:
    """Write the file beside ``out`` and move it there, so that no reader sees half of it."""
    draft = out.with_name(f".{out.name}.tmp")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(schema.read_text("utf-8"))
        fill(connection, book, meta, credits)
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    draft.replace(out)


def fill(
    connection: sqlite3.Connection,
    book: Book,
    meta: dict[str, str],
    credits: Iterable[dict[str, str]],
) -> None:
    """All rows, in order of the things' keys."""
    things = [book.things[key] for key in sorted(book.things)]
    number = {draft.key: i for i, draft in enumerate(things, 1)}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.executemany(
        "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)",
        sorted(tuple(row[c] or None for c in CREDITS) for row in credits),
    )
    connection.executemany(
        "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number[d.key], d.key, d.label, d.kind, plain(d.name), plain(d.name_en),
             number[d.parent] if d.parent else None, d.weight, d.source)
            for d in things
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO identifier VALUES (?, ?, ?)",
        ((number[d.key], s, v) for d in things for s, v in sorted(d.ids)),
    )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?, ?)",
        sorted(
            (name, number[d.key], row.language or "", row.role, row.spot)
            for d in things
            for name, row in d.names.items()
        ),
    )
    connection.execute("UPDATE name SET language = NULL WHERE language = ''")
