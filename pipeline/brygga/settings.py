"""Settings: defaults in code, overridden by one TOML file.

The file has the keys ``stages`` and ``kb`` (knowledge bases of the user's own, for every stage that
asks for some) and one table per part: ``[ingest]``, ``[batch]`` and one for each stage by its name.
A key that does not exist is an error that names the nearest one that does.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from brygga.errors import SettingsError
from brygga.flow import ON_REQUEST, STAGES, registered, stage_class
from brygga.ingest import IngestSettings
from brygga.nearest import nearest

FILE = "brygga.toml"


class BatchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``size`` articles at most go through the stages together, ``shard`` of them are one task.
    ``engine``: ``pool`` works in ``jobs`` processes (0: one for each core), ``serial`` in its own.
    ``timeout``: seconds after which one article is given up.
    """

    size: Annotated[int, msgspec.Meta(ge=1)] = 32
    shard: Annotated[int, msgspec.Meta(ge=1)] = 256
    engine: Literal["pool", "serial"] = "pool"
    jobs: Annotated[int, msgspec.Meta(ge=0)] = 0
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 120.0


class Settings(msgspec.Struct, frozen=True):
    """All settings of a run; ``stage`` maps a stage's name to its own settings object."""

    stages: tuple[str, ...] = tuple(name for name in STAGES if name not in ON_REQUEST)
    ingest: IngestSettings = IngestSettings()
    batch: BatchSettings = BatchSettings()
    kb: tuple[str, ...] = ()
    stage: dict[str, Any] = {}


def load(path: Path | None = None) -> Settings:
    """Read ``path``, or ``brygga.toml`` in the working directory if there is one, else defaults.

    Raises ``SettingsError``.
    """
    if path is None:
        path = Path(FILE)
        if not path.is_file():
            return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
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
    return parse(data, str(path))


def parse(data: dict[str, Any], where: str) -> Settings:
    """Settings from the plain data of a TOML file; ``where`` names it in errors."""
    stages = registered()
    for key in data:
        if key not in {"stages", "kb", "ingest", "batch"} and key not in stages:
            valid = ["stages", "kb", "ingest", "batch", *stages]
            raise SettingsError(
                f"there is no setting {key!r}",
                code="unknown-setting",
                where=where,
                remedy=nearest(key, valid),
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


def with_batch(settings: Settings, **given: Any) -> Settings:
    """The settings with what is given (and not ``None``) of ``[batch]``."""
    changes = {name: value for name, value in given.items() if value is not None}
    batch = msgspec.structs.replace(settings.batch, **changes)
    return msgspec.structs.replace(settings, batch=batch)


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
    if isinstance(data, dict):
        fields = [field.encode_name for field in msgspec.structs.fields(kind)]
        for key in data:
            if key not in fields:
                raise SettingsError(
                    f"there is no setting {table}.{key}",
                    code="unknown-setting",
                    where=where,
                    remedy=nearest(key, fields),
                )
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{table}: {error}", code="invalid-setting", where=where) from error
