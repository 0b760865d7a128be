"""Sequence-to-sequence models in PyTorch, from a folder on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brygga.hub import convert
from brygga.hub.extras import needs


def load(folder: Path, **languages: str) -> tuple[Any, Any]:
    """Tokenizer and model, ready to be called; ``languages`` go to the tokenizer (``src_lang``).

    Raises ``ModelError`` where a file is missing or damaged, or the model is of another kind.
    """
    with needs("transformers"), convert.quiet():
        import torch  # noqa: F401
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    try:
        with convert.quiet():
            tokenizer: Any = AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False, **languages
            )
    except Exception as error:
        # A damaged folder fails in as many ways as the library has readers.
        raise convert.damaged(folder, error) from error
    task = "translation or summaries"
    return tokenizer, convert.with_weights(folder, AutoModelForSeq2SeqLM, task)
