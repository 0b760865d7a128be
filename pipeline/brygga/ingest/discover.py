"""From the paths a user names to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from brygga.errors import ReadError
from brygga.ingest.encoding import decode

STDIN = "-"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read. ``path`` is ``None`` for standard input; ``uri`` is the path relative to
    ``root``, the folder that the user named (for a single file, the folder it lies in).

    ``uri`` depends on nothing else: later decisions are keyed by it, so it must not change with
    what else is read in the same run. Two files may have the same.
    """

    path: Path | None
    root: Path | None
    uri: str


def discover(paths: Sequence[str]) -> Iterator[Input | ReadError]:
    """Every file under ``paths``: files, folders (recursively), globs, ``-`` for standard input.

    The order is that of the arguments, inside a folder by name. Hidden files are skipped, each
    file and each folder is visited once however many links lead to it, and what cannot be read
    comes as a ``ReadError`` in its place.
    """
    walk = _Walk()
    for path in paths:
        yield from walk.argument(path)


class _Walk:
    def __init__(self) -> None:
        self.folders: set[tuple[int, int]] = set()
        self.seen: set[str] = set()

    def argument(self, name: str) -> Iterator[Input | ReadError]:
        if name == STDIN:
            if STDIN not in self.seen:
                self.seen.add(STDIN)
                yield Input(path=None, root=None, uri="stdin")
            return
        path = Path(name)
        if glob.has_magic(name) and not os.path.lexists(path):
            yield from self.pattern(name)
        elif path.is_dir():
            yield from self.top(path)
        else:
            yield from self.file(path, path.parent)

    def top(self, path: Path) -> Iterator[Input | ReadError]:
        visited = len(self.seen), len(self.folders)
        empty = True
        for found in self.folder(path, path):
            empty = False
            yield found
        if empty and visited[0] == len(self.seen) and visited[1] < len(self.folders):
            yield ReadError(
                "no files in this folder",
                code="empty-folder",
                where=str(path),
                remedy="name another folder; files whose name begins with a dot are skipped",
            )

    def pattern(self, name: str) -> Iterator[Input | ReadError]:
        parts = Path(name).parts
        fixed = next(n for n, part in enumerate(parts) if glob.has_magic(part))
        root = Path(*parts[:fixed])
        matches = sorted(
            match
            for match in root.glob(str(Path(*parts[fixed:])))
            if not any(part.startswith(".") for part in match.relative_to(root).parts)
        )
        if not matches:
            yield ReadError(
                "no file matches",
                code="no-such-file",
                where=name,
                remedy="check the pattern; ** matches folders at any depth",
            )
        for match in matches:
            if match.is_dir():
                # A recursive pattern names the files below by itself.
                if "**" not in name:
                    yield from self.folder(match, root)
            else:
                yield from self.file(match, root)

    def folder(self, path: Path, root: Path) -> Iterator[Input | ReadError]:
        stack = [iter([path])]
        while stack:
            here = next(stack[-1], None)
            if here is None:
                stack.pop()
            elif not here.is_dir():
                yield from self.file(here, root)
            else:
                try:
                    stack.append(iter(self.entries(here)))
                except OSError as error:
                    yield cannot_open(error, _relative(here, root))

    def entries(self, folder: Path) -> list[Path]:
        """What lies in ``folder``, by name; nothing if it was visited before."""
        info = folder.stat()
        if (info.st_dev, info.st_ino) in self.folders:
            return []
        self.folders.add((info.st_dev, info.st_ino))
        with os.scandir(folder) as scan:
            found = [entry for entry in scan if not entry.name.startswith(".")]
        # Links come last, so that a file is found where it really lies.
        found.sort(key=lambda entry: (entry.is_symlink(), entry.name))
        return [Path(entry.path) for entry in found]

    def file(self, path: Path, root: Path) -> Iterator[Input | ReadError]:
        uri = _relative(path, root)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield cannot_open(error, uri, link=path.is_symlink())
            return
        real = str(path.resolve())
        if real in self.seen:
            return
        self.seen.add(real)
        if stat.S_ISREG(mode):
            yield Input(path=path, root=root, uri=uri)
        else:
            yield ReadError(
                "not a file (a device, pipe or socket)",
                code="not-a-file",
                where=uri,
                remedy=f"pass its content through standard input: brygga run - < {path}",
            )


def cannot_open(error: OSError, uri: str, *, link: bool = False) -> ReadError:
    """The ``ReadError`` that says why the system refused ``uri``."""
    if isinstance(error, PermissionError):
        return ReadError(
            "no permission to read it",
            code="unreadable",
            where=uri,
            remedy="give yourself read permission (chmod u+r)",
        )
    if isinstance(error, FileNotFoundError):
        if link:
            return ReadError(
                "a link to a file that does not exist",
                code="dangling-link",
                where=uri,
                remedy="restore the file that it leads to, or remove the link",
            )
        return ReadError(
            "there is no such file",
            code="no-such-file",
            where=uri,
            remedy="check the path; put one with spaces or * in quotes",
        )
    return ReadError(
        f"cannot be read ({error.strerror or error})",
        code="unreadable",
        where=uri,
        remedy="copy the file to a local disk and name the copy",
    )


def _relative(path: Path, root: Path) -> str:
    # A name in an old encoding is still a name; a record cannot hold its raw bytes.
    return decode(os.fsencode(Path(os.path.relpath(path, root)).as_posix())).text
