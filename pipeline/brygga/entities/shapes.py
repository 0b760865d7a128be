"""What names look like in Swedish texts, as pieces of regular expressions.

Lengths and repeats are bounded: an endless line of capitals must cost no more than any other.
"""

from __future__ import annotations

import unicodedata


def _letters(kind: str) -> str:
    """The Latin letters of one Unicode category as the inside of a character class."""
    return "".join(c for c in map(chr, range(0x41, 0x250)) if unicodedata.category(c) == kind)


UPPER = _letters("Lu")
BEFORE = r"(?<![\w-])"
AFTER = r"(?![\w-])"
_REST = r"(?:[\w+&’'./–-]{0,40}[\w+])?"
CAPITALISED = rf"[{UPPER}]{_REST}"
TOKEN = rf"[{UPPER}0-9]{_REST}"
"""A word of a title after the first: capitalised or a number."""
PROPER = rf"(?!\w{{1,40}}-[a-zåäö]){CAPITALISED}"
"""A capitalised word that is no compound with a common noun (``EU-länder``)."""
PLACE = rf"[{UPPER}][^\W\d_]{{1,30}}"
"""One capitalised word of letters."""
LINK = r"(?:of|and|the|for|in|on|to|&|–|-|de|du|des|von|van|und)"
PHRASE = rf"{CAPITALISED}(?: (?:{LINK} ){{0,2}}{TOKEN}){{0,9}}"
QUOTED = r"[”“\"»«](?P<n>[^”“\"»«\n]{2,110})[”“\"»«]"
PARTICLE = r"(?:von|af|av|de|la|le|du|del|della|dos|van|der|den|al|el|da|di|bin|ibn|zu)"
_FORENAME = rf"[{UPPER}](?:\.|[\w’'-]{{0,30}}\w)"
_SURNAME = rf"(?:{PARTICLE} ){{0,2}}(?![{UPPER}]{{2,}}\b)[{UPPER}](?:[\w’'-]{{0,30}}\w|\.)"
PERSON = rf"{_FORENAME}(?: {_SURNAME}){{1,3}}"
"""A first name and one to three more words."""
