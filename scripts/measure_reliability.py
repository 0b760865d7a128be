"""Measure how often mentions found in one way are right, for ``score`` in records.

    python scripts/measure_reliability.py --corpus CORPUS/entities \\
        --raw CORPUS/press_raw.jsonl.xz --model WORK/teacher-b

``--model`` is a model that has not seen the held-out tenth of the gold (a teacher of
``train_entities.py``); the whole ``tag`` stage runs with it on that tenth. Writes
``pipeline/brygga/entities/reliability.tsv``. Few mentions of one kind tell little, so each share is
drawn towards that of its label: (right + 4 × share of the label) / (all + 4).
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from brygga.entities.reliability import evidence
from brygga.entities.tag import Tag, TagSettings
from brygga.ingest.text import article_from_text
from brygga.language.detect import DetectLanguage
from train_entities import ROOT, held_out, read_training_gold

OUT = ROOT / "pipeline/brygga/entities/reliability.tsv"
PRIOR = 4
HEADER = """# How often mentions found in one way are right (span and label), measured by
# scripts/measure_reliability.py on the held-out tenth of the gold. way: the method, "+" where a
# rule or the table of names is sure; mentions: how many there were; share: right ones, smoothed.
way\tlabel\tmentions\tshare
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="has train.jsonl")
    parser.add_argument("--added", type=Path, default=ROOT / "corpus/training")
    parser.add_argument("--raw", type=Path, required=True, help="unmarked texts, .jsonl.xz")
    parser.add_argument("--model", required=True, help="has not seen the held-out tenth")
    args = parser.parse_args()

    gold = read_training_gold(args.corpus, args.added, args.raw)
    language, tag = DetectLanguage(DetectLanguage.Settings()), Tag(TagSettings(model=args.model))
    language.setup()
    tag.setup()
    right, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in gold:
        article = article_from_text(item.text, id=item.id)
        if held_out(item.id) and article.text == item.text:
            (article,) = language.process([article])
            wanted = {(e.start, e.end, e.label) for e in item.entities}
            for span in tag.decide(article, tag.guess([article])[0]):
                way = evidence(span), span.label
                found[way] += 1
                right[way] += (span.start, span.end, span.label) in wanted
    of_label, all_of_label = Counter[str](), Counter[str]()
    for (_, label), n in found.items():
        all_of_label[label] += n
    for (_, label), n in right.items():
        of_label[label] += n
    lines = [HEADER]
    for (way, label), n in sorted(found.items()):
        share = (right[way, label] + PRIOR * of_label[label] / all_of_label[label]) / (n + PRIOR)
        lines.append(f"{way}\t{label}\t{n}\t{share:.2f}\n")
    OUT.write_text("".join(lines), encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
