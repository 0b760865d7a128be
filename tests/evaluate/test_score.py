import json

import pytest

from brygga.errors import BryggaError
from brygga.evaluate import Gold, Span, load_gold, score
from brygga.record import Mention, replace
from tests.support.articles import make_article

TEXT = "Åsa Ek reste från Umeå till Bryssel."
GOLD = Gold("a", TEXT, (Span(0, 6, "PERSON"), Span(18, 22, "REGION"), Span(28, 35, "REGION")))


def record(text, *spans):
    return replace(
        make_article(text),
        mentions=tuple(
            Mention(start=s, end=e, text=text[s:e], label=label, score=None, method="model")
            for s, e, label in spans
        ),
    )


def test_perfect_records_score_one():
    scores = score([GOLD], {"a": record(TEXT, *((s.start, s.end, s.label) for s in GOLD.entities))})
    assert scores["all"].f1 == scores["all"].partial_f1 == 1
    assert scores["all"].gold == 3
    assert scores["REGION"].gold == 2


def test_exact_and_partial_are_told_apart():
    found = record(TEXT, (0, 3, "PERSON"), (18, 22, "REGION"), (23, 27, "REGION"))
    scores = score([GOLD], {"a": found})
    assert scores["PERSON"].f1 == 0
    assert scores["PERSON"].partial_f1 == 1
    assert scores["REGION"].precision == scores["REGION"].recall == 0.5
    assert scores["all"].f1 == pytest.approx(1 / 3)


def test_wrong_label_is_both_a_miss_and_a_false_alarm():
    scores = score([GOLD], {"a": record(TEXT, (0, 6, "REGION"))})
    assert scores["PERSON"].recall == 0
    assert scores["REGION"].precision == 0


def test_a_missing_record_counts_as_all_missed():
    assert score([GOLD], {})["all"].recall == 0
    assert score([GOLD], {})["all"].gold == 3


def test_rewrapped_text_is_not_punished():
    text = "Åsa\n\nEk reste från Umeå  till Bry\u00adssel."
    found = record(text, (0, 7, "PERSON"), (19, 23, "REGION"), (30, 38, "REGION"))
    assert score([GOLD], {"a": found})["all"].f1 == 1


def test_dropped_text_loses_its_mentions_only():
    found = record("Åsa Ek reste till Bryssel.", (0, 6, "PERSON"), (18, 25, "REGION"))
    scores = score([GOLD], {"a": found})
    assert scores["all"].precision == 1
    assert scores["all"].recall == pytest.approx(2 / 3)


def test_mentions_on_text_that_gold_lacks_are_false_alarms():
    found = record(TEXT + " Oslo Oslo", (37, 41, "REGION"), (42, 46, "REGION"))
    scores = score([GOLD], {"a": found})
    assert scores["REGION"].precision == 0
    assert scores["REGION"].recall == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no gold file"),
        ('{"id": "a"}', "not a gold text"),
        (
            json.dumps(
                {"id": "a", "text": "Hej", "entities": [{"start": 0, "end": 9, "label": "EVENT"}]}
            ),
            "outside the text",
        ),
        ("", "holds no texts"),
    ],
)
def test_a_bad_gold_file_is_named(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(line and line + "\n")
    with pytest.raises(BryggaError, match=message) as caught:
        load_gold(path)
    assert "gold.jsonl" in str(caught.value)
