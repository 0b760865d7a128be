"""A model's files: read them, and make the ones that a backend needs.

Nothing here runs code that a model brings along.
"""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from brygga.errors import ModelError
from brygga.hub.extras import needs

TOKENIZER = "tokenizer.json"
ONNX = "model.int8.onnx"
_WEIGHTS = "model.safetensors"
_PROBE = (3, 17)
"""Tokens of the texts that an exported model is compared on."""
_TOLERANCE = 1e-3
"""Logits of the exported model before rounding to int8 may differ by so much."""


def config(folder: Path) -> dict[str, Any]:
    """The model's ``config.json``."""
    try:
        data: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(folder, error) from error
    return data


def tags(config: dict[str, Any], folder: Path) -> dict[int, str]:
    """The tag of each of the model's outputs: ``{0: "O", 1: "PER"}``."""
    found = {int(n): str(tag) for n, tag in (config.get("id2label") or {}).items()}
    kinds = config.get("architectures") or ["…ForTokenClassification"]
    if not found or not kinds[0].endswith("ForTokenClassification"):
        raise ModelError(
            f"tags no names (it is a {kinds[0]})",
            code="wrong-model",
            where=str(folder),
            remedy="name a token classification model",
        )
    return found


def tokenizer(folder: Path) -> Any:
    """The model's tokenizer (a ``tokenizers.Tokenizer``), which neither cuts nor pads."""
    with needs("transformers"):
        import tokenizers
    path = folder / TOKENIZER
    try:
        made = tokenizers.Tokenizer.from_file(str(path)) if path.exists() else _made(folder)
    except ModelError:
        raise
    except Exception as error:
        # The library's errors are plain Exceptions.
        raise damaged(folder, error) from error
    made.no_truncation()
    made.no_padding()
    # An article that says "[SEP]" means these five characters.
    made.encode_special_tokens = True
    return made


def _made(folder: Path) -> Any:
    """A tokenizer of the files that older repositories have (``vocab.txt``)."""
    import tokenizers

    with quiet():
        from transformers import AutoTokenizer

        loaded = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, **_case(folder)
        )
    return tokenizers.Tokenizer.from_str(loaded.backend_tokenizer.to_str())


def _case(folder: Path) -> dict[str, bool]:
    """BERT's tokenizer writes everything small unless told otherwise, and old repositories do not
    tell: a vocabulary with capitals does.
    """
    settings = folder / "tokenizer_config.json"
    stated = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    vocabulary = folder / "vocab.txt"
    if "do_lower_case" in stated or not vocabulary.exists():
        return {}
    entries = vocabulary.read_text(encoding="utf-8").splitlines()
    if any(word != word.lower() for word in entries if not word.startswith("[")):
        return {"do_lower_case": False, "strip_accents": False}
    return {}


def load(folder: Path) -> Any:
    """The token classifier in PyTorch, ready to be called; raises ``ModelError``."""
    with needs("transformers"), quiet():
        import torch  # noqa: F401
        from transformers import AutoModelForTokenClassification
    return with_weights(folder, AutoModelForTokenClassification, "token classification")


def with_weights(folder: Path, kind: Any, task: str) -> Any:
    """A model of one of transformers' automatic classes with all its weights, ready to be called.

    Raises ``ModelError`` where a file is missing or damaged, or the model was trained for
    something else than ``task``.
    """
    if not any(folder.glob("*.safetensors")):
        raise ModelError(
            "has no safetensors file",
            code="missing-weights",
            where=str(folder),
            remedy="brygga models pull NAME --from FOLDER --convert makes one of a .bin file",
        )
    try:
        with quiet():
            model, info = kind.from_pretrained(
                folder,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
                output_loading_info=True,
            )
    except Exception as error:
        # A damaged folder fails in as many ways as the library has readers.
        raise damaged(folder, error) from error
    if missing := sorted(info["missing_keys"]):
        raise ModelError(
            f"lacks weights ({', '.join(missing[:3])})",
            code="wrong-model",
            where=str(folder),
            remedy=f"name a model that has been trained for {task}",
        )
    return model.eval()


def to_safetensors(folder: Path, pickle: Path) -> None:
    """Write ``model.safetensors`` with the tensors of a PyTorch file.

    ``weights_only`` makes PyTorch read nothing but tensors and plain containers.
    """
    with needs("transformers"):
        import safetensors.torch
        import torch
    try:
        state = torch.load(pickle, map_location="cpu", weights_only=True)
        tensors = {name: value.clone().contiguous() for name, value in state.items()}
        safetensors.torch.save_file(tensors, folder / _WEIGHTS, metadata={"format": "pt"})
    except Exception as error:
        raise ModelError(
            f"{pickle.name} holds more than tensors, or is damaged ({_first(error)})",
            code="pickle",
            where=str(folder),
            remedy="use a model that is published as safetensors",
        ) from error


def to_onnx(folder: Path) -> None:
    """Write ``model.int8.onnx``: the model with its weights rounded to 8 bits.

    Weights keep one scale a channel and 7 bits, so that processors without wide 8-bit sums do not
    overflow and all give the same answers. Before rounding, the exported model must give the
    logits of the original.
    """
    with needs("onnx"):
        import onnxruntime
        import onnxscript  # noqa: F401
        from onnxruntime.quantization import QuantType, quantize_dynamic
    import torch

    model = load(folder)
    model.config.return_dict = False
    sizes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    row = torch.full((2, _PROBE[1]), 1)
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work, "model.onnx")
        try:
            with quiet():
                torch.onnx.export(
                    model,
                    (row, torch.ones_like(row)),
                    whole,
                    input_names=["input_ids", "attention_mask"],
                    output_names=["logits"],
                    dynamic_shapes={"input_ids": sizes, "attention_mask": sizes},
                    dynamo=True,
                    verbose=False,
                )
                _compare(model, onnxruntime.InferenceSession(str(whole)), folder)
                quantize_dynamic(
                    whole,
                    folder / ONNX,
                    per_channel=True,
                    reduce_range=True,
                    weight_type=QuantType.QInt8,
                )
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(
                f"cannot be exported to ONNX ({_first(error)})",
                code="onnx-export",
                where=str(folder),
                remedy='leave --onnx out and use runtime = "torch"',
            ) from error


def _compare(model: Any, session: Any, folder: Path) -> None:
    import torch

    for length in _PROBE:
        row = torch.arange(length)[None] % model.config.vocab_size
        mask = torch.ones_like(row)
        with torch.inference_mode():
            expected = model(input_ids=row, attention_mask=mask)[0].numpy()
        (found,) = session.run(None, {"input_ids": row.numpy(), "attention_mask": mask.numpy()})
        if (worst := float(abs(found - expected).max())) > _TOLERANCE:
            raise ModelError(
                f"its ONNX form gives other answers (off by {worst:.2g})",
                code="onnx-export",
                where=str(folder),
                remedy='leave --onnx out and use runtime = "torch"',
            )


def damaged(folder: Path, error: Exception) -> ModelError:
    """The error for a model whose files cannot be read."""
    return ModelError(
        f"cannot be loaded ({_first(error)})",
        code="damaged-model",
        where=str(folder),
        remedy="pull it again (brygga models verify says what is wrong with it)",
    )


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' progress bars, advice and deprecations from the user's terminal."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _no_bars():
                yield
    finally:
        logging.disable(before)


@contextmanager
def _no_bars() -> Iterator[None]:
    with needs("transformers"):
        from transformers.utils import logging as transformers_logging
    shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()


def _first(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
