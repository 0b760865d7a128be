"""The folder where fetched models lie: one folder and one lock file for each.

``BRYGGA_MODELS`` names it, else it is the platform's folder for a program's data. A lock file
says which commit a model is of and the SHA-256 of every file. It outlives ``rm``: whoever fetches
the model again gets the same commit and the same bytes, or an error.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from brygga.batch.output import atomic
from brygga.errors import ModelError
from brygga.hub import registry


class File(msgspec.Struct, frozen=True):
    """``size`` in bytes, ``sha256`` in hexadecimal digits."""

    size: int
    sha256: str


class Lock(msgspec.Struct, frozen=True):
    """What was fetched (``fetched``: the files as they came) and what lies there (``files``: with
    those that were made of them).
    """

    repository: str
    revision: str
    source: str
    fetched: dict[str, File]
    files: dict[str, File]


class Flaw(msgspec.Struct, frozen=True):
    """A file that is not what the lock says."""

    file: str
    problem: str


def home() -> Path:
    """Where models are kept; the folder need not exist."""
    if chosen := os.environ.get("BRYGGA_MODELS"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "brygga" / "models"


def place(repository: str) -> Path:
    """The folder of a model, whether or not it is there."""
    return home() / repository.replace("/", "--")


def folder(model: str) -> Path:
    """The folder to load ``model`` from: a folder of that name, else what was pulled.

    ``model`` is a path, a name of the registry or a repository. Raises ``ModelError`` where
    nothing is, or files are missing or of another size than the lock says (their checksums are
    for ``verify``: reading half a gigabyte once more would slow every start).
    """
    if (Path(model) / "config.json").is_file():
        return Path(model)
    repository = registry.repository(model)
    lock = read_lock(repository)
    path = place(repository)
    if lock is None or not path.is_dir():
        raise ModelError(
            "is not on this machine", code="missing-model", where=model, remedy=_pull(model)
        )
    for name, file in lock.files.items():
        if not (path / name).is_file() or (path / name).stat().st_size != file.size:
            raise ModelError(
                f"{name} is missing or cut short",
                code="damaged-model",
                where=model,
                remedy=_pull(model),
            )
    return path


def label(model: str) -> str:
    """Name and version of a model as records give them: its revision, else a hash of its weights
    (8 digits each).
    """
    path = folder(model)
    if path == Path(model):
        weights = sorted(path.glob("*.safetensors")) or sorted(path.glob("*.onnx"))
        digest = hashlib.sha256("".join(checksum(file).sha256 for file in weights).encode())
        return f"{path.resolve().name}-{digest.hexdigest()[:8]}"
    repository = registry.repository(model)
    lock = read_lock(repository)
    return f"{repository.rpartition('/')[2]}-{lock.revision[:8] if lock else 'unknown'}"


def installed() -> Iterator[Lock]:
    """The locks of the models that are there, by repository."""
    for path in sorted(home().glob("*.lock.json")):
        lock = _lock_at(path)
        if lock is not None and place(lock.repository).is_dir():
            yield lock


def read_lock(repository: str) -> Lock | None:
    """What the lock file says; ``None`` if there is none."""
    return _lock_at(_lock_path(repository))


def put(lock: Lock, made: Path) -> None:
    """Make the folder ``made`` (beside the others) the model that ``lock`` describes.

    The old one goes only when the new one stands there whole; a model without its lock, or with
    that of another, does not load.
    """
    target = place(lock.repository)
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
        with atomic(_lock_path(lock.repository)) as file:
            file.write(msgspec.json.format(msgspec.json.encode(lock, order="sorted"), indent=1))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def verify(repository: str) -> list[Flaw]:
    """Compare every file of a model that is there with its checksum; an empty list says all is
    well. Raises ``ModelError`` if the model is not there.
    """
    lock = read_lock(repository)
    path = place(repository)
    if lock is None or not path.is_dir():
        raise _absent(repository)
    flaws = [
        Flaw(name, problem)
        for name, file in lock.files.items()
        if (problem := _ill(path, name, file))
    ]
    extra = sorted(_names(path) - lock.files.keys())
    return flaws + [Flaw(name, "does not belong to the model") for name in extra]


def remove(repository: str) -> int:
    """Delete a model's files and keep its lock; the bytes that this frees.

    Raises ``ModelError`` if the model is not there.
    """
    path = place(repository)
    if not path.is_dir():
        raise _absent(repository)
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    gone = path.with_name(f".{path.name}.gone")
    shutil.rmtree(gone, ignore_errors=True)
    path.rename(gone)
    shutil.rmtree(gone)
    return size


def checksum(path: Path) -> File:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(path.stat().st_size, digest)


def checksums(folder: Path) -> dict[str, File]:
    """Of every file of a folder and the folders in it, by its path with slashes."""
    return {name: checksum(folder / name) for name in sorted(_names(folder))}


def _names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def differing(found: Mapping[str, File], wanted: Mapping[str, File]) -> list[str]:
    """The files that are in both and are not the same."""
    return sorted(name for name in found.keys() & wanted.keys() if found[name] != wanted[name])


def _ill(path: Path, name: str, file: File) -> str | None:
    if not (path / name).is_file():
        return "is missing"
    return None if checksum(path / name) == file else "has other bytes than were fetched"


def _lock_path(repository: str) -> Path:
    target = place(repository)
    return target.with_name(f"{target.name}.lock.json")


def _lock_at(path: Path) -> Lock | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Lock)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, OSError) as error:
        raise ModelError(
            f"cannot be read ({error})",
            code="damaged-lock",
            where=str(path),
            remedy="delete it and pull the model again",
        ) from error


def _absent(repository: str) -> ModelError:
    return ModelError(
        "is not on this machine", code="missing-model", where=repository, remedy=_pull(repository)
    )


def _pull(model: str) -> str:
    return f"brygga models pull {model}"
