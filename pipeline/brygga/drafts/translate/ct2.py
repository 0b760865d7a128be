"""Translation with CTranslate2, from files that ``brygga models convert`` has made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from brygga import hub
from brygga.drafts.translate.base import TranslatorSettings, batches, most
from brygga.drafts.translate.split import parts
from brygga.errors import ModelError
from brygga.hub import convert
from brygga.hub.ct2 import FOLDER
from brygga.hub.extras import needs

_END = "</s>"


class CTranslate2Translator:
    """Needs CTranslate2 and SentencePiece only, not PyTorch.

    Raises ``ModelError`` where the converted files are not there or cannot be read.
    """

    def __init__(self, settings: TranslatorSettings) -> None:
        with needs("translate"):
            import ctranslate2
            import sentencepiece
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
        self._source = _pieces(sentencepiece, folder, "source.spm")
        self._target = _pieces(sentencepiece, folder, "target.spm")
        try:
            self._model: Any = ctranslate2.Translator(
                str(files), device="cpu", inter_threads=1, intra_threads=settings.threads
            )
        except (RuntimeError, ValueError) as error:
            raise convert.damaged(files, error) from error
        self.label = f"{hub.label(settings.model)}-ct2-{self._model.compute_type}"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        pieces = [parts(s, self._size, self._settings.longest) for s in sentences]
        flat = [self._tokens(part) for group in pieces for part in group]
        said = [""] * len(flat)
        for batch in batches([len(tokens) for tokens in flat], self._settings.tokens):
            made = self._model.translate_batch(
                [flat[n] for n in batch],
                beam_size=self._settings.beams,
                max_decoding_length=most(self._settings) - 1,  # without the end
            )
            for n, result in zip(batch, made, strict=True):
                said[n] = self._target.decode(result.hypotheses[0])
        texts = iter(said)
        return [" ".join(next(texts) for _ in group).strip() for group in pieces]

    def _size(self, text: str) -> int:
        return len(self._tokens(text))

    def _tokens(self, text: str) -> list[str]:
        tokens: list[str] = self._source.encode(self._settings.prefix + text, out_type=str)
        return [*tokens, _END]


def _pieces(sentencepiece: Any, folder: Path, name: str) -> Any:
    path = folder / name
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{name} cannot be read", code="damaged-model", where=str(folder),
            remedy="fetch the model again: brygga models rm, then pull",
        ) from error  # fmt: skip
