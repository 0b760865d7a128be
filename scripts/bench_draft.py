"""Compare ways to run a translation model of opus-mt-sv-en's size on this machine.

    python scripts/bench_draft.py [--sentences 128] [--threads 1]

The model has random weights and the size that Marian's "transformer-align" models have (six layers
each way, width 512, inner width 2048, eight heads) with a vocabulary of 58,000 pieces, so every
sentence runs to the longest output that is allowed: figures are tokens written a second, the same
number for each way. Sentences are those of ``corpus/training`` that need not be cut. Beams: 1.

Naive is ``transformers`` in fp32 in batches of eight in the order of the text; the others go
through Brygga's own translators, sorted by length under a budget of tokens.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VOCABULARY = 58_000
PIECES = 8_000
LONGEST = 24
"""Output tokens are twice as many."""


def sentences(most: int) -> list[str]:
    from brygga.drafts.sentences import split

    found: list[str] = []
    for line in (ROOT / "corpus/training/regional-1.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        found += [text[a:b] for a, b in split(text, 0, len(text)) if b - a > 20]
    return found[:most]


def make(folder: Path) -> None:
    """A Marian model of the real size with random weights."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    lines = [
        json.loads(line)["text"].replace("\n", " ")
        for path in sorted((ROOT / "corpus/training").glob("regional-*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    for name in ("source", "target"):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_prefix=str(folder / name),
            vocab_size=PIECES,
            minloglevel=2,
            max_sentence_length=100_000,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    known = [pieces.id_to_piece(n) for n in range(pieces.get_piece_size())]
    known = ["</s>", "<unk>", *(p for p in known if p not in ("<s>", "</s>", "<unk>"))]
    known += [f"<filler{n}>" for n in range(VOCABULARY - len(known) - 1)] + ["<pad>"]
    (folder / "vocab.json").write_text(
        json.dumps({piece: n for n, piece in enumerate(known)}, ensure_ascii=False), "utf-8"
    )
    (folder / "tokenizer_config.json").write_text(
        '{"source_lang": "sv", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}'
    )
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=VOCABULARY,
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        max_position_embeddings=512,
        pad_token_id=VOCABULARY - 1,
        eos_token_id=0,
        bos_token_id=0,
        decoder_start_token_id=VOCABULARY - 1,
        scale_embedding=True,
        activation_function="swish",
    )
    model = MarianMTModel(config).eval()
    with torch.no_grad():  # so that no sentence ends before the others
        model.final_logits_bias[0, 0] = -1e4
    model.save_pretrained(folder)


def naive(folder: Path, texts: Sequence[str]) -> None:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True).eval()
    texts = [t for t in texts if len(tokenizer(t).input_ids) <= LONGEST]
    began = time.perf_counter()
    for n in range(0, len(texts), 8):
        batch = tokenizer(list(texts[n : n + 8]), return_tensors="pt", padding=True)
        with torch.inference_mode():
            model.generate(**batch, num_beams=1, do_sample=False, max_new_tokens=2 * LONGEST)
    report("transformers fp32, naive", began, texts)


def ours(folder: Path, texts: Sequence[str], runtime: str, name: str, threads: int) -> None:
    from brygga.drafts.translate import load
    from brygga.drafts.translate.base import TranslatorSettings

    settings = TranslatorSettings(
        model=str(folder), runtime=runtime, beams=1, longest=LONGEST, threads=threads
    )
    ready = load(settings)
    whole = [t for t in texts if ready._size(t) <= LONGEST]
    began = time.perf_counter()
    ready.translate(whole)
    report(name, began, whole)


def report(name: str, began: float, texts: Sequence[str]) -> None:
    spent = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"name": name, "rate": len(texts) * 2 * LONGEST / spent, "gb": memory}))


def alone(step: Callable[[], None]) -> dict[str, object]:
    """Run a step in a process of its own, so that its peak of memory is its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        step()
        sys.stdout.flush()
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as lines:
        text = lines.read()
    os.waitpid(child, 0)
    found: dict[str, object] = json.loads(text.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=128)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(args.threads)

    texts = sentences(args.sentences)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        alone_make = alone(lambda: (make(folder), print("{}"))[1])
        del alone_make
        from brygga.hub.ct2 import convert_model

        rows = [
            alone(lambda: naive(folder, texts)),
            alone(lambda: ours(folder, texts, "torch", "sorted, token budget", args.threads)),
        ]
        for quantization in ("float32", "int8"):
            alone(lambda q=quantization: (convert_model(str(folder), q), print("{}"))[1])
            name = f"CTranslate2 {quantization}"
            rows.append(alone(lambda n=name: ours(folder, texts, "ctranslate2", n, args.threads)))
    first = float(rows[0]["rate"])  # type: ignore[arg-type]
    print(f"{'':28}{'tokens/s':>10}{'ratio':>8}{'memory':>10}")
    for row in rows:
        rate = float(row["rate"])  # type: ignore[arg-type]
        print(f"{row['name']:28}{rate:10.0f}{rate / first:8.2f}{row['gb']:9.2f} GB")


if __name__ == "__main__":
    main()
