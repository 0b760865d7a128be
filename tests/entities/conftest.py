from __future__ import annotations

from pathlib import Path

import pytest

from brygga.entities.tag import Tag, TagSettings

from .helpers import save_stub


@pytest.fixture(scope="session")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tag:
    folder: Path = save_stub(tmp_path_factory.mktemp("model") / "stub")
    stage = Tag(TagSettings(model=str(folder)))
    stage.setup()
    return stage
