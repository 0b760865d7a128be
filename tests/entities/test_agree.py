from __future__ import annotations

import pytest

from brygga.entities.agree import harmonise
from brygga.entities.brackets import explain
from brygga.entities.spans import Span, Taken, merge
from brygga.record import Label, MentionMethod


def take(text: str, *names: tuple[str, Label] | tuple[str, Label, MentionMethod]) -> Taken:
    """The names as spans, each the next occurrence of its string."""
    at, spans = 0, []
    for name, label, *method in names:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), label, method[0] if method else "model"))
        at += len(name)
    return Taken(spans)


def labels(text: str, taken: Taken) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label) for s in taken]


def test_minority_takes_the_label_of_the_majority() -> None:
    text = "SUR växer. SUR:s mål. SUR ler."
    taken = take(text, ("SUR", "ORGANISATION"), ("SUR:s", "REGION"), ("SUR", "ORGANISATION"))
    harmonise(text, taken)
    assert {label for _, label in labels(text, taken)} == {"ORGANISATION"}


def test_tie_changes_nothing() -> None:
    text = "SUR och SUR"
    taken = take(text, ("SUR", "ORGANISATION"), ("SUR", "REGION"))
    harmonise(text, taken)
    assert [label for _, label in labels(text, taken)] == ["ORGANISATION", "REGION"]


def test_rule_outweighs_the_model() -> None:
    text = "KVASA växer. KVASA ler. Kvasa-projektet slutar."
    taken = take(
        text,
        ("KVASA", "ORGANISATION"),
        ("KVASA", "ORGANISATION"),
        ("Kvasa-projektet", "PROJECT", "rule"),
    )
    harmonise(text, taken)
    assert {label for _, label in labels(text, taken)} == {"PROJECT"}


def test_abbreviation_in_brackets_has_the_label_of_the_name() -> None:
    text = "Nordisk Isforskning (NIF) och Mats Ek (S)."
    taken = take(text, ("Nordisk Isforskning", "ORGANISATION"), ("Mats Ek", "PERSON"))
    explain(text, taken)
    assert labels(text, taken) == [
        ("Nordisk Isforskning", "ORGANISATION"),
        ("NIF", "ORGANISATION"),
        ("Mats Ek", "PERSON"),
    ]


def test_long_form_in_brackets_has_the_label_of_the_abbreviation() -> None:
    text = "I IBRO (Ice Bridges Research Online) deltar (i år) tio."
    taken = take(text, ("IBRO", "PROJECT"))
    explain(text, taken)
    assert labels(text, taken)[1:] == [("Ice Bridges Research Online", "PROJECT")]


def test_longest_name_wins_but_a_model_is_believed_against_an_unsure_rule() -> None:
    model = [Span(0, 5, "REGION", "model"), Span(10, 20, "ORGANISATION", "model")]
    longer = Span(0, 8, "REGION", "rule")
    unsure = Span(10, 20, "EVENT", "rule")
    assert list(merge("x" * 30, model, [longer, unsure])) == [longer, model[1]]
    sure = Span(10, 20, "EVENT", "rule", sure=True)
    assert list(merge("x" * 30, model, [sure])) == [model[0], sure]
    inside = Span(12, 18, "EVENT", "rule", sure=True)
    assert list(merge("x" * 30, model, [inside])) == model


def test_full_name_is_lengthened_to_the_left_only() -> None:
    text = "Anna Maria Ek Judiska museet"
    model = [Span(5, 13, "PERSON", "model")]
    assert list(merge(text, model, [Span(0, 13, "PERSON", "rule")])) == [
        Span(0, 13, "PERSON", "rule")
    ]
    assert list(merge(text, model, [Span(5, 21, "PERSON", "rule")])) == model


def test_place_after_a_preposition_or_in_a_list_is_not_the_person_of_that_name() -> None:
    text = "Eva Sala reste till Sala. I Sala, Borås och Sala växer allt, tror Sala."
    taken = take(
        text,
        ("Eva Sala", "PERSON"),
        *[(name, "REGION") for name in ("Sala", "Sala", "Borås", "Sala", "Sala")],
    )
    harmonise(text, taken)
    assert [label for _, label in labels(text, taken)] == [
        "PERSON",
        *["REGION"] * 4,
        "PERSON",
    ]


def test_person_named_aside_takes_no_name_from_a_place() -> None:
    text = "Sala växer. /Eva Sala"
    taken = take(text, ("Sala", "REGION"), ("Eva Sala", "PERSON"))
    harmonise(text, taken, aside=[(12, len(text))])
    assert labels(text, taken)[0] == ("Sala", "REGION")


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Vi är med i Interreg Ostkust (EU).", "Interreg Ostkust", "PROJECT"),
        ("Nu startar Ljusväg (NTNU).", "Ljusväg", "PROJECT"),
        ("Det görs av Hamnbolaget (SMHI).", "Hamnbolaget", "ORGANISATION"),
    ],
)
def test_brackets_that_do_not_abbreviate_get_no_label(text: str, name: str, label: Label) -> None:
    taken = take(text, (name, label))
    explain(text, taken)
    assert labels(text, taken) == [(name, label)]


def test_abbreviation_in_another_language_explains_a_descriptive_name() -> None:
    text = "Stöd ger Internationella havsfonden (WSF)."
    taken = take(text, ("Internationella havsfonden", "PROJECT"))
    explain(text, taken)
    assert labels(text, taken)[1:] == [("WSF", "PROJECT")]


def test_surnames_listed_together_do_not_confirm_each_other_as_places() -> None:
    text = "Tova Hejdeby, Ali Bäl och Mia Jallow vann. I dag möts Hejdeby, Bäl och Jallow."
    taken = take(text, ("Tova Hejdeby", "PERSON"), ("Ali Bäl", "PERSON"), ("Mia Jallow", "PERSON"))
    at = text.index("I dag")
    for name in ("Hejdeby", "Bäl", "Jallow"):
        start = text.index(name, at)
        taken.add(Span(start, start + len(name), "REGION", "model"))
    harmonise(text, taken)
    assert {label for _, label in labels(text, taken)} == {"PERSON"}
