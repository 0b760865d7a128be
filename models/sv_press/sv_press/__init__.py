"""``sv_press``: names of persons, regions, organisations, projects and events in Swedish press
texts, as an ordinary spaCy model package (``spacy.load("sv_press")``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

__version__: str = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """The pipeline; ``overrides`` are those of ``spacy.load``."""
    return load_model_from_init_py(__file__, **overrides)
