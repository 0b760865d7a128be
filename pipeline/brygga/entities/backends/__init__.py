"""The models that tag names, behind one contract: texts in, guesses with their places out.

``spacy`` runs the model that ships with Brygga and any other spaCy pipeline, ``transformers`` a
token classification model from the Hugging Face hub (in PyTorch or ONNX Runtime). ``labels``
maps what such models call things to the labels of a record; ``windows`` and ``words`` read long
texts and put word parts together. What a backend guesses is mended, combined with rules and
linked in the same way, whichever it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Protocol

import msgspec

from brygga.record import Label


class Guess(msgspec.Struct, frozen=True):
    """A name that a model sees in a text; ``text[start:end]`` is the name.

    ``score`` is the model's probability of the label, 0–1, or ``None`` if it yields none.
    """

    start: int
    end: int
    label: Label
    score: float | None = None


class Backend(Protocol):
    """A model, loaded. ``label`` is its name and version as records give them
    (``sv_press-1.0.0``).

    ``guess`` finds the names in each text: in text order, without overlaps. What it finds in one
    does not depend on the others.
    """

    label: str

    def guess(self, texts: Sequence[str]) -> list[list[Guess]]: ...


class BackendSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which model tags, and how it runs.

    ``model``: for ``spacy`` a model that ships with Brygga, an installed package or a folder; for
    ``transformers`` a repository of the hub that ``brygga models pull`` has fetched, or a folder.
    ``labels`` maps the model's own labels to those of a record, in place of the usual map. The
    others are for ``transformers``: ``runtime`` (``onnx`` is int8 and made at ``pull``),
    ``window`` (tokens that the model sees at once) and ``threads`` per worker.
    """

    backend: Literal["spacy", "transformers"] = "spacy"
    model: str = "sv_press"
    labels: dict[str, Label] = {}
    runtime: Literal["torch", "onnx"] = "torch"
    window: Annotated[int, msgspec.Meta(ge=32)] = 512
    threads: Annotated[int, msgspec.Meta(ge=1)] = 1


def load(settings: BackendSettings) -> Backend:
    """The model that the settings name, ready to guess; raises ``ModelError``."""
    if settings.backend == "transformers":
        from brygga.entities.backends.transformers import TransformersBackend

        return TransformersBackend(settings)
    from brygga.entities.backends.spacy import SpacyBackend

    return SpacyBackend(settings.model, settings.labels)
