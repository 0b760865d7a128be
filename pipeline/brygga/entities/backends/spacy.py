"""spaCy pipelines: the one that ships with Brygga, and any other with a component for names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from brygga.entities.backends import Guess
from brygga.entities.backends.labels import meanings
from brygga.errors import ModelError
from brygga.record import Label

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 32
_SIZE = 100_000
"""Characters of one batch at most, unless a single text has more."""
_WORDS_KEPT = 100_000
"""Words that spaCy keeps, about 40 MB; fewer would be made anew too often."""
_TAGGERS = frozenset({"ner", "entity_ruler", "beam_ner"})
_NO_WORD = re.compile(r"\S{500,}")


class SpacyBackend:
    """Names as a spaCy pipeline tags them; its transition-based tagger yields no scores."""

    def __init__(self, model: str, labels: Mapping[str, Label]) -> None:
        self._nlp = load(model)
        self._labels = meanings(_own_labels(self._nlp), labels, model)
        self.label = label(self._nlp)

    def guess(self, texts: Sequence[str]) -> list[list[Guess]]:
        found: list[list[Guess]] = []
        for batch in _batches(map(_legible, texts)):
            with self._memory():
                docs = self._nlp.pipe(batch, batch_size=len(batch))
                found += [self._guesses(doc) for doc in docs]
        return found

    def _guesses(self, doc: Doc) -> list[Guess]:
        return [
            Guess(ent.start_char, ent.end_char, self._labels[name])
            for ent in doc.ents
            if (name := ent.label_) in self._labels
        ]

    def _memory(self) -> AbstractContextManager[object]:
        """Let spaCy forget the words of a batch once it has learnt the frequent ones of many: it
        keeps each for ever otherwise, and making the frequent ones anew costs time.
        """
        if len(self._nlp.vocab.strings) < _WORDS_KEPT:
            return nullcontext()
        return self._nlp.memory_zone()


def _legible(text: str) -> str:
    """The text with the letter x for what is no word: spaCy's tokeniser needs quadratic time for
    endless runs of signs.
    """
    return _NO_WORD.sub(lambda run: "x" * len(run.group()), text)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or size + len(text) > _SIZE):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def bundled(name: str) -> Path | None:
    """The folder of a model that ships with Brygga: in the wheel, else in the checkout."""
    if not name.isidentifier():
        return None
    package = Path(__file__).resolve().parents[2]
    checkout = package.parent.parent / "models"
    for home in (package / "_models" / name, checkout / name):
        found = sorted(home.glob(f"{name}/{name}-*/config.cfg")) + sorted(
            home.glob(f"{name}-*/config.cfg")
        )
        if found:
            return found[-1].parent
    return None


def load(name: str) -> Language:
    """The pipeline ``name``: a bundled model, an installed package or a folder.

    Raises ``ModelError`` where there is none, or what is there cannot be read.
    """
    _import_spacy(with_torch=bundled(name) is None)
    import spacy

    source: str | Path = bundled(name) or name
    try:
        nlp = spacy.load(source)
    except OSError as error:
        raise ModelError(
            "no such spaCy model, neither with Brygga nor installed",
            code="missing-model",
            where=str(name),
            remedy="install it with pip, name a folder that holds one, or leave the setting out",
        ) from error
    except Exception as error:
        # A damaged folder fails in as many ways as spaCy has readers (E-numbers, msgpack, JSON).
        raise ModelError(
            f"cannot be loaded ({error})",
            code="damaged-model",
            where=str(source),
            remedy="install it again, or train it with scripts/train_entities.py",
        ) from error
    if not _TAGGERS & set(nlp.pipe_names):
        raise ModelError(
            "tags no names (its pipeline has no ner component)",
            code="wrong-model",
            where=str(source),
            remedy="name a spaCy model with ner",
        )
    return nlp


def label(nlp: Language) -> str:
    """Name and version as records give them: ``sv_press-1.0.0``."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def _own_labels(nlp: Language) -> Iterator[str]:
    for name, pipe in nlp.pipeline:
        if name in _TAGGERS:
            yield from pipe.labels  # type: ignore[attr-defined]


def _import_spacy(*, with_torch: bool) -> None:
    """Import spaCy without PyTorch for models that have no use for it.

    Where PyTorch is installed, spaCy's thinc imports it at once: more than a second and 150 MB
    for each worker.
    """
    if with_torch or "torch" in sys.modules or "thinc" in sys.modules:
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        import thinc.compat as thinc_compat  # noqa: F401
    finally:
        del sys.modules["torch"]
