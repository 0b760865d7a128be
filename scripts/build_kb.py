"""Compile the knowledge base from its sources.

    python scripts/build_kb.py --sources SOURCES --out pipeline/brygga/kb/kb.sqlite

The same sources give the same bytes. docs/kb.md says what is in it and where the sources are.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from kb_sources import checks, countries, organisations, overrides, spot, sweden, world
from kb_sources.book import Book
from kb_sources.tables import rows
from kb_sources.write import write

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline/brygga"
HERE = Path(__file__).parent / "kb_sources"
META = {"schema": "1", "version": "2026.11"}


def gather(sources: Path, kept: Path, tagger: Path) -> Book:
    """All sources in order of trust, then the hand-kept table, then the plain list of names."""
    book = Book()
    raw = sources / "sources"
    for source in (countries, sweden, world, organisations):
        source.read(raw, book)
    overrides.read(kept / "overrides.tsv", book)
    overrides.known_names(kept / "names.tsv", book)
    world.towns_before_regions(book)
    spot.settle(book.things.values(), spot.Lists.load(raw, tagger, kept, HERE))
    return book


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the sources")
    parser.add_argument("--out", type=Path, default=PACKAGE / "kb/kb.sqlite")
    parser.add_argument("--kept", type=Path, default=ROOT / "corpus/kb", help="hand-kept tables")
    parser.add_argument("--refused", action="store_true", help="list identifiers with two owners")
    given = parser.parse_args(arguments)
    book = gather(given.sources, given.kept, PACKAGE / "entities")
    if given.refused:
        for key, scheme, value, owner in book.refused:
            print(f"{key}\t{scheme}:{value}\t{owner}")
    if wrong := checks.problems(book):
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    write(book, PACKAGE / "kb/schema.sql", META, rows(HERE / "credits.tsv"), given.out)
    report(book, given.out, given.kept / "places.txt")
    return 0


def report(book: Book, out: Path, places: Path) -> None:
    """What was written, and which of the listed places nothing has."""
    kinds = Counter((d.label, d.kind) for d in book.things.values())
    for (label, kind), count in sorted(kinds.items()):
        print(f"{count:6} {label} {kind}")
    names = sum(len(d.names) for d in book.things.values())
    print(f"{len(book.things)} things, {names} names, {out.stat().st_size:,} bytes")
    print(f"{len(book.refused)} identifiers refused, as another thing has them")
    missing = overrides.uncovered_places(places, book)
    print(f"{len(missing)} listed places in no source: {', '.join(missing)}")


if __name__ == "__main__":
    sys.exit(main())
