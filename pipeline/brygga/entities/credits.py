"""Credits: names in bylines, and the words beside names (``Foto``, ``Text``) that are no part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from brygga.entities.forenames import is_first_name
from brygga.entities.shapes import PERSON, UPPER
from brygga.entities.tables import alternatives

_LABEL = alternatives("credit_labels.txt")
_BEFORE = re.compile(rf"(?:(?:Av|{_LABEL}(?: (?:och|&) \w+)?(?: av)?)(?: ?[:/])? )+", re.IGNORECASE)
_AFTER = re.compile(rf"[ ,/]+{_LABEL}(?![\w-])")
_NAME = rf"(?:{PERSON}|[{UPPER}]{{2,30}}(?:[ -][{UPPER}]{{2,30}}){{1,2}})(?![\w-])"
_PHOTOGRAPHER = re.compile(
    rf"\b(?:foto|fotograf|bild|bilder|photo)(?: av)?(?: ?[:/])? "
    rf"(?P<n>(?-i:{_NAME}))(?: (?:och|&) (?P<n2>(?-i:{_NAME})))?",
    re.IGNORECASE,
)


def without_labels(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's span without the labels before and after (``Text Anna Ek Foto``)."""
    before = _BEFORE.match(text, start, end)
    if before:
        start = before.end()
    after = _AFTER.search(text, start, end)
    return start, after.start() if after else end


def authors(text: str, start: int, end: int, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the byline in ``text[start:end]`` has the ``names`` of its authors; initials and single
    words that are no first name are left out.
    """
    for author in names:
        if " " in author or is_first_name(author):
            for match in re.finditer(rf"(?<!\w){re.escape(author)}(?!\w)", text[start:end]):
                yield start + match.start(), start + match.end()


def photographers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where ``text[start:end]`` has names after ``Foto``."""
    for match in _PHOTOGRAPHER.finditer(text, start, end):
        for group in ("n", "n2"):
            if match.group(group):
                yield without_labels(text, *match.span(group))
