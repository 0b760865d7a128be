"""The stage that finds the mentions: a model, rules, and what one mention tells of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

import msgspec

from brygga.entities import capitals, credits, forenames, gazetteer, model, patterns
from brygga.entities.agree import harmonise
from brygga.entities.brackets import explain
from brygga.entities.forenames import begins_a_name, is_first_name
from brygga.entities.gazetteer import is_place_here
from brygga.entities.mend import mend
from brygga.entities.propagate import propagate
from brygga.entities.sentences import follows_place_word
from brygga.entities.spans import Ranges, Span, Taken, clip, lies_in, merge, trim
from brygga.record import FURNITURE, LABELS, Article, Block, Label, Mention, Role, replace

if TYPE_CHECKING:
    from spacy.language import Language

_CHUNK = 50_000
"""Characters of one spaCy document at most: bounds the memory, far above any press text."""
_BATCH = 32
_WORDS_KEPT = 100_000
"""Words that spaCy keeps, about 40 MB; fewer would be made anew too often."""
_LABELS: dict[str, Label] = {label: label for label in LABELS}
_NO_WORD = re.compile(r"\S{500,}")
_NO_SENTENCES: frozenset[Role] = frozenset({"dateline", "section"})
"""Roles of blocks whose few words (``24 Okt 2018 Innovationspolitik``) mislead the model."""
_ASIDE = FURNITURE | {"byline"}
"""Roles of blocks whose persons nobody in the article's own text is called after."""
_Place = tuple[int, int]
"""Number of the article and the offset of the piece in its text."""


class TagSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model``: a model that ships with Brygga, an installed spaCy package or a folder."""

    model: str = "sv_press"


class Tag:
    """Record where persons, regions, projects, events and organisations are named.

    The model's guesses count only in Swedish blocks, and nowhere in the names of image files.
    Rules and names established elsewhere in the article are looked for in blocks of any language.
    Mentions do not overlap; those in furniture are recorded like all others. spaCy's
    transition-based tagger yields no probabilities, so ``score`` is ``None``.
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
        self._nlp: Language | None = None

    def setup(self) -> None:
        """Load the model; raises ``ModelError``."""
        self._nlp = model.load(self.settings.model)
        self.model = model.label(self._nlp)
        self._rules = patterns.load()
        self._known = gazetteer.load()
        self._places = gazetteer.load_places()

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        """The articles with ``mentions``; what one gets does not depend on the others."""
        guesses = self._guess(articles)
        return [
            replace(article, mentions=self._mentions(article, spans))
            for article, spans in zip(articles, guesses, strict=True)
        ]

    def _guess(self, articles: Sequence[Article]) -> list[list[Span]]:
        """The model's spans in each article's text, before any block is looked at."""
        if self._nlp is None:
            raise RuntimeError("setup() has not been called")
        found: list[list[Span]] = [[] for _ in articles]
        pieces = (
            (_legible(article.text[start:end]), (n, start))
            for n, article in enumerate(articles)
            if any(is_swedish(article, block) for block in article.blocks)
            for start, end in chunks(article)
        )
        for batch in _batches(pieces):
            with self._memory():
                docs = self._nlp.pipe(batch, as_tuples=True, batch_size=len(batch))
                for doc, (n, offset) in docs:
                    found[n] += [
                        Span(offset + ent.start_char, offset + ent.end_char, _LABELS[name], "model")
                        for ent in doc.ents
                        if (name := ent.label_) in _LABELS
                    ]
        return found

    @contextmanager
    def _memory(self) -> Iterator[None]:
        """Let spaCy forget the words of a batch once it has learnt the frequent ones of many: it
        keeps each for ever otherwise, and making the frequent ones anew costs time.
        """
        if self._nlp is None or len(self._nlp.vocab.strings) < _WORDS_KEPT:
            yield
        else:
            with self._nlp.memory_zone():
                yield

    def _mentions(self, article: Article, guesses: Sequence[Span]) -> tuple[Mention, ...]:
        text = article.text
        swedish = [
            span
            for span, block in _fit(article, guesses)
            if is_swedish(article, block) and block.role not in _NO_SENTENCES
        ]
        credited = self._credited(article)
        guessed = _outside_credits(article, mend(text, swedish), credited)
        ruled = _outside_credits(article, self._ruled(article), credited)
        taken = merge(text, guessed, [*ruled, *credited])
        aside = [(b.start, b.end) for b in article.blocks if b.role in _ASIDE]
        self._add_places(text, taken, aside)
        explain(text, taken)
        harmonise(text, taken, aside)
        propagate(text, taken, aside)
        explain(text, taken)
        return tuple(
            Mention(
                start=span.start,
                end=span.end,
                text=text[span.start : span.end],
                label=span.label,
                score=None,
                method=span.method,
            )
            for span, _ in _fit(article, taken)
        )

    def _add_places(self, text: str, taken: Taken, aside: Ranges) -> None:
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
        for found in self._places.find(text):
            found_text = text[found.start : found.end]
            others = taken.overlapping(found.start, found.end)
            forms = {found_text, found_text.removesuffix("s")}
            place = Span(found.start, found.end, "REGION", "gazetteer")
            if not others:
                free = not forms & own or follows_place_word(text, found.start)
                if free and is_place_here(text, found.start, found.end):
                    taken.add(place)
            elif (
                not forms & surnames
                and (others[0].start, others[0].end) == (found.start, found.end)
                and others[0].label != "REGION"
                and others[0].method == "model"
                and not others[0].sure
                and (others[0].label != "PERSON" or not is_first_name(found_text))
            ):
                taken.replace(place)

    def _ruled(self, article: Article) -> Iterator[Span]:
        for found in self._rules.find(article.text):
            yield Span(found.start, found.end, found.label, "rule", found.sure)
        for find in (forenames.find, capitals.find):
            for found in find(article.text):
                yield Span(found.start, found.end, found.label, "rule", found.sure)
        for found in self._known.find(article.text):
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


def _legible(text: str) -> str:
    """The text with the letter x for what is no word: spaCy's tokeniser needs quadratic time for
    endless runs of signs.
    """
    return _NO_WORD.sub(lambda run: "x" * len(run.group()), text)


def _batches(pieces: Iterable[tuple[str, _Place]]) -> Iterator[list[tuple[str, _Place]]]:
    batch: list[tuple[str, _Place]] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == _BATCH or size + len(piece[0]) > 2 * _CHUNK):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[0])
    if batch:
        yield batch


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
            yield Span(start, end, span.label, span.method, span.sure), fitted[2]
