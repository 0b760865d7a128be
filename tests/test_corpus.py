"""The sample articles through the whole pipeline, compared field by field with their gold."""

from pathlib import Path

import pytest

from brygga import flow
from brygga.batch.direct import find, process, read_all
from brygga.batch.reject import Reject
from brygga.settings import Settings
from tests.support import gold as goldfile

CORPUS = Path(__file__).parents[1] / "corpus"
GOLD = {gold["uri"]: gold for gold in map(goldfile.load, sorted((CORPUS / "gold").glob("*.json")))}
FIELDS = ("language", *goldfile.METADATA, "warnings", "blocks", "dates")
MENTIONS_F1 = 0.88
"""A floor, not a goal: the articles are not in the model's training data, see the datasheet."""


@pytest.fixture(scope="module")
def records():
    ready = flow.build(flow.STAGES, {})
    ready.setup()
    settings = Settings()
    inputs = find([str(CORPUS / "articles")], CORPUS / "none")
    outcomes = list(process(read_all(inputs, settings), ready, settings.batch.size))
    assert not [str(o) for o in outcomes if isinstance(o, Reject)]
    return {article.source.uri: goldfile.describe(article) for article in outcomes}


def test_every_article_has_gold_and_every_gold_an_article(records):
    assert sorted(records) == sorted(GOLD)
    assert len(GOLD) >= 24


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("uri", GOLD)
def test_field_is_as_in_gold(records, uri, field):
    assert records[uri][field] == GOLD[uri][field]


def test_mentions_hold_their_floor(records):
    hits = found = wanted = 0
    for uri, gold in GOLD.items():
        expected, predicted = (
            {(m["text"], m["label"], m["nth"]) for m in source["mentions"]}
            for source in (gold, records[uri])
        )
        hits += len(expected & predicted)
        found += len(predicted)
        wanted += len(expected)
    f1 = 2 * hits / (found + wanted)
    assert f1 >= MENTIONS_F1
