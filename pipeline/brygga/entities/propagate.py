"""Carry names that an article establishes to the places where the tagger missed them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from brygga.entities.editions import edition_end
from brygga.entities.forenames import is_first_name
from brygga.entities.heads import heads
from brygga.entities.known import is_place
from brygga.entities.names import attested, base_form, variant_key, without_head
from brygga.entities.sentences import is_beside_a_name, is_common
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Ranges, Span, Taken, lies_in
from brygga.record import Label

_LONGEST = 500_000
_TRUST = 2
"""A single word that the model tags in less than one of so many places is left alone elsewhere."""
_GENITIVE = re.compile(r"(?:[:’']?s)?(?![\w-])(?![:’']s?\w)")
_HEAD = re.compile(rf"-{heads('PROJECT')}s?(?![\w-])(?! [”“\"{UPPER}])")
_PARTICLES = frozenset(
    ("von", "af", "av", "de", "van", "der", "den", "al", "el", "da", "di", "bin", "ibn", "zu", "la")
)


class Known(msgspec.Struct, frozen=True):
    """A name to look for.

    ``folded``: also where its capitals differ; ``part``: it may be part of another name, so only
    where no capitalised word stands beside it; ``seen``: how often the model alone has it already
    (0 if something surer vouches for it).
    """

    name: str
    label: Label
    folded: bool = False
    part: bool = False
    seen: int = 0


def propagate(text: str, taken: Taken, aside: Ranges = ()) -> None:
    """Add to ``taken`` the other mentions of its names in ``text``.

    Looked for: every name again, with or without its genitive; the names of projects and events
    in other capitals (``OSIRIS``, ``Osiris``) and with ``-projektet``; the surname and the first
    name of a person whose full name the article gives. Word boundaries hold, and a single word
    that the article also writes small is not taken for a name. Nobody is looked for under a part
    of a name that only ``aside`` (bylines, contacts) has. Texts of more than half a
    million characters are no articles and are left as they are. A place that only the model knows,
    and only once, is not looked for.
    """
    if len(text) > _LONGEST:
        return
    lowered = text.lower()
    if len(lowered) != len(text):  # some capitals have no single small letter (İ)
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for known in established(text, taken, aside):
        places = list(_occurrences(text, lowered, known))
        if known.seen and known.seen * _TRUST < len(places):
            continue
        for start, end in places:
            taken.add(Span(start, end, known.label, "propagated"))


def established(text: str, taken: Taken, aside: Ranges = ()) -> list[Known]:
    """The names that an article's mentions establish, longest first."""
    surfaces = [(text[span.start : span.end], span.label) for span in taken]
    vouched = {text[span.start : span.end] for span in taken if span.method != "model" or span.sure}
    forms = attested(surfaces)
    votes: dict[str, Counter[Label]] = {}
    for surface, label in surfaces:
        votes.setdefault(base_form(surface, label, forms), Counter())[label] += 1
    own = {
        base_form(text[s.start : s.end], s.label, forms)
        for s in taken
        if not lies_in(aside, s.start)
    }
    found: dict[str, Known] = {}
    for name, counts in votes.items():
        label = counts.most_common(1)[0][0]
        doubtful = label == "REGION" and name not in vouched and not is_place(name)
        if _can_spread(name, counts[label]) and not (doubtful and counts[label] == 1):
            alone = " " not in name and name not in vouched
            found[name] = Known(
                name,
                label,
                folded=label in ("PROJECT", "EVENT"),
                part=label in ("REGION", "ORGANISATION") and " " not in name,
                seen=counts.total() if alone else 0,
            )
            bare = without_head(name)
            if label == "PROJECT" and bare != name and _can_spread(bare, 1):
                found.setdefault(bare, Known(bare, label, folded=True))
    others = {variant_key(name) for name, known in found.items() if known.label != "PERSON"}
    for name, known in tuple(found.items()):
        if known.label == "PERSON" and name in own:
            for part in _parts(name):
                if variant_key(part) not in others:
                    found.setdefault(part, Known(part, "PERSON", part=True))
    return sorted(found.values(), key=lambda known: (-len(known.name), known.name))


def _can_spread(name: str, times: int) -> bool:
    if " " in name:
        return True
    if name[:1].islower():
        return times > 1 and len(name) > 5
    return len(name) > 2 or (len(name) == 2 and name.isupper())


def _parts(name: str) -> Iterator[str]:
    """The parts of a full name that may stand for its bearer later."""
    words = name.split()
    if len(words) < 2 or len(words) > 5:
        return
    for n in range(1, len(words)):
        if words[n].lower() not in _PARTICLES or n == len(words) - 1:
            rest = " ".join(words[n:])
            if len(rest) > 2 and rest[0].isupper():
                yield rest
    if len(words[0]) > 2 and is_first_name(words[0]) and not is_common(words[0]):
        yield words[0]


def _occurrences(text: str, lowered: str, known: Known) -> Iterator[tuple[int, int]]:
    name = known.name.lower() if known.folded else known.name
    where = lowered if known.folded else text
    single = " " not in name
    checked = False
    small_too = known.folded and single and not known.seen and _is_a_coinage(known.name)
    at = where.find(name)
    while at >= 0:
        end = at + len(name)
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "-_@/."):
            match = _GENITIVE.match(text, end) or (
                _HEAD.match(text, end) if known.label == "PROJECT" else None
            )
            if (
                match
                and (small_too or text[at : at + 1].isupper() or not (single and known.folded))
                and not (known.part and is_beside_a_name(text, at, match.end()))
            ):
                if single and not checked:
                    if not small_too and _written_small(text, known.name):
                        return
                    checked = True
                yield at, edition_end(text, match.end(), known.label)
        at = where.find(name, end)


def _is_a_coinage(name: str) -> bool:
    """Whether a long word (``Innovationsloopen``) can hardly be anything but the name."""
    return len(name) > 9 and name[1:].islower() and not is_common(name)


def _written_small(text: str, name: str) -> bool:
    """Whether the article uses the word as a common noun too."""
    small = name.lower()
    if small == name:
        return False
    at = text.find(small)
    while at >= 0:
        end = at + len(small)
        if (at == 0 or not text[at - 1].isalnum()) and not text[end : end + 1].isalnum():
            return True
        at = text.find(small, end)
    return False
