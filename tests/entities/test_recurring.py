from __future__ import annotations

import pytest

from brygga.entities.recurring import with_recurring_words
from brygga.entities.spans import Span
from brygga.record import Label


def found(text: str, name: str, label: Label = "PROJECT") -> list[str]:
    start = text.index(name)
    spans = [Span(start, start + len(name), label, "model")]
    return [text[s.start : s.end] for s in with_recurring_words(text, spans)]


def test_a_word_that_always_follows_belongs_to_the_name() -> None:
    assert found("Tack vare Tyst vatten. Tyst vatten pågår.", "Tyst") == ["Tyst vatten"]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Tack vare Glimma mäter vi. Glimma är stort.", "Glimma", "PROJECT"),
        ("Tack vare Tyst vatten går det.", "Tyst", "PROJECT"),
        ("Tyst vatten gick. Tyst vatten kom.", "Tyst", "PROJECT"),
        ("Efter Mörkrets offer kom fler av Mörkrets offer.", "Mörkrets", "EVENT"),
        ("Vid Tyst vatten-veckan. I Tyst vatten-veckan.", "Tyst", "EVENT"),
        ("Hos Tyst vatten. Vid Tyst vatten.", "Tyst", "ORGANISATION"),
    ],
)
def test_the_name_stays_as_it_is(text: str, name: str, label: Label) -> None:
    assert found(text, name, label) == [name]
