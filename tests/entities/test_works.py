from __future__ import annotations

import pytest

from brygga.entities.works import is_after_work


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Hämta appen Resklart i dag", "Resklart", True),
        ("I delrapporten ”Vägval” står det", "Vägval", True),
        ("M/S Sälen lade till", "Sälen", True),
        ("Hos Resklart i dag", "Resklart", False),
        ("Appen kom. Resklart är här", "Resklart", False),
    ],
)
def test_what_a_work_is_called_stands_right_before(text: str, name: str, expected: bool) -> None:
    assert is_after_work(text, text.index(name)) is expected
