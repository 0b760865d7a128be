"""What a model's own labels mean in a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from brygga.entities.tables import rows
from brygga.errors import ModelError
from brygga.nearest import nearest
from brygga.record import LABELS, Label

_LABELS: dict[str, Label] = {label: label for label in LABELS}
_PREFIXES = frozenset("BIESLU")


def split(tag: str) -> tuple[str, str]:
    """A tag's scheme letter and label: ``B-PER`` → ``("B", "PER")``, ``PER`` → ``("", "PER")``."""
    if tag[1:2] == "-" and tag[0] in _PREFIXES:
        return tag[0], tag[2:]
    return "", tag


def meanings(tags: Iterable[str], given: Mapping[str, Label], model: str) -> dict[str, Label]:
    """Which of a model's labels is which of a record's: as ``given`` says, else as the table of
    common schemes does. Labels that have no counterpart are left out.

    Raises ``ModelError`` where none has one, or ``given`` names a label that the model lacks;
    ``model`` names it in the message.
    """
    own = sorted({split(tag)[1] for tag in tags} - {"O"})
    for label in given:
        if label not in own:
            raise ModelError(
                f"has no label {label!r} (its labels are: {', '.join(own)})",
                code="unknown-label",
                where=model,
                remedy=nearest(label, own) if own else None,
            )
    table: Mapping[str, Label] = given or {row[0]: _LABELS[row[1]] for row in _table()}
    found = {label: table[label] for label in own if label in table}
    if not found:
        raise ModelError(
            f"none of its labels is known ({', '.join(own) or 'it has none'})",
            code="unknown-labels",
            where=model,
            remedy='say what they mean in the settings: [tag.labels] THEIRS = "PERSON"',
        )
    return found


def _table() -> tuple[tuple[str, ...], ...]:
    return rows("backends/labels.tsv")
