"""Fetch a model: choose its files, check them, make of them what the backends read."""

from __future__ import annotations

import fnmatch
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from brygga.errors import ModelError
from brygga.hub import convert, registry, store
from brygga.hub.sources import Source
from brygga.hub.store import Lock

_WANTED = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
    "source.spm",
    "target.spm",
    "spiece.model",
    "sentencepiece.bpe.model",
    "README.md",
    "LICENSE*",
)
_WEIGHTS = ("model.safetensors", "model-*-of-*.safetensors", "model.safetensors.index.json")
_PICKLE = "pytorch_model.bin"


def pull(
    name: str,
    source: Source,
    *,
    revision: str | None = None,
    pickle: bool = False,
    onnx: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Lock:
    """Fetch the model ``name`` from ``source`` and keep it; what was there before stays until the
    new files stand there whole and checked.

    The commit is ``revision`` if given, else that of the registry, else that of the lock file
    (what was fetched first), else the newest. Files of a known commit must have the bytes they
    had. With ``pickle``, weights that exist only as ``pytorch_model.bin`` are read by PyTorch's
    reader for plain tensors, which runs no code, and kept as safetensors; with ``onnx``, an int8
    ONNX file is made as well. Raises ``ModelError``.
    """
    repository = registry.repository(name)
    before = store.read_lock(repository)
    wanted = revision or registry.pinned(repository) or (before.revision if before else None)
    commit, listed = source.resolve(wanted)
    files = _chosen(listed, name, pickle=pickle)
    store.home().mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".pull-", dir=store.home()))
    try:
        for file in files:
            say(file)
            source.fetch(file, commit, made)
        # The hub's client leaves its own notes in the folder.
        shutil.rmtree(made / ".cache", ignore_errors=True)
        fetched = store.checksums(made)
        _check(fetched, listed, name)
        if before is not None and before.revision == commit:
            _compare(fetched, before, name)
        _finish(made, onnx=onnx, say=say)
        lock = Lock(repository, commit, source.name, fetched, store.checksums(made))
        store.put(lock, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return lock


def _chosen(listed: dict[str, str | None], name: str, *, pickle: bool) -> list[str]:
    """The files to fetch; pictures, other frameworks' weights and code stay where they are."""
    weights = [file for file in listed if _any(file, _WEIGHTS)]
    if not weights and _PICKLE in listed:
        if not pickle:
            raise ModelError(
                f"has its weights as {_PICKLE} only, a pickle",
                code="pickle",
                where=name,
                remedy=f"brygga models pull {name} --convert (reads plain tensors, runs no code, "
                "and keeps safetensors)",
            )
        weights = [_PICKLE]
    if not weights or "config.json" not in listed:
        raise ModelError(
            "holds no config.json and model.safetensors",
            code="wrong-model",
            where=name,
            remedy="name a repository of a model for names, translation or summaries",
        )
    return sorted([file for file in listed if _any(file, _WANTED)] + weights)


def _any(file: str, patterns: tuple[str, ...]) -> bool:
    return "/" not in file and any(fnmatch.fnmatchcase(file, pattern) for pattern in patterns)


def _check(fetched: dict[str, store.File], listed: dict[str, str | None], name: str) -> None:
    for file, found in fetched.items():
        if listed.get(file) not in (None, found.sha256):
            raise ModelError(
                f"{file} arrived damaged",
                code="wrong-checksum",
                where=name,
                remedy="pull it again",
            )


def _compare(fetched: dict[str, store.File], before: Lock, name: str) -> None:
    if changed := store.differing(fetched, before.fetched):
        raise ModelError(
            f"{', '.join(changed)}: not the bytes that this commit had before",
            code="wrong-checksum",
            where=name,
            remedy="ask the model's owner; to accept them all the same, delete its .lock.json",
        )


def _finish(made: Path, *, onnx: bool, say: Callable[[str], None]) -> None:
    if (made / _PICKLE).exists():
        say("model.safetensors, made of it")
        convert.to_safetensors(made, made / _PICKLE)
        (made / _PICKLE).unlink()
    if not (made / convert.TOKENIZER).exists() and not (made / "source.spm").exists():
        say(f"{convert.TOKENIZER}, made of the vocabulary")
        convert.tokenizer(made).save(str(made / convert.TOKENIZER))
    if onnx:
        say(f"{convert.ONNX}, made of the weights")
        convert.to_onnx(made)
