"""Make of a translation model the files that CTranslate2 reads."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec

from brygga.errors import ModelError
from brygga.hub import convert, registry, store
from brygga.hub.extras import needs

FOLDER = "ct2"
"""Where the converted files lie, in the model's own folder."""


def convert_model(model: str, quantization: str = "int8") -> Path:
    """Convert ``model`` (a folder, a name of the registry or a repository that was pulled) and give
    the folder of the new files. Its lock file then knows them as well.

    Raises ``ModelError`` where the model is not there or CTranslate2 does not know its kind.
    """
    folder = store.folder(model)
    if folder == Path(model):
        _convert(folder, folder / FOLDER, quantization)
        return folder / FOLDER
    repository = registry.repository(model)
    lock = store.read_lock(repository)
    if lock is None:
        raise ModelError("is not on this machine", code="missing-model", where=model)
    made = Path(tempfile.mkdtemp(prefix=".convert-", dir=store.home()))
    try:
        shutil.copytree(folder, made, dirs_exist_ok=True)
        _convert(folder, made / FOLDER, quantization)
        store.put(msgspec.structs.replace(lock, files=store.checksums(made)), made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder / FOLDER


def _convert(folder: Path, out: Path, quantization: str) -> None:
    with needs("translate"):
        import ctranslate2
    with needs("transformers"):
        import torch  # noqa: F401
        import transformers  # noqa: F401
    try:
        with convert.quiet():
            maker = ctranslate2.converters.TransformersConverter(str(folder))
            maker.convert(str(out), quantization=quantization, force=True)
    except Exception as error:
        # The converter fails in as many ways as there are kinds of models.
        raise ModelError(
            f"cannot be converted ({next(iter(str(error).splitlines()), repr(error))})",
            code="not-convertible",
            where=str(folder),
            remedy='use runtime = "torch", or a Marian, NLLB, M2M-100, T5 or BART model',
        ) from error
