import json

import pytest

from brygga.errors import BryggaError
from brygga.evaluate import align
from brygga.evaluate.given import run_given
from brygga.evaluate.links import LinkGold, judge, link_report, load_links
from brygga.record import Entity, Identifier, replace
from tests.evaluate.helpers import gold, record

TEXT = "Region Nord bjöd in Storvik, Umeå och Dåva till Norden."
NAMES = (
    ("Region Nord", "REGION"), ("Storvik", "REGION"), ("Umeå", "REGION"), ("Dåva", "REGION"),
    ("Norden", "REGION"),
)  # fmt: skip
MARKED = gold("a", TEXT, *NAMES)


def ids(*values):
    return tuple(Identifier(scheme=s, value=v) for s, _, v in (x.partition(":") for x in values))


def name(n, expected, kind="municipality", acceptable=()):
    span = MARKED.entities[n]
    return LinkGold(
        id="a", start=span.start, end=span.end, label="REGION", kind=kind, name=NAMES[n][0],
        expected=expected, acceptable=acceptable,
    )  # fmt: skip


def linked(*entities, names=NAMES):
    """A record whose mention number n is of the entity ``(kind, ids)`` number n."""
    article = record(TEXT, *names)
    return replace(
        article,
        mentions=tuple(replace(m, entity=f"e{n}") for n, m in enumerate(article.mentions)),
        entities=tuple(
            Entity(key=f"e{n}", label="REGION", name="x", kind=kind, ids=some, mentions=(n,))
            for n, (kind, some) in enumerate(entities)
        ),
    )


def verdicts(links, article):
    return [j.verdict for j in judge(links, align([MARKED], {"a": article}), {"a": article})]


def test_each_outcome_has_its_verdict():
    article = linked(
        ("regional-authority", ids("orgnr:1")),
        ("locality", ids("scb-tatort:2")),
        (None, ()),
        (None, ()),
        ("macro-region", ids("wikidata:Q9")),
    )
    links = [
        name(0, ids("wikidata:Q1", "orgnr:1")),
        name(1, ids("scb-kommun:2")),
        name(2, ids("scb-kommun:3")),
        name(3, None),
        name(4, None),
    ]
    assert verdicts(links, article) == ["right", "wrong", "unlinked", "nil", "false"]


def test_another_thing_may_be_as_good_and_none_may_be_needed():
    article = linked(*[("municipality", ids("scb-kommun:3"))] * 5)
    as_good = ids("scb-kommun:3")
    links = [name(0, ids("scb-lan:1"), acceptable=as_good), name(1, None, acceptable=as_good)]
    assert verdicts(links, article) == ["right", "nil"]


def test_a_thing_without_public_id_is_known_by_its_key():
    article = linked(*[("macro-region", ids("brygga:hand:norden"))] * 5)
    links = [
        name(0, ids("brygga:hand:norden"), kind="macro-region"),
        name(1, ids("brygga:landskap:1"), kind="province"),
        name(2, ids("scb-kommun:3"), kind="macro-region"),
    ]
    assert verdicts(links, article) == ["right", "wrong", "wrong"]


def test_a_thing_whose_id_nobody_knows_is_never_found():
    article = linked(*[("macro-region", ids("wikidata:Q9"))] * 5)
    assert verdicts([name(4, ())], article) == ["wrong"]


def test_a_name_that_was_not_found_or_enters_no_facet_is_absent():
    article = linked(("municipality", ids("scb-kommun:2")), names=NAMES[1:2])
    assert verdicts([name(0, ids("orgnr:1")), name(1, ids("scb-kommun:2"))], article) == [
        "absent",
        "right",
    ]
    furniture = replace(article, mentions=(replace(article.mentions[0], entity=None),), entities=())
    assert verdicts([name(1, ids("scb-kommun:2"))], furniture) == ["absent"]


def test_figures_follow_from_the_verdicts():
    article = linked(
        ("regional-authority", ids("orgnr:1")),
        ("locality", ids("scb-tatort:2")),
        (None, ()),
        (None, ()),
        ("macro-region", ids("wikidata:Q9")),
    )
    links = [
        name(0, ids("orgnr:1"), kind="regional-authority"),
        name(1, ids("scb-kommun:2")),
        name(2, ids("scb-kommun:3")),
        name(3, None, kind="outside"),
        name(4, None, kind="outside"),
    ]
    found = link_report("gold", judge(links, align([MARKED], {"a": article}), {"a": article}))
    whole, label = found.figures[:2]
    assert (whole.group, whole.names, whole.linkable) == ("all", 5, 3)
    assert whole.accuracy == pytest.approx(1 / 3)
    assert whole.wrong_share == pytest.approx(2 / 5)
    assert whole.nil_precision == pytest.approx(1 / 2)
    assert (label.group, label.names) == ("REGION", 5)
    assert [f.group for f in found.figures[2:]] == [
        "REGION municipality", "REGION outside", "REGION regional-authority",
    ]  # fmt: skip
    assert found.figures[3].accuracy is None
    assert [f.verdict for f in found.faults] == ["wrong", "unlinked", "false"]


def test_a_link_gold_of_another_file_is_refused():
    links = [replace(name(0, None), start=1)]
    with pytest.raises(BryggaError, match="no REGION at 1 of text 'a'"):
        judge(links, align([MARKED], {}), {})


def test_a_bad_link_gold_is_named(tmp_path):
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps({"id": "a", "start": 0}) + "\n")
    with pytest.raises(BryggaError, match="not a gold text") as caught:
        load_links(path)
    assert "links.jsonl:1" in str(caught.value)


class Finder:
    """A stage that finds nothing."""

    provides = frozenset({"mentions"})

    def process(self, articles):
        raise AssertionError("a stage that writes mentions must not run")


class Linker:
    """A stage that makes one entity of every mention."""

    provides = frozenset({"entities"})

    def process(self, articles):
        return [
            replace(
                a,
                entities=tuple(Entity(key=m.text, label=m.label, name=m.text) for m in a.mentions),
            )
            for a in articles
        ]


def test_given_mentions_take_the_place_of_found_ones_even_in_a_wrapped_text():
    wrapped = record(TEXT.replace(" ", "\n", 1).replace("Umeå", "Um\u00adeå"))
    (article,) = run_given([MARKED], [wrapped], [Finder(), Linker()])
    surfaces = [m.text for m in article.mentions]
    assert surfaces == ["Region\nNord", "Storvik", "Um\u00adeå", "Dåva", "Norden"]
    assert all(article.text[m.start : m.end] == m.text for m in article.mentions)
    assert len(article.entities) == 5


def test_given_mentions_on_text_that_was_dropped_are_left_out():
    cut = record(TEXT.replace("Storvik, ", ""))
    (article,) = run_given([MARKED], [cut], [Finder()])
    assert [m.text for m in article.mentions] == ["Region Nord", "Umeå", "Dåva", "Norden"]
