"""Summaries take whole sentences; the references were chosen before any was made."""

import json
from pathlib import Path

import pytest

from brygga.drafts.summarise import summarise, units
from tests.support.articles import make_article

from .test_brief import samples

REFERENCES = {
    item["id"]: item["sentences"]
    for item in map(
        json.loads,
        (Path(__file__).parents[2] / "corpus/summaries/references.jsonl")
        .read_text("utf-8")
        .splitlines(),
    )
}


def said(article, **settings):
    return [" ".join(article.text[u.start : u.end].split()) for u in summarise(article, **settings)]


def kept(method):
    """The share of the reference sentences that three sentences by ``method`` have."""
    shares = []
    for article in samples():
        found = said(article, words=10**6, method=method)
        wanted = REFERENCES[article.id]
        shares.append(sum(any(w in f for f in found) for w in wanted) / len(wanted))
    return sum(shares) / len(shares)


def test_it_keeps_more_than_the_simple_methods_do():
    assert len(REFERENCES) >= 30
    ranked = kept("ranked")
    assert ranked >= 0.7
    assert ranked > kept("tfidf")


def test_sentences_stand_whole_and_in_order():
    for article in samples():
        found = summarise(article)
        assert 0 < len(found) <= 3
        assert found == sorted(found, key=lambda u: u.start)
        assert all(u in units(article) for u in found)


def test_furniture_is_never_in_it():
    article = make_article(
        ("title", "Rubriken säger allt om saken"),
        "Regionen bygger en ny järnväg mellan Umeå och Luleå.",
        "Det kostar mycket pengar och tar lång tid att bygga.",
        ("boilerplate", "Kontoret i Bryssel arbetar för hela regionens bästa."),
        ("contact", "Kontaktperson är Ada Lind på kontoret i Bryssel."),
    )
    assert said(article) == [
        "Regionen bygger en ny järnväg mellan Umeå och Luleå.",
        "Det kostar mycket pengar och tar lång tid att bygga.",
    ]


def test_a_quotation_is_one_piece():
    article = make_article(
        "Regionen bygger en ny järnväg mellan Umeå och Luleå.",
        ("quote", "– Vi väntar. Det har vi gjort i tio år, säger Ada Lind."),
        "Det kostar mycket pengar och tar lång tid att bygga.",
    )
    pieces = [article.text[u.start : u.end] for u in units(article)]
    assert "– Vi väntar. Det har vi gjort i tio år, säger Ada Lind." in pieces


@pytest.mark.parametrize("most", [2, 3, 5])
def test_it_has_no_more_sentences_than_asked_for(most):
    assert all(len(summarise(a, most=most, words=10**6)) <= most for a in samples())
