"""Token classification models of the Hugging Face hub, in PyTorch or in ONNX Runtime (int8).

Only a local folder is read: one that ``brygga models pull`` has made, or one that the settings
name. Weights are safetensors or ONNX; code that comes with a model never runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from brygga import hub
from brygga.entities.backends import BackendSettings, Guess
from brygga.entities.backends.labels import meanings
from brygga.entities.backends.windows import pieces, where_to_read, windows
from brygga.entities.backends.words import names
from brygga.errors import ModelError
from brygga.hub import convert

if TYPE_CHECKING:
    import numpy as np

    _Rows = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_OVERLAP = 4
"""One token in so many of a window is also in the next."""
_OFFSET_POSITIONS = ("roberta", "camembert")
"""Families whose first position is that after the padding's."""


class TransformersBackend:
    """Names as a token classification model tags them, with scores.

    Windows go through the model one by one: on a processor a batch of them saves nothing (BERT
    base, one thread: 0.51 s for 256 tokens alone, 0.50 s in a batch of 8), and as neighbours and
    padding change the last digits, it would make a text's names depend on other texts.
    """

    def __init__(self, settings: BackendSettings) -> None:
        folder = hub.folder(settings.model)
        config = convert.config(folder)
        tags = convert.tags(config, folder)
        self._tags = [tags[n] for n in range(len(tags))]
        self._means = meanings(self._tags, settings.labels, settings.model)
        self._tokenizer = convert.tokenizer(folder)
        self._size = _size(config, settings.window)
        runtime = _Onnx if settings.runtime == "onnx" else _Torch
        self._runtime: _Runtime = runtime(folder, settings)
        self._before, self._after = _specials(self._tokenizer)
        self.label = f"{hub.label(settings.model)}-{settings.runtime}"

    def guess(self, texts: Sequence[str]) -> list[list[Guess]]:
        return [self._names(text) for text in texts]

    def _names(self, text: str) -> list[Guess]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        rows = self._read(text, encoding.ids, encoding.offsets)
        return names(text, encoding.offsets, rows, self._tags, self._means)

    def _read(
        self, text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]]
    ) -> list[Sequence[float]]:
        """The probability of each tag for each token, read where the token has most context."""
        size = self._size - len(self._before) - len(self._after)
        units = pieces(text, offsets, size // _OVERLAP)
        seen = windows(units, size, size // _OVERLAP)
        read = [
            self._runtime.probabilities([*self._before, *ids[a:b], *self._after])[
                len(self._before) : len(self._before) + b - a
            ].tolist()
            for a, b in seen
        ]
        rows: list[Sequence[float]] = []
        for (a, b), n in zip(units, where_to_read(units, seen), strict=True):
            rows += read[n][a - seen[n][0] : b - seen[n][0]]
        return rows


class _Runtime(Protocol):
    def probabilities(self, ids: list[int]) -> _Rows: ...


class _Torch:
    def __init__(self, folder: Path, settings: BackendSettings) -> None:
        self._model = convert.load(folder)
        with hub.needs("transformers"):
            import torch
        # One process a core: more threads than asked for would fight over them.
        torch.set_num_threads(settings.threads)
        self._torch = torch

    def probabilities(self, ids: list[int]) -> _Rows:
        row = self._torch.tensor([ids])
        with self._torch.inference_mode():
            logits = self._model(input_ids=row, attention_mask=self._torch.ones_like(row)).logits
        return _softmax(logits[0].numpy())


class _Onnx:
    def __init__(self, folder: Path, settings: BackendSettings) -> None:
        with hub.needs("onnx"):
            import onnxruntime
        path = folder / convert.ONNX
        if not path.is_file():
            raise ModelError(
                "has no ONNX file",
                code="missing-model",
                where=settings.model,
                remedy=f'brygga models pull {settings.model} --onnx, or runtime = "torch"',
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = settings.threads
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise convert.damaged(folder, error) from error

    def probabilities(self, ids: list[int]) -> _Rows:
        import numpy as np

        row = np.array([ids], dtype=np.int64)
        (logits,) = self._session.run(
            ["logits"], {"input_ids": row, "attention_mask": np.ones_like(row)}
        )
        return _softmax(logits[0])


def _softmax(logits: Any) -> _Rows:
    import numpy as np

    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    rows: _Rows = powers / powers.sum(axis=1, keepdims=True)
    return rows


def _size(config: dict[str, Any], wanted: int) -> int:
    """Tokens of a window: ``wanted``, or as many as the model has positions for."""
    most = config.get("max_position_embeddings", wanted)
    if any(family in config.get("model_type", "") for family in _OFFSET_POSITIONS):
        most -= config.get("pad_token_id", 1) + 1
    return int(min(wanted, most))


def _specials(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The tokens that the model wants before and after a text."""
    encoding = tokenizer.encode("a")
    special: Iterable[int] = encoding.special_tokens_mask
    inner = [n for n, is_special in enumerate(special) if not is_special]
    first, last = (inner[0], inner[-1] + 1) if inner else (len(encoding.ids), len(encoding.ids))
    return list(encoding.ids[:first]), list(encoding.ids[last:])
