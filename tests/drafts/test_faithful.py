"""Names and terms are kept, whatever the model does with them."""

import re

import pytest

from brygga.drafts.glossary import shipped
from brygga.drafts.names import names_between
from brygga.drafts.pair import Name
from brygga.drafts.translate.faithful import Given, english_form, translate
from tests.entities.linking import body


class Copies:
    """A translator that loses every name but copies placeholders, as real ones do."""

    label = "copies"

    def __init__(self):
        self.seen = []

    def translate(self, sentences):
        self.seen.append(list(sentences))
        return [
            re.sub(r"\b(?!X\d)[A-ZÅÄÖ]\w+", "it", s).replace("besöker", "visits") for s in sentences
        ]


def given(text, *names):
    found = []
    for swedish, english in names:
        at = text.index(swedish)
        genitive = swedish.endswith("s") and not english.endswith("s")
        found.append(Name(at, at + len(swedish), (swedish, english), english, genitive))
    return Given(text, tuple(found))


def test_a_lost_name_is_brought_back_in_english():
    text = given("Ada Lind besöker Bryssel.", ("Ada Lind", "Ada Lind"), ("Bryssel", "Brussels"))
    assert translate([text], Copies(), shipped()) == ["Ada Lind visits Brussels."]


def test_only_what_was_lost_goes_through_the_model_again():
    model = Copies()
    first = given("han besöker en by")
    second = given("Ada besöker en by", ("Ada", "Ada"))
    assert translate([first, second], model, shipped()) == ["han visits en by", "Ada visits en by"]
    assert model.seen == [["han besöker en by", "Ada besöker en by"], ["X1 besöker en by"]]


def test_a_term_of_the_glossary_is_brought_back():
    assert translate([given("hon blir landshövding")], Copies(), shipped()) == [
        "hon blir county governor"
    ]


class Mangles:
    label = "mangles"

    def translate(self, sentences):
        return ["nothing at all" for _ in sentences]


def test_what_cannot_be_brought_back_stays_as_it_was():
    text = given("Ada besöker Bryssel", ("Ada", "Ada"), ("Bryssel", "Brussels"))
    assert translate([text], Mangles(), shipped()) == ["nothing at all"]


class Keeps:
    label = "keeps"

    def translate(self, sentences):
        return list(sentences)


@pytest.mark.parametrize("text", ["Vi for till Bryssel.", "Bryssel vann."])
def test_a_swedish_name_that_was_copied_gets_its_english_form(text):
    assert translate([given(text, ("Bryssel", "Brussels"))], Keeps(), shipped()) == [
        text.replace("Bryssel", "Brussels")
    ]


@pytest.mark.parametrize(
    ("text", "name", "english", "expected"),
    [
        ("Sveriges skog", "Sveriges", "Sweden", "Sweden’s skog"),
        ("i EU:s råd", "EU:s", "EU", "i the EU’s råd"),
        (
            "nu besöker Energimyndigheten oss",
            "Energimyndigheten",
            "Swedish Energy Agency",
            "nu visits the Swedish Energy Agency oss",
        ),
        (
            "the Energimyndigheten kom",
            "Energimyndigheten",
            "Swedish Energy Agency",
            "the Swedish Energy Agency kom",
        ),
        ("Riksdagen kom", "Riksdagen", "Riksdag", "The Riksdag kom"),
    ],
)
def test_restored_names_have_article_and_genitive(text, name, english, expected):
    assert translate([given(text, (name, english))], Copies(), shipped()) == [expected]


def test_the_english_of_a_place_is_its_own_name_not_its_county():
    article = body("Vi for till [R Storuman] och [R Bryssel] med [R Sveriges] tåg.")
    names = names_between(article, 0, len(article.text))
    said = [english_form(n, article.text) for n in names]
    assert said == ["Storuman", "Brussels", "Sweden"]
    assert [n.genitive for n in names] == [False, False, True]
