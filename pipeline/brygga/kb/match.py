"""Finds known names in text, fast: an index of names by their first word.

Only words with which a name begins are looked at twice, and of the text after them only as many
characters as a name with that first word has; so a text costs about the same however many names
are known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

from brygga.kb.store import Name

_FIRST = re.compile(r"\w+")
_END = re.compile(r"(?:[:’']?s)?(?![\w-])(?![:’']\w)(?! \d)")


class Match(msgspec.Struct, frozen=True, gc=False):
    """A known name in a text: its span, a genitive ending included, and all that it can name."""

    start: int
    end: int
    names: tuple[Name, ...]


class Matcher:
    """Finds the longest known name at each place of a text.

    A name stands alone (no letter, digit or hyphen touches it), in its own upper and lower case,
    and may have a genitive ending: ``-s``, ``:s``, ``’s``. It does not stand before a number.
    Names and text are in NFC; a name that begins with no letter or digit is not found.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: dict[str, tuple[Name, ...]] = {}
        for name in names:
            text = unicodedata.normalize("NFC", name.name)
            self._names[text] = (*self._names.get(text, ()), name)
        sizes: dict[str, set[int]] = {}
        for text in self._names:
            if first := _FIRST.match(text):
                sizes.setdefault(first.group(), set()).add(len(text))
        self._sizes: dict[str, tuple[int, ...]] = {}
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        for word in {*sizes, *(f"{word}s" for word in sizes)}:
            # "Lunds" may be "Lund" in the genitive, and the beginning of "Lunds universitet".
            bare = sizes.get(word[:-1], set()) if word[-1] == "s" else set()
            longest_first = tuple(sorted(bare | sizes.get(word, set()), reverse=True))
            self._sizes[word] = shared.setdefault(longest_first, longest_first)
        self._words = _words({word[0] for word in sizes})

    def __len__(self) -> int:
        return len(self._names)

    def find(self, text: str) -> Iterator[Match]:
        """The names in the text from left to right; they do not overlap."""
        names, sizes_of, free = self._names, self._sizes, 0
        for word in self._words.finditer(text):
            sizes = sizes_of.get(word[0])
            if sizes is None or (start := word.start()) < free:
                continue
            for size in sizes:
                found = names.get(text[start : start + size])
                if found and (end := _END.match(text, start + size)):
                    free = end.end()
                    yield Match(start, free, found)
                    break


def _words(letters: Iterable[str]) -> re.Pattern[str]:
    """The words of a text that begin with one of the letters and do not follow a hyphen.

    The pattern opens with the set and looks back only then, since the engine scans for a set of
    characters much faster than for anything else.
    """
    if not (some := "".join(map(re.escape, sorted(letters)))):
        return re.compile(r"(?!)")
    return re.compile(rf"[{some}](?<![\w-].)\w*", re.DOTALL)
