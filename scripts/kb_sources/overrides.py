"""The hand-kept table, applied last, and the plain lists of names beside it."""

from pathlib import Path

from kb_sources.book import Book, Draft, NameRow, folded, plain
from kb_sources.organisations import slug
from kb_sources.tables import rows, words

WAYS = (
    # column, language, role, spot
    ("names", "sv", "alias", 2),
    ("english", "en", "english", 2),
    ("short", None, "abbreviation", 2),
    ("weak", None, "alias", 1),
    ("link", None, "alias", 0),
)
"""The columns that give names, and how freely these may be looked for in text."""


class OverrideError(Exception):
    """A row of the table that cannot be applied."""


def read(table: Path, book: Book) -> None:
    """Apply the rows in order: change the thing that ``key`` names, or make it."""
    for row in rows(table):
        apply({k: plain(v or "") for k, v in row.items()}, book)


def apply(row: dict[str, str], book: Book) -> None:
    """One row; see corpus/kb/README.md for its columns."""
    draft = book.find(row["key"])
    if row["kind"] == "-":
        if draft is None:
            raise OverrideError(f"{row['key']}: nothing to remove")
        book.remove(draft)
        return
    if draft is None:
        if not (row["label"] and row["kind"] and row["name"]):
            raise OverrideError(f"{row['key']}: a new thing needs label, kind and name")
        draft = book.add(
            Draft(row["key"], row["label"], row["kind"], row["name"], row["name"], "hand")
        )
        draft.weight = 4.0
        scheme, _, value = row["key"].partition(":")
        if scheme not in {"hand", "event", "name"}:
            book.identify(draft, scheme, value)
    change(draft, row, book)
    for item in split(row["ids"]):
        scheme, _, value = item.partition(":")
        if not book.identify(draft, scheme, value):
            raise OverrideError(f"{row['key']}: {item} is another thing's")
    for column, language, role, spot in WAYS:
        for name in split(row[column]):
            known = draft.names.get(name)
            draft.names[name] = NameRow(
                known.language if known else language, known.role if known else role, spot
            )
    for name in split(row["not_names"]):
        if draft.names.pop(name, None) is None:
            raise OverrideError(f"{row['key']}: has no name {name}")


def change(draft: Draft, row: dict[str, str], book: Book) -> None:
    """Set what the row states."""
    if row["name"]:
        draft.name = row["name"]
        role = draft.names.get(row["name"], NameRow("sv", "official")).role
        spot = 1 if row["weak"] == "=" else 2
        draft.names[row["name"]] = NameRow("sv", role, spot)
        draft.name_en = row["name_en"] or row["name"]
    if row["name_en"]:
        draft.name_en = row["name_en"]
        draft.names.setdefault(row["name_en"], NameRow("en", "english"))
    draft.kind = row["kind"] or draft.kind
    draft.label = row["label"] or draft.label
    if row["weight"]:
        draft.weight, draft.rough = float(row["weight"]), False
    if row["parent"]:
        parent = book.find(row["parent"])
        if parent is None:
            raise OverrideError(f"{row['key']}: no parent {row['parent']}")
        draft.parent = parent.key


def split(cell: str) -> list[str]:
    """The values of a cell, which "|" separates; "=" alone is a mark, no value."""
    return [part.strip() for part in cell.split("|") if part.strip() not in {"", "="}]


def known_names(table: Path, book: Book) -> None:
    """Every name of the list: on the thing that has it, or a thing of its own.

    A name that differs from another in case only is that thing's alias.
    """
    kinds = {"ORGANISATION": "organisation", "PROJECT": "programme", "EVENT": "event"}
    for row in rows(table):
        label, name = row["label"], plain(row["name"])
        named = book.named(label).get(name.casefold())
        if named:
            exact = [d for d in named if name in d.names]
            for draft in exact or named[:1]:
                draft.call(name, "sv", "alias")
                known = draft.names[name]
                known.spot = 2
            continue
        key = f"name:{label.lower()}:{slug(name)}"
        if key in book.things:  # "H&M" and "H-M": a slug is no proof that two names are one
            key = f"{key}-{len(book.things)}"
        draft = book.add(Draft(key, label, kinds[label], name, name, "brygga", None, 3.0))
        draft.call(name, "sv", "official", 2)


def uncovered_places(table: Path, book: Book) -> list[str]:
    """Names of the list of places that nothing in the book has."""
    known = {n for d in book.things.values() if d.label == "REGION" for n in d.names}
    return [name for name in words(table) if plain(name) not in known]


__all__ = ["OverrideError", "apply", "folded", "known_names", "read", "uncovered_places"]
