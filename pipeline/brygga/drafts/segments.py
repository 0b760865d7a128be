"""Drafts made of an article's own sentences: as they stand, or translated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec.structs import replace

from brygga.drafts.checks import check, checks, left_out
from brygga.drafts.glossary import Glossary
from brygga.drafts.names import names_between
from brygga.drafts.pair import Pair
from brygga.drafts.summarise import Unit
from brygga.drafts.translate.base import Translator
from brygga.drafts.translate.faithful import Given, translate
from brygga.record import Article, Draft, Extent, Finding, Segment

_APART = " … "


def extract(article: Article, chosen: Sequence[Unit], *, english: bool) -> Draft | None:
    if not chosen:
        return None
    said = [" ".join(article.text[u.start : u.end].split()) for u in chosen]
    segments = tuple(
        Segment(
            sv_start=u.start,
            sv_end=u.end,
            sv="" if english else text,
            en=text if english else "",
            sources=(Extent(start=u.start, end=u.end),),
        )
        for u, text in zip(chosen, said, strict=True)
    )
    return Draft(
        text=" ".join(said), method="extract", model=None, status="draft", segments=segments
    )


def spanned(article: Article, said: str, spans: Sequence[tuple[int, int]]) -> Segment:
    """A sentence that rests on several places of the text."""
    places = sorted(set(spans))
    return Segment(
        sv_start=places[0][0] if places else None,
        sv_end=max(end for _, end in places) if places else None,
        sv=_APART.join(article.text[a:b] for a, b in places),
        en=said,
        sources=tuple(Extent(start=a, end=b) for a, b in places),
    )


def translations(
    articles: Sequence[Article], translator: Translator, glossary: Glossary
) -> list[Draft]:
    """The Swedish summary of each article in English, sentence by sentence, checked."""
    segments = [s for a in articles for s in (a.summary_sv.segments if a.summary_sv else ())]
    owners = [a for a in articles for _ in (a.summary_sv.segments if a.summary_sv else ())]
    given = [
        Given(
            owner.text[s.sv_start : s.sv_end], names_between(owner, s.sv_start or 0, s.sv_end or 0)
        )
        for owner, s in zip(owners, segments, strict=True)
    ]
    said = iter(zip(given, translate(given, translator, glossary), strict=True))
    drafts = []
    for article in articles:
        told = []
        for segment in article.summary_sv.segments if article.summary_sv else ():
            source, english = next(said)
            found = check(Pair(source.text, english, source.names), checks(glossary))
            told.append(replace(segment, en=english, checks=_placed(found, segment.sv_start or 0)))
        text = " ".join(s.en for s in told)
        drafts.append(
            Draft(
                text=text,
                method="translate",
                model=translator.label,
                status=status(f for s in told for f in s.checks),
                segments=tuple(told),
                checks=tuple(left_out(article, text)),
            )
        )
    return drafts


def _placed(found: Iterable[Finding], start: int) -> tuple[Finding, ...]:
    """Findings whose Swedish offsets count from the article's beginning."""
    return tuple(
        f
        if f.sv_start is None or f.sv_end is None
        else replace(f, sv_start=f.sv_start + start, sv_end=f.sv_end + start)
        for f in found
    )


def status(found: Iterable[Finding]) -> Literal["draft", "needs-attention"]:
    return "needs-attention" if any(f.severity == "error" for f in found) else "draft"
