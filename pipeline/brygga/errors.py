"""Errors that say what happened, where, and what to do."""

from __future__ import annotations

from functools import partial
from typing import Any


class BryggaError(Exception):
    """An error meant for the user.

    ``code`` is stable and short (``empty-file``); ``where`` names the file or setting;
    ``remedy``, if there is one, is an instruction.
    """

    def __init__(
        self, message: str, *, code: str, where: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.where, self.remedy = message, code, where, remedy

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors cross from workers to the run that started them."""
        again = partial(type(self), code=self.code, where=self.where, remedy=self.remedy)
        return again, (self.message,)

    def __str__(self) -> str:
        line = f"{self.where}: {self.message}" if self.where else self.message
        return f"{line}\n        → {self.remedy}" if self.remedy else line


class ReadError(BryggaError):
    """An input, or one item of it, that cannot become an article."""


class SettingsError(BryggaError):
    """A setting that does not exist or has no valid value."""


class ModelError(BryggaError):
    """A model that is missing, damaged or of the wrong kind."""
