"""The pieces that CTranslate2 reads and writes, by the tokenizer files that a model brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from brygga.drafts.translate.base import TranslatorSettings, unknown_language
from brygga.errors import ModelError
from brygga.hub import convert
from brygga.hub.extras import needs

_END = "</s>"
_SOURCE, _TARGET = "source.spm", "target.spm"


class Pieces(Protocol):
    """``prefix`` is what a translation has to begin with (the target language, or nothing)."""

    prefix: list[str]

    def encode(self, text: str) -> list[str]: ...

    def decode(self, pieces: Sequence[str]) -> str: ...


def load(folder: Path, settings: TranslatorSettings) -> Pieces:
    """Marian's two SentencePiece models, else ``tokenizer.json``. Raises ``ModelError``."""
    if (folder / _SOURCE).exists():
        return _Marian(folder)
    return _OneVocabulary(folder, settings)


class _Marian:
    def __init__(self, folder: Path) -> None:
        with needs("translate"):
            import sentencepiece
        self.prefix: list[str] = []
        self._source = _sentencepiece(sentencepiece, folder, _SOURCE)
        self._target = _sentencepiece(sentencepiece, folder, _TARGET)

    def encode(self, text: str) -> list[str]:
        return [*self._source.encode(text, out_type=str), _END]

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self._target.decode(list(pieces))
        return text


class _OneVocabulary:
    """NLLB and M2M-100, which begin both sides with a language, and T5 and BART, which do not."""

    def __init__(self, folder: Path, settings: TranslatorSettings) -> None:
        self._tokenizer: Any = convert.tokenizer(folder)
        self._source = settings.source
        self.prefix = [settings.target] if settings.target else []
        for code in (settings.source, settings.target):
            if code and self._tokenizer.token_to_id(code) is None:
                raise unknown_language(code, folder)

    def encode(self, text: str) -> list[str]:
        if self._source:
            pieces = self._tokenizer.encode(text, add_special_tokens=False).tokens
            return [self._source, *pieces, _END]
        tokens: list[str] = self._tokenizer.encode(text).tokens
        return tokens

    def decode(self, pieces: Sequence[str]) -> str:
        known = (self._tokenizer.token_to_id(p) for p in pieces if p not in self.prefix)
        text: str = self._tokenizer.decode([n for n in known if n is not None])
        return text


def _sentencepiece(library: Any, folder: Path, name: str) -> Any:
    path = folder / name
    try:
        return library.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{name} cannot be read", code="damaged-model", where=str(folder),
            remedy="fetch the model again: brygga models rm, then pull",
        ) from error  # fmt: skip
