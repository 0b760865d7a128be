"""The members of a zip archive, one after the other, never written to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from brygga.errors import ReadError
from brygga.ingest.encoding import decode
from brygga.ingest.limits import IngestSettings, too_large

IN_MEMORY = 1 << 25
LARGEST_DIRECTORY = 8_000_000
NESTING = 2
_SMALL = 1_000_000
_TAIL = 66_000  # an end record may be followed by a comment of 65,535 bytes


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive in ``file``, its list of members read.

    Raises ``ReadError`` ``zip-bomb`` where the list alone would fill the memory, and what
    ``zipfile.ZipFile`` raises for damaged ones.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    directory = 0
    # The end records hold the size of the list; zipfile reads as much, whatever the count says.
    for mark, offset, form in ((b"PK\x05\x06", 12, "<I"), (b"PK\x06\x06", 40, "<Q")):
        at = tail.rfind(mark)
        if at >= 0 and at + offset + 8 <= len(tail):
            stated: int = struct.unpack_from(form, tail, at + offset)[0]
            directory = max(directory, stated if stated != 0xFFFFFFFF else 0)
    if directory > LARGEST_DIRECTORY:
        raise ReadError(
            f"a zip archive whose list of members has {directory:,} bytes",
            code="zip-bomb",
            remedy="pack fewer files into one archive",
        )
    file.seek(0)
    return zipfile.ZipFile(file)


class Budget:
    """What one input may still unpack, nested archives included."""

    def __init__(self, settings: IngestSettings) -> None:
        self.members = settings.zip_members
        self.bytes = settings.zip_total_bytes

    def take(self, archive: zipfile.ZipFile, settings: IngestSettings) -> None:
        """Account for all members of ``archive``; raises ``ReadError`` ``zip-bomb``."""
        infos = archive.infolist()
        size = sum(info.file_size for info in infos)
        self.members -= len(infos)
        self.bytes -= size
        if self.members < 0:
            raise _bomb(f"{len(infos):,} members", "zip_members", settings.zip_members)
        if self.bytes < 0:
            raise _bomb(f"{size:,} bytes unpacked", "zip_total_bytes", settings.zip_total_bytes)


def members(
    file: IO[bytes], settings: IngestSettings, budget: Budget
) -> Iterator[tuple[str, IO[bytes]] | ReadError]:
    """Name and content of each member in the archive's order, a ``ReadError`` (``where`` is
    ``!/name``) for each that is encrypted, unsafe, too large or damaged.

    Folders, hidden files and the resource forks of macOS are passed over. Raises ``ReadError``
    for an archive that would unpack to more than ``budget`` holds.
    """
    with open_zip(file) as archive:
        budget.take(archive, settings)
        for info in archive.infolist():
            name = _name(info)
            if info.is_dir() or _hidden(name):
                continue
            try:
                check_member(info, name, settings)
                with open_member(archive, info) as content:
                    yield name, content
            except ReadError as error:
                yield ReadError(
                    error.message, code=error.code, where=f"!/{name}", remedy=error.remedy
                )


def check_member(info: zipfile.ZipInfo, name: str, settings: IngestSettings) -> None:
    """Raise ``ReadError`` for a member that must not be unpacked."""
    if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":":
        raise ReadError(
            "a member's name leads out of the archive",
            code="unsafe-name",
            remedy="pack the file again under a plain name",
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadError(
            "a link, not a file", code="not-a-file", remedy="pack the file that it leads to"
        )
    if info.flag_bits & 0x1:
        raise ReadError(
            "encrypted with a password",
            code="encrypted",
            remedy="pack it again without a password",
        )
    if info.file_size > _SMALL and info.file_size > settings.zip_ratio * info.compress_size:
        packed, size = f"{info.compress_size:,}", f"{info.file_size:,}"
        raise _bomb(
            f"{packed} bytes that unpack to {size}", "zip_ratio", settings.zip_ratio, unit=" times"
        )
    if info.file_size > settings.zip_member_bytes:
        raise too_large(info.file_size, settings.zip_member_bytes, "zip_member_bytes")


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """The content of a checked member as a seekable file; raises ``ReadError`` ``damaged``."""
    try:
        if info.file_size <= IN_MEMORY:
            return io.BytesIO(archive.read(info))
        return archive.open(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise ReadError(
            f"damaged in the archive ({error})",
            code="damaged",
            remedy="pack or fetch the archive again",
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise ReadError(
            f"cannot be unpacked ({error})", code="damaged", remedy="pack it again with deflate"
        ) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag it is in whatever code page the packer had."""
    name = info.filename
    if not info.flag_bits & 0x800:
        name = decode(name.encode("cp437", errors="replace")).text
    return name.replace("\\", "/")


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(p.startswith(".") and p.strip(".") for p in parts)


def _bomb(what: str, setting: str, limit: int, unit: str = "") -> ReadError:
    return ReadError(
        f"a zip archive with {what}; the limit is {limit:,}{unit}",
        code="zip-bomb",
        remedy=f"if you trust it, raise ingest.{setting}",
    )
