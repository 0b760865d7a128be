"""Names of the Swedish are in the English, and the English has no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from brygga.drafts.checks.words import allowed_capitals, english_words
from brygga.drafts.pair import Name, Pair, finding
from brygga.record import Finding

_WORD = re.compile(r"[^\W\d_](?:[\w’'.&-]*\w)?")
_OPENS = re.compile(r"(?:^|[.!?:;–—“”\"'(\[•|/]\s*|\n\s*)[“”\"'’–—-]*\s*$")


class Names:
    """Each name is in the English in one of its forms; each capitalised English word that is no
    ordinary one is in the Swedish or in a form of one of its names.
    """

    name: ClassVar[str] = "names"

    def check(self, pair: Pair) -> Iterator[Finding]:
        folded = _fold(pair.en)
        capitals = [_fold(m.group()) for m in _WORD.finditer(pair.en) if m.group()[0].isupper()]
        for name in pair.names:
            said = _fold(pair.sv[name.start : name.end])
            if not (
                any(_fold(form) in folded for form in name.forms if form)
                or any(_is_root(word, said) for word in capitals)
                or any(_initials(form) in capitals for form in name.forms)
            ):
                said = pair.sv[name.start : name.end]
                yield finding(
                    self.name,
                    f"the name “{said}” is missing in the English",
                    (name.start, name.end),
                    grave=True,
                )
        yield from self._foreign(pair)

    def _foreign(self, pair: Pair) -> Iterator[Finding]:
        known = {w for n in pair.names for form in n.forms for w in _words(form)}
        known |= _words(pair.sv)
        stems = {w[:5] for w in known if len(w) > 4}
        for match in _WORD.finditer(pair.en):
            word = match.group()
            if not word[0].isupper() or _OPENS.search(pair.en, 0, match.start()):
                continue
            small = _fold(re.sub(r"['’]s?$", "", word))
            parts = re.split(r"[-/]", small)
            if all(
                p in known or p in allowed_capitals() or p in english_words()
                or (len(p) > 4 and p[:5] in stems) or p.rstrip("s") in known or len(p) < 2
                for p in parts
            ):  # fmt: skip
                continue
            yield finding(
                self.name, f"the name “{word}” is not in the Swedish", en=match.span(), grave=True
            )


def _is_root(word: str, name: str) -> bool:
    """Whether a Swedish name is an English one with a noun: ``Osirisprojektet``, ``Osiris``."""
    return len(word) > 3 and len(name) > len(word) + 2 and name.startswith(word)


def _initials(name: str) -> str:
    """``EBRD`` of a name of three capitalised words or more; else nothing that a text may have."""
    letters = "".join(w[0] for w in _WORD.findall(name) if w[0].isupper())
    return letters.casefold() if len(letters) > 2 else "\0"


def _words(text: str) -> set[str]:
    found: set[str] = set()
    for match in _WORD.finditer(text):
        whole = _fold(match.group())
        for word in (whole, *re.split(r"[-/.&]", whole)):
            found.add(word)
            found.add(re.sub(r"(?::s|s)$", "", word))
    return found


def _fold(text: str) -> str:
    return re.sub(r"[‐‑]", "-", text.replace("’", "'")).casefold()


def name(start: int, end: int, *forms: str) -> Name:
    """A ``Name`` whose forms lose a Swedish genitive too."""
    more = [f[:-1] for f in forms if f.endswith("s") and len(f) > 3]
    return Name(start, end, tuple(dict.fromkeys([*forms, *more])))
