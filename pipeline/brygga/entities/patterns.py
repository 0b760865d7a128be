"""What in Swedish press texts announces a name: cues compiled once into regular expressions.

The vocabulary is in ``cues.tsv``; here is only how cue and name stand to each other. Names of a
fixed build (authorities, numbered meetings) are in ``builds``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from brygga.entities.builds import BUILDS
from brygga.entities.cues import all_cues, cues
from brygga.entities.known import places
from brygga.entities.sentences import is_common, is_plain_opening, starts_sentence
from brygga.entities.shapes import (
    AFTER,
    BEFORE,
    CAPITALISED,
    LINK,
    PERSON,
    PHRASE,
    PLACE,
    PROPER,
    QUOTED,
    TOKEN,
    UPPER,
)
from brygga.entities.tables import words
from brygga.record import Label


class Found(msgspec.Struct, frozen=True):
    """A span that a rule names. A ``sure`` rule wins over a model's other label for it."""

    start: int
    end: int
    label: Label
    sure: bool = False


class Rule(msgspec.Struct, frozen=True):
    """A pattern whose named groups are names of one label.

    ``hints``: strings of which a text has at least one, in small letters, where the pattern
    matches; looking for them first is what makes the rules cheap.
    """

    pattern: re.Pattern[str]
    label: Label
    sure: bool
    hints: tuple[str, ...]


class Announcer(msgspec.Struct, frozen=True):
    """Words right before a name (``endings`` of words, whole ``words``; ``colon``: with a colon)
    and the pattern of the name.
    """

    words: frozenset[str]
    endings: tuple[str, ...]
    colon: bool
    pattern: re.Pattern[str]
    label: Label
    sure: bool


class Patterns(msgspec.Struct, frozen=True):
    """The compiled rules. ``cue_words`` and ``cue_endings`` are those of all announcers: most words
    have none of them, and asking once is what makes the rest cheap.
    """

    rules: tuple[Rule, ...]
    announcers: tuple[Announcer, ...]
    cue_words: frozenset[str]
    cue_endings: tuple[str, ...]
    persons: re.Pattern[str]
    openers: re.Pattern[str]
    denied: frozenset[tuple[str, str]]

    def find(self, text: str) -> Iterator[Found]:
        """Names that a cue in the text announces, in no particular order; they may overlap."""
        for match, label, sure in self._matches(text):
            for group in match.re.groupindex:
                start, end = match.span(group)
                start = self._skip_openers(text, start, end)
                if (
                    0 <= start < end
                    and not self._denies(label, text[start:end])
                    and not is_plain_opening(text, start, end)
                ):
                    yield Found(start, end, label, sure)

    def find_persons(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Full names in a block that holds nothing but a byline."""
        for match in self.persons.finditer(text, start, end):
            yield Found(match.start("n"), match.end("n"), "PERSON")

    def _matches(self, text: str) -> Iterator[tuple[re.Match[str], Label, bool]]:
        lowered = text.lower()
        for rule in self.rules:
            if any(hint in lowered for hint in rule.hints):
                for match in rule.pattern.finditer(text):
                    yield match, rule.label, rule.sure
        for gate in _GATE.finditer(text):
            before = text[max(0, gate.start() - 40) : gate.start()]
            word = _LAST_WORD.sub("", before)
            named_so = word[:1].isupper() and not starts_sentence(text, gate.start() - len(word))
            before, word = before.lower(), word.lower()
            if word not in self.cue_words and not before.endswith(self.cue_endings):
                continue
            colon = ":" in gate.group()
            for announcer in self.announcers:
                if named_so and announcer.label == "ORGANISATION":
                    continue  # "Stiftelsen Skansen" within a sentence is the whole name
                if announcer.colon == colon and (
                    word in announcer.words or before.endswith(announcer.endings)
                ):
                    named = announcer.pattern.match(text, gate.end())
                    if named and not _is_something_else(named):
                        yield named, announcer.label, announcer.sure

    def _denies(self, label: Label, name: str) -> bool:
        forms = {name, name.removesuffix("s"), name.partition("-")[0]}
        return any((label, form) in self.denied for form in forms)

    def _skip_openers(self, text: str, start: int, end: int) -> int:
        """Where the name begins; ``end`` if nothing but a small word follows the opening words."""
        match = self.openers.match(text, start, end) if start >= 0 else None
        if match is None:
            return start
        return end if text[match.end() : match.end() + 1].islower() else match.end()


def _is_something_else(named: re.Match[str]) -> bool:
    """Whether what follows a cue is a place (``toppmötet Stockholm``) or only the first word of a
    name like ``Aktiva skoltransporter``, whose end cannot be told.
    """
    name = named.group("n")
    if name in places():
        return True
    after = named.string[named.end() : named.end() + 2]
    return " " not in name and is_common(name) and after[:1] == " " and after[1:].islower()


_GATE = re.compile(rf"(?: ?:)? ?(?<=[ :])(?=[”“\"»«{UPPER}])")
_LAST_WORD = re.compile(r"^.*\W", re.DOTALL)
_ANNOUNCED: dict[str, tuple[tuple[str, bool], ...]] = {
    # kind: (pattern of the name, whether it is sure)
    "head": ((QUOTED, True), (rf"(?:The )?(?P<n>{PHRASE})", True)),
    "quoted": ((QUOTED, True),),
    "title": ((rf"(?P<n>{PERSON})", False),),
    "credit": ((rf"(?P<n>{PERSON})(?: (?:och|&) (?P<n2>{PERSON}))?", False),),
}

_ENDS_AT_NAME = rf"{AFTER}(?! [”“\"{UPPER}0-9])"
_SEAT = (
    rf"{BEFORE}(?P<n>(?!(?:\w+ )?(?:‹›) ){PROPER}(?: {PROPER}){{0,2}}(?: tekniska)? «»s?){AFTER}"
)
_APPOSITION = (
    rf"{BEFORE}(?P<n>{PROPER}(?: {TOKEN}){{0,5}}), (?:som är )?(?:ett|en|två|tre|fyra)"
    r" (?:[a-zåäö-]{1,30} ){0,4}\w{0,30}«»(?!\w)"
)
_ABBREVIATED = (
    rf"{BEFORE}(?P<n>(?:(?:[{UPPER}][a-zåäö-]{{2,30}}|[a-zåäö-]{{2,30}}(?<!d))[ae] ){{0,3}}"
    rf"[{UPPER}a-zåäö]\w{{0,30}}«»s?) \((?P<n2>[{UPPER}][\w+-]{{1,9}})\)"
)
_TITLE_CASE = (
    rf"{BEFORE}(?P<n>(?:\d+:[ae] )?{CAPITALISED}(?: (?:{LINK} )?{TOKEN}){{0,6}} «»"
    rf"(?: (?:of|for|on) (?:the )?{CAPITALISED}(?: (?:{LINK} )?{CAPITALISED}){{0,5}})?"
    rf"(?: 20\d\d| {PLACE})?){AFTER}(?![’'])"
)
_SHAPES: dict[str, tuple[str, bool]] = {
    # kind: (pattern with the cues of the kind at «» and no owners at ‹›, whether it is sure)
    "tail": (rf"{BEFORE}(?P<n>{CAPITALISED}(?: {CAPITALISED}){{0,5}}-«»s?){_ENDS_AT_NAME}", True),
    "ending": (rf"{BEFORE}(?P<n>[{UPPER}][\w-]{{1,40}}«»(?:s| 20\d\d)?){_ENDS_AT_NAME}", True),
    "ending?": (rf"{BEFORE}(?P<n>[{UPPER}][\w-]{{1,40}}«»s?){_ENDS_AT_NAME}", False),
    "first": (rf"{BEFORE}(?P<n>«» {PROPER}(?: {PROPER}){{0,4}}){AFTER}", True),
    "seat": (_SEAT, True),
    "apposition": (_APPOSITION, True),
    "abbreviated": (_ABBREVIATED, True),
    "last": (_TITLE_CASE, True),
}


@cache
def load() -> Patterns:
    """Compile the rules (some milliseconds, once per process)."""
    openers = "|".join(sorted(map(re.escape, words("openers.txt")), key=lambda w: (-len(w), w)))
    announcers = tuple(_announcers())
    return Patterns(
        rules=(*_scanned(), *_built()),
        announcers=announcers,
        cue_words=frozenset(word for one in announcers for word in one.words),
        cue_endings=tuple(sorted({end for one in announcers for end in one.endings})),
        persons=re.compile(rf"{BEFORE}(?P<n>{PERSON}){AFTER}"),
        openers=re.compile(rf"(?:(?:{openers}) )+"),
        denied=frozenset((cue.label, cue.word) for cue in all_cues() if cue.kind == "not"),
    )


def _scanned() -> Iterator[Rule]:
    owners = "|".join(cue.word for cue in all_cues() if cue.kind == "not-seat")
    for kind, (shape, sure) in _SHAPES.items():
        for label, found in cues(kind).items():
            alternatives = "|".join(cue.pattern for cue in found)
            pattern = shape.replace("«»", f"(?:{alternatives})").replace("‹›", owners)
            hints = tuple(cue.word.lower() for cue in found)
            yield Rule(re.compile(pattern), label, sure, hints)


def _built() -> Iterator[Rule]:
    for pattern, label, sure, hint in BUILDS:
        yield Rule(re.compile(pattern), label, sure, tuple(hint.split("|")))


def _announcers() -> Iterator[Announcer]:
    for kind, names in _ANNOUNCED.items():
        for label, found in cues(kind).items():
            whole = frozenset(cue.word.lower() for cue in found if not cue.open)
            endings = tuple(cue.word.lower() for cue in found if cue.open)
            for pattern, sure in names:
                yield Announcer(whole, endings, kind == "credit", re.compile(pattern), label, sure)
