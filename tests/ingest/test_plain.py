"""Copied text becomes pieces."""

from __future__ import annotations

import textwrap

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brygga.ingest.markdown import is_markdown
from brygga.ingest.normalise import clean
from brygga.ingest.plain import read_plain

BODY = (
    "Färjan mellan Holmön och fastlandet får en ny kaj nästa år. Regionen har beslutat om pengarna "
    "och kommunen har ritningarna klara, så arbetet kan börja så fort isen har gått. "
    "De boende på ön har väntat i mer än tio år på besked."
)


def texts(raw: str) -> list[str]:
    return [piece.text for piece in read_plain(raw).pieces]


def test_empty_lines_set_pieces_apart() -> None:
    assert texts("Titel\r\n\r\nFörsta.\n \nAndra.\n\n\n\nTredje.") == [
        "Titel",
        "Första.",
        "Andra.",
        "Tredje.",
    ]


def test_lines_wrapped_like_mail_are_joined() -> None:
    wrapped = textwrap.fill(BODY, 72)
    assert wrapped.count("\n") > 2
    assert texts(f"Ny kaj till Holmön\n\n{wrapped}\n\n{wrapped}") == [
        "Ny kaj till Holmön",
        BODY,
        BODY,
    ]


def test_words_broken_at_a_line_end_are_put_together() -> None:
    wrapped = (
        "Färjan mellan Holmön och fastlandet får en ny kaj nästa år, och kommu-\n"
        "nen har ritningarna klara. Pengarna kommer från region- och Trafik-\n"
        "verket. Bygget blir ett EU-\n"
        "projekt som tar nära två år att göra klart från början till slut i sin\n"
        "helhet, och sedan ska färjan gå på el."
    )
    (_, text) = texts(f"Ny kaj till Holmön\n\n{wrapped}")
    for whole in ("kommunen har", "region- och Trafikverket.", "ett EU-projekt som", "sin helhet"):
        assert whole in text


def test_wrapped_text_without_empty_lines_falls_into_its_paragraphs() -> None:
    wrapped = textwrap.fill(BODY, 72)
    assert texts(f"Ny kaj till Holmön\n{wrapped}\n{wrapped}") == ["Ny kaj till Holmön", BODY, BODY]


def test_lines_of_a_schedule_are_not_joined() -> None:
    schedule = "09.00 Kaffe\n09.30 Välkomna\n10.00 Framtidens skärgård och dess färjor"
    assert texts(f"Program\n\n{schedule}\n\n{textwrap.fill(BODY, 72)}") == [
        "Program",
        schedule,
        BODY,
    ]


def test_text_without_empty_lines_has_a_piece_per_paragraph() -> None:
    card = "Kontakt:\nAnna Ek\n090-12 34 56"
    assert texts(f"Ny kaj till Holmön\n{BODY}\n{BODY}\n{card}") == [
        "Ny kaj till Holmön",
        BODY,
        BODY,
        card,
    ]


def test_cells_between_tabs_are_a_table() -> None:
    pieces = read_plain("Bidrag\n\nKommun\tKronor\nUmeå\t12\nLycksele\t7\n\nSlut.").pieces
    assert [(piece.hint, piece.text) for piece in pieces] == [
        (None, "Bidrag"),
        ("table", "Kommun Kronor\nUmeå 12\nLycksele 7"),
        (None, "Slut."),
    ]


def test_a_schedule_with_tabs_is_no_table() -> None:
    pieces = read_plain("Program\n\n09.00\tKaffe\n09.30\tVälkomna\n10.00\tSlut").pieces
    assert [piece.hint for piece in pieces] == [None, None]


def test_markdown_in_a_copied_text_is_read_as_such() -> None:
    pieces = read_plain(
        "# Ny kaj\n\n- Skynda er, säger färjans kapten Bo Alm till alla som väntar."
    ).pieces
    assert [(piece.hint, piece.text[:7]) for piece in pieces] == [
        ("title", "Ny kaj"),
        (None, "- Skynd"),
    ]


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("abcÅÄ .–-•/:\t\n0123456789@|#*")))
def test_no_character_is_lost(raw: str) -> None:
    assume(not is_markdown(raw))
    found = "".join("".join(piece.text.split()) for piece in read_plain(raw).pieces)
    assert found == "".join(clean(raw).split())
