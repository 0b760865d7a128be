"""Translation with CTranslate2, from files that ``brygga models convert`` has made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brygga import hub
from brygga.drafts.translate import pieces
from brygga.drafts.translate.base import TranslatorSettings, batches, most
from brygga.drafts.translate.split import parts
from brygga.errors import ModelError
from brygga.hub import convert
from brygga.hub.ct2 import FOLDER
from brygga.hub.extras import needs


class CTranslate2Translator:
    """Needs CTranslate2 and the tokenizer's library only, not PyTorch.

    Raises ``ModelError`` where the converted files are not there or cannot be read.
    """

    def __init__(self, settings: TranslatorSettings) -> None:
        with needs("translate"):
            import ctranslate2
        folder = hub.folder(settings.model)
        files = folder / FOLDER
        if not (files / "model.bin").is_file():
            raise ModelError(
                "has not been converted for CTranslate2",
                code="not-converted",
                where=str(folder),
                remedy=f'brygga models convert {settings.model}, or runtime = "torch"',
            )
        self._settings = settings
        self._pieces = pieces.load(folder, settings)
        try:
            self._model: Any = ctranslate2.Translator(
                str(files), device="cpu", inter_threads=1, intra_threads=settings.threads
            )
        except (RuntimeError, ValueError) as error:
            raise convert.damaged(files, error) from error
        self.label = f"{hub.label(settings.model)}-ct2-{self._model.compute_type}"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        groups = [parts(s, self._size, self._settings.longest) for s in sentences]
        flat = [self._encode(part) for group in groups for part in group]
        prefix = self._pieces.prefix
        said = [""] * len(flat)
        for batch in batches([len(tokens) for tokens in flat], self._settings.tokens):
            made = self._model.translate_batch(
                [flat[n] for n in batch],
                target_prefix=[prefix] * len(batch) if prefix else None,
                beam_size=self._settings.beams,
                max_decoding_length=most(self._settings) - 1,  # without the end
            )
            for n, result in zip(batch, made, strict=True):
                said[n] = self._pieces.decode(result.hypotheses[0])
        texts = iter(said)
        return [" ".join(next(texts) for _ in group).strip() for group in groups]

    def _size(self, text: str) -> int:
        return len(self._encode(text))

    def _encode(self, text: str) -> list[str]:
        return self._pieces.encode(self._settings.prefix + text)
