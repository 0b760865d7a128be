"""What is installed, what works, and what to do about what does not."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires, version

import msgspec
from packaging.requirements import Requirement

from brygga import __version__
from brygga.errors import ModelError
from brygga.flow import build
from brygga.hub import store
from brygga.record import SCHEMA_VERSION, Article, Block, Source
from brygga.settings import Settings

PROBE = "Statsminister Greta Ljung besökte Umeå i torsdags och mötte företagare från hela länet."


class Finding(msgspec.Struct, frozen=True):
    """One line of the report; only a failed ``required`` one makes the report fail."""

    name: str
    ok: bool
    detail: str
    required: bool = True


def examine(settings: Settings) -> Iterator[Finding]:
    """Check the interpreter, each dependency, each stage with its model, the fetched models and the
    extras.
    """
    yield Finding(
        "python", sys.version_info >= (3, 11), f"{platform.python_version()} on {sys.platform}"
    )
    yield Finding("brygga", True, f"{__version__}, writes {SCHEMA_VERSION}")
    wanted = [Requirement(text) for text in requires("brygga") or []]
    for requirement in wanted:
        if _applies(requirement):
            yield _package(requirement, required=True)
    for name in settings.stages:
        yield _stage(name, settings)
    for lock in store.installed():
        yield _fetched(lock.repository)
    for extra in distribution("brygga").metadata.get_all("Provides-Extra") or []:
        for requirement in wanted:
            if extra != "dev" and not _applies(requirement) and _applies(requirement, extra):
                yield _package(requirement, required=False, extra=extra)


def _applies(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def _package(requirement: Requirement, *, required: bool, extra: str | None = None) -> Finding:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        how = f"pip install 'brygga[{extra}]'" if extra else f"pip install '{requirement}'"
        return Finding(requirement.name, False, f"not installed: {how}", required)
    if not requirement.specifier.contains(found, prereleases=True):
        detail = f"{found}, needs {requirement.specifier}: pip install '{requirement}'"
        return Finding(requirement.name, False, detail, required)
    return Finding(requirement.name, True, found, required)


def _stage(name: str, settings: Settings) -> Finding:
    """Set the stage up and run it, behind those that it builds upon, on one sentence."""
    before = settings.stages[: settings.stages.index(name) + 1]
    try:
        flow = build(before, settings.stage)
        flow.setup()
        flow.process([probe()])
    except Exception as error:
        return Finding(f"stage {name}", False, str(error) or type(error).__name__)
    return Finding(f"stage {name}", True, flow.stages[-1].model or "works")


def _fetched(repository: str) -> Finding:
    """Whether a model's files are all there; ``brygga models verify`` reads every byte."""
    name = f"model {repository.rpartition('/')[2]}"
    try:
        store.folder(repository)
        return Finding(name, True, store.label(repository), required=False)
    except ModelError as error:
        return Finding(name, False, f"{error.message}: {error.remedy}", required=False)


def probe() -> Article:
    """One Swedish sentence as an article."""
    return Article(
        id="probe",
        content_hash="",
        source=Source(uri="probe.txt", format="plain", media_type="text/plain", sha256=""),
        published="2024-05-03",
        text=PROBE,
        blocks=(Block(role="paragraph", start=0, end=len(PROBE)),),
    )
