"""The stage that finds the mentions: a model, rules, and what one mention tells of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import ClassVar, Literal

from brygga.entities import (
    backends,
    capitals,
    coordination,
    credits,
    forenames,
    patterns,
    reliability,
)
from brygga.entities.addresses import has_house_number
from brygga.entities.agree import harmonise
from brygga.entities.backends import Backend, BackendSettings
from brygga.entities.brackets import explain
from brygga.entities.forenames import begins_a_name, is_first_name
from brygga.entities.gazetteer import Gazetteer, Looked, Place, is_place_here
from brygga.entities.mend import mend
from brygga.entities.overruns import without_overruns
from brygga.entities.propagate import propagate
from brygga.entities.recurring import with_recurring_words
from brygga.entities.sentences import follows_place_word
from brygga.entities.spans import Ranges, Span, Taken, clip, lies_in, merge, trim
from brygga.entities.works import is_after_work
from brygga.kb import user
from brygga.kb.store import KnowledgeBase
from brygga.record import FURNITURE, Article, Block, Label, Mention, Role, replace

_CHUNK = 50_000
"""Characters that a model gets at once: bounds the memory, far above any press text."""
_NO_SENTENCES: frozenset[Role] = frozenset({"dateline", "section"})
"""Roles of blocks whose few words (``24 Okt 2018 Innovationspolitik``) mislead the model."""
_WORKS: frozenset[Label] = frozenset({"PROJECT", "EVENT"})
_ASIDE = FURNITURE | {"byline"}
"""Roles of blocks whose persons nobody in the article's own text is called after."""


Evidence = Literal["names", "rules", "article"]


class TagSettings(BackendSettings, frozen=True, forbid_unknown_fields=True):
    """The model that tags (see ``BackendSettings``), and what is heard beside it.

    ``evidence``: ``names`` looks known names up, ``rules`` hears the cues around names and mends
    the model's systematic slips, ``article`` lets the mentions of one article agree and carries
    names to where they were missed. Without any, mentions are the model's alone.
    ``kb``: files that ``brygga kb add`` has written; by default the one in the working directory.
    """

    evidence: tuple[Evidence, ...] = ("names", "rules", "article")
    kb: tuple[str, ...] = ()


class Tag:
    """Record where persons, regions, projects, events and organisations are named.

    The model's guesses count only in Swedish blocks, and nowhere in the names of image files.
    Rules and names established elsewhere in the article are looked for in blocks of any language.
    Mentions do not overlap; those in furniture are recorded like all others.
    ``score`` is the model's probability where it yields one and no rule moved the mention to
    another label, else the share that was right of mentions found in the same way (see
    ``reliability``).
    """

    name: ClassVar[str] = "tag"
    version: ClassVar[int] = 1
    requires: ClassVar[frozenset[str]] = frozenset(
        {"text", "blocks", "blocks.language", "language"}
    )
    provides: ClassVar[frozenset[str]] = frozenset({"mentions"})
    Settings: ClassVar[type[TagSettings]] = TagSettings

    def __init__(self, settings: TagSettings) -> None:
        self.settings = settings
        self.model: str | None = None
        self._backend: Backend | None = None

    def setup(self) -> None:
        """Load the model; raises ``ModelError``."""
        self._backend = backends.load(self.settings)
        self._rules = patterns.load()
        with closing(KnowledgeBase.open(user.paths(self.settings.kb))) as known:
            self._gazetteer = Gazetteer(known)
            self.model = f"{self._backend.label}+kb-{known.version}"

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        """The articles with ``mentions``; what one gets does not depend on the others."""
        guesses = self.guess(articles)
        return [
            replace(
                article,
                mentions=tuple(_mention(article.text, s) for s in self.decide(article, spans)),
            )
            for article, spans in zip(articles, guesses, strict=True)
        ]

    def guess(self, articles: Sequence[Article]) -> list[list[Span]]:
        """The model's spans in each article's text, before any block is looked at."""
        if self._backend is None:
            raise RuntimeError("setup() has not been called")
        found: list[list[Span]] = [[] for _ in articles]
        places = [
            (n, start, end)
            for n, article in enumerate(articles)
            if any(is_swedish(article, block) for block in article.blocks)
            for start, end in chunks(article)
        ]
        texts = [articles[n].text[start:end] for n, start, end in places]
        for (n, at, _), guesses in zip(places, self._backend.guess(texts), strict=True):
            found[n] += [
                Span(at + g.start, at + g.end, g.label, "model", score=g.score) for g in guesses
            ]
        return found

    def decide(self, article: Article, guesses: Sequence[Span]) -> list[Span]:
        """What rules, known names and the article as a whole make of a model's ``guesses``."""
        text = article.text
        swedish = [
            span
            for span, block in _fit(article, guesses)
            if is_swedish(article, block) and block.role not in _NO_SENTENCES
        ]
        evidence = self.settings.evidence
        aside = [(b.start, b.end) for b in article.blocks if b.role in _ASIDE]
        credited = self._credited(article) if "rules" in evidence else []
        if "rules" in evidence:
            swedish = list(without_overruns(text, list(mend(text, swedish))))
            swedish = list(with_recurring_words(text, swedish))
        looked = self._gazetteer.find(text) if "names" in evidence else Looked((), ())
        heard = _outside_credits(article, self._heard(article, looked), credited)
        taken = merge(text, _outside_credits(article, swedish, credited), [*heard, *credited])
        _add_places(text, taken, aside, looked.places)
        if "rules" in evidence:
            explain(text, taken)
        if "article" in evidence:
            harmonise(text, taken, aside)
            propagate(text, taken, aside)
            if "rules" in evidence:
                explain(text, taken)
        return [span for span, _ in _fit(article, taken)]

    def _heard(self, article: Article, looked: Looked) -> Iterator[Span]:
        """What rules find, and the known names that are no places."""
        if "rules" in self.settings.evidence:
            for find in (self._rules.find, forenames.find, capitals.find, coordination.find):
                for found in find(article.text):
                    if found.label in _WORKS or not has_house_number(
                        article.text, found.start, found.end
                    ):
                        yield Span(found.start, found.end, found.label, "rule", found.sure)
        for found in looked.things:
            if is_after_work(article.text, found.start):
                continue  # "appen UD Resklar"
            yield Span(found.start, found.end, found.label, "gazetteer", sure=True)

    def _credited(self, article: Article) -> list[Span]:
        """The persons in byline blocks: photographers and the authors of the metadata, or where the
        block has no such author, whatever has the form of a name.
        """
        text, credited = article.text, []
        for block in article.blocks:
            if block.role == "byline":
                named = set(credits.authors(text, block.start, block.end, article.byline)) or {
                    credits.without_labels(text, found.start, found.end)
                    for found in self._rules.find_persons(text, block.start, block.end)
                }
                named.update(credits.photographers(text, block.start, block.end))
                for start, end in sorted(named):
                    first = text[start:end].partition(" ")[0]
                    sure = begins_a_name(first.capitalize())
                    credited.append(Span(start, end, "PERSON", "rule", sure))
        return credited


def _mention(text: str, span: Span) -> Mention:
    score = reliability.estimate(span) if span.score is None else span.score
    return Mention(
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        label=span.label,
        score=score,
        method=span.method,
    )


def _add_places(text: str, taken: Taken, aside: Ranges, places: Sequence[Place]) -> None:
    """Known places that are still free, or that the model has under another label; surnames of
    the article's persons are none.
    """
    own: set[str] = set()
    surnames: set[str] = set()
    for span in taken:
        if span.label == "PERSON" and " " in text[span.start : span.end]:
            parts = text[span.start : span.end].split()
            surnames.update(parts)
            if not lies_in(aside, span.start):
                own.update(parts)
    for found in places:
        found_text = text[found.start : found.end]
        others = taken.overlapping(found.start, found.end)
        forms = {found_text, found_text.removesuffix("s")}
        place = Span(found.start, found.end, "REGION", "gazetteer")
        if not others:
            certain = follows_place_word(text, found.start)
            free = certain or (found.distinct and not forms & own)
            if free and is_place_here(text, found.start, found.end):
                taken.add(place)
        elif (
            found.distinct
            and not forms & surnames
            and (others[0].start, others[0].end) == (found.start, found.end)
            and others[0].label != "REGION"
            and others[0].method == "model"
            and not others[0].sure
            and (others[0].label != "PERSON" or not is_first_name(found_text))
        ):
            taken.replace(place)


def is_swedish(article: Article, block: Block) -> bool:
    """A block without a language of its own has the article's."""
    code = block.language
    return (article.language.code if code in (None, "und") else code) == "sv"


def chunks(article: Article) -> Iterator[tuple[int, int]]:
    """The whole text, or where it is very long, parts of it cut between blocks if possible."""
    size, start = len(article.text), 0
    while size - start > _CHUNK:
        limit = start + _CHUNK
        cut = max((b.start for b in article.blocks if start < b.start <= limit), default=0)
        cut = cut or article.text.rfind(" ", start + 1, limit) + 1 or limit
        yield start, cut
        start = cut
    if start < size:
        yield start, size


def _outside_credits(
    article: Article, spans: Iterable[Span], credited: Sequence[Span]
) -> Iterator[Span]:
    """The spans fitted to blocks; in bylines, persons only where they are ``credited``, and nothing
    else there but organisations.
    """
    names = Taken(credited)
    for span, block in _fit(article, spans):
        there = names.overlapping(span.start, span.end)
        exact = [(s.start, s.end) for s in there] == [(span.start, span.end)]
        if (
            block.role != "byline"
            or (exact and span.label in ("PERSON", "ORGANISATION"))
            or (not there and span.label != "PERSON")
        ):
            yield span


def _fit(article: Article, spans: Iterable[Span]) -> Iterator[tuple[Span, Block]]:
    """The spans cut to the block where they begin and trimmed; none in names of image files."""
    for span in spans:
        fitted = clip(article.blocks, span.start, span.end)
        if fitted is None or fitted[2].role == "image-name":
            continue
        start, end = fitted[:2]
        if span.label == "PERSON":
            start, end = credits.without_labels(article.text, start, end)
        start, end = trim(article.text, start, end)
        if start == span.start and end == span.end:
            yield span, fitted[2]
        elif any(c.isalnum() for c in article.text[start:end]):
            yield Span(start, end, span.label, span.method, span.sure, span.score), fitted[2]
