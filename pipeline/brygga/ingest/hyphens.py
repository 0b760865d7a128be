"""Words that a line end broke in two, put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_BROKEN = re.compile("(\\w+)[-\u2010\u00ad\ufffe]$")  # U+FFFE: PDFium's hyphen at a line end
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|men|till|liksom) ")
_WORD = re.compile(r"\w+(?:-\w+)*")


def is_broken(line: str) -> bool:
    """Whether the line ends with a hyphen after a letter or figure."""
    return _BROKEN.search(line) is not None


def count_words(lines: Iterable[str]) -> Counter[str]:
    """How often the lines have each word, in the spelling that ``join`` looks up."""
    return Counter(word for line in lines for word in _WORD.findall(line))


def join(line: str, below: str, words: Counter[str]) -> str:
    """The two lines as one; ``words`` are those of the whole document (``count_words``).

    A hyphen at the end goes, with the line end. It stays in ``forsknings- och``, after a capital
    or digit form (``EU-projekt``), before a capital, and where the document writes the word with
    it, or the first half as a name of its own (``Osiris-projektet``), elsewhere.
    """
    broken = _BROKEN.search(line)
    if broken is None:
        return f"{line} {below}"
    return line[:-1] + _hyphen(broken[1], below, words) + below


def _hyphen(stem: str, following: str, words: Counter[str]) -> str:
    if _SUSPENDED.match(following):
        return "- "
    match = _WORD.match(following)
    if match is None or not following[0].islower():
        return "-"
    if stem.isupper() or any(char.isdigit() for char in stem):
        return "-"
    second = match[0]
    if words[stem + second]:
        return ""
    if words[f"{stem}-{second}"]:
        return "-"
    named = stem[0].isupper() and len(stem) > 3 and words[stem] > 1 and not words[stem.lower()]
    return "-" if named else ""
