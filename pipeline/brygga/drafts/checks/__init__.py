"""Checks of an English draft against its Swedish: one class per check, one sentence per finding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from brygga.drafts.checks.base import Check as Check
from brygga.drafts.checks.dates import Dates as Dates
from brygga.drafts.checks.form import Length as Length
from brygga.drafts.checks.form import Repetition as Repetition
from brygga.drafts.checks.glossary import GlossaryTerms as GlossaryTerms
from brygga.drafts.checks.names import Names as Names
from brygga.drafts.checks.negation import Negation as Negation
from brygga.drafts.checks.numbers import Numbers as Numbers
from brygga.drafts.checks.omissions import left_out as left_out
from brygga.drafts.checks.swedish import Untranslated as Untranslated
from brygga.drafts.glossary import Glossary, shipped
from brygga.drafts.pair import Pair
from brygga.record import Finding


@cache
def checks(glossary: Glossary) -> tuple[Check, ...]:
    """Every check, with the terms of ``glossary``."""
    return (
        Numbers(),
        Dates(),
        Names(),
        Negation(),
        Untranslated(),
        GlossaryTerms(glossary),
        Length(),
        Repetition(),
    )


def check(
    pair: Pair, among: Sequence[Check] | None = None, *, omissions: bool = True
) -> tuple[Finding, ...]:
    """All findings about one pair, in the order of the checks. Without ``omissions`` (summaries
    leave things out) only what the English says wrongly.
    """
    return tuple(
        found
        for one in among or checks(shipped())
        if omissions or not isinstance(one, Length)
        for found in one.check(pair)
        if omissions or found.en_start is not None
    )
