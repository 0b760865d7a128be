from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from brygga.evaluate import Gold, Span, align
from brygga.evaluate.errors import confusion, context, frequent, pair
from brygga.record import LABELS, Mention, replace
from tests.evaluate.helpers import gold, record
from tests.support.articles import make_article

TEXT = "Åsa Ek reste från Umeå till Nordfors med projektet Vindkraft nu."
MARKED = gold(
    "a", TEXT, ("Åsa Ek", "PERSON"), ("Umeå", "REGION"), ("Nordfors", "REGION"),
    ("Vindkraft", "PROJECT"),
)  # fmt: skip


def compare(marked, found):
    return align([marked], {marked.id: found})


def kinds(text):
    return Counter(p.kind for p in pair(text))


def test_each_kind_of_error_is_told_apart():
    found = record(
        TEXT, ("Åsa", "PERSON"), ("Umeå", "REGION"), ("Nordfors", "PERSON"), ("nu", "EVENT")
    )
    (text,) = compare(MARKED, found)
    assert kinds(text) == {"bounds": 1, None: 1, "label": 1, "spurious": 1, "missed": 1}
    assert [p.kind for p in pair(text)] == ["bounds", None, "label", "missed", "spurious"]


def test_of_several_overlaps_the_one_that_agrees_best_answers():
    found = record(TEXT, ("Åsa", "PERSON"), ("Åsa Ek reste", "PERSON"), ("Åsa Ek", "EVENT"))
    (text,) = compare(MARKED, found)
    answers = {text.surface(p.gold): p for p in pair(text) if p.gold}
    assert answers["Åsa Ek"].kind == "label"
    assert kinds(text)["spurious"] == 2
    found = record(TEXT, ("Åsa", "PERSON"), ("Åsa Ek reste", "EVENT"))
    (text,) = compare(MARKED, found)
    assert kinds(text) == {"bounds": 1, "spurious": 1, "missed": 3}


def test_the_matrix_gives_each_error_its_own_cell():
    found = record(
        TEXT, ("Åsa", "PERSON"), ("Umeå", "REGION"), ("Nordfors", "PERSON"), ("nu", "EVENT")
    )
    (text,) = compare(MARKED, found)
    cells = {(c.gold, c.found): c.count for c in confusion(pair(text)) if c.count}
    assert cells == {
        ("PERSON", "bounds"): 1,
        ("REGION", "REGION"): 1,
        ("REGION", "PERSON"): 1,
        ("PROJECT", "missed"): 1,
        ("spurious", "EVENT"): 1,
    }


SPANS = st.sets(
    st.builds(
        lambda start, size, label: Span(start, start + size, label),
        st.integers(0, 15), st.integers(1, 5), st.sampled_from(LABELS),
    ),
    max_size=8,
)  # fmt: skip


@given(SPANS, SPANS)
def test_every_mention_of_both_sides_is_in_exactly_one_pair(marked, found):
    text = "abcdefghijklmnopqrstuvwxyz"
    mentions = tuple(
        Mention(
            start=s.start, end=s.end, text=text[s.start : s.end], label=s.label, score=None,
            method="model",
        )
        for s in found
    )  # fmt: skip
    article = replace(make_article(text), mentions=mentions)
    (aligned,) = compare(Gold("a", text, tuple(marked)), article)
    pairs = pair(aligned)
    assert sorted(p.gold for p in pairs if p.gold) == sorted(marked)
    assert sorted(p.found for p in pairs if p.found) == sorted(found)
    assert sum(p.kind is None for p in pairs) == len(marked & found)
    cells = confusion(pairs)
    for label in LABELS:
        row = sum(c.count for c in cells if c.gold == label)
        assert row == sum(span.label == label for span in marked)


def test_the_same_error_is_counted_not_repeated():
    text = "Umeå växer. Umeå byggs. Kalmar vilar."
    marked = Gold("a", text, (Span(0, 4, "REGION"), Span(12, 16, "REGION")))
    first, second, *_ = frequent(compare(marked, record(text, ("Kalmar", "REGION"))))
    assert (first.count, first.kind, first.gold, first.found) == (2, "missed", "Umeå", None)
    assert (second.count, second.kind, second.found) == (1, "spurious", "Kalmar")
    assert first.text_id == "a"
    assert first.example == "«Umeå» växer. Umeå byggs. Kalmar vilar."


def test_an_error_on_text_that_the_gold_lacks_has_a_surface_but_no_context():
    (text,) = compare(MARKED, record(TEXT + " Oslo", ("Oslo", "REGION")))
    (lost,) = [p for p in pair(text) if p.kind == "spurious"]
    assert text.surface(lost.found) == "Oslo"
    assert context(text, lost) == ""
