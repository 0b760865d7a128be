"""Libraries that come with an extra of the package only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from brygga.errors import ModelError


@contextmanager
def needs(name: str) -> Iterator[None]:
    """Turn the failed import of a library into an error that names the extra it comes with."""
    try:
        yield
    except ImportError as error:
        raise ModelError(
            f"{error.name or error} is not installed",
            code="missing-extra",
            remedy=f"pip install 'brygga[{name}]'",
        ) from error
