from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts.translate.base import batches
from brygga.drafts.translate.split import parts


def words(text):
    return len(text.split())


def test_a_short_sentence_stays_whole():
    assert parts("Det var så, och sedan kom hon.", words, 20) == ["Det var så, och sedan kom hon."]


def test_a_long_one_is_cut_where_a_reader_pauses():
    text = "Regionen bygger tåg, och kommunen bygger hus; sedan kommer alla andra."
    assert parts(text, words, 8) == [
        "Regionen bygger tåg, och kommunen bygger hus;",
        "sedan kommer alla andra.",
    ]


@given(
    st.lists(st.text("abcåäö,;–", min_size=1, max_size=9), min_size=1, max_size=60),
    st.integers(min_value=1, max_value=12),
)
def test_no_word_is_lost(tokens, longest):
    text = " ".join(tokens)
    found = parts(text, words, longest)
    assert " ".join(found).split() == text.split()
    assert all(words(part) <= longest for part in found)


@given(
    st.lists(st.integers(min_value=1, max_value=90), max_size=50),
    st.integers(min_value=10, max_value=300),
)
def test_batches_keep_to_their_budget(lengths, budget):
    found = list(batches(lengths, budget))
    assert sorted(n for batch in found for n in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) == 1 or max(lengths[n] for n in batch) * len(batch) <= budget
