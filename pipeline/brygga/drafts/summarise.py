"""Extractive summaries: the sentences that together say most of what an article says."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

import msgspec

from brygga.drafts.sentences import Sentence, sentences
from brygga.record import Article, Role

Method = Literal["ranked", "position", "tfidf"]

_TOLD: frozenset[Role] = frozenset(("lead", "paragraph", "quote"))
_FEWEST_WORDS = 4
_QUOTE = re.compile(r"^[–—-] |^[”\"“]")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_WEIGHT: Mapping[str, float] = {
    "PERSON": 0.5,
    "REGION": 0.5,
    "ORGANISATION": 0.8,
    "PROJECT": 1.5,
    "EVENT": 1.2,
}
_K1, _B = 1.2, 0.75
"""BM25's usual values (Robertson and Zaragoza 2009)."""
_DAMPING = 0.85


class Unit(msgspec.Struct, frozen=True):
    """What is taken or left as a whole: a sentence, or a quotation with who says it."""

    start: int
    end: int
    role: Role


def units(article: Article) -> list[Unit]:
    """The sentences that a summary may have, in text order: of the lead, paragraphs and quotations,
    in the article's language, without the title. A quotation of several sentences is one unit.
    """
    found: list[Unit] = []
    for one in sentences(article):
        if one.role not in _TOLD or _foreign(one, article):
            continue
        quoted = one.role == "quote"
        last = found[-1] if found else None
        if (
            quoted
            and last
            and last.role == "quote"
            and not _QUOTE.match(article.text[one.start :][:2])
            and "\n" not in article.text[last.end : one.start]
        ):
            found[-1] = Unit(last.start, one.end, "quote")
        else:
            found.append(Unit(one.start, one.end, one.role))
    return [u for u in found if len(article.text[u.start : u.end].split()) >= _FEWEST_WORDS]


def summarise(
    article: Article, most: int = 3, fewest: int = 2, words: int = 90, method: Method = "ranked"
) -> list[Unit]:
    """Between ``fewest`` and ``most`` units of the article in text order, of ``words`` words at
    most (unless the first ones have more); all of them if there are no more than ``fewest``.

    ``position`` takes the first ones; ``tfidf`` those nearest to the article's centre; ``ranked``
    weighs place, centrality (PageRank on BM25 similarities, Barrios et al. 2016) and the names
    that are not yet told.
    """
    found = units(article)
    if len(found) <= fewest:
        return found
    chosen: list[int] = []
    score = _METHODS[method](article, found)
    while len(chosen) < min(most, len(found)):
        best = max(
            (n for n in range(len(found)) if n not in chosen),
            key=lambda n: (score(n, chosen), -n),
        )
        size = sum(_words(article, found[n]) for n in [*chosen, best])
        if chosen and len(chosen) >= fewest and size > words:
            break
        chosen.append(best)
    return [found[n] for n in sorted(chosen)]


Score = Callable[[int, Sequence[int]], float]


def _by_position(_article: Article, _found: Sequence[Unit]) -> Score:
    return lambda n, _chosen: -n


def _by_tfidf(article: Article, found: Sequence[Unit]) -> Score:
    bags = [_bag(article, u) for u in found]
    idf = _idf(bags)
    vectors = [{w: n * idf[w] for w, n in bag.items()} for bag in bags]
    centre: Counter[str] = Counter()
    for vector in vectors:
        centre.update(vector)
    return lambda n, _chosen: _cosine(vectors[n], centre)


def _ranked(article: Article, found: Sequence[Unit]) -> Score:
    bags = [_bag(article, u) for u in found]
    title = Counter(_stems(article.title or ""))
    rank = _pagerank(_bm25(bags))
    top = max(rank) or 1.0
    names = [_names(article, u) for u in found]

    def score(n: int, chosen: Sequence[int]) -> float:
        told = {key for other in chosen for key in names[other]}
        new = sum(weight for key, weight in names[n].items() if key not in told)
        size = math.sqrt(max(8, sum(bags[n].values())))
        place = 1 / (1 + 0.35 * n)
        overlap = max((_cosine(bags[n], bags[o]) for o in chosen), default=0.0)
        quote = 0.35 if found[n].role == "quote" else 0.0
        return (
            1.6 * place
            + 0.5 * rank[n] / top
            + 0.4 * _cosine(bags[n], title)
            + 0.55 * new / size
            - 0.6 * overlap
            - quote
        )

    return score


_METHODS: Mapping[Method, Callable[[Article, Sequence[Unit]], Score]] = {
    "ranked": _ranked,
    "position": _by_position,
    "tfidf": _by_tfidf,
}


def _foreign(one: Sentence, article: Article) -> bool:
    return one.language not in (None, article.language.code)


def _words(article: Article, unit: Unit) -> int:
    return len(article.text[unit.start : unit.end].split())


def _names(article: Article, unit: Unit) -> dict[str, float]:
    return {
        m.entity: _WEIGHT[m.label]
        for m in article.mentions
        if m.entity and unit.start <= m.start < unit.end
    }


def _bag(article: Article, unit: Unit) -> Counter[str]:
    return Counter(_stems(article.text[unit.start : unit.end]))


def _stems(text: str) -> list[str]:
    stemmer = _stemmer()
    words = [w.lower() for w in _WORD.findall(text)]
    stems: list[str] = stemmer.stemWords(words)
    return stems


@cache
def _stemmer() -> Any:
    from snowballstemmer import stemmer

    return stemmer("swedish")


def _idf(bags: Sequence[Counter[str]]) -> dict[str, float]:
    having = Counter(w for bag in bags for w in bag)
    return {w: math.log(1 + (len(bags) - n + 0.5) / (n + 0.5)) for w, n in having.items()}


def _bm25(bags: Sequence[Counter[str]]) -> list[list[float]]:
    """How well each unit answers each other one as a query."""
    idf = _idf(bags)
    sizes = [sum(bag.values()) for bag in bags]
    mean = (sum(sizes) / len(sizes)) or 1.0

    def answer(query: Counter[str], n: int) -> float:
        bag, total = bags[n], 0.0
        for word in query:
            if count := bag.get(word):
                total += (
                    idf[word] * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * sizes[n] / mean))
                )
        return total

    return [
        [0.0 if n == m else answer(bags[m], n) for n in range(len(bags))] for m in range(len(bags))
    ]


def _pagerank(links: Sequence[Sequence[float]], rounds: int = 30) -> list[float]:
    size = len(links)
    sums = [sum(row) or 1.0 for row in links]
    rank = [1 / size] * size
    for _ in range(rounds):
        rank = [
            (1 - _DAMPING) / size
            + _DAMPING * sum(rank[m] * links[m][n] / sums[m] for m in range(size))
            for n in range(size)
        ]
    return rank


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    dot = sum(n * other.get(w, 0.0) for w, n in one.items())
    norm = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return dot / norm if norm else 0.0
