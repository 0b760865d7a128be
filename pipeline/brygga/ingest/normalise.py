"""The characters that every later offset counts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LINE_ENDS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_AROUND_LINE_END = re.compile(" *\n *")
_SPACES = re.compile("  +")
_EMPTY_LINES = re.compile("\n{3,}")

_SCANNED = (*range(0x10000), *range(0xE0000, 0xE0080))
"""The planes that hold spaces and the format characters that can occur in a copied text."""


@cache
def _table() -> dict[int, str | None]:
    """Code points to replace: other spaces by a space, invisible and control characters by nothing.

    Invisible are the format characters of Unicode (``Cf``: soft hyphen, zero-width space and
    joiners, byte order mark, directional marks), surrogates, which no UTF-8 can hold, and
    non-characters. The zero-width joiner goes too: Swedish has no use for it.
    """
    table: dict[int, str | None] = {}
    for code in _SCANNED:
        category = unicodedata.category(chr(code))
        if category == "Zs":
            table[code] = " "
        elif category in ("Cc", "Cf", "Cs"):
            table[code] = None
    table |= dict.fromkeys([*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF])
    table[ord("\t")] = " "
    del table[ord("\n")]
    return table


def clean(text: str) -> str:
    """The same text in NFC with plain spaces and line ends and without invisible characters.

    Line ends become ``\\n``, at most two in a row; no line starts or ends with a space and no two
    spaces meet; neither does the text begin or end with white space. Idempotent.
    """
    text = _LINE_ENDS.sub("\n", text).translate(_table())
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    text = _AROUND_LINE_END.sub("\n", text)
    return _EMPTY_LINES.sub("\n\n", text).strip(" \n")
