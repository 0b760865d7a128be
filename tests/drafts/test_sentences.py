import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts.sentences import sentences, split
from tests.support.articles import make_article


def parts(text):
    return [text[a:b] for a, b in split(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det var så. Sedan kom Åsa.", ["Det var så.", "Sedan kom Åsa."]),
        ("– Bra! – Ja.", ["– Bra!", "– Ja."]),
        ("Det gäller t.ex. Umeå. Och Åre.", ["Det gäller t.ex. Umeå.", "Och Åre."]),
        ("Kl. 13.00 den 3 maj.", ["Kl. 13.00 den 3 maj."]),
        ("En rad\nutan punkt", ["En rad", "utan punkt"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert parts(text) == expected


@given(st.text(max_size=200))
def test_nothing_is_lost_but_white_space(text):
    found = list(split(text, 0, len(text)))
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_no_sentence_crosses_a_block():
    article = make_article("Utan punkt", "Nästa stycke. Slut.")
    said = [article.text[s.start : s.end] for s in sentences(article)]
    assert said == ["Utan punkt", "Nästa stycke.", "Slut."]
