from __future__ import annotations

from brygga.entities.reliability import estimate, evidence
from brygga.entities.spans import Span


def test_a_rule_that_is_sure_counts_as_other_evidence() -> None:
    assert evidence(Span(0, 1, "EVENT", "rule")) == "rule"
    assert evidence(Span(0, 1, "EVENT", "rule", sure=True)) == "rule+"


def test_mentions_that_a_rule_confirms_are_more_reliable_than_bare_guesses() -> None:
    for label in ("PERSON", "REGION", "ORGANISATION", "PROJECT", "EVENT"):
        guess = estimate(Span(0, 1, label, "model"))
        confirmed = estimate(Span(0, 1, label, "model", sure=True))
        assert guess is not None
        assert confirmed is not None
        assert 0 < guess < confirmed <= 1
