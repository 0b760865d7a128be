import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from brygga import record
from brygga.record import Block, Entity, Mention, replace
from tests.support.articles import make_article

SCHEMA = Path(record.__file__).with_name("article-1.schema.json")


def test_json_round_trip_keeps_every_field():
    article = make_article("Åsa reste till Umeå.", ("contact", "Kontakt: Åsa"))
    assert record.from_json(record.to_json(article)) == article


def test_every_key_is_written_even_when_nothing_is_known():
    written = json.loads(record.to_json(make_article("Hej.")))
    assert set(written) == {field.name for field in msgspec.structs.fields(record.Article)}
    assert written["published"] is None
    assert written["entities"] == []


def test_json_is_utf8_not_escapes():
    assert "Åsele" in record.to_json(make_article("Åsele")).decode()


def test_unknown_key_is_refused():
    data = json.loads(record.to_json(make_article("Hej."))) | {"extra": 1}
    with pytest.raises(msgspec.ValidationError, match="extra"):
        record.from_json(json.dumps(data))


def test_schema_file_is_the_schema_of_the_code():
    assert json.loads(SCHEMA.read_text("utf-8")) == record.json_schema()


def test_schema_accepts_records_and_refuses_a_missing_key():
    validator = jsonschema.Draft202012Validator(record.json_schema())
    written = json.loads(record.to_json(make_article("Hej.", ("title", "Rubrik"))))
    validator.validate(written)
    del written["published"]
    assert not validator.is_valid(written)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"blocks": (Block(role="paragraph", start=0, end=3),)}, "without a block|after the last"),
        ({"blocks": (Block(role="paragraph", start=0, end=99),)}, "span 0–99"),
        (
            {
                "blocks": (
                    Block(role="title", start=0, end=10),
                    Block(role="lead", start=5, end=20),
                )
            },
            "overlaps",
        ),
        (
            {
                "mentions": (
                    mention := Mention(
                        start=0, end=3, text="Umeå", label="REGION", score=None, method="model"
                    ),
                )
            },
            "not the text of its span",
        ),
        ({"mentions": (replace(mention, end=4, entity="region/umea"),)}, "no entity"),
        (
            {"entities": (Entity(key="region/umea", label="REGION", name="Umeå", mentions=(7,)),)},
            "does not exist",
        ),
    ],
)
def test_check_names_the_part_that_does_not_fit(change, fault):
    article = make_article("Umeå växer till sig.")
    record.check(article)
    with pytest.raises(ValueError, match=fault):
        record.check(replace(article, **change))
