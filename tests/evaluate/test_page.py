import base64
import hashlib
import re

import lxml.html
import pytest

from brygga.evaluate.page import render
from brygga.evaluate.report import compare, report
from tests.evaluate.helpers import gold, record

CALM = "Umeå växer."
TRAP = '<script>alert("1")</script> & Åsa Ek bor i </div>Umeå i år, säger Bo.'
RAGGED = "Åsa Ek reste från Umeå till Nordfors."


@pytest.fixture(scope="module")
def page():
    texts = [
        gold("calm", CALM, ("Umeå", "REGION")),
        gold("<b>trap", TRAP, ("Åsa Ek", "PERSON"), ("</div>Umeå", "REGION")),
        gold("ragged", RAGGED, ("Åsa Ek", "PERSON"), ("Umeå", "REGION"), ("Nordfors", "REGION")),
        gold("gone", "Bo vilar.", ("Bo", "PERSON")),
    ]
    records = {
        "calm": record(CALM, ("Umeå", "REGION")),
        "<b>trap": record(TRAP, ("Åsa Ek", "PERSON"), ("Umeå", "REGION")),
        "ragged": record(
            RAGGED + " Oslo", ("Åsa", "PERSON"), ("Umeå", "PERSON"), ("reste", "EVENT"),
            ("reste från", "EVENT"), ("Oslo", "REGION"),
        ),
    }  # fmt: skip
    comparisons = compare(texts, records)
    return render(report(comparisons), comparisons).decode()


@pytest.fixture(scope="module")
def tree(page):
    return lxml.html.document_fromstring(page)


def articles(tree):
    return {a.xpath("string(h3/text())"): a for a in tree.xpath("//article")}


def test_texts_with_most_errors_come_first(tree):
    assert list(articles(tree)) == ["ragged", "<b>trap", "gone", "calm"]
    counts = tree.xpath("//article//small[@class='errors']/text()")
    assert counts == ["6 errors", "1 error", "1 error", "0 errors"]


def test_text_is_escaped_and_shown_whole_on_both_sides(tree, page):
    sides = articles(tree)["<b>trap"].xpath(".//div[@class='text']")
    for side in sides:
        for badge in side.xpath(".//small"):
            badge.drop_tree()
    assert [side.text_content() for side in sides] == [TRAP, TRAP]
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//b")
    assert "alert(" not in tree.xpath("string(//script)")


def test_each_error_is_marked_with_its_kind_and_labels(tree):
    marks = articles(tree)["ragged"].xpath(".//mark[@data-kind!='']")
    seen = {(m.get("data-kind"), m.get("data-labels"), m.text) for m in marks}
    assert seen == {
        ("bounds", "PERSON", "Åsa Ek"),
        ("bounds", "PERSON", "Åsa"),
        ("label", "REGION PERSON", "Umeå"),
        ("missed", "REGION", "Nordfors"),
        ("spurious", "EVENT", "reste"),
        ("spurious", "EVENT", "reste från"),
        ("spurious", "REGION", "Oslo"),
    }
    assert len({m.get("data-error") for m in marks}) == 6


def test_what_cannot_be_drawn_in_the_text_is_listed_below_it(tree):
    (also,) = articles(tree)["ragged"].xpath(".//p[@class='also']")
    assert [m.text for m in also.xpath(".//mark")] == ["Oslo", "reste"]


def test_every_label_and_kind_has_a_filter(tree):
    boxes = tree.xpath("//form//input[@type='checkbox']")
    values = {(b.get("name"), b.get("value")) for b in boxes if b.get("name")}
    kinds = {(("kind"), m.get("data-kind")) for m in tree.xpath("//article//mark[@data-kind!='']")}
    labels = {
        ("label", label)
        for m in tree.xpath("//article//mark")
        for label in m.get("data-labels").split()
    }
    assert kinds | labels < values
    assert len(values) == 5 + 4


def test_the_page_needs_nothing_else_and_its_policy_forbids_it(tree, page):
    assert not tree.xpath("//link | //img | //iframe | //*[@src] | //*[@href] | //*[@style]")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not re.search(r"https?:|url\(|@import|fetch\(", page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (element,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(element.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_tables_say_what_the_report_says(tree):
    rows = {r.xpath("string(*[1])"): r.xpath("*/text()") for r in tree.xpath("(//table)[1]//tr")}
    assert rows["PERSON"][:3] == ["PERSON", "3", "3"]
    matrix = {r.xpath("string(*[1])"): r.xpath("*/text()") for r in tree.xpath("(//table)[2]//tr")}
    assert matrix["PERSON"] == ["PERSON", "1", "0", "0", "0", "0", "1", "1"]
    assert matrix["spurious"] == ["spurious", "0", "1", "0", "2", "0", "0", "0"]
    frequent = tree.xpath("//table[@class='words']//tbody/tr")
    assert len(frequent) == 8
    assert tree.xpath("//article//small[text()='no record']")


def test_a_page_without_errors_says_so():
    comparisons = compare(
        [gold("calm", CALM, ("Umeå", "REGION"))], {"calm": record(CALM, ("Umeå", "REGION"))}
    )
    assert b"<h2>No errors</h2>" in render(report(comparisons), comparisons)


def test_the_same_evaluation_gives_the_same_page():
    texts = [gold("calm", CALM, ("Umeå", "REGION"))]
    comparisons = compare(texts, {})
    assert render(report(comparisons), comparisons) == render(report(comparisons), comparisons)
