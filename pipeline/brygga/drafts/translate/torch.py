"""Translation with ``transformers`` and PyTorch: Marian, NLLB, T5, BART."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brygga import hub
from brygga.drafts.translate.base import (
    TranslatorSettings,
    batches,
    most,
    unknown_language,
)
from brygga.drafts.translate.split import parts
from brygga.hub import seq2seq


class TorchTranslator:
    """Raises ``ModelError`` for a folder that has no such model, or lacks a file."""

    def __init__(self, settings: TranslatorSettings) -> None:
        self._settings = settings
        folder = hub.folder(settings.model)
        self._tokenizer, self._model = seq2seq.load(folder, **_languages(settings))
        for code in filter(None, (settings.source, settings.target)):
            if self._tokenizer.convert_tokens_to_ids(code) == self._tokenizer.unk_token_id:
                raise unknown_language(code, folder)
        import torch

        self._torch = torch
        if settings.threads:
            torch.set_num_threads(settings.threads)
        self.label = f"{hub.label(settings.model)}-torch"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        pieces = [parts(s, self._size, self._settings.longest) for s in sentences]
        flat = [part for group in pieces for part in group]
        sizes = [self._size(text) for text in flat]
        said = [""] * len(flat)
        for batch in batches(sizes, self._settings.tokens):
            for n, text in zip(batch, self._batch([flat[n] for n in batch]), strict=True):
                said[n] = text
        texts = iter(said)
        return [" ".join(next(texts) for _ in group).strip() for group in pieces]

    def _size(self, text: str) -> int:
        return len(self._tokenizer(self._settings.prefix + text).input_ids)

    def _batch(self, texts: Sequence[str]) -> list[str]:
        prefixed = [self._settings.prefix + text for text in texts]
        given = self._tokenizer(prefixed, return_tensors="pt", padding=True)
        options: dict[str, Any] = {}
        if self._settings.target:
            options["forced_bos_token_id"] = self._tokenizer.convert_tokens_to_ids(
                self._settings.target
            )
        with self._torch.inference_mode():
            made = self._model.generate(
                **given,
                num_beams=self._settings.beams,
                do_sample=False,
                max_new_tokens=most(self._settings),
                **options,
            )
        decoded: list[str] = self._tokenizer.batch_decode(made, skip_special_tokens=True)
        return decoded


def _languages(settings: TranslatorSettings) -> dict[str, str]:
    if not settings.source:
        return {}
    return {"src_lang": settings.source, "tgt_lang": settings.target}
