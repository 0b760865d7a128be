"""Write the brief: an English sentence per kind of fact, tied to where the article says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from brygga.dates.calendar import months
from brygga.drafts import english
from brygga.drafts.brief.facts import MOST, Occasion, Sentence, Span, listing, named, occasions
from brygga.drafts.brief.figures import figures
from brygga.drafts.brief.opening import key_terms, opening
from brygga.drafts.brief.people import people
from brygga.drafts.brief.places import places
from brygga.drafts.brief.projects import projects
from brygga.drafts.brief.statements import statements
from brygga.drafts.glossary import Glossary, shipped
from brygga.record import Article, DateMention, Entity

_WEEK = re.compile(r"(?i)(?:i |under )?(?:v\.|vecka) ?(\d{1,2})(?:,? (?:19|20)\d\d)?")
_WRITTEN = re.compile(rf"(?i)\b(?:{'|'.join(months())})|\d[/.-]\d|(?:19|20)\d\d")


def brief(article: Article, glossary: Glossary | None = None) -> list[Sentence]:
    """English sentences about the article and the spans that each rests on; nothing that the record
    does not have, and no name twice unless something new is said of it. Empty for an article that
    names nothing and has no figures.
    """
    glossary = glossary or shipped()
    stated = list(statements(article, glossary))
    told = frozenset(key for one in stated for key in one.entities)
    supported = list(projects(article, told))
    behind = told.union(*(keys for _, keys in supported))
    authorities = {e.key for e in article.entities if e.kind == "regional-authority"}
    facts = [
        *((one.english, (one.span,)) for one in stated),
        *people(article, told, glossary),
        *(sentence for sentence, _ in supported),
        *_events(article, told),
        *_figures(article, glossary),
        *_organisations(article, behind),
        *places(article, told | (behind & authorities)),
    ]
    if not facts:
        return []
    first = list(opening(article, glossary, [one.english for one in stated]))
    facts[len(stated) : len(stated)] = key_terms(article, glossary)
    return [*first, *_with_subjects(facts, known=bool(first))]


def _with_subjects(sentences: Iterable[Sentence], *, known: bool) -> Iterator[Sentence]:
    """``It`` becomes ``The item`` where the sentence before does not speak of the item."""
    for said, spans in sentences:
        about_it = said.startswith("It ")
        yield (said if known or not about_it else f"The item {said.removeprefix('It ')}", spans)
        known = about_it


def _events(article: Article, told: frozenset[str]) -> Iterator[Sentence]:
    found = [o for o in occasions(article) if o.event.entity.key not in told][:MOST]
    if found:
        places = {e.key: e for e in article.entities}
        said = [_occasion(o, places) for o in found]
        spans = [s for o in found for s in _spans(o)]
        yield listing("event", said), tuple(spans)


def _occasion(occasion: Occasion, by_key: dict[str, Entity]) -> str:
    said = english.the(occasion.event.entity.name_en or occasion.event.entity.name)
    about = []
    if occasion.place and (place := by_key.get(occasion.place.entity or "")):
        about.append(place.name_en or place.name)
    if occasion.date and (day := _day(occasion.date)):
        about.append(day)
    return f"{said} ({', '.join(about)})" if about else said


def _day(date: DateMention) -> str | None:
    """A day that the text writes out, or a week of the calendar; ``på lördag`` is none."""
    if week := _WEEK.fullmatch(date.text):
        return f"week {week[1]} of {(date.value or '')[:4]}"
    written = _WRITTEN.search(date.text)
    return english.date(date.value) if written and date.value else None


def _spans(occasion: Occasion) -> Iterator[Span]:
    yield occasion.event.first
    for part in (occasion.place, occasion.date):
        if part:
            yield part.start, part.end


def _figures(article: Article, glossary: Glossary) -> Iterator[Sentence]:
    found = sorted(figures(article, glossary), key=lambda f: -f.weight)[:MOST]
    found.sort(key=lambda f: f.span)
    if found:
        listed = english.series([f.english for f in found])
        yield f"Figures given: {listed}.", tuple(f.span for f in found)


def _organisations(article: Article, told: frozenset[str]) -> Iterator[Sentence]:
    kept = [n for n in named(article, "ORGANISATION") if n.entity.key not in told][:MOST]
    names = list(dict.fromkeys(english.the(n.entity.name_en or n.entity.name) for n in kept))
    if names:
        yield listing("organisation", names), tuple(n.first for n in kept)
