"""The brief as a draft of the record, checked."""

from __future__ import annotations

from brygga.drafts.brief.write import brief
from brygga.drafts.checks import Check, Names, Numbers, Untranslated, check
from brygga.drafts.glossary import Glossary
from brygga.drafts.names import names_between
from brygga.drafts.pair import Pair
from brygga.drafts.segments import spanned, status
from brygga.record import Article, Draft

_CHECKS: tuple[Check, ...] = (Numbers(), Names(), Untranslated())


def brief_draft(article: Article, glossary: Glossary | None = None) -> Draft | None:
    """``None`` for an article of which there is nothing to say."""
    segments = tuple(spanned(article, said, spans) for said, spans in brief(article, glossary))
    if not segments:
        return None
    text = " ".join(segment.en for segment in segments)
    pair = Pair(article.text, text, names_between(article, 0, len(article.text)))
    found = check(pair, _CHECKS, omissions=False)
    return Draft(
        text=text, method="brief", model=None, status=status(found), segments=segments, checks=found
    )
