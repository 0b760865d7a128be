"""What must hold of the knowledge base before it is written; each check names what breaks it."""

from collections import Counter

from kb_sources.book import Book, folded

MAX_BYTES = 10_000_000


def problems(book: Book) -> list[str]:
    """All that is wrong, one line each; an empty list is what ships."""
    things = list(book.things.values())
    return [
        *(f"{k} {n}, not {wanted}" for k, wanted, n in counts(book) if n != wanted),
        *(
            f"{d.key}: no parent {d.parent}"
            for d in things
            if d.parent and d.parent not in book.things
        ),
        *(f"{d.key}: parents run in a circle" for d in things if circular(book, d.key)),
        *(f"{d.key}: no name" for d in things if not d.name or not d.name_en or not d.names),
        *(
            f"{d.key}: its name is not among its names: {d.name}"
            for d in things
            if d.name not in d.names
        ),
        *(f"{s}:{v} names {n} things" for (s, v), n in shared(book)),
        *(f"{d.key}: two Wikidata items" for d in things if items(d.ids) > 1),
        *(
            f"{d.key}: English name lost its letters: {d.name_en}"
            for d in things
            if ascii_folded(d.name, d.name_en)
        ),
    ]


def counts(book: Book) -> list[tuple[str, int, int]]:
    found = Counter(
        (d.kind, d.source != "wof") for d in book.things.values() if d.label == "REGION"
    )
    return [
        ("county", 21, found["county", True]),
        (
            "municipality",
            290,
            sum(
                d.kind == "municipality" and d.key.startswith("scb-") for d in book.things.values()
            ),
        ),
        ("regional-authority", 21, found["regional-authority", True]),
        ("province", 25, found["province", True]),
        ("landsdel", 3, found["landsdel", True]),
    ]


def circular(book: Book, key: str) -> bool:
    seen: set[str] = set()
    at: str | None = key
    while at and at in book.things:
        if at in seen:
            return True
        seen.add(at)
        at = book.things[at].parent
    return False


def shared(book: Book) -> list[tuple[tuple[str, str], int]]:
    found = Counter(i for d in book.things.values() for i in d.ids)
    return sorted((i, n) for i, n in found.items() if n > 1 and i[0] != "orgnr")


def items(ids: set[tuple[str, str]]) -> int:
    return sum(scheme == "wikidata" for scheme, _ in ids)


def ascii_folded(name: str, english: str) -> bool:
    """Whether the English name is the name with its å ä ö taken away."""
    return english.isascii() and not name.isascii() and folded(name) == folded(english)
