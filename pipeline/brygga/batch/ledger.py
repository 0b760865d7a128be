"""The ledger of an output directory: what is done already, and how far the run at work is.

SQLite, so that hundreds of thousands of articles need no memory of the run's own. Everything is
keyed by content: an input by its bytes and how it is read, an outcome by the article as it was read
and the plan.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from brygga.batch.tasks import Found, Item, Piece, Result
from brygga.batch.twins import bands, similarity
from brygga.errors import BryggaError
from brygga.ingest import Input

VERSION = "1"
_CANDIDATES = 50
"""Articles that one is compared with at most, the earliest first."""
_PAGE = 2_000
"""Rows that are held at a time."""


class Counts(msgspec.Struct, frozen=True):
    """Articles by what has become of them since the last complete run. ``again``: the same text
    under another plan; ``removed``: the input is gone; ``rejected`` counts articles and inputs.
    """

    new: int
    changed: int
    again: int
    unchanged: int
    removed: int
    rejected: int


class Line(msgspec.Struct, frozen=True):
    """A line of the output: a reject that is known, or where in which part it lies. ``twin`` is the
    id of an earlier article that says almost the same.
    """

    kind: str
    part: str
    place: int
    length: int
    reject: str | None
    twin: str | None = None
    similarity: float = 0.0


class Ledger:
    """One connection; whoever has the directory's lock may use it."""

    def __init__(self, path: Path) -> None:
        fresh = not path.exists()
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        if fresh or not self._db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            schema = files("brygga.batch").joinpath("schema.sql").read_text("utf-8")
            self._db.executescript(f"BEGIN; {schema} COMMIT;")
            self.remember("version", VERSION)
        elif self.recall("version") != VERSION:
            raise BryggaError(
                f"was written by another version of Brygga (ledger {self.recall('version')})",
                code="ledger-version",
                where=str(path),
                remedy=f"delete {path.parent}: the next run does everything again",
            )

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def remember(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    # The inputs

    def begin(self) -> int:
        """Forget an unfinished run, but not its results; the number of this run."""
        number = int(self.recall("run") or 0) + 1
        with self.transaction():
            self._db.execute("DELETE FROM scan")
            self._db.execute("DELETE FROM spooled")
            self._db.execute("DELETE FROM next")
            self.remember("run", str(number))
        return number

    def add_inputs(self, rows: Iterable[tuple[Input | None, str, str | None, str | None]]) -> None:
        """Inputs in order, each with its uri and its SHA-256, or the reject in its place."""
        with self.transaction():
            self._db.executemany(
                "INSERT INTO scan (uri, path, root, sha256, reject) VALUES (?, ?, ?, ?, ?)",
                (
                    (
                        uri,
                        str(one.path) if one else None,
                        str(one.root) if one and one.root else None,
                        sha,
                        reject,
                    )
                    for one, uri, sha, reject in rows
                ),
            )

    def has_read(self, uri: str, sha256: str, reader: str) -> bool:
        """Whether these bytes have been read in this way before."""
        query = "SELECT 1 FROM reading WHERE uri = ? AND sha256 = ? AND reader = ?"
        return self._db.execute(query, (uri, sha256, reader)).fetchone() is not None

    def know_readings(self, reader: str) -> None:
        """Note what is known of the inputs: the same bytes were read before."""
        with self.transaction():
            self._db.execute(
                "UPDATE scan SET reading = (SELECT id FROM reading r WHERE r.uri = scan.uri"
                " AND r.sha256 = scan.sha256 AND r.reader = ?)",
                (reader,),
            )

    def unread(self) -> Iterator[Found]:
        """The inputs that nothing is known of."""
        yield from map(
            _found,
            self._pages(
                "SELECT seq, uri, path, root, sha256 FROM scan"
                " WHERE seq > ? AND reading IS NULL AND sha256 IS NOT NULL ORDER BY seq LIMIT ?"
            ),
        )

    def unspooled(self) -> Iterator[Found]:
        """The inputs with articles that are to be processed and do not lie in a spool."""
        yield from map(
            _found,
            self._pages(
                "SELECT seq, uri, path, root, sha256 FROM scan WHERE seq > ? AND EXISTS"
                " (SELECT 1 FROM item i JOIN next n ON n.digest = i.digest"
                "  WHERE i.reading = scan.reading AND n.kept = 0 AND n.reject IS NULL"
                "  AND NOT EXISTS (SELECT 1 FROM result r WHERE r.key = n.key AND r.plan = n.plan)"
                "  AND NOT EXISTS (SELECT 1 FROM spooled p WHERE p.digest = n.digest))"
                " ORDER BY seq LIMIT ?"
            ),
        )

    def _pages(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Rows page by page, so that what is read meanwhile may be written: the query's first
        column is a number that has to be above its first parameter, and the second one its limit.
        """
        last = 0
        while rows := self._db.execute(query, (last, _PAGE)).fetchall():
            yield from rows
            last = rows[-1][0]

    def count_unread(self) -> int:
        query = "SELECT count(*) FROM scan WHERE reading IS NULL AND sha256 IS NOT NULL"
        (count,) = self._db.execute(query).fetchone()
        return int(count)

    def count_rejects(self) -> int:
        """Inputs and articles that have been rejected so far."""
        (count,) = self._db.execute(
            "SELECT (SELECT count(reject) FROM scan)"
            " + (SELECT count(i.reject) FROM scan s JOIN item i ON i.reading = s.reading)"
            " + (SELECT count(*) FROM next n JOIN result r ON r.key = n.key AND r.plan = n.plan"
            "    WHERE r.kind = 'reject')"
        ).fetchone()
        return int(count)

    def forget_rejects(self) -> None:
        """Let the next run try again what was rejected, whether an input or an article."""
        with self.transaction():
            self._db.execute("DELETE FROM result WHERE kind = 'reject'")
            self._db.execute(
                "DELETE FROM reading WHERE id IN"
                " (SELECT reading FROM item WHERE reject IS NOT NULL)"
            )
            self._db.execute(
                "DELETE FROM item WHERE NOT EXISTS"
                " (SELECT 1 FROM reading WHERE reading.id = item.reading)"
            )

    def count_inputs(self) -> tuple[int, int]:
        """How many inputs there are, and how many of them are rejects already."""
        row = self._db.execute("SELECT count(*), count(reject) FROM scan").fetchone()
        return int(row[0]), int(row[1])

    def unreadable(self, most: int) -> list[str]:
        """The first rejects among the inputs that were not even opened."""
        rows = self._db.execute(
            "SELECT reject FROM scan WHERE reject IS NOT NULL ORDER BY seq LIMIT ?", (most,)
        )
        return [row[0] for row in rows]

    def add_items(
        self, inputs: Iterable[Found], reader: str, items: Iterable[Item], spool: Path
    ) -> None:
        """What a reader has found in inputs; it counts when this returns."""
        with self.transaction():
            readings: dict[int, int] = {}
            for one in inputs:
                values = (one.input.uri, one.sha256, reader)
                self._db.execute(
                    "INSERT OR IGNORE INTO reading (uri, sha256, reader) VALUES (?, ?, ?)", values
                )
                (number,) = self._db.execute(
                    "SELECT id FROM reading WHERE uri = ? AND sha256 = ? AND reader = ?", values
                ).fetchone()
                readings[one.place] = number
                self._db.execute("UPDATE scan SET reading = ? WHERE seq = ?", (number, one.place))
            for item in items:
                self._db.execute(
                    "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        readings[item.place], item.number, item.id, item.digest, item.text,
                        item.characters, item.reject,
                    ),
                )  # fmt: skip
                if item.digest:
                    self._db.execute(
                        "INSERT OR IGNORE INTO spooled VALUES (?, ?, ?, ?)",
                        (item.digest, str(spool), item.offset, item.length),
                    )
                if item.signature:
                    self._db.execute(
                        "INSERT OR IGNORE INTO signature VALUES (?, ?)",
                        (item.digest, item.signature),
                    )

    # The articles

    def arrange(self, plan: str, *, force: bool, prune: bool) -> None:
        """Put what the inputs hold in order: ids made unique, then what is kept of inputs that are
        gone. With ``force`` nothing of it counts as done.
        """
        with self.transaction():
            self._db.execute("DELETE FROM next")
            self._db.execute(
                "INSERT INTO next (uri, id, key, digest, text, plan, characters, reject)"
                " SELECT uri, id, digest, digest, text, ?, characters, reject FROM ("
                "  SELECT s.seq, i.number, s.uri, i.id, i.digest, i.text, i.characters, i.reject"
                "  FROM scan s JOIN item i ON i.reading = s.reading"
                "  UNION ALL SELECT seq, -1, uri, NULL, NULL, NULL, 0, reject FROM scan"
                "  WHERE reject IS NOT NULL) ORDER BY seq, number",
                (plan,),
            )
            self._make_unique()
            if force:
                self._db.execute(
                    "DELETE FROM result WHERE plan = ? AND key IN (SELECT key FROM next)", (plan,)
                )
            if not prune:
                self._db.execute(
                    "INSERT INTO next (uri, id, key, digest, text, plan, kept)"
                    " SELECT p.uri, p.id, p.key, p.digest, p.text, p.plan, 1 FROM published p"
                    " JOIN result r ON r.key = p.key AND r.plan = p.plan"
                    " WHERE NOT EXISTS (SELECT 1 FROM next n WHERE n.id = p.id) ORDER BY p.seq"
                )

    def _make_unique(self) -> None:
        """Two inputs that claim one id are both kept, the later under a number of its own."""
        rows = self._db.execute(
            "SELECT seq, id FROM next WHERE id IN"
            " (SELECT id FROM next WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1)"
            " ORDER BY id, seq"
        ).fetchall()
        before = None
        number = 1
        for seq, name in rows:
            if name != before:
                before, number = name, 1
                continue
            number += 1
            while self._db.execute(
                "SELECT 1 FROM next WHERE id = ?", (f"{name}~{number}",)
            ).fetchone():
                number += 1
            own = f"{name}~{number}"
            self._db.execute(
                "UPDATE next SET id = ?, own = ?, key = digest || '~' || ? WHERE seq = ?",
                (own, own, own, seq),
            )

    def find_twins(self, least: float) -> None:
        """Note for each article the earlier one that is most like it, if it is so by ``least`` at
        least (a similarity from 0 to 1). Nothing is done where no article has come or gone.
        """
        order = hashlib.sha256(f"{least}".encode())
        for _, digest in self._pages(
            "SELECT seq, coalesce(digest, '') FROM next WHERE seq > ? ORDER BY seq LIMIT ?"
        ):
            order.update(digest.encode())
        if self.recall("twins") == order.hexdigest():
            return
        with self.transaction():
            self._db.execute("DELETE FROM twin")
            self._db.execute("CREATE TEMP TABLE band (key INTEGER, seq INTEGER)")
            self._db.execute("CREATE INDEX temp.band_key ON band (key)")
            if least:
                for seq, digest, text in self._pages(
                    "SELECT seq, digest, text FROM next"
                    " WHERE seq > ? AND digest IS NOT NULL ORDER BY seq LIMIT ?"
                ):
                    self._find_twin(seq, digest, text, least)
            self._db.execute("DROP TABLE band")
            self.remember("twins", order.hexdigest())

    def _find_twin(self, seq: int, digest: str, text: str, least: float) -> None:
        same = self._db.execute(
            "SELECT id FROM next WHERE text = ? AND seq < ? ORDER BY seq LIMIT 1", (text, seq)
        ).fetchone()
        row = self._db.execute(
            "SELECT minhash FROM signature WHERE digest = ?", (digest,)
        ).fetchone()
        keys = list(bands(row[0])) if row else []
        found = [(1.0, 0, same[0])] if same else self._alike(row[0], keys) if row else []
        best = max(found, default=None)
        if best and best[0] >= least:
            self._db.execute("INSERT INTO twin VALUES (?, ?, ?)", (seq, best[2], best[0]))
        self._db.executemany("INSERT INTO band VALUES (?, ?)", ((key, seq) for key in keys))

    def _alike(self, minhash: bytes, keys: Sequence[int]) -> list[tuple[float, int, str]]:
        """Earlier articles that may be like one: how much, minus their place, their ids."""
        rows = self._db.execute(
            "SELECT DISTINCT n.seq, n.id, s.minhash FROM band b JOIN next n ON n.seq = b.seq"
            " JOIN signature s ON s.digest = n.digest"
            " WHERE b.key IN (SELECT value FROM json_each(?)) ORDER BY n.seq LIMIT ?",
            (msgspec.json.encode(keys).decode(), _CANDIDATES),
        )
        return [(similarity(minhash, other), -seq, name) for seq, name, other in rows]

    def count_twins(self) -> int:
        (count,) = self._db.execute("SELECT count(*) FROM twin").fetchone()
        return int(count)

    def pending(self) -> Iterator[Piece]:
        """The articles to process, in order."""
        for _, key, spool, place, length, characters, own in self._pages(
            "SELECT n.seq, n.key, s.spool, s.place, s.length, n.characters, n.own FROM next n"
            " JOIN spooled s ON s.digest = n.digest"
            " LEFT JOIN result r ON r.key = n.key AND r.plan = n.plan"
            " WHERE n.seq > ? AND n.kept = 0 AND n.reject IS NULL AND r.key IS NULL"
            " ORDER BY n.seq LIMIT ?"
        ):
            yield Piece(key, Path(spool), place, length, characters, own)

    def count_pending(self) -> int:
        (count,) = self._db.execute(
            "SELECT count(*) FROM next n LEFT JOIN result r ON r.key = n.key AND r.plan = n.plan"
            " WHERE n.kept = 0 AND n.reject IS NULL AND r.key IS NULL"
        ).fetchone()
        return int(count)

    def add_results(self, plan: str, results: Iterable[Result], part: str) -> None:
        """The receipts of a part that lies on disk; its articles are done when this returns."""
        with self.transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?)",
                ((r.key, plan, r.kind, part, r.offset, r.length) for r in results),
            )

    def uri_of(self, key: str) -> str:
        row = self._db.execute("SELECT uri FROM next WHERE key = ? LIMIT 1", (key,)).fetchone()
        return str(row[0]) if row else "?"

    # The output

    def counts(self) -> Counts:
        found = dict(
            self._db.execute(
                "SELECT CASE WHEN n.reject IS NOT NULL OR r.kind = 'reject' THEN 'rejected'"
                " WHEN n.kept THEN 'removed' WHEN p.id IS NULL THEN 'new'"
                " WHEN p.digest <> n.digest THEN 'changed' WHEN p.plan <> n.plan THEN 'again'"
                " ELSE 'unchanged' END AS state, count(*) FROM next n"
                " LEFT JOIN result r ON r.key = n.key AND r.plan = n.plan"
                " LEFT JOIN published p ON p.id = n.id GROUP BY state"
            ).fetchall()
        )
        return Counts(**{name: found.get(name, 0) for name in Counts.__struct_fields__})

    def fresh(self, most: int) -> list[Line]:
        """Where the first records lie that are not as they were in the last complete run."""
        rows = self._db.execute(
            "SELECT n.reject, r.kind, r.part, r.place, r.length FROM next n"
            " JOIN result r ON r.key = n.key AND r.plan = n.plan AND r.kind = 'record'"
            " LEFT JOIN published p ON p.id = n.id"
            " WHERE n.kept = 0 AND (p.id IS NULL OR p.key <> n.key OR p.plan <> n.plan)"
            " ORDER BY n.seq LIMIT ?",
            (most,),
        ).fetchall()
        return [_line(kind, part, place, size, reject) for reject, kind, part, place, size in rows]

    def rejects(self, most: int) -> list[Line]:
        """The first rejects."""
        rows = self._db.execute(
            "SELECT n.reject, r.part, r.place, r.length FROM next n"
            " LEFT JOIN result r ON r.key = n.key AND r.plan = n.plan"
            " WHERE n.reject IS NOT NULL OR r.kind = 'reject' ORDER BY n.seq LIMIT ?",
            (most,),
        )
        return [_line("reject", part, place, size, reject) for reject, part, place, size in rows]

    def count_pruned(self) -> int:
        """How many records of the last run have neither an input nor a place in this one."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM published p"
            " WHERE NOT EXISTS (SELECT 1 FROM next n WHERE n.id = p.id)"
        ).fetchone()
        return int(count)

    def lines(self) -> Iterator[Line]:
        """The lines of the output in order."""
        for _, reject, kind, part, place, length, twin, alike in self._pages(
            "SELECT n.seq, n.reject, r.kind, r.part, r.place, r.length, t.other, t.similarity"
            " FROM next n LEFT JOIN result r ON r.key = n.key AND r.plan = n.plan"
            " LEFT JOIN twin t ON t.seq = n.seq WHERE n.seq > ? ORDER BY n.seq LIMIT ?"
        ):
            line = _line(kind, part, place, length, reject)
            yield msgspec.structs.replace(line, twin=twin, similarity=alike) if twin else line

    def publish(self) -> None:
        """Make the run at work the last complete one, and forget what nothing needs any more."""
        with self.transaction():
            self._db.execute("DELETE FROM published")
            self._db.execute(
                "INSERT INTO published SELECT n.seq, n.uri, n.id, n.key, n.digest, n.text, n.plan,"
                " n.kept FROM next n JOIN result r"
                " ON r.key = n.key AND r.plan = n.plan AND r.kind = 'record'"
            )
            self._db.execute(
                "DELETE FROM result WHERE NOT EXISTS (SELECT 1 FROM next n"
                " WHERE n.key = result.key AND n.plan = result.plan)"
            )
            self._db.execute(
                "DELETE FROM signature WHERE NOT EXISTS"
                " (SELECT 1 FROM next n WHERE n.digest = signature.digest)"
            )
            self._db.execute(
                "DELETE FROM reading WHERE NOT EXISTS"
                " (SELECT 1 FROM scan WHERE scan.reading = reading.id)"
            )
            self._db.execute(
                "DELETE FROM item WHERE NOT EXISTS"
                " (SELECT 1 FROM reading WHERE reading.id = item.reading)"
            )

    def forget_parts(self, lost: Iterable[str]) -> None:
        """What lay in these parts has to be done again."""
        with self.transaction():
            self._db.executemany("DELETE FROM result WHERE part = ?", ((name,) for name in lost))

    def parts(self) -> set[str]:
        """The parts that results lie in."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT part FROM result")}


def _found(row: tuple[int, str, str, str | None, str]) -> Found:
    place, uri, path, root, sha256 = row
    return Found(place, Input(path=Path(path), root=Path(root) if root else None, uri=uri), sha256)


def _line(
    kind: str | None, part: str | None, place: int | None, length: int | None, reject: str | None
) -> Line:
    return Line(kind or "reject", part or "", place or 0, length or 0, reject)
