from __future__ import annotations

import pytest

from brygga.kb import store
from brygga.kb.store import KnowledgeBase
from tests.kb.helpers import build


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A tiny file in the place of the one that ships."""
    path = build(tmp_path / "kb.sqlite")
    monkeypatch.setattr(store, "SHIPPED", path)
    return path


@pytest.fixture
def kb(shipped):
    base = KnowledgeBase.open()
    yield base
    base.close()
