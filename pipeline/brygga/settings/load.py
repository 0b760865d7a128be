"""Settings from everywhere they may stand: a later source wins over an earlier one.

Defaults, then the settings file, then the environment (``BRYGGA_BATCH__JOBS=2``), then what was
given on the command line.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from brygga.errors import SettingsError
from brygga.settings.model import Settings
from brygga.settings.parse import parse

FILE = "brygga.toml"
PREFIX, STEP = "BRYGGA_", "__"
_TOP = ("stages", "kb")

Origins = dict[str, str]
"""Where a setting that is not a default came from, by its name (``batch.jobs``)."""


class Loaded(msgspec.Struct, frozen=True):
    settings: Settings
    origins: Origins


def load(path: Path | None = None, flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings of a command; see ``load_all``."""
    return load_all(path, flags).settings


def load_all(path: Path | None = None, flags: Mapping[str, Any] | None = None) -> Loaded:
    """Read ``path``, or ``brygga.toml`` in the working directory if there is one; then the
    environment; then ``flags``: a value for each name (``batch.jobs``), ``None`` where the user
    gave none.

    Raises ``SettingsError``.
    """
    origins: Origins = {}
    data: dict[str, Any] = {}
    for source, table in _layers(path, flags or {}):
        parse(table, source)  # so that an error names where the fault stands
        _lay(data, table, source, origins)
    return Loaded(parse(data, "settings"), origins)


def _layers(path: Path | None, flags: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield _file(path)
    yield from _environment(os.environ)
    for key, value in flags.items():
        if value is not None:
            yield f"--{key.rpartition('.')[2]}", _nested(key.split("."), value)


def _file(path: Path | None) -> tuple[str, dict[str, Any]]:
    if path is None:
        path = Path(FILE)
        if not path.is_file():
            return FILE, {}
    try:
        return str(path), tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"cannot be read ({error.strerror})",
            code="unreadable-settings",
            where=str(path),
            remedy="check the path after --settings",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"not valid TOML ({error})", code="invalid-settings", where=str(path)
        ) from error


def _environment(environ: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The variables that are settings: ``BRYGGA_DRAFT__METHOD``, ``BRYGGA_KB``; their values are
    TOML, or else plain text.
    """
    for name in sorted(environ):
        if name.startswith(PREFIX):
            keys = name.removeprefix(PREFIX).lower().split(STEP)
            if len(keys) > 1 or keys[0] in _TOP:
                yield name, _nested(keys, _value(environ[name]))


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _nested(keys: list[str], value: Any) -> dict[str, Any]:
    for key in reversed(keys):
        value = {key: value}
    nested: dict[str, Any] = value
    return nested


def _lay(data: dict[str, Any], over: Mapping[str, Any], source: str, origins: Origins) -> None:
    """Put ``over`` on top of ``data``; tables join, everything else is replaced."""

    def lay(below: dict[str, Any], above: Mapping[str, Any], path: str) -> None:
        for key, value in above.items():
            here = f"{path}{key}"
            if isinstance(value, dict) and isinstance(below.get(key, {}), dict):
                lay(below.setdefault(key, {}), value, f"{here}.")
            else:
                below[key] = value
            origins[here] = source

    lay(data, over, "")
