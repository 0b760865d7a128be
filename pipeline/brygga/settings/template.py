"""A settings file with everything that can be set, commented out."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

import msgspec
import tomlkit

from brygga.flow import STAGES
from brygga.settings.model import Settings
from brygga.settings.parse import kinds

_WIDTH = 96


def template() -> str:
    """TOML in which every line is a comment; without the ``# `` it states the defaults."""
    lines = [
        "# Settings of Brygga, with their defaults. Remove the # before a line to change it; a",
        "# stage's table (such as [draft]) needs its own line in brackets. BRYGGA_BATCH__JOBS=2 in",
        "# the environment wins over batch.jobs here, --jobs wins over both. See README.md.",
        "",
        *_assigned("stages", list(Settings().stages)),
        *_assigned("kb", list(Settings().kb)),
    ]
    known = kinds()
    for name in ("ingest", "batch", *STAGES):
        lines += ["", *_table(name, known[name]())]
    return "\n".join(lines) + "\n"


def _table(name: str, settings: Any) -> Iterator[str]:
    text = inspect.getdoc(type(settings)) or ""
    for paragraph in text.replace("``", "").split("\n\n"):
        for line in textwrap.wrap(" ".join(paragraph.split()), _WIDTH):
            yield f"## {line}"
    yield f"# [{name}]"
    inner = []
    for field in msgspec.structs.fields(type(settings)):
        value = getattr(settings, field.name)
        if isinstance(value, msgspec.Struct):
            inner.append((f"{name}.{field.encode_name}", value))
        elif value is not None:
            yield from _assigned(field.encode_name, msgspec.to_builtins(value))
    for inside, value in inner:
        yield ""
        yield from _table(inside, value)


def _assigned(key: str, value: Any) -> Iterator[str]:
    rendered = tomlkit.item(tuple(value) if isinstance(value, list) else value)
    if isinstance(value, dict):
        rendered = tomlkit.inline_table()
        rendered.update(value)
    yield f"# {key} = {rendered.as_string()}"
