"""Settings from plain data, with errors that name what is wrong."""

from __future__ import annotations

from typing import Any

import msgspec

from brygga.errors import SettingsError
from brygga.flow import ON_REQUEST, STAGES, registered, stage_class
from brygga.ingest import IngestSettings
from brygga.nearest import nearest
from brygga.settings.model import BatchSettings, Settings

TOP = ("stages", "kb", "ingest", "batch")


def kinds() -> dict[str, Any]:
    """The table of every part that has settings, by its name: ``ingest``, ``batch``, the stages."""
    stages = {name: stage_class(name).Settings for name in registered()}
    return {"ingest": IngestSettings, "batch": BatchSettings, **stages}


def parse(data: dict[str, Any], where: str) -> Settings:
    """Settings from the plain data of a TOML file; ``where`` names it in errors."""
    stages = registered()
    for key in data:
        if key not in TOP and key not in stages:
            raise SettingsError(
                f"there is no setting {key!r}",
                code="unknown-setting",
                where=where,
                remedy=nearest(key, [*TOP, *stages]),
            )
    usual = [name for name in STAGES if name not in ON_REQUEST or name in data]
    names = _convert(data.get("stages", usual), tuple[str, ...], where, "stages")
    if not names:
        raise SettingsError(
            "no stages, so nothing would be done",
            code="invalid-setting",
            where=where,
            remedy=f"leave 'stages' out, or name some of: {', '.join(stages)}",
        )
    known = _convert(data.get("kb", []), tuple[str, ...], where, "kb")
    return Settings(
        stages=names,
        ingest=_convert(data.get("ingest", {}), IngestSettings, where, "ingest"),
        batch=_convert(data.get("batch", {}), BatchSettings, where, "batch"),
        kb=known,
        stage={
            name: _convert(_with_kb(data.get(name, {}), kind, known), kind, where, name)
            for name in stages
            if name in data or (known and name in names)
            for kind in (stage_class(name).Settings,)
        },
    )


def with_draft(settings: Settings, method: str) -> Settings:
    """The settings with the ``draft`` stage by ``method`` for every article, or without it for
    ``off``. Raises ``SettingsError`` for a method that does not exist.
    """
    others = tuple(name for name in settings.stages if name != "draft")
    if method == "off":
        return msgspec.structs.replace(settings, stages=others)
    given = settings.stage.get("draft")
    table = {**(msgspec.to_builtins(given) if given else {}), "method": method}
    table |= {"languages": {}, "sections": {}}
    draft = _convert(table, stage_class("draft").Settings, "--draft", "draft")
    return msgspec.structs.replace(
        settings, stages=(*others, "draft"), stage={**settings.stage, "draft": draft}
    )


def _with_kb(data: Any, kind: Any, known: tuple[str, ...]) -> Any:
    """A stage's table with the knowledge bases of the whole run, if it asks for any."""
    asks = "kb" in {field.encode_name for field in msgspec.structs.fields(kind)}
    return {"kb": known, **data} if known and asks and isinstance(data, dict) else data


def _convert(data: Any, kind: Any, where: str, table: str) -> Any:
    _check_keys(data, kind, where, table)
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{table}: {error}", code="invalid-setting", where=where) from error


def _check_keys(data: Any, kind: Any, where: str, table: str) -> None:
    """Raise ``SettingsError`` with the nearest name for a key that no table has."""
    if not (isinstance(data, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    for key, value in data.items():
        if key not in fields:
            raise SettingsError(
                f"there is no setting {table}.{key}",
                code="unknown-setting",
                where=where,
                remedy=nearest(key, fields),
            )
        _check_keys(value, fields[key].type, where, f"{table}.{key}")
