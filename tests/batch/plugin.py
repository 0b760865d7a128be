"""A stage that a test can make fail in every way, installed as a plugin of another package is."""

from __future__ import annotations

from pathlib import Path

import pytest

_MODULE = """
import ctypes, os, signal, time
from typing import ClassVar
import msgspec
from brygga.record import replace


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shout: bool = False
    log: str = ""


class Poison:
    name: ClassVar[str] = "poison"
    version: ClassVar[int] = 1
    requires = frozenset({"text"})
    provides = frozenset({"lead"})
    Settings = Settings

    def __init__(self, settings):
        self.settings, self.model = settings, None

    def setup(self):
        pass

    def process(self, articles):
        return [self.one(article) for article in articles]

    def one(self, article):
        if self.settings.log:
            with open(self.settings.log, "a") as file:
                file.write(article.id + "\\n")
        if "BOMB" in article.text:
            raise ValueError("bang")
        if "KILL" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "SEGFAULT" in article.text:
            ctypes.string_at(0)
        if "HANG" in article.text:
            time.sleep(1000)
        if "SLOW" in article.text:
            time.sleep(0.01)
        said = article.text.upper() if self.settings.shout else article.text
        return replace(article, lead=said)
"""


def install(folder: Path) -> Path:
    """A folder to put on the path: a module and the entry point that names its stage."""
    (folder / "poison-1.dist-info").mkdir(parents=True)
    (folder / "poison_stage.py").write_text(_MODULE)
    (folder / "poison-1.dist-info/METADATA").write_text("Name: poison\nVersion: 1\n")
    (folder / "poison-1.dist-info/entry_points.txt").write_text(
        "[brygga.stages]\npoison = poison_stage:Poison\n"
    )
    return folder


@pytest.fixture
def poison(tmp_path_factory, monkeypatch):
    """The plugin, on the path of this process and of those that it starts."""
    folder = install(tmp_path_factory.mktemp("plugin"))
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder
