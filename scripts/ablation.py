"""What each part of the tagger is worth: exact F1 on marked texts, over several seeds.

    python scripts/ablation.py --corpus CORPUS/entities --raw CORPUS/press_raw.jsonl.xz \\
        --work WORK \\
        --students WORK/s0/sv_press-1.3.0 WORK/s1/sv_press-1.3.0 WORK/s2/sv_press-1.3.0

Rows: a tagger trained on the gold alone; the same with the floret vectors (pretraining); the
student, which has learnt from silver too; and then, with the student, the knowledge base's names,
the rules, and what one mention tells of others. ``--work`` holds the results of
``train_entities.py``; the taggers of the first two rows are trained there (six minutes each) for
seeds 0, 1 … as many as there are students. One row is the mean over the seeds, with the lowest and
the highest, and the difference of its mean to the row above.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import msgspec
from thinc.api import Config, set_current_ops

from brygga.entities.tag import Evidence, Tag, TagSettings
from brygga.evaluate import Gold, load_gold, score
from brygga.ingest.text import article_from_text
from brygga.language.detect import DetectLanguage
from train_entities import (
    ROOT,
    Blas,
    Material,
    Settings,
    blank,
    fit,
    read_training_gold,
    save,
)

EPOCHS = 6
"""Of the first two rows: after six epochs more of them change little (0.002 from 5 to 10)."""
COLUMNS = ("PERSON", "REGION", "PROJECT", "EVENT", "ORGANISATION", "all", "mission")
LAYERS: tuple[tuple[str, tuple[Evidence, ...]], ...] = (
    ("student: + silver", ()),
    ("+ knowledge base", ("names",)),
    ("+ rules", ("names", "rules")),
    ("+ propagation", ("names", "rules", "article")),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="has train.jsonl, dev.jsonl")
    parser.add_argument("--added", type=Path, default=ROOT / "corpus/training")
    parser.add_argument("--raw", type=Path, required=True, help="unmarked texts, .jsonl.xz")
    parser.add_argument("--work", type=Path, required=True, help="of train_entities.py")
    parser.add_argument("--students", type=Path, nargs="+", required=True, help="one for each seed")
    parser.add_argument("--config", type=Path, default=ROOT / "models/training/sv_press.cfg")
    args = parser.parse_args()

    gold = load_gold(args.corpus / "dev.jsonl")
    seeds = range(len(args.students))
    rows: list[tuple[str, list[Path], tuple[Evidence, ...]]] = [
        ("gold alone", [trained(args, seed, vectors=False) for seed in seeds], ()),
        ("+ pretrained vectors", [trained(args, seed, vectors=True) for seed in seeds], ()),
        *((name, args.students, evidence) for name, evidence in LAYERS),
    ]
    regional = [text for text in gold if text.id.startswith("r")]
    for title, texts in ((f"{len(gold)} texts", gold), (f"{len(regional)} regional", regional)):
        print(f"\n{title}, exact F1: mean (lowest–highest of {len(seeds)} seeds) difference")
        print(f"{'':22}" + "".join(f"{column:>28}" for column in COLUMNS))
        before: list[float] | None = None
        for name, models, evidence in rows:
            figures = list(zip(*(f1(model, evidence, texts) for model in models), strict=True))
            means = [mean(column) for column in figures]
            print(f"{name:22}" + "".join(cells(figures, means, before)), flush=True)
            before = means


def cells(
    figures: Sequence[Sequence[float]], means: Sequence[float], before: Sequence[float] | None
) -> Iterator[str]:
    for n, column in enumerate(figures):
        change = f"{means[n] - before[n]:+.3f}" if before else ""
        cell = f"{means[n]:.3f} ({min(column):.3f}–{max(column):.3f}) {change}"
        yield f"{cell:>28}"


def trained(args: argparse.Namespace, seed: int, *, vectors: bool) -> Path:
    """A tagger that has seen the gold only, with teacher b's settings but ``EPOCHS``; kept in
    ``--work``.
    """
    out: Path = args.work / f"{'vectors' if vectors else 'plain'}-{seed}"
    if not out.exists():
        set_current_ops(Blas())
        config = Config().from_disk(args.config)
        if not vectors:
            config["components"]["ner"]["model"]["tok2vec"]["embed"]["include_static_vectors"] = (
                False
            )
        settings = msgspec.convert(config["teachers"]["b"] | {"epochs": EPOCHS}, Settings)
        train = read_training_gold(args.corpus, args.added, args.raw)
        nlp = blank(config, args.work / "vectors.floret", settings.overrides)
        fit(nlp, Material(nlp, train), settings, seed, train[:20])
        save(nlp, config, out)
    return out


def f1(model: Path, evidence: tuple[Evidence, ...], gold: Sequence[Gold]) -> list[float]:
    language = DetectLanguage(DetectLanguage.Settings())
    tag = Tag(TagSettings(model=str(model), evidence=evidence))
    language.setup()
    tag.setup()
    articles = [article_from_text(text.text, id=text.id) for text in gold]
    scores = score(gold, {a.id: a for a in tag.process(language.process(articles))})
    return [scores[column].f1 for column in COLUMNS]


if __name__ == "__main__":
    main()
