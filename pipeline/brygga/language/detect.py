"""The policy: which language an article and each of its blocks is in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

import msgspec

from brygga.language.backends import BackendName, candidates, load_backend
from brygga.language.evidence import Evidence, head, weigh
from brygga.record import STATED, Article, Block, Language, Notice, Role, replace

EXPECTED = "sv"
UNKNOWN = "und"

_BODY: frozenset[Role] = frozenset(
    {"title", "lead", "heading", "paragraph", "quote", "list-item", "caption"}
)
_NAMES: frozenset[Role] = frozenset({"byline", "image-name"})
_WARNINGS = frozenset({"not-swedish", "mixed-language", "language-unknown"})
_LEAST = 1e-9  # a backend's zero is a rounded one: no evidence is worth more than this

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class LanguageSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``document`` and ``blocks`` name the backend that does each job.

    The document is ``und`` with fewer than ``least_letters`` letters, with ``name_letters`` at
    least where all its words are names, or below ``least_confidence``. Before a word is read,
    Swedish counts as ``expectation`` times likelier than any other language. Where the document's
    backend is not ``sure``, the blocks' backend has a say. At most ``document_characters`` are
    read of a document, in windows of ``window_characters`` or more, and ``block_characters`` of a
    block.

    A block's language maximises ``min(1, letters / full_letters) · log p + prior_weight · log
    prior``. The prior is the document's mixture of languages, ``prior_floor`` of it spread evenly
    over all of them.
    """

    document: BackendName = "langdetect"
    blocks: BackendName = "py3langid"
    least_letters: Count = 6
    least_confidence: Share = 0.4
    name_letters: Count = 100
    sure: Share = 0.9
    expectation: Annotated[float, msgspec.Meta(ge=1)] = 3.0
    document_characters: Count = 800
    window_characters: Count = 60
    block_characters: Count = 200
    full_letters: Count = 20
    prior_weight: Share = 0.6
    prior_floor: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.05


class DetectLanguage:
    """Set the language of the document and of each block.

    The body decides the document; furniture only where the body says nothing. A block without
    words of its own (names, numbers, addresses) takes the document's language, and a short one
    does unless the evidence against it is strong: a headline of three words decides nothing
    alone. What the source states of its language decides only where the text cannot tell, since
    such fields are often left at their default. Source of the policy: the measurements in
    ``docs/language.md``.
    """

    name: ClassVar[str] = "language"
    version: ClassVar[int] = 1
    requires: ClassVar[frozenset[str]] = frozenset({"text", "blocks"})
    provides: ClassVar[frozenset[str]] = frozenset({"language", "blocks.language", "warnings"})
    Settings: ClassVar[type[LanguageSettings]] = LanguageSettings

    def __init__(self, settings: LanguageSettings | None = None) -> None:
        self.settings = settings or LanguageSettings()
        self.model: str | None = None

    def setup(self) -> None:
        self._document = load_backend(self.settings.document)
        self._blocks = load_backend(self.settings.blocks)
        known = self._document.languages | self._blocks.languages
        self._languages = tuple(c.code for c in candidates() if c.code in known)
        self.model = " + ".join(dict.fromkeys((self._document.model, self._blocks.model)))

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        return [self._detect(article) for article in articles]

    def _detect(self, article: Article) -> Article:
        blocks = article.blocks or (Block(role="other", start=0, end=len(article.text)),)
        evidence = [self._weigh(article.text, block) for block in blocks]
        posteriors = [self._posterior(e) for e in evidence]
        language, prior = self._judge_document(blocks, evidence, posteriors)
        if language.code == UNKNOWN and article.language.method == STATED:
            language = article.language
        marked = tuple(
            replace(block, language=self._judge_block(posterior, e, prior, language.code))
            for block, posterior, e in zip(article.blocks, posteriors, evidence, strict=False)
        )
        kept = tuple(notice for notice in article.warnings if notice.code not in _WARNINGS)
        found = _notices(article.text, marked, language.code)
        return replace(article, language=language, blocks=marked, warnings=kept + found)

    def _weigh(self, text: str, block: Block) -> Evidence:
        if block.role in _NAMES:
            return Evidence("", 0, worded=False)
        limit = self.settings.block_characters
        return weigh(text[block.start : min(block.end, block.start + limit + 1)], limit)

    def _posterior(self, evidence: Evidence) -> Mapping[str, float]:
        """From the blocks' backend, or from the other where that one cannot read the script."""
        if not evidence.worded:
            return {}
        return self._blocks.probabilities(evidence.text) or self._document.probabilities(
            evidence.text
        )

    def _judge_document(
        self,
        blocks: Sequence[Block],
        evidence: Sequence[Evidence],
        posteriors: Sequence[Mapping[str, float]],
    ) -> tuple[Language, Mapping[str, float]]:
        """The document's language, and what each language has for it before a block is read."""
        settings = self.settings
        heard = _heard(blocks, evidence, settings.name_letters)
        weights = _weights([blocks[n].end - blocks[n].start for n in heard])
        mixture = _mix(
            [(self._expect(posteriors[n]), w) for n, w in zip(heard, weights, strict=True)]
        )
        windows = _windows([evidence[n].text for n in heard], weights, settings)
        found = _mix([(self._expect(self._document.probabilities(t)), w) for t, w in windows])
        letters = sum(evidence[n].letters for n in heard)
        return self._decide(found, mixture, letters), self._weighted_prior(mixture)

    def _expect(self, posterior: Mapping[str, float]) -> Mapping[str, float]:
        """The posterior where Swedish was ``expectation`` times likelier to begin with."""
        if not posterior:
            return posterior
        more = (self.settings.expectation - 1) * posterior.get(EXPECTED, 0.0)
        weighed = {code: p / (1 + more) for code, p in posterior.items()}
        weighed[EXPECTED] = weighed.get(EXPECTED, 0.0) + more / (1 + more)
        return weighed

    def _decide(
        self, found: Mapping[str, float], mixture: Mapping[str, float], letters: int
    ) -> Language:
        settings = self.settings
        method: str = settings.document
        if not found:
            return Language(code=UNKNOWN, confidence=0.0, method=method)
        if mixture and settings.blocks != settings.document:
            unheard = sum(p for code, p in mixture.items() if code not in self._document.languages)
            if unheard >= 0.5:
                found, method = mixture, settings.blocks
            elif found[_best(found)] < settings.sure:
                found = _mix([(found, 1), (mixture, 2)])  # it knows short texts better
                method = f"{settings.document}+{settings.blocks}"
        code = _best(found)
        confidence = round(found[code], 4)
        if letters < settings.least_letters or confidence < settings.least_confidence:
            code = UNKNOWN
        return Language(code=code, confidence=confidence, method=method)

    def _weighted_prior(self, mixture: Mapping[str, float]) -> dict[str, float]:
        settings = self.settings
        even = settings.prior_floor / len(self._languages)
        return {
            code: settings.prior_weight
            * math.log((1 - settings.prior_floor) * mixture.get(code, 0.0) + even)
            for code in self._languages
        }

    def _judge_block(
        self,
        posterior: Mapping[str, float],
        evidence: Evidence,
        prior: Mapping[str, float],
        document: str,
    ) -> str:
        if not posterior or document == UNKNOWN:
            return document
        likely = _best(posterior)
        if prior[likely] == max(prior.values()):
            return likely
        weight = min(1.0, evidence.letters / self.settings.full_letters)
        return _best(
            {
                code: weight * math.log(max(posterior.get(code, 0.0), _LEAST)) + prior[code]
                for code in prior
            }
        )


def _best(scores: Mapping[str, float]) -> str:
    """The code with the highest score; of equals the first by name, so that no order matters."""
    return min(scores, key=lambda code: (-scores[code], code))


def _mix(parts: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """The mean of distributions, each with its weight; an empty one does not count."""
    total = sum(weight for distribution, weight in parts if distribution)
    mixture: dict[str, float] = {}
    for distribution, weight in parts:
        for code, probability in distribution.items():
            mixture[code] = mixture.get(code, 0.0) + probability * weight / total
    return mixture


def _heard(blocks: Sequence[Block], evidence: Sequence[Evidence], name_letters: int) -> list[int]:
    """The blocks that speak for the document: the body, else any with words of its own, else all
    if they are long enough for the letters of names to tell something.
    """
    worded = [n for n, e in enumerate(evidence) if e.worded]
    if worded:
        return [n for n in worded if blocks[n].role in _BODY] or worded
    enough = sum(e.letters for e in evidence) >= name_letters
    return list(range(len(blocks))) if enough else []


def _weights(sizes: Sequence[int]) -> list[float]:
    """Weights of blocks by their sizes; the end of a text counts half as much as its start.

    So the language that comes first is the main one of a text that is there in two.
    """
    total = sum(sizes)
    weights, at = [], 0
    for size in sizes:
        weights.append(size * (1 - 0.5 * (at + size / 2) / total))
        at += size
    return weights


def _windows(
    texts: Sequence[str], weights: Sequence[float], settings: LanguageSettings
) -> list[tuple[str, float]]:
    """The starts of the texts, as long as their share of ``document_characters``, joined to
    windows of at least ``window_characters``, each with its weight.
    """
    share = settings.document_characters / max(1.0, sum(weights))
    windows: list[tuple[str, float]] = []
    window, weighs = "", 0.0
    for text, weight in zip(texts, weights, strict=True):
        window = f"{window}\n{head(text, math.ceil(weight * share))}"
        weighs += weight
        if len(window) > settings.window_characters:
            windows.append((window, weighs))
            window, weighs = "", 0.0
    return [*windows, (window, weighs)] if weighs else windows


def _notices(text: str, blocks: Sequence[Block], document: str) -> tuple[Notice, ...]:
    if document == UNKNOWN:
        message = "it cannot be told which language the article is in"
        return (Notice(code="language-unknown", message=message),)
    notices = []
    if document != EXPECTED:
        message = f"the article is in {_named(document)}, not in {_named(EXPECTED)}"
        notices.append(Notice(code="not-swedish", message=message))
    others = [b for b in blocks if b.role in _BODY and b.language not in (document, UNKNOWN, None)]
    if others:
        first = others[0]
        languages = " and ".join(dict.fromkeys(_named(b.language or UNKNOWN) for b in others))
        begins = " ".join(head(text[first.start : first.end], 40).split())
        message = f"part of the article is in {languages}, first “{begins} …”"
        notices.append(
            Notice(code="mixed-language", message=message, start=first.start, end=first.end)
        )
    return tuple(notices)


def _named(code: str) -> str:
    return next((f"{c.name} ({code})" for c in candidates() if c.code == code), code)
