import pytest

from brygga.drafts import english


def test_lists():
    assert english.listed(["A"]) == "A"
    assert english.listed(["A", "B"]) == "A and B"
    assert english.listed(["A", "B", "C"]) == "A, B and C"
    with pytest.raises(ValueError):
        english.listed([])


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("region", "regions"),
        ("municipality", "municipalities"),
        ("child", "children"),
        ("small business", "small businesses"),
        ("rural area", "rural areas"),
        ("holiday", "holidays"),
        ("bus", "buses"),
    ],
)
def test_plurals(one, many):
    assert english.plural(one) == many


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018-10-24", "24 October 2018"),
        ("2018-10", "October 2018"),
        ("2018", "2018"),
        ("2018-10-11/2018-10-13", "11–13 October 2018"),
        ("2018-09-30/2018-10-02", "30 September to 2 October 2018"),
        ("2014/2020", "2014–2020"),
        ("2018-10-24T09:15", "24 October 2018 at 09.15"),
        ("T09:15", None),
        ("2018-W42", None),
    ],
)
def test_dates(value, words):
    assert english.date(value) == words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Swedish Energy Agency", "the Swedish Energy Agency"),
        ("Netherlands", "the Netherlands"),
        ("University of Gothenburg", "the University of Gothenburg"),
        ("Umeå University", "Umeå University"),
        ("Osiris", "Osiris"),
        ("Region Skåne", "Region Skåne"),
        ("the Nordic region", "the Nordic region"),
    ],
)
def test_the(name, said):
    assert english.the(name) == said


@pytest.mark.parametrize(
    "name",
    [
        "NATO Summit in Washington",
        "Council on Legislation",
        "Commission on the Status of Women",
        "Olympic Games",
        "Eastern Partnership",
        "Public Health Agency of Sweden",
        "European Social Fund Plus",
        "Port of Gothenburg",
    ],
)
def test_names_that_take_the(name):
    assert english.the(name) == f"the {name}"


@pytest.mark.parametrize("name", ["Swedish Customs", "Interreg Baltic Sea Region", "Umeå", "WHO 2"])
def test_names_that_do_not(name):
    assert english.the(name) == name


def test_a_sentence_ends_in_one_full_stop():
    assert english.sentence("they met in Washington, D.C.") == "They met in Washington, D.C."
    assert english.sentence("they met") == "They met."


def test_semicolons_where_commas_would_confuse():
    assert english.series(["A (x, y)", "B"]) == "A (x, y) and B"
    assert english.series(["A, x", "B"]) == "A, x; and B"
    assert english.series(["1,957", "B", "C"]) == "1,957, B and C"
