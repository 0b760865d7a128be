"""Sequence-to-sequence models small enough to make in a test, saved as models on the hub are."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from tests.support.tiny import REQUIRED

_SENTENCES = (
    "region kommun projekt får miljoner kronor till nya tåg bussar skola och i på av för med den",
    "det en ett som är har inte från Umeå Bryssel Osiris besöker leder startar X 1 2 3 , .",
)

_SMALL = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
}


def need(*libraries: str) -> None:
    """Skip a module's tests where one of the libraries is missing, unless they must be there."""
    if not os.environ.get(REQUIRED):
        for library in libraries:
            pytest.importorskip(library, reason="pip install 'brygga[transformers,translate]'")


def save_marian(folder: Path, seed: int = 0) -> Path:
    """A Marian model of random weights with the tokenizer files that Marian models have."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    lines = _lines()
    for name in ("source", "target"):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_prefix=str(folder / name),
            vocab_size=90,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        (folder / f"{name}.vocab").unlink()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    known = [pieces.id_to_piece(n) for n in range(pieces.get_piece_size())]
    known = ["</s>", "<unk>", *(p for p in known if p not in ("<s>", "</s>", "<unk>")), "<pad>"]
    vocabulary = {piece: n for n, piece in enumerate(known)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    stated = {"source_lang": "sv", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(stated))
    torch.manual_seed(seed)
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary),
        **_SMALL,
        max_position_embeddings=512,
        pad_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=pad,
    )
    MarianMTModel(config).eval().save_pretrained(folder)
    return folder


def save_bart(folder: Path) -> Path:
    """A BART of random weights with a byte-level tokenizer of its own."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(["The region has received money for trains."] * 20, trainer)
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=made,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=made.get_vocab_size(),
        **_SMALL,
        max_position_embeddings=1100,
    )
    BartForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _lines() -> list[str]:
    chance = random.Random(0)
    words = " ".join(_SENTENCES).split()
    return [" ".join(chance.choice(words) for _ in range(8)) for _ in range(400)]


def save_nllb(folder: Path) -> Path:
    """An NLLB of random weights: one vocabulary for all languages, each with a code."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=200, special_tokens=special, show_progress=False)
    made.train_from_iterator(_lines(), trainer)
    state = json.loads(made.to_str())["model"]
    tokenizer = NllbTokenizer(
        vocab=state["vocab"], merges=[tuple(m) for m in state["merges"]], src_lang="swe_Latn"
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = M2M100Config(
        vocab_size=len(tokenizer),
        **_SMALL,
        max_position_embeddings=512,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.eos_token_id,
        init_std=0.3,
    )
    model = M2M100ForConditionalGeneration(config).eval()
    model.generation_config.forced_eos_token_id = tokenizer.eos_token_id  # as Marian models have
    model.save_pretrained(folder)
    return folder


def save_t5(folder: Path) -> Path:
    """A T5 of random weights, which is told what to do by words before the sentence."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=120,
        special_tokens=["<pad>", "</s>", "<unk>"],
        unk_token="<unk>",
        show_progress=False,
    )
    made.train_from_iterator([*_lines(), "translate Swedish to English:"], trainer)
    vocabulary = [(p, s) for p, s in json.loads(made.to_str())["model"]["vocab"]]
    tokenizer = T5Tokenizer(vocab=vocabulary, extra_ids=0)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )
    model = T5ForConditionalGeneration(config).eval()
    model.generation_config.forced_eos_token_id = tokenizer.eos_token_id  # as Marian models have
    model.save_pretrained(folder)
    return folder
