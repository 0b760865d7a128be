"""Opening what users export: CSV with any separator, TSV, JSON, XML, XLSX, and ZIP of one of them.

Everything becomes rows of named cells, with the place of each for messages about it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from brygga.kb.store import KnowledgeBaseError
from brygga.record import Identifier, Label

SEPARATORS = "\t;,"
_EMPTY = frozenset({"", "n.a.", "n/a", "none", "null", "-"})
_SPACE = re.compile(r"\s+")
_LONGEST = 300
"""No name is longer; what is, is a description or a damaged row."""


class Fault(msgspec.Struct, frozen=True):
    """A row that could not be read: where, which column, why."""

    where: str
    column: str | None
    message: str

    def __str__(self) -> str:
        column = f"column {self.column!r}: " if self.column else ""
        return f"{self.where}: {column}{self.message}"


class Alias(msgspec.Struct, frozen=True):
    """Another name, in the roles of docs/kb.md."""

    name: str
    role: str = "alias"
    language: str | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One thing as a user's file has it.

    ``parent`` is a key, or the name of a thing with the label ``parent_label`` (any, if ``None``);
    an ``optional`` one may be unknown. ``key`` is only given where the first id, or label and
    name, would not tell the thing from others.
    """

    where: str
    label: Label
    name: str
    kind: str
    name_en: str | None = None
    language: str | None = None
    aliases: tuple[Alias, ...] = ()
    ids: tuple[Identifier, ...] = ()
    parent: str | None = None
    parent_label: Label | None = None
    optional: bool = False
    key: str | None = None
    weight: float = 1.0


class Table(msgspec.Struct, frozen=True):
    """An opened file: the names of its columns, and its rows with the place of each."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    faults: tuple[Fault, ...] = ()

    def has(self, *columns: str) -> bool:
        """Whether all these columns are there."""
        return set(columns) <= set(self.columns)


def clean(cell: object) -> str:
    """A cell on one line without the space around it; empty for the ways to say "nothing"."""
    text = _SPACE.sub(" ", "" if cell is None else str(cell)).strip()
    return "" if text.casefold() in _EMPTY else text


def fault_of_name(where: str, column: str, name: str) -> Fault | None:
    """What is wrong with a name, if anything."""
    if not name:
        return Fault(where, column, "is empty")
    if len(name) > _LONGEST:
        return Fault(where, column, f"is longer than {_LONGEST} characters")
    if not any(c.isalnum() for c in name):
        return Fault(where, column, f"{name!r} has no letter")
    return None


def open_table(path: Path) -> Table:
    """Read a file of any of the kinds. Raises ``KnowledgeBaseError`` where nothing can be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeBaseError(
            f"cannot be read ({error.strerror})", code="unreadable-table", where=str(path)
        ) from error
    if data[:2] == b"PK":
        return _from_zip(path, data)
    return _from_bytes(path, path.name, data)


def _from_bytes(path: Path, name: str, data: bytes) -> Table:
    text = _decode(data).lstrip()
    if not text:
        raise _unreadable(path, "the file is empty")
    if text[0] in "[{":
        return _from_json(path, name, text)
    if text[0] == "<":
        return _from_xml(path, name, data)
    return _from_csv(path, name, text)


def _decode(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's "text" and "CSV" formats on a Swedish Windows.
        return data.decode("cp1252", errors="replace")


def _from_zip(path: Path, data: bytes) -> Table:
    """The workbook, or the one table of projects or persons in an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return _from_xlsx(path, data)
            tables = [n for n in names if n.lower().endswith((".csv", ".tsv", ".json", ".xml"))]
            best = [n for n in tables if Path(n).stem.lower().endswith(("project", "projects"))]
            if len(best or tables) != 1:
                raise _unreadable(path, f"which of its {len(tables)} tables is meant is not clear")
            (name,) = best or tables
            return _from_bytes(path, f"{path.name}!/{name}", archive.read(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _unreadable(path, f"a damaged ZIP file ({error})") from error


def _from_csv(path: Path, name: str, text: str) -> Table:
    lines = list(io.StringIO(text, newline=""))
    at = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), 0)
    separator = max(SEPARATORS, key=lines[at].count)
    # People who type tabs do not quote; programs that write CSV do.
    plain = separator == "\t" and '"' not in lines[at]
    read = partial(_cells, lines, separator, plain)
    header, at = read(at)
    columns = tuple(cell.strip() for cell in header)
    rows: list[tuple[str, Mapping[str, str]]] = []
    faults: list[Fault] = []
    while at < len(lines):
        start, where = at, f"{name}:{at + 1}"
        try:
            cells, at = read(at)
        except csv.Error as error:
            faults.append(Fault(where, None, f"not readable as a row ({error})"))
            at = start + 1
            continue
        if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
            continue
        if _swallows(lines[start + 1 : at], separator, len(columns)):
            faults.append(Fault(where, None, "a quotation mark is not closed"))
            at = start + 1
        elif any(cell.strip() for cell in cells[len(columns) :]):
            what = f"has {len(cells)} cells, and there are {len(columns)} columns"
            faults.append(Fault(where, None, what))
        else:
            rows.append((where, dict(zip(columns, cells, strict=False))))
    return Table(path, columns, tuple(rows), tuple(faults))


def _swallows(more: list[str], separator: str, columns: int) -> bool:
    """Whether the lines that a row takes beside its first are rows themselves, which a quotation
    mark that nothing closes would take in.
    """
    return columns > 2 and any(
        len(cells) == columns for line in more for cells in csv.reader([line], delimiter=separator)
    )


def _cells(lines: list[str], separator: str, plain: bool, at: int) -> tuple[list[str], int]:
    """The row that begins on line ``at``, and the line after it."""
    part = islice(lines, at, None)
    if plain:
        reader = csv.reader(part, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(part, delimiter=separator)
    return next(reader), at + reader.line_num


def _from_json(path: Path, name: str, text: str) -> Table:
    try:
        found = _items(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, f"not valid JSON ({error})") from error
    rows: list[tuple[str, Mapping[str, str]]] = []
    faults: list[Fault] = []
    for n, item in enumerate(found, 1):
        if isinstance(item, dict):
            cells = {key: "" if value is None else str(value) for key, value in item.items()}
            rows.append((f"{name}#{n}", cells))
        else:
            faults.append(Fault(f"{name}#{n}", None, "is not an object"))
    return Table(path, _columns(rows), tuple(rows), tuple(faults))


def _items(data: Any) -> Sequence[Any]:
    """The list in the JSON, however deep; what holds it has only lists and objects itself, but for
    keys that begin with ``@``.
    """
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return []
    inner = [value for key, value in data.items() if not key.startswith("@")]
    if not inner or not all(isinstance(value, list | dict) for value in inner):
        return [data]
    return _items(next((value for value in inner if isinstance(value, list)), inner[0]))


def _from_xml(path: Path, name: str, data: bytes) -> Table:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    rows: list[tuple[str, Mapping[str, str]]] = []
    for item in [] if root is None else root.iterchildren(tag=etree.Element):
        cells = {
            str(etree.QName(cell).localname): "".join(cell.itertext())
            for cell in item.iterchildren(tag=etree.Element)
        }
        if cells:
            rows.append((f"{name}:{item.sourceline}", cells))
    return Table(path, _columns(rows), tuple(rows))


def _from_xlsx(path: Path, data: bytes) -> Table:
    """The first sheet whose name speaks of projects, else the first."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise KnowledgeBaseError(
            "an Excel workbook, for which openpyxl is not installed",
            code="missing-extra",
            where=str(path),
            remedy="pip install 'brygga[kb]', or save the sheet as CSV",
        ) from error
    try:
        with warnings.catch_warnings(action="ignore"):  # about styles and the like
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if "project" in sheet.title.casefold()]
            lines = (sheets or book.worksheets)[0].iter_rows(values_only=True)
            columns = tuple(clean(cell) for cell in next(lines, ()))
            rows = [
                (f"{path.name}:{n}", dict(zip(columns, map(clean, line), strict=False)))
                for n, line in enumerate(lines, 2)
                if any(cell is not None for cell in line)
            ]
    except Exception as error:  # openpyxl raises whatever a damaged part happens to raise
        raise _unreadable(path, f"a damaged Excel workbook ({error})") from error
    return Table(path, columns, tuple(rows))


def _columns(rows: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for _, row in rows for column in row))


def _unreadable(path: Path, reason: str) -> KnowledgeBaseError:
    return KnowledgeBaseError(reason, code="unreadable-table", where=str(path))
