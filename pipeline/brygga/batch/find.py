"""Records of an earlier run, found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import jsonlines
import msgspec

from brygga.batch.run import RECORDS
from brygga.errors import BryggaError
from brygga.nearest import nearest
from brygga.record import Article, from_json


def records(out: Path) -> Iterator[Article]:
    """Every record of a run's directory, or of a JSONL file, in order. Raises ``BryggaError``."""
    path = out / RECORDS if out.is_dir() else out
    if not path.is_file():
        raise BryggaError(
            "no records here",
            code="no-records",
            where=str(path),
            remedy=f"name the directory that was given to brygga run -o, or its {RECORDS}",
        )
    with path.open("rb") as file, jsonlines.Reader(file, loads=from_json) as lines:
        try:
            yield from lines
        except (msgspec.MsgspecError, jsonlines.InvalidLineError) as error:
            raise BryggaError(
                f"not a record ({error})", code="invalid-record", where=str(path)
            ) from error


def find_record(out: Path, name: str) -> Article:
    """The article called ``name``, or the only one whose id contains it.

    Raises ``BryggaError`` naming the candidates, or the nearest ids when there is none.
    """
    partial: list[Article] = []
    ids: list[str] = []
    for article in records(out):
        if article.id == name:
            return article
        ids.append(article.id)
        if name in article.id:
            partial.append(article)
    if len(partial) == 1:
        return partial[0]
    remedy = (
        "one of: " + ", ".join(a.id for a in partial[:8]) if partial else nearest(name, ids[:1000])
    )
    problem = f"{len(partial)} articles match" if partial else "there is no article"
    raise BryggaError(f"{problem} {name!r}", code="no-article", where=str(out), remedy=remedy)


def records_by_stem(out: Path) -> dict[str, Article]:
    """Records by the name of their file without suffix, as gold texts name them."""
    return {PurePosixPath(article.source.uri).stem: article for article in records(out)}
