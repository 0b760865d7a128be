"""What every translator is, and how its sentences are put in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec

from brygga.errors import ModelError


class TranslatorSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model`` is a name of the registry, a repository that was pulled, or a folder. ``runtime``:
    CTranslate2 (``brygga models convert`` makes its files; several times faster) or PyTorch.

    ``tokens`` is the budget of one batch, padding included; ``threads`` of the runtime, 0 leaves
    them as they are. ``source`` and ``target`` are the model's own language codes, for models of
    many languages (``swe_Latn`` and ``eng_Latn`` of NLLB); ``prefix`` is written before every
    sentence (``translate Swedish to English: `` of T5).
    """

    model: str = "opus-mt-sv-en"
    runtime: Literal["ctranslate2", "torch"] = "ctranslate2"
    beams: Annotated[int, msgspec.Meta(ge=1, le=8)] = 2
    tokens: Annotated[int, msgspec.Meta(ge=64)] = 1024
    longest: Annotated[int, msgspec.Meta(ge=16)] = 200
    threads: Annotated[int, msgspec.Meta(ge=0)] = 1
    source: str = ""
    target: str = ""
    prefix: str = ""


class Translator(Protocol):
    """``label`` names model and runtime for the record. ``translate`` gives one English text for
    each sentence, in order; the same sentence gives the same text whatever stands beside it.
    """

    label: str

    def translate(self, sentences: Sequence[str]) -> list[str]: ...


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """The numbers of the sentences, longest first, in batches whose longest one times their number
    is at most ``budget`` (one sentence alone may be longer).
    """
    order = sorted(range(len(lengths)), key=lambda n: (-lengths[n], n))
    batch: list[int] = []
    for n in order:
        if batch and lengths[batch[0]] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def most(settings: TranslatorSettings) -> int:
    """Tokens that a translation may have: the same for every batch, so that none depends on what
    stands beside it.
    """
    return 2 * settings.longest


def unknown_language(code: str, folder: Path) -> ModelError:
    """The error for a language that a model's vocabulary does not have."""
    return ModelError(
        f"knows no language {code!r}",
        code="unknown-language",
        where=str(folder),
        remedy="set source and target in [draft.translator] to the model's own codes",
    )
