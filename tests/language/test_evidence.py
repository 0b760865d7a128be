"""What counts as evidence of a language."""

from hypothesis import given
from hypothesis import strategies as st

from brygga.language.evidence import head, weigh


def test_addresses_are_no_evidence() -> None:
    text = "Läs mer på https://www.exempel.se/the-english-part eller skriv till info@the-office.com"
    found = weigh(text, 500).text
    assert "english" not in found
    assert "office" not in found
    assert found.split() == ["Läs", "mer", "på", "eller", "skriv", "till"]


def test_text_in_capitals_is_lowered_and_other_text_is_not() -> None:
    assert weigh("NY BRO ÖVER ÄLVEN", 500).text == "ny bro över älven"
    assert weigh("Ny bro över Ume älv, säger SGU", 500).text == "Ny bro över Ume älv, säger SGU"


def test_entities_are_read_as_characters() -> None:
    assert weigh("v&auml;gen &amp; bron", 500).text == "vägen & bron"


def test_names_numbers_and_empty_lines_have_no_words_of_their_own() -> None:
    for text in (
        "Anna Lindqvist, 70",
        "Foto: Åsa Öberg/TT",
        "Luleå HF–Skellefteå AIK 3–2",
        "2024-05-12",
        "+46 8 123 45 67",
        "https://www.exempel.se/nyhet",
        "info@exempel.se",
        "😀👍",
        " \n ",
        "",
    ):
        assert not weigh(text, 500).worded, text


def test_one_word_of_its_own_makes_a_text_worded() -> None:
    assert weigh("Foto på Anna Lindqvist", 500).worded
    assert weigh("Сегодня утром", 500).worded


@given(st.text(max_size=200), st.integers(1, 60))
def test_no_more_is_read_than_allowed(text: str, limit: int) -> None:
    short = head(text, limit)
    assert len(short) <= limit
    assert text.startswith(short)
    assert short or not text


def test_reading_stops_between_words() -> None:
    assert head("Kommunen bygger en bro", 18) == "Kommunen bygger en"
    assert head("Kommunen bygger en bro", 17) == "Kommunen bygger"
