"""Whether a phrase has the shape of a person's name, an organisation's or a role's."""

from __future__ import annotations

import re
from functools import cache

from brygga.ingest.cues import words

_PARTICLE = re.compile(r"(?:v[ao]n|a[fv]|de[rn]?|di|d[ua]|l[ea]|[ea]l|bin|ibn|te[nr]|zu)$")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'.\-])*$")
_INITIALS = re.compile(r"[^\W\d_]{2,4}$")


@cache
def _organisation() -> tuple[frozenset[str], tuple[str, ...]]:
    table = words("organisations.txt")
    endings = tuple(sorted(form[1:] for form in table if form.startswith("-")))
    return frozenset(form for form in table if not form.startswith("-")), endings


def is_organisation(phrase: str) -> bool:
    """Whether a word of the phrase is one that organisations are called by."""
    whole, endings = _organisation()
    return any(
        word in whole or word.removesuffix("s") in whole or word.endswith(endings)
        for word in (word.strip("()") for word in phrase.casefold().split())
    )


@cache
def _role_endings() -> tuple[str, ...]:
    return tuple(sorted(words("roles.txt")))


def is_role(phrase: str) -> bool:
    """Whether the phrase names what somebody does: ``projektledare``, ``Presschef``."""
    return phrase.casefold().endswith(_role_endings())


def is_name(phrase: str) -> bool:
    """Whether the phrase can be a person's full name: two to five capitalised words.

    Particles (``von``, ``de``) may stand inside; an organisation's word rules it out.
    """
    parts = phrase.split()
    if not 2 <= len(parts) <= 5 or not parts[0][0].isupper() or not parts[-1][0].isupper():
        return False
    if not all(_WORD.match(part) for part in parts):
        return False
    if not all(part[0].isupper() or _PARTICLE.match(part) for part in parts):
        return False
    return not is_organisation(phrase) and not is_role(phrase)


def is_initials(phrase: str) -> bool:
    """``AG``, ``NIJO``: a signature in capitals."""
    return bool(_INITIALS.match(phrase)) and phrase.isupper()
