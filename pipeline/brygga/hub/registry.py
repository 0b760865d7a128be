"""The models of the hub that Brygga knows by name."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

from brygga.errors import ModelError

FILE = "registry.toml"
REVISION = re.compile(r"[0-9a-f]{40}")
_REPOSITORY = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model: ``repository`` of the hub, ``revision`` (40 hexadecimal digits, or nothing where
    the first pull decides), ``licence`` as its card states it, ``task`` and ``note``.
    """

    repository: str
    licence: str
    task: str
    revision: str = ""
    note: str = ""


@cache
def entries() -> dict[str, Entry]:
    """What ``models/registry.toml`` lists, by name."""
    package = Path(__file__).resolve().parents[1]
    for path in (package / "_models" / FILE, package.parents[1] / "models" / FILE):
        if path.is_file():
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            return msgspec.convert(data, dict[str, Entry])
    return {}


def repository(name: str) -> str:
    """The repository of ``name``, which is a name of the registry or a repository itself.

    Raises ``ModelError`` for what can be neither.
    """
    if name in entries():
        return entries()[name].repository
    if not _REPOSITORY.fullmatch(name) or ".." in name:
        raise ModelError(
            "is no model of the registry and no repository (OWNER/NAME)",
            code="unknown-model",
            where=name,
            remedy="see brygga models list",
        )
    return name


def pinned(repository: str) -> str:
    """The revision that the registry demands of ``repository``, or nothing."""
    for entry in entries().values():
        if entry.repository == repository:
            return entry.revision
    return ""
