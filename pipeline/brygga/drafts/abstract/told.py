"""A sentence of an abstractive summary, with what it rests on."""

from __future__ import annotations

from typing import Annotated

import msgspec


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One English sentence and the numbers (from 1) of the sentences that it rests on."""

    en: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    sources: Annotated[list[int], msgspec.Meta(min_length=1)]
