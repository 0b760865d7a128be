"""A stretch of Swedish beside its English, with the names that the Swedish has."""

from __future__ import annotations

import msgspec

from brygga.record import Finding


class Name(msgspec.Struct, frozen=True):
    """A name in the Swedish (offsets in code points into ``Pair.sv``) and what may stand for it in
    the English (``forms``): its English name, the Swedish one, a surname, a country's adjective.
    ``english`` is what a translation should write; empty if that is the Swedish name.
    ``genitive``: the Swedish has it with an ``s`` of its own.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    english: str = ""
    genitive: bool = False


class Pair(msgspec.Struct, frozen=True):
    sv: str
    en: str
    names: tuple[Name, ...] = ()


Span = tuple[int, int]


def finding(
    check: str, message: str, sv: Span | None = None, en: Span | None = None, *, grave: bool = False
) -> Finding:
    """A finding about one pair: offsets in code points into its two sides."""
    return Finding(
        check=check,
        message=message,
        severity="error" if grave else "warning",
        sv_start=sv[0] if sv else None,
        sv_end=sv[1] if sv else None,
        en_start=en[0] if en else None,
        en_end=en[1] if en else None,
    )
