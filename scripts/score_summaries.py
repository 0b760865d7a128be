"""Compare the ways to choose a summary's sentences on the sample articles.

    python scripts/score_summaries.py

References are sentences chosen by hand before any method was run (``corpus/summaries``). Each
method chooses three. Shown: ROUGE-L F1 over words (Lin 2004, mean of articles), the share of
reference sentences chosen, and the share of each article's six most mentioned entities kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from brygga.batch.direct import find, read_all
from brygga.drafts.summarise import Method, Unit, summarise
from brygga.flow import build
from brygga.record import Article
from brygga.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SENTENCES, ENTITIES = 3, 6


def rouge_l(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for n, candidate in enumerate(other, 1):
            before, row[n] = row[n], before + 1 if word == candidate else max(row[n], row[n - 1])
    return 2 * row[-1] / (len(one) + len(other)) if one or other else 1.0


def kept(article: Article, chosen: Sequence[Unit]) -> tuple[int, int]:
    """How many of the main entities the chosen units name, and how many there are."""
    main = sorted(article.entities, key=lambda e: -len(e.mentions))[:ENTITIES]
    starts = [[article.mentions[n].start for n in entity.mentions] for entity in main]
    named = sum(any(u.start <= s < u.end for u in chosen for s in places) for places in starts)
    return named, len(main)


def main() -> None:
    references = {
        one["id"]: one["sentences"]
        for line in (ROOT / "corpus/summaries/references.jsonl").read_text("utf-8").splitlines()
        for one in [json.loads(line)]
    }
    flow = build(("language", "tag", "link", "dates"), {})
    flow.setup()
    inputs = find((str(ROOT / "corpus/articles"),), ROOT / "out")
    given = [a for a in read_all(inputs, Settings()) if isinstance(a, Article)]
    articles = [a for a in flow.process(given) if a.id in references]
    print(f"{len(articles)} articles{'':4}{'ROUGE-L':>9}{'sentences':>11}{'entities':>10}")
    for method in get_args(Method):
        rouge, same, named, main_ones = 0.0, 0.0, 0, 0
        for article in articles:
            units = summarise(article, most=SENTENCES, words=10_000, method=method)
            said = [" ".join(article.text[u.start : u.end].split()) for u in units]
            wanted = references[article.id]
            rouge += rouge_l(" ".join(said).lower().split(), " ".join(wanted).lower().split())
            same += sum(any(one in unit for unit in said) for one in wanted) / len(wanted)
            one, every = kept(article, units)
            named, main_ones = named + one, main_ones + every
        size = len(articles)
        print(f"{method:15}{rouge / size:9.3f}{same / size:11.3f}{named / main_ones:10.3f}")


if __name__ == "__main__":
    main()
