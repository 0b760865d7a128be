"""Find and load the spaCy model that tags names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brygga.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language


def bundled(name: str) -> Path | None:
    """The folder of a model that ships with Brygga: in the wheel, else in the checkout."""
    if not name.isidentifier():
        return None
    package = Path(__file__).resolve().parent.parent
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
    if "ner" not in nlp.pipe_names and "entity_ruler" not in nlp.pipe_names:
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
