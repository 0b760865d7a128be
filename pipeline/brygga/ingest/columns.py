"""One row of a CMS export to a document: which column is what, and what its value says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from brygga.errors import ReadError
from brygga.ingest.document import Document, Piece
from brygga.ingest.sniff import has_tags
from brygga.record import Notice, replace

_LOOKED_AT = 5
_FEWEST_WORDS = 3


def check_columns(
    header: Sequence[str], mapped: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """The column of each of our fields: as mapped, else as guessed.

    Raises ``ReadError`` ``no-such-column`` for a mapped column that the header lacks, or where
    none could hold the text; ``rows`` are looked at only for what it then suggests.
    """
    for field, column in mapped.items():
        if column not in header:
            raise no_column(field, column, header, rows)
    columns = {**guess(header), **mapped}
    if "text" not in columns:
        raise no_column("text", None, header, rows)
    return columns


def no_column(
    field: str, column: str | None, header: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> ReadError:
    """The error for a missing column; it names those that there are.

    ``column`` is what ``field`` is mapped to, ``None`` where nothing could be guessed.
    """
    close = get_close_matches(column or "", header, n=1)
    if not close and field == "text":
        close = _wordiest(header, islice(rows, _LOOKED_AT))
    message = f"no column {column!r} (mapped to {field!r})" if column else "no column for the text"
    return ReadError(
        f"{message}; the columns are: {', '.join(header[:40]) or 'none'}",
        code="no-such-column",
        remedy="name the column in the settings"
        + (f', for instance: [ingest.columns] {field} = "{close[0]}"' if close else "")
        + ("" if close else f": [ingest.columns] {field} = ..."),
    )


def _wordiest(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The column with the most text, if any has text at all."""
    words = dict.fromkeys(header, 0)
    for row in rows:
        for name in header:
            words[name] += sum(len(string.split()) for string in _strings(_value(row, name)))
    most = max(words, key=lambda name: words[name], default=None)
    return [most] if most is not None and words[most] > _FEWEST_WORDS else []


def guess(names: Sequence[str]) -> dict[str, str]:
    """Which of ``names`` stands for which of our fields, by the usual names of exports."""
    plain = {_plain(name): name for name in reversed(names)}
    found = {}
    for field, usual in _guesses().items():
        known = next((name for name in usual if name in plain), None)
        if known:
            found[field] = plain.pop(known)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s_.-]", "", name).casefold()


@cache
def _guesses() -> dict[str, tuple[str, ...]]:
    table = files("brygga.ingest").joinpath("columns.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {field: tuple(names.split()) for field, names in rows}


def document_of(
    row: Mapping[str, Any],
    item: int,
    mapped: Mapping[str, str],
    encoding: str,
    notices: tuple[Notice, ...],
) -> Document:
    """The article in one row, read as HTML where the text holds tags.

    Raises ``ReadError`` (``where`` is ``#item``): ``no-such-column`` where a mapped column or any
    that could hold the text is missing, ``no-text`` where the text is empty, and those of HTML.
    """
    try:
        return _document(row, item, mapped, encoding, notices)
    except ReadError as error:
        raise ReadError(
            error.message, code=error.code, where=f"#{item}", remedy=error.remedy
        ) from error


def _document(
    row: Mapping[str, Any],
    item: int,
    mapped: Mapping[str, str],
    encoding: str,
    notices: tuple[Notice, ...],
) -> Document:
    from brygga.ingest.html import read_fragment
    from brygga.ingest.plain import read_plain

    for field, column in mapped.items():
        if _value(row, column) is _MISSING:
            raise no_column(field, column, list(row), [row])
    columns = {**guess(list(row)), **mapped}
    if "text" not in columns:
        raise no_column("text", None, list(row), [row])
    values = {field: _strings(_value(row, column)) for field, column in columns.items()}
    text = "\n\n".join(values["text"])
    if not text.strip():
        raise ReadError(
            f"the text ({columns['text']!r}) is empty",
            code="no-text",
            remedy="if the text is in another column, name that: [ingest.columns] text = ...",
        )
    url = _first(values, "url")
    body = read_fragment(text, base=url) if has_tags(text) else read_plain(html.unescape(text))
    pieces = body.pieces
    lead = _inline(_first(values, "lead"))
    if lead and not any(_same(lead, piece.text) for piece in pieces[:3]):
        pieces = (Piece(text=lead, hint="lead"), *pieces)
    return replace(
        body,
        pieces=pieces,
        title=_inline(_first(values, "title")) or body.title,
        byline=tuple(name for name in values.get("byline", ()) if not name.isdecimal()),
        published=_first(values, "date"),
        modified=_first(values, "modified"),
        language=_first(values, "lang"),
        section=tuple(values.get("section", ())),
        identity=url or _first(values, "id"),
        item=item,
        encoding=encoding,
        notices=(*notices, *body.notices),
    )


_MISSING = object()


def _value(row: Mapping[str, Any], column: str) -> Any:
    """The value under ``column``, which may be a dotted path into nested objects."""
    if column in row:
        return row[column]
    head, dot, rest = column.partition(".")
    inner = row.get(head)
    return _value(inner, rest) if dot and isinstance(inner, dict) else _MISSING


def _strings(value: Any) -> list[str]:
    """What ``value`` says in words; WordPress nests it as ``{"rendered": ...}``."""
    if value is None or value is _MISSING or isinstance(value, bool):
        return []
    if isinstance(value, list):
        return [string for part in value for string in _strings(part)]
    if isinstance(value, dict):
        for key in ("rendered", "value", "name", "text"):
            if key in value:
                return _strings(value[key])
        return []
    string = str(value).strip()
    return [string] if string else []


def _first(values: Mapping[str, Sequence[str]], field: str) -> str | None:
    return next(iter(values.get(field, ())), None)


def _inline(text: str | None) -> str | None:
    """``text`` on one line without tags and character references."""
    if not text:
        return None
    from brygga.ingest.html import read_fragment

    if has_tags(text):
        text = " ".join(piece.text for piece in read_fragment(text).pieces)
    return " ".join(html.unescape(text).split()) or None


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
