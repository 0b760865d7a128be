"""Reading the sources' files: tab-separated tables, packed or not, and code lists."""

import csv
import io
import lzma
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path


def text(path: Path) -> str:
    """The file's text, unpacked if it ends in ``.xz``."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")


def rows(path: Path, delimiter: str = "\t") -> Iterator[dict[str, str]]:
    """The rows of a table with a header line; lines that begin with ``#`` are comments."""
    lines = (line for line in io.StringIO(text(path)) if not line.startswith("#"))
    if delimiter == "\t":
        yield from csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        yield from csv.DictReader(lines, delimiter=delimiter)


def words(path: Path) -> list[str]:
    """The lines of a word list, without comments."""
    lines = (line.strip() for line in text(path).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def code_list(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a genericode list by column, e.g. ``code``, ``swe_label``, ``eng_label``.

    Source: eForms SDK code lists of the Publications Office of the European Union.
    """
    for row in ET.parse(path).getroot().iter("Row"):
        found = {}
        for value in row:
            content = value.findtext("SimpleValue")
            if content:
                found[value.get("ColumnRef", "")] = content
        yield found
