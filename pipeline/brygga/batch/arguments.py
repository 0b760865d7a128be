"""What the user gave a run, remembered for the next one on the same output."""

from __future__ import annotations

from pathlib import Path

import msgspec

from brygga.batch.ledger import Ledger
from brygga.errors import BryggaError

STATE = ".brygga"
"""The folder in the output directory where runs keep what they need."""
LEDGER = "ledger.sqlite"
_NAME = "arguments"


class Arguments(msgspec.Struct, frozen=True):
    """Paths and settings file (both absolute), the way to drafts, options by their names."""

    paths: tuple[str, ...]
    settings: str | None
    draft: str | None
    flags: dict[str, str | int | float | None]


def remember(ledger: Ledger, arguments: Arguments) -> None:
    ledger.remember(_NAME, msgspec.json.encode(arguments).decode())


def remembered(out: Path) -> Arguments:
    """The arguments of the last run on ``out``. Raises ``BryggaError`` if there was none."""
    path = out / STATE / LEDGER
    text = None
    if path.is_file():
        ledger = Ledger(path)
        try:
            text = ledger.recall(_NAME)
        finally:
            ledger.close()
    if text is None:
        raise BryggaError(
            "no run has been here",
            code="no-run",
            where=str(out),
            remedy="name the directory that was given to brygga run -o",
        )
    return msgspec.json.decode(text, type=Arguments)
