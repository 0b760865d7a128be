import pytest

from brygga.errors import BryggaError
from brygga.evaluate.floors import Floor, below, parse_floor
from brygga.evaluate.report import compare, report
from tests.evaluate.helpers import gold, record

TEXT = "Åsa Ek bor i Umeå."
MARKED = gold("a", TEXT, ("Åsa Ek", "PERSON"), ("Umeå", "REGION"))


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("0.86", Floor("all", 0.86)),
        ("PERSON=0.95", Floor("PERSON", 0.95)),
        ("person = .95", Floor("PERSON", 0.95)),
        ("mission=0.9", Floor("mission", 0.9)),
    ],
)
def test_a_floor_is_read_as_written(text, floor):
    assert parse_floor(text) == floor


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PERSN=0.9", "did you mean 'PERSON'"),
        ("PERSON=high", "'high' is not a number"),
        ("nan", "'nan' is not a number"),
        ("PERSON", "'PERSON' is not a number"),
    ],
)
def test_a_floor_that_means_nothing_is_refused(text, message):
    with pytest.raises(BryggaError, match=message):
        parse_floor(text)


def test_each_floor_that_does_not_hold_is_named():
    result = report(compare([MARKED], {"a": record(TEXT, ("Umeå", "REGION"))}))
    floors = [Floor("REGION", 1.0), Floor("PERSON", 0.5), Floor("all", 0.6), Floor("mission", 0.7)]
    assert below(result, floors) == [
        "F1 of PERSON is 0.0000, below the floor 0.5",
        "F1 of mission is 0.6667, below the floor 0.7",
    ]
