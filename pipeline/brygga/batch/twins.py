"""Articles that say almost the same: their signatures, and how alike two of them are.

MinHash over runs of three words (Broder 1997), by the library rensa; candidates by banding, of
which ``bands`` gives the keys.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator

import rensa

from brygga.record import Article, Role

_VALUES = 120
_BANDS = 20
_ROWS = _VALUES // _BANDS
"""Two texts whose shingles overlap by .8 share a band with a probability of .998, by .5 of .27."""
_SEED = 1
_RUN = 3
_FEWEST = 20
"""Words of a text that has a signature at least: in shorter ones few common words would decide."""
_SAID: frozenset[Role] = frozenset(("lead", "paragraph", "quote", "list-item"))
_WORD = re.compile(r"\w+")
_FORMAT = f"<{_VALUES}I"


def signature(article: Article) -> bytes | None:
    """Of what an article says, without title, date and furniture, which two copies of an item may
    have of their own; ``None`` for a text that is too short.
    """
    said = " ".join(article.text[b.start : b.end] for b in article.blocks if b.role in _SAID)
    words = _WORD.findall(said.casefold())
    if len(words) < _FEWEST:
        return None
    minhash = rensa.RMinHash(num_perm=_VALUES, seed=_SEED)
    minhash.update([" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)])
    return struct.pack(_FORMAT, *minhash.digest())


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two texts have in common (Jaccard)."""
    ours: tuple[int, ...] = struct.unpack(_FORMAT, one)
    theirs: tuple[int, ...] = struct.unpack(_FORMAT, other)
    return sum(map(int.__eq__, ours, theirs)) / _VALUES


def bands(signed: bytes) -> Iterator[int]:
    """Keys (64 bits, signed) of which two similar texts share at least one."""
    size = 4 * _ROWS
    for n in range(_BANDS):
        part = bytes([n]) + signed[n * size : (n + 1) * size]
        yield int.from_bytes(hashlib.blake2b(part, digest_size=8).digest(), "big", signed=True)
