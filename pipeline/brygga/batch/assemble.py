"""The output files, put together from the parts in input order."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

from brygga.batch.ledger import Ledger, Line
from brygga.batch.output import atomic
from brygga.record import Notice, from_json, replace, to_json

RECORDS, REJECTS = "records.jsonl", "rejects.jsonl"
_OPEN = 64
"""Parts that are open at a time."""


def assemble(ledger: Ledger, parts: Path, out: Path) -> tuple[int, int]:
    """Write both files, each whole or not at all, and give the numbers of records and rejects.

    Nothing is written where they would get the bytes that they have.
    """
    digest, counts = _contents(ledger)
    files = [out / RECORDS, out / REJECTS]
    if ledger.recall("assembled") == _assembled(digest, files):
        return counts
    with ExitStack() as stack:
        reader = stack.enter_context(Parts(parts))
        records, rejects = (stack.enter_context(atomic(path)) for path in files)
        for line in ledger.lines():
            target = records if line.kind == "record" else rejects
            data = reader.read(line)
            target.write(_marked(data, line) if line.twin else data)
    ledger.remember("assembled", _assembled(digest, files))
    return counts


def _marked(data: bytes, line: Line) -> bytes:
    """A record with the warning that another one says almost the same."""
    if line.kind != "record":
        return data
    article = from_json(data)
    notice = Notice(
        code="duplicate-of",
        message=f"says almost what {line.twin} says (similarity {line.similarity:.2f})",
    )
    return to_json(replace(article, warnings=(*article.warnings, notice))) + b"\n"


def _contents(ledger: Ledger) -> tuple[str, tuple[int, int]]:
    """A hash of what the files will hold, and how many lines each."""
    digest = hashlib.sha256()
    records = rejects = 0
    for line in ledger.lines():
        digest.update(
            f"{line.kind} {line.part} {line.place} {line.twin} {line.reject or ''}\n".encode()
        )
        records += line.kind == "record"
        rejects += line.kind == "reject"
    return digest.hexdigest(), (records, rejects)


def _assembled(digest: str, files: list[Path]) -> str:
    """What the files are if nobody has touched them since they were written."""
    states = []
    for path in files:
        if not path.is_file():
            return ""
        info = path.stat()
        states.append(f"{info.st_size} {info.st_mtime_ns}")
    return " ".join([digest, *states])


class Parts:
    """Lines of parts; those read last stay open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: OrderedDict[str, IO[bytes]] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def read(self, line: Line) -> bytes:
        if line.reject is not None:
            return line.reject.encode()
        file = self._files.pop(line.part, None) or (self._folder / line.part).open("rb")
        self._files[line.part] = file
        if len(self._files) > _OPEN:
            self._files.popitem(last=False)[1].close()
        file.seek(line.place)
        return file.read(line.length)
