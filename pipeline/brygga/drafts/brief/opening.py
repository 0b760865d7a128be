"""The first sentence of a brief: what kind of item it is, on which field, of which day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from brygga.drafts import english
from brygga.drafts.brief.facts import Sentence, Span, body_blocks
from brygga.drafts.glossary import Glossary, Term, word_pattern
from brygga.drafts.tables import rows
from brygga.record import Article

_PLAIN = "News item"
_TERMS = 6
_TERM_DOMAINS = frozenset(
    (
        "administration", "energy", "environment", "eu", "event", "project", "regional",
        "security", "transport",
    )
)  # fmt: skip
_TOO_WIDE = frozenset(
    (
        "projekt",
        "program",
        "region",
        "regering",
        "kommun",
        "möte",
        "miljö",
        "klimat",
        "arrangör",
        "besök",
        "uppdrag",
        "myndighet",
        "beslut",
        "utredning",
        "ansökan",
        "insats",
        "åtgärd",
    )
)
"""Terms that tell nothing of what an item is about."""
_TERM_POS = frozenset(("noun", "phrase"))
_OPENS = frozenset(("title", "lead"))


def opening(article: Article, glossary: Glossary, stated: Sequence[str]) -> Iterator[Sentence]:
    """``News item on innovation policy, 24 October 2018.``, ``Press conference.``; nothing where
    neither kind nor field nor day is told. A kind that one of the sentences ``stated`` begins with
    is not said again.
    """
    kind = _kind(article.title or "")
    if kind and any(said.startswith(kind) for said in stated):
        kind = None
    words, spans = kind or _PLAIN, [_block_span(article, "title")] if kind else []
    for section in article.section[:1]:
        term = glossary.get(section)
        if term and term.domain == "section":
            words += f" on {_inside(term.en)}"
            spans += [_block_span(article, "section", "dateline")]
    if article.published and (day := english.date(article.published[:10])):
        words += f", {day}"
        spans += [_block_span(article, "dateline")]
    if spans:
        yield english.sentence(words), tuple(s for s in spans if s)


def _kind(title: str) -> str | None:
    for pattern, said in rows("brief/kinds.tsv"):
        if re.match(pattern, title, re.IGNORECASE):
            return said
    return None


def _inside(section: str) -> str:
    return (
        section
        if section[:2].isupper() or section == "Interreg"
        else section[0].lower() + section[1:]
    )


def _block_span(article: Article, *roles: str) -> Span | None:
    for block in article.blocks:
        if block.role in roles:
            return block.start, block.end
    return None


def key_terms(article: Article, glossary: Glossary) -> Iterator[Sentence]:
    """The glossary's terms of title and lead, outside names: those of the title first."""
    found: dict[str, Span] = {}
    names = [(m.start, m.end) for m in article.mentions]
    blocks = [b for b in body_blocks(article) if b.role in _OPENS]
    for block in sorted(blocks, key=lambda b: b.role != "title"):
        for match in _pattern(glossary).finditer(article.text, block.start, block.end):
            start, end = match.span()
            if not any(a < end and start < b for a, b in names):
                found.setdefault(_terms(glossary)[match["term"].casefold()].en, (start, end))
    kept = list(found.items())[:_TERMS]
    if kept:
        yield f"Key terms: {', '.join(en for en, _ in kept)}.", tuple(span for _, span in kept)


@cache
def _terms(glossary: Glossary) -> dict[str, Term]:
    return {
        term.sv.casefold(): term
        for term in glossary
        if term.domain in _TERM_DOMAINS
        and term.pos in _TERM_POS
        and len(term.sv) > 4
        and term.sv not in _TOO_WIDE
    }


@cache
def _pattern(glossary: Glossary) -> re.Pattern[str]:
    return word_pattern(_terms(glossary))
