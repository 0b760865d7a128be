import random
import time

import pytest

from brygga.evaluate.intervals import intervals


def measure(seed, texts):
    """Right, found, right, wanted of texts in which about two of three mentions are right."""
    draw = random.Random(seed)
    rows = []
    for _ in range(texts):
        wanted = draw.randrange(1, 12)
        right = sum(draw.random() < 0.67 for _ in range(wanted))
        rows.append((right, wanted, right, wanted))
    return rows


def f1(rows):
    right, found = sum(r[0] for r in rows), sum(r[1] for r in rows)
    return right / found


def test_the_same_texts_give_the_same_interval_whatever_is_measured_beside_them():
    rows, other = measure(1, 30), measure(2, 30)
    (alone,) = intervals([rows])
    assert intervals([other, rows])[1] == alone


def test_the_interval_holds_the_score_and_narrows_with_more_texts():
    few, many = measure(3, 20), measure(3, 400)
    (wide,), (narrow,) = intervals([few]), intervals([many])
    assert wide.low < f1(few) < wide.high
    assert narrow.low < f1(many) < narrow.high
    assert narrow.high - narrow.low < (wide.high - wide.low) / 2


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    # 200 samples of a source whose F1 is 0.67; 95 % of 40-text intervals should hold it.
    held = [
        low.low <= 0.67 <= low.high for (low,) in (intervals([measure(n, 40)]) for n in range(200))
    ]
    assert 0.88 <= sum(held) / len(held) <= 0.99


def test_perfect_texts_have_no_spread():
    (interval,) = intervals([[(3, 3, 3, 3), (1, 1, 1, 1)]])
    assert (interval.low, interval.high) == (1, 1)


@pytest.mark.parametrize(
    "rows", [[], [(1, 1, 1, 1)], [(0, 0, 0, 0)] * 5, [(1, 1, 1, 1), (0, 0, 0, 0)]]
)
def test_there_is_no_interval_without_two_texts_that_have_mentions(rows):
    assert intervals([rows]) == [None]


def test_a_draw_without_mentions_is_left_out_not_counted_as_nought():
    # Two of forty texts have the label, both right: some draws hold neither.
    (interval,) = intervals([[(1, 1, 1, 1)] * 2 + [(0, 0, 0, 0)] * 38])
    assert (interval.low, interval.high) == (1, 1)


def test_a_thousand_texts_take_less_than_two_seconds():
    rows = [measure(n, 1000) for n in range(14)]
    start = time.perf_counter()
    intervals(rows)
    assert time.perf_counter() - start < 2
