"""Train ``models/sv_press``, the spaCy pipeline that tags names in Swedish press texts.

    python scripts/train_entities.py --corpus CORPUS/entities --raw CORPUS/press_raw.jsonl.xz \\
        --work /tmp/sv_press --out models/sv_press/sv_press/sv_press-1.3.0

The gold is ``train.jsonl`` of ``--corpus`` and, in ``corpus/training``, regional items and the
marks of some of the unmarked texts, those on which taggers disagreed most.

Stages, each kept in ``--work`` and not repeated when its result is there:

1. ``vectors.floret``: subword vectors from the unmarked texts;
2. ``teacher-a`` …: taggers trained on nine tenths of the gold (but the files that the settings name
   ``student_only``), unlike each other in seed and size;
3. ``silver.jsonl``: the unmarked texts, marked where most teachers agree and then as Brygga's own
   rules and knowledge base decide;
4. the package in ``--out``: one tagger trained on silver and gold together (all of the gold, or
   with ``--holdout`` nine tenths, so that the remaining tenth can be used to choose settings).

Texts of ``dev.jsonl`` and of the held-out tenth are left out of stages 1 and 3. Settings are in
``models/training/sv_press.cfg``. Use ``OMP_NUM_THREADS=1``: one thread is what was measured and
what gives the same bytes again on the same machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import numpy
import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.training.initialize import convert_vectors
from spacy.vectors import Mode, Vectors
from thinc.api import Adam, Config, NumpyOps, fix_random_seed, set_current_ops

from brygga.entities.spans import Span as Mark
from brygga.entities.tag import Tag
from brygga.ingest.text import article_from_text
from brygga.language.detect import DetectLanguage

ROOT = Path(__file__).resolve().parents[1]
LABELS = ("PERSON", "REGION", "PROJECT", "EVENT", "ORGANISATION")
SWAP = {"PERSON": 0.5, "REGION": 0.3, "ORGANISATION": 0.3, "PROJECT": 0.6, "EVENT": 0.4}
"""How often a name of each label is exchanged in a text that is to get other names."""


class Span(msgspec.Struct, frozen=True):
    """Offsets in code points, end exclusive."""

    start: int
    end: int
    label: str


class Gold(msgspec.Struct, frozen=True):
    id: str
    text: str
    entities: tuple[Span, ...]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one tagger is trained; the shares are probabilities per text and epoch. ``shares`` are
    those of the texts of a file of ``corpus/training`` to be drawn at all.
    """

    epochs: int
    dropout: float
    learn_rate: float
    batch_words: int
    regional_copies: int
    paragraph_share: float
    swap_share: float
    gold_copies: int = 1
    seed: int = 0
    shares: dict[str, float] = {}
    overrides: dict[str, Any] = {}


class Blas(NumpyOps):  # type: ignore[misc]  # compiled, without types
    """thinc's operations with numpy's matrix product: three times the speed of blis in training."""

    name = "numpy_blas"

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        product = numpy.dot(x.T if trans1 else x, y.T if trans2 else y)
        if out is None:
            return numpy.ascontiguousarray(product)
        out[:] = product
        return out


# ---------------------------------------------------------------------------------------- texts


def press_tokenizer(nlp: Language) -> None:
    """Cut where press texts glue a name to something else (``/Name``, ``Plats:Ort``, ``A–B``).

    Of 12,057 gold spans spaCy's Swedish rules lose 24, these 2. The rules are written into the
    package's ``tokenizer`` file, so that loading it needs no code of ours.
    """
    letter = "A-Za-zÀ-ÖØ-öø-ÿ"
    rules: Any = nlp.Defaults
    prefixes = [*rules.prefixes, "/"]
    suffixes = [
        *rules.suffixes,
        "/",
        rf"(?<=[{letter}][A-ZÅÄÖ])\.",
        rf"(?<=[{letter}]):",
        rf"(?<=[{letter}])[-–]",
    ]
    infixes = [
        *rules.infixes,
        rf"(?<=[{letter}0-9])[–|/](?=[{letter}0-9])",
        r"(?<=[a-zåäöéü]):(?=[A-ZÅÄÖ])",
        rf"(?<=[{letter}])\|",
    ]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = util.compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = util.compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = util.compile_infix_regex(infixes).finditer


def read_gold(path: Path) -> list[Gold]:
    return [msgspec.json.decode(line, type=Gold) for line in path.read_bytes().splitlines()]


def read_standoff(path: Path, raw: Path) -> list[Gold]:
    """The gold of texts that lie elsewhere: ``path`` has their ids, hashes and spans only."""
    items = {item["id"]: item for item in map(json.loads, path.read_text("utf-8").splitlines())}
    gold = []
    for id_, text in raw_texts(raw, set()):
        if item := items.pop(id_, None):
            plain = article_from_text(without_markdown(text), id=id_).text
            if hashlib.sha256(plain.encode()).hexdigest() != item["sha256"]:
                sys.exit(f"{path}: another text has the id {id_}")
            gold.append(Gold(id_, plain, msgspec.convert(item["entities"], tuple[Span, ...])))
    if items:
        sys.exit(f"{path}: no text with the id {min(items)}")
    return gold


def read_training_gold(corpus: Path, added: Path, raw: Path) -> list[Gold]:
    """All gold to train on: the corpus's, the regional items and the marked press texts."""
    gold = read_gold(corpus / "train.jsonl")
    for path in sorted(added.glob("regional-*.jsonl")):
        gold += read_gold(path)
    return gold + read_standoff(added / "press.standoff.jsonl", raw)


def held_out(id_: str) -> bool:
    """Whether a training text belongs to the tenth on which settings are chosen."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4], "big") % 10 == 0


def is_regional(id_: str) -> bool:
    """Whether a text is one of the regional items, which are few and unlike the others."""
    return re.fullmatch(r"[rn]\d{3}", id_) is not None


def same_text(text: str) -> str:
    """A key that a text shares with its other copies, whatever their markup."""
    return re.sub(r"\W|_", "", text).lower()[:60]


def without_markdown(text: str) -> str:
    text = re.sub(r"(?m)^#+ *", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^\s*\* ", "- ", text.replace("**", "").replace("\\", ""))
    return text.strip()


def raw_texts(path: Path, but: set[str]) -> Iterator[tuple[str, str]]:
    """Id and text of the unmarked items that are none of ``but`` (keys of ``same_text``)."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if same_text(item["text"]) not in but:
                yield item["id"], item["text"]


def marked(nlp: Language, text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[Doc, int]:
    """A document with its entities, and how many spans fit none of its tokens."""
    doc = nlp.make_doc(text)
    found = [doc.char_span(*span[:2], label=span[2]) for span in spans]
    doc.set_ents([span for span in found if span is not None])
    return doc, found.count(None)


def paragraphs(gold: Gold) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    for match in re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", gold.text):
        a, b = match.span()
        yield (
            match[0],
            [
                (e.start - a, e.end - a, e.label)
                for e in gold.entities
                if a <= e.start and e.end <= b
            ],
        )


# ------------------------------------------------------------------------------------- training


class Material:
    """The documents to learn from, and how an epoch draws on them."""

    def __init__(
        self,
        nlp: Language,
        gold: Sequence[Gold],
        silver: Sequence[Gold] = (),
        shares: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """``shares``: the ids of texts that are not drawn every time, and how often they are."""
        self.nlp, self.lost = nlp, 0
        self.gold = []
        self.names: dict[str, list[str]] = {label: [] for label in LABELS}
        for item in gold:
            whole, lost = marked(nlp, item.text, [(e.start, e.end, e.label) for e in item.entities])
            self.lost += lost
            parts = [marked(nlp, *part)[0] for part in paragraphs(item)]
            self.gold.append((is_regional(item.id), shares.get(item.id, 1.0), whole, parts))
            for e in item.entities:
                self.names[e.label].append(item.text[e.start : e.end])
        self.names = {label: sorted(set(names)) for label, names in self.names.items()}
        self.silver = [
            marked(nlp, item.text, [(e.start, e.end, e.label) for e in item.entities])[0]
            for item in silver
        ]

    def epoch(self, settings: Settings, rng: random.Random) -> list[Example]:
        docs = list(self.silver)
        for regional, share, whole, parts in self.gold * settings.gold_copies:
            for _ in range(settings.regional_copies if regional else 1):
                if share < 1 and rng.random() >= share:
                    continue
                chosen = parts if rng.random() < settings.paragraph_share else [whole]
                for doc in chosen:
                    swap = doc.ents and rng.random() < settings.swap_share
                    docs.append(self.with_other_names(doc, rng) if swap else doc)
        rng.shuffle(docs)
        return [self.example(doc) for doc in docs]

    def example(self, doc: Doc) -> Example:
        spaces = [bool(token.whitespace_) for token in doc]
        return Example(Doc(self.nlp.vocab, [token.text for token in doc], spaces), doc)

    def with_other_names(self, doc: Doc, rng: random.Random) -> Doc:
        """The text with some of its names exchanged for others of the same label, likewise in the
        genitive (or not) and of one word (or more).
        """
        parts: list[str] = []
        spans: list[tuple[int, int, str]] = []
        at = size = 0
        for ent in doc.ents:
            before, name = doc.text[at : ent.start_char], ent.text
            if rng.random() < SWAP[ent.label_]:
                for _ in range(8):
                    other = rng.choice(self.names[ent.label_])
                    alike = other.endswith("s") == name.endswith("s")
                    if alike and (" " in other) == (" " in name) and "\n" not in other:
                        name = other
                        break
            parts += [before, name]
            size += len(before)
            spans.append((size, size + len(name), ent.label_))
            size += len(name)
            at = ent.end_char
        return marked(self.nlp, "".join([*parts, doc.text[at:]]), spans)[0]


def blank(config: Config, vectors: Path, overrides: dict[str, Any]) -> Language:
    """The untrained pipeline with its tokenizer and vectors."""
    config = config.copy()
    ner = config["components"]["ner"]
    embed, encode = ner["model"]["tok2vec"]["embed"], ner["model"]["tok2vec"]["encode"]
    for key, value in overrides.items():
        if key == "cut":
            ner["update_with_oracle_cut_size"] = value
        elif key == "width":
            embed["width"] = encode["width"] = value
        else:
            {"rows": embed, "depth": encode, "hidden_width": ner["model"]}[key][key] = value
    nlp = util.load_model_from_config(
        Config({"nlp": config["nlp"], "components": config["components"]}), auto_fill=True
    )
    press_tokenizer(nlp)
    convert_vectors(nlp, vectors, truncate=0, prune=-1, mode="floret")
    return nlp


def fit(
    nlp: Language,
    material: Material,
    settings: Settings,
    seed: int,
    check: Sequence[Gold],
) -> None:
    """Train ``nlp`` in place and print the exact F1 on ``check`` now and then. What remains are the
    averaged weights.

    The learning rate rises over the first 2 % and then falls linearly to 2 % of its value.
    """
    fix_random_seed(seed)
    rng = random.Random(seed)
    first = [material.example(whole) for _, _, whole, _ in material.gold[:100]]
    nlp.initialize(lambda: first)
    ner: Any = nlp.get_pipe("ner")
    if set(ner.labels) != set(LABELS):
        sys.exit(f"the first texts have only the labels {sorted(ner.labels)}")
    optimizer = Adam(
        settings.learn_rate,
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    began = time.perf_counter()
    for epoch in range(settings.epochs):
        examples = material.epoch(settings, rng)
        words, seen = sum(map(len, examples)), 0
        losses: dict[str, float] = {}
        for batch in minibatch_by_words(examples, size=settings.batch_words, tolerance=0.2):
            done = (epoch + seen / words) / settings.epochs
            optimizer.learn_rate = (
                settings.learn_rate * min(1.0, 0.05 + done / 0.02) * max(0.02, 1 - done)
            )
            ner.update(batch, drop=settings.dropout, losses=losses)
            ner.finish_update(optimizer)
            optimizer.step_schedules()
            seen += sum(map(len, batch))
        if (epoch + 1) % 5 == 0 or epoch + 1 == settings.epochs or words > 1_000_000:
            with nlp.use_params(optimizer.averages):
                rows = score(nlp, check)
            figures = " ".join(f"{label[:4]} {row[2]:.3f}" for label, row in rows.items())
            spent = time.perf_counter() - began
            print(
                f"  {epoch + 1:3} {spent:5.0f} s loss {losses['ner']:6.0f}  {figures}", flush=True
            )
    with nlp.use_params(optimizer.averages):
        weights = ner.to_bytes()
    ner.from_bytes(weights)


def score(nlp: Language, gold: Sequence[Gold]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 per label and for ``all``: start, end and label must agree."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for item, doc in zip(gold, nlp.pipe([g.text for g in gold], batch_size=16), strict=True):
        wanted = {(e.start, e.end, e.label) for e in item.entities}
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        for counts, part in (
            (right, wanted & found),
            (wrong, found - wanted),
            (missed, wanted - found),
        ):
            counts.update(label for _, _, label in part)
            counts.update("all" for _ in part)
    rows = {}
    for label in (*LABELS, "all"):
        p = right[label] / ((right[label] + wrong[label]) or 1)
        r = right[label] / ((right[label] + missed[label]) or 1)
        rows[label] = (p, r, 2 * p * r / ((p + r) or 1))
    return rows


# --------------------------------------------------------------------------------------- stages


def make_vectors(raw: Path, but: set[str], options: dict[str, Any], out: Path) -> None:
    """Train floret vectors on the tokens of the unmarked texts, one paragraph a line."""
    import floret

    nlp = spacy.blank("sv")
    press_tokenizer(nlp)
    lines = out.with_suffix(".txt")
    with lines.open("w", encoding="utf-8") as file:
        for _, text in raw_texts(raw, but):
            for part in text.split("\n"):
                tokens = [token.text for token in nlp.tokenizer(part) if not token.is_space]
                if tokens:
                    file.write(" ".join(tokens) + "\n")
    floret.train_unsupervised(str(lines), thread=1, **options).save_floret_vectors(str(out))
    lines.unlink()


def make_silver(raw: Path, but: set[str], teachers: Sequence[Path], out: Path) -> None:
    """Mark the unmarked texts: the names on which more than half of the teachers agree, mended and
    completed by the rules, the knowledge base and the propagation of Brygga's ``tag`` stage, so
    that the student learns in any context what cues give away in some.
    """
    texts: dict[str, str] = {}
    for id_, text in raw_texts(raw, but):
        plain = without_markdown(text)
        if len(plain) >= 200 and plain not in texts:
            texts[plain] = id_
    votes = [Counter[tuple[int, int, str]]() for _ in texts]
    for teacher in teachers:
        for counts, doc in zip(votes, spacy.load(teacher).pipe(texts, batch_size=32), strict=True):
            counts.update((e.start_char, e.end_char, e.label_) for e in doc.ents)
    language, tag = DetectLanguage(DetectLanguage.Settings()), Tag(Tag.Settings())
    language.setup()
    tag.setup()
    encoder = msgspec.json.Encoder()
    with out.open("wb") as file:
        for (text, id_), counts in zip(texts.items(), votes, strict=True):
            spans = sorted(span for span, n in counts.items() if n > len(teachers) / 2)
            article = article_from_text(text, id=id_)
            if article.text == text:
                (article,) = language.process([article])
                guesses = [Mark(*span, "model") for span in spans]
                spans = [(s.start, s.end, s.label) for s in tag.decide(article, guesses)]
            gold = Gold(id_, text, tuple(Span(*span) for span in spans))
            file.write(encoder.encode(gold) + b"\n")


def save(nlp: Language, config: Config, out: Path) -> None:
    """Write the pipeline without the words that it met in training."""
    bare = util.load_model_from_config(nlp.config, auto_fill=True)
    vectors = nlp.vocab.vectors
    bare.vocab.vectors = Vectors(
        data=vectors.data,
        mode=Mode.floret,
        minn=vectors.minn,
        maxn=vectors.maxn,
        hash_count=vectors.hash_count,
        hash_seed=vectors.hash_seed,
        bow=vectors.bow,
        eow=vectors.eow,
        name="sv_press.vectors",
    )
    bare.from_bytes(nlp.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    bare.meta.update(config["meta"])
    if out.exists():
        shutil.rmtree(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    bare.to_disk(out)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="has train.jsonl, dev.jsonl")
    parser.add_argument("--added", type=Path, default=ROOT / "corpus/training")
    parser.add_argument("--raw", type=Path, required=True, help="unmarked texts, .jsonl.xz")
    parser.add_argument("--work", type=Path, required=True, help="where stages keep their results")
    parser.add_argument("--out", type=Path, required=True, help="the spaCy model folder to write")
    parser.add_argument("--seed", type=int, default=0, help="of the student")
    parser.add_argument("--holdout", action="store_true", help="keep the held-out tenth out")
    parser.add_argument("--config", type=Path, default=ROOT / "models/training/sv_press.cfg")
    parser.add_argument("--set", nargs="*", default=[], metavar="student.KEY=VALUE")
    args = parser.parse_args()

    set_current_ops(Blas())
    overrides = {k: json.loads(v) for k, v in (pair.split("=", 1) for pair in args.set)}
    config = Config().from_disk(args.config, overrides=overrides)
    train = read_training_gold(args.corpus, args.added, args.raw)
    dev = read_gold(args.corpus / "dev.jsonl")
    late = {g.id for name in config["gold"]["student_only"] for g in read_gold(args.added / name)}
    tenth = [item for item in train if held_out(item.id)]
    rest = [item for item in train if not held_out(item.id)]
    taught = [item for item in rest if item.id not in late]
    but = {same_text(item.text) for item in (*tenth, *dev)}
    args.work.mkdir(parents=True, exist_ok=True)
    print(f"train: {len(rest)} texts and {len(tenth)} held out; dev: {len(dev)}; seed {args.seed}")

    vectors = args.work / "vectors.floret"
    if not vectors.exists():
        print("vectors")
        make_vectors(args.raw, but, config["vectors"], vectors)

    teachers = []
    for name, section in config["teachers"].items():
        teachers.append(args.work / f"teacher-{name}")
        if not teachers[-1].exists():
            settings = msgspec.convert(section, Settings)
            print(f"teacher {name}, seed {settings.seed}")
            nlp = blank(config, vectors, settings.overrides)
            fit(nlp, Material(nlp, taught), settings, settings.seed, tenth)
            save(nlp, config, teachers[-1])

    silver = args.work / "silver.jsonl"
    if not silver.exists():
        print("silver")
        make_silver(args.raw, but | {same_text(item.text) for item in train}, teachers, silver)

    if args.holdout:
        print("student on silver and nine tenths of the gold")
    else:
        print("student on silver and all of the gold (so the figures of the held-out tenth below")
        print("  show only that it learns)")
    nlp = blank(config, vectors, {})
    settings = msgspec.convert(config["student"], Settings)
    shares = {
        item.id: share
        for name, share in settings.shares.items()
        for item in read_gold(args.added / name)
    }
    material = Material(nlp, rest if args.holdout else train, read_gold(silver), shares)
    print(f"  gold spans that fit no token: {material.lost}")
    fit(nlp, material, settings, args.seed, tenth)
    save(nlp, config, args.out)
    if (args.out.parent / "__init__.py").exists():
        shutil.copy(args.out / "meta.json", args.out.parent / "meta.json")
    report(args.out, {"held out": tenth} if args.holdout else {"dev": dev})


def report(model: Path, sets: dict[str, list[Gold]]) -> None:
    nlp = spacy.load(model)
    for name, gold in sets.items():
        regional = [item for item in gold if is_regional(item.id)]
        for title, items in ((name, gold), (f"{name}, regional", regional)):
            print(f"{title} ({len(items)} texts), exact: precision, recall, F1")
            for label, row in score(nlp, items).items():
                print(f"  {label:14}" + "".join(f"{value:8.3f}" for value in row))


if __name__ == "__main__":
    main()
