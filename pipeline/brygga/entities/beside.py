"""What stands beside a person's name: clauses, bodies, owners."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec

from brygga.entities.role_words import kind
from brygga.record import Mention

_FAR = 160
"""Characters of a clause after a name at most."""
_END = re.compile(r"(?<![ ,]tf)(?<!f\.d)(?<!t\.f)(?<!bitr)[.!?:;](?=\s|$)|[\n–(]|$")
WORD = re.compile(r"[^\s,()]+|,")
JOINED = re.compile(r"(?:,| och| samt) ")


class Here(msgspec.Struct, frozen=True):
    """An article's text with its mentions by place, and which entity each is of."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]

    def at(self, start: int) -> Mention | None:
        """The mention that begins at ``start``."""
        n = bisect_left(self.starts, start)
        return self.mentions[n] if n < len(self.starts) and self.starts[n] == start else None

    def covers(self, at: int) -> bool:
        """Whether the character is part of a mention."""
        n = bisect_right(self.starts, at) - 1
        return n >= 0 and self.mentions[n].end > at

    def before(self, end: int) -> Mention | None:
        """The mention that ends at ``end``."""
        n = bisect_left(self.starts, end) - 1
        return self.mentions[n] if n >= 0 and self.mentions[n].end == end else None


def genitive(here: Here, start: int) -> Mention | None:
    """The owner that begins a role: ``Sveriges ambassadör``."""
    owner = here.at(start)
    return owner if owner and owns(owner) and here.text.startswith(" ", owner.end) else None


def owns(mention: Mention) -> bool:
    """Whether a body or place is named in the genitive."""
    return mention.label not in ("PERSON", "EVENT") and mention.text.endswith("s")


def beside(here: Here, at: int) -> Mention | None:
    """The body that stands alone between commas or at the end: ``, Region Skåne``."""
    body = here.at(at + 2) if here.text.startswith(", ", at) else None
    if body is None or body.entity is None or body.label not in ("ORGANISATION", "REGION"):
        return None
    end, text = body.end, here.text
    if end == len(text) or text[end] in "\n.;)":
        return body
    joined = JOINED.match(text, end)
    if joined is None:
        return None
    other = here.at(joined.end())
    if other is None:
        return body if joined.group() == ", " else None
    return body if other.label == "PERSON" else None


def linked_body(here: Here, at: int) -> Mention | None:
    """The body that a person speaks for: ``från Region Skåne``, ``(Trafikverket)``."""
    linked = _from().match(here.text, at)
    start = linked.end() if linked else at + 2
    body = here.at(start)
    if body is None or body.entity is None:
        return None
    if linked:
        noun = WORD.match(here.text, body.end + 1)
        if owns(body) and noun and noun.group().islower() and not _is_small(noun.group()):
            return None  # "från Kanadas miljödepartement"
        place = body.label == "REGION" and linked.group(1) == "från"
        return body if body.label == "ORGANISATION" or place else None
    bracketed = here.text.startswith(" (", at) and here.text.startswith(")", body.end)
    return body if bracketed and body.label == "ORGANISATION" else None


def body_of(here: Here, at: int) -> tuple[str | None, int]:
    """The entity that a role belongs to and where its name ends: ``för projektet Kvasar``."""
    start = at + 1
    preposition = _in().match(here.text, at)
    if preposition:
        start = preposition.end()
        noun = WORD.match(here.text, start)
        if noun and kind("noun").has(noun.group()) and here.at(start) is None:
            start = noun.end() + 1
    body = here.at(start)
    if body is None or body.label in ("PERSON", "EVENT"):
        return None, at
    if owns(body) and here.text.startswith(" ", body.end):
        noun = WORD.match(here.text, body.end + 1)
        if body.label == "REGION" and noun and noun.group().islower() and not _is_small(noun[0]):
            return None, at  # "Barents urfolkskontor"
        limit = clause_end(here, body.end)
        comma = here.text.find(",", body.end, limit)
        n = bisect_left(here.starts, body.end)
        if n < len(here.starts) and here.starts[n] < (limit if comma < 0 else comma):
            return None, at  # "Axelssons dotterbolag Bexel": which is meant is not clear
    return body.entity, body.end


def clause_end(here: Here, start: int) -> int:
    """Where the clause ends: at the sentence's end, another person, or a verb."""
    end = _END.search(here.text, start, start + _FAR)
    limit = end.start() if end else start
    n = bisect_left(here.starts, start)
    while n < len(here.starts) and here.starts[n] < limit:
        if here.mentions[n].label == "PERSON":
            limit = here.starts[n]
        n += 1
    for word in WORD.finditer(here.text, start, limit):
        if kind("stop").has(word.group()) or kind("verb").has(word.group()):
            return word.start()
    return limit


def _is_small(word: str) -> bool:
    """Whether a word after a name is none that the name may own."""
    return len(word) < 4 or any(kind(name).has(word) for name in ("from", "in", "stop", "verb"))


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(kind('in').whole))}) ")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf" ({'|'.join(sorted(kind('from').whole))}) ")
