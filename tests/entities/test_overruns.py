from __future__ import annotations

import pytest

from brygga.entities.overruns import without_overruns
from brygga.entities.spans import Span


def spans(text: str, *names: str) -> list[tuple[str, str]]:
    found = [Span(text.index(n), text.index(n) + len(n), "PERSON", "model") for n in names]
    return [(text[s.start : s.end], s.label) for s in without_overruns(text, found)]


def test_place_after_a_person_who_is_named_elsewhere_is_a_region() -> None:
    text = "Sent besökte Anna Ekmark Kiev. Det sade Anna Ekmark."
    assert spans(text, "Anna Ekmark Kiev") == [("Anna Ekmark", "PERSON"), ("Kiev", "REGION")]


def test_genitive_of_a_place_ends_a_name() -> None:
    text = "I går träffade Elisabeth Svanberg Danmarks minister."
    assert spans(text, "Elisabeth Svanberg Danmarks") == [
        ("Elisabeth Svanberg", "PERSON"),
        ("Danmarks", "REGION"),
    ]


def test_what_follows_a_known_surname_is_not_part_of_it() -> None:
    text = "Lars Bohling kom. Anna såg Lars Bohling. Sist besöker Bohling Räddningstjänst Mälar."
    assert spans(text, "Lars Bohling", "Bohling Räddningstjänst Mälar") == [
        ("Lars Bohling", "PERSON"),
        ("Bohling", "PERSON"),
    ]


@pytest.mark.parametrize("name", ["Anna Maria Lund", "Per Ek Sandberg", "Eva Lind"])
def test_a_name_that_nothing_shortens_stays_whole(name: str) -> None:
    assert spans(f"Det sade {name} i går.", name) == [(name, "PERSON")]
