"""What a draft of a whole article leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from brygga.drafts.names import forms
from brygga.drafts.pair import finding
from brygga.record import Article, Finding

_OFTEN = 3
"""Mentions of a main entity at least, unless the title names it."""


def left_out(article: Article, english: str) -> Iterator[Finding]:
    """The main entities of an article that its draft does not name: those of the title, and those
    that are mentioned often. A summary may have its reasons, so these are warnings.
    """
    title = next((b for b in article.blocks if b.role == "title"), None)
    small = english.casefold()
    for entity in article.entities:
        mentions = [article.mentions[n] for n in entity.mentions]
        in_title = title and any(title.start <= m.start < title.end for m in mentions)
        if not in_title and len(mentions) < _OFTEN:
            continue
        known = {*forms(entity), *(m.text for m in mentions)}
        if not any(form.casefold() in small for form in known if form):
            message = f"“{entity.name}” is a main name of the text and not in the draft"
            yield finding("omissions", message, (mentions[0].start, mentions[0].end))
