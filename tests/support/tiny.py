"""A BERT small enough to set by hand: what it tags is known, whatever stands around a word."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

REQUIRED = "BRYGGA_REQUIRE_EXTRAS"
"""Set where the extras must be there (in CI): then their tests may fail, but not be skipped."""
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
PLAIN = {
    **dict.fromkeys(("Anna", "Berg", "Lind", "##qvist"), "PER"),
    **dict.fromkeys(("Ume", "##å", "Kiruna", "New", "York"), "LOC"),
    **dict.fromkeys(("Hamn", "##verket", "EU", "-"), "ORG"),
    "Kvarkendagen": "EVN",
    "torsdag": "TME",
}
BIO = {
    **dict.fromkeys(("Anna", "Lind"), "B-PER"),
    **dict.fromkeys(("Berg", "##qvist"), "I-PER"),
    **dict.fromkeys(("Ume", "Kiruna", "New"), "B-LOC"),
    **dict.fromkeys(("##å", "York"), "I-LOC"),
    "Hamn": "B-ORG",
    "##verket": "I-ORG",
}
_WORDS = "bor och i på besöker såg igår med om . , : ( ) / ” – ! ? 1 2 ##2 å ##s"
OTHERS = (
    *_WORDS.split(),
    *(chr(c) for c in range(ord("a"), ord("z") + 1)),
    *(f"##{chr(c)}" for c in range(ord("a"), ord("z") + 1) if chr(c) != "s"),
)


def need_extras() -> None:
    """Skip a module's tests where PyTorch and the others are not installed, unless they must be."""
    if os.environ.get(REQUIRED):
        return
    for library in ("torch", "transformers", "onnxruntime", "onnxscript"):
        pytest.importorskip(library, reason="pip install 'brygga[transformers,onnx]'")


def save_tiny(
    folder: Path,
    tags: Mapping[str, str] = PLAIN,
    *,
    extra_tags: Sequence[str] = (),
    positions: int = 512,
) -> Path:
    """A token classification model that gives each word part of ``tags`` that tag and all others
    ``O``, saved as models on the hub are.

    Attention and feed-forward layers add nothing, so that the output is the normalised embedding;
    the embedding of a word part points to its tag.
    """
    import torch
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertForTokenClassification

    folder.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys(["O", *tags.values(), *extra_tags]))
    vocabulary = list(dict.fromkeys([*SPECIAL, *tags, *OTHERS]))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=positions,
        id2label=dict(enumerate(names)),
        label2id={name: n for n, name in enumerate(names)},
    )
    model = BertForTokenClassification(config).eval()
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if "LayerNorm.weight" not in parameter_name:
                parameter.zero_()
        for n, word in enumerate(vocabulary):
            model.bert.embeddings.word_embeddings.weight[n, names.index(tags.get(word, "O"))] = 1
        for n in range(len(names)):
            model.classifier.weight[n, n] = 1
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    tokens = BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=False, strip_accents=False)
    tokens.save(str(folder / "tokenizer.json"))
    return folder


def as_old_repository(folder: Path) -> Path:
    """Leave what repositories of 2020 hold: a vocabulary and weights as a pickle."""
    import torch
    from safetensors.torch import load_file

    weights = folder / "model.safetensors"
    torch.save(load_file(weights), folder / "pytorch_model.bin")
    weights.unlink()
    (folder / "tokenizer.json").unlink()
    return folder


def save_fake(folder: Path) -> Path:
    """Files with the names of a model's and no model in them: enough to fetch and check."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {"architectures": ["BertForTokenClassification"], "id2label": {"0": "O", "1": "PER"}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights" * 1000)
    (folder / "tf_model.h5").write_bytes(b"another framework's")
    (folder / "modeling_own.py").write_text("raise SystemExit('this ran')", encoding="utf-8")
    return folder
