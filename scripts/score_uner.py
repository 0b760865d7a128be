"""Score the tagger on a Universal NER test set, for comparison with published figures.

    python scripts/score_uner.py SHARED/corpus/other/uner_sv_pud/test.jsonl

One JSON object a line: ``tokens``, ``space`` (whether white space follows each), ``tags`` (BIO with
``PER``, ``LOC``, ``ORG``). Our ``PERSON``, ``REGION`` and ``ORGANISATION`` are compared with them;
projects and events are left out. Exact spans, micro-averaged. The guidelines differ (a country that
acts, a genitive ``-s``), which costs every tagger trained on ours.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from brygga.entities.tag import Tag, TagSettings
from brygga.evaluate import Gold, Span, score
from brygga.ingest.text import article_from_text
from brygga.record import Article, Label, Language, replace

OURS: dict[str, Label] = {"PER": "PERSON", "LOC": "REGION", "ORG": "ORGANISATION"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("test", type=Path)
    parser.add_argument("--model", default=TagSettings().model)
    args = parser.parse_args()
    gold = [read(line, n) for n, line in enumerate(args.test.read_text("utf-8").splitlines())]
    for title, evidence in (("model alone", ()), ("whole tag stage", TagSettings().evidence)):
        tag = Tag(TagSettings(model=args.model, evidence=evidence))
        tag.setup()
        articles = [swedish(article_from_text(text.text, id=text.id)) for text in gold]
        found = {article.id: known_labels(article) for article in tag.process(articles)}
        scores = score(gold, found)
        print(f"{title}: {len(gold)} sentences, exact: precision, recall, F1")
        for name, label in (*OURS.items(), ("all", "all")):
            row = scores[label]
            print(f"  {name:4}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}")


def read(line: str, number: int) -> Gold:
    """One sentence with its spans; offsets in code points."""
    row = json.loads(line)
    text, spans = "", []
    for token, space, tag in zip(row["tokens"], row["space"], row["tags"], strict=True):
        start = len(text)
        text += token
        if tag.startswith("B-"):
            spans.append([start, len(text), OURS.get(tag[2:])])
        elif tag.startswith("I-") and spans:
            spans[-1][1] = len(text)
        text += " " if space else ""
    kept = tuple(Span(start, end, label) for start, end, label in spans if label)
    return Gold(str(number), text.rstrip(), kept)


def swedish(article: Article) -> Article:
    """The set is Swedish; single sentences are too short to tell."""
    return replace(article, language=Language(code="sv", confidence=1.0, method="stated"))


def known_labels(article: Article) -> Article:
    mentions = tuple(m for m in article.mentions if m.label in OURS.values())
    return replace(article, mentions=mentions)


if __name__ == "__main__":
    main()
