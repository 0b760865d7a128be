"""Projects, programmes, and which project the article says is funded or led by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from brygga.drafts import english
from brygga.drafts.brief.facts import (
    MOST,
    Named,
    Sentence,
    Span,
    body_blocks,
    listing,
    named,
)
from brygga.drafts.brief.marked import Marked, mark
from brygga.drafts.sentences import split
from brygga.record import Article, Entity, Mention

PROGRAMMES = frozenset(("programme", "eu-programme", "fund", "interreg-programme"))

_ITEM = r"(?:[a-zåäöA-Z:]+(?:programmet|fonden|myndigheten) )?<[JOR]\d+>"
_LIST = rf"(?P<list>{_ITEM}(?:(?:, | och | samt )(?:av |från )?{_ITEM})*)"
_FUNDED = re.compile(
    rf"\b(?:(?:med|del)?finansiera[ts]|(?:med|del)?finansierade?s?|bekostas|bekostats|stöds)"
    rf"(?: [a-zåäö]+)? (?:av|från|genom|via|ur) {_LIST}"
    rf"|(?:\b(?:[a-zåäö-]*stöd|bidrag|pengar|medel|[a-zåäö]*finansiering)|<M\d+>)"
    rf"(?: i stöd)? (?:från|av|genom|via|ur) {_LIST.replace('list', 'list2')}"
)
_LED = re.compile(rf"\b(?:leds|drivs|samordnas|koordineras)(?: nu| också)? av {_LIST}")
_WITHIN = re.compile(rf"\b(?:projekt|samarbete|satsning|initiativ)(?: [a-zåäö]+)? inom {_LIST}")
_LEAD = r"(?:leder|samordnar|driver|koordinerar)"
_LEADS = re.compile(
    rf"(?:(?:^|[ ,;:]){_LIST} {_LEAD}|\b{_LEAD} {_LIST.replace('list', 'list2')}) "
    r"(?:(?:därför|nu|också|även|sedan|projektet|samarbetet) )*$"
)
_GOES_ON = re.compile(r",? ?(?:som|ett|en|med|och|har|får|fick|finansiera|stöds|leds|drivs|samord)")
_THE_PROJECT = re.compile(r"(?:Projektet|Samarbetet|Satsningen)\b")
_UNSURE = re.compile(
    r"(?i)\b(?:hoppas|sök[ea]?r?|sökt|ansök\w*|vill|kan|kunde|ska|skulle|inte|ej|utan|nekad\w*|"
    r"avslag|avslutad\w*|tidigare)\b"
)
_PROJECT = re.compile(r"<J(\d+)>")
_NAMELESS = ""
_NEAR = 140
"""Characters of one sentence, marks included, in which a project's backing stands at most."""


class Backing(msgspec.Struct):
    """In English, who funds a project, leads it or has it as a part; ``keys`` are theirs, ``spans``
    where the article says it.
    """

    within: list[str] = msgspec.field(default_factory=list)
    led: list[str] = msgspec.field(default_factory=list)
    funded: list[str] = msgspec.field(default_factory=list)
    keys: set[str] = msgspec.field(default_factory=set)
    spans: list[Span] = msgspec.field(default_factory=list)

    def said(self) -> str:
        """``led by …, funded by …``; empty where nothing is known."""
        funded = [name for name in self.funded if name not in self.within]
        return ", ".join(
            f"{words} {english.listed(names)}"
            for words, names in (
                ("within", self.within),
                ("led by", self.led),
                ("funded by", funded),
            )
            if names
        )


def projects(article: Article, told: frozenset[str]) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """Sentences about projects and programmes, each with the keys of what it names."""
    every = named(article, "PROJECT")
    found = [n for n in every if n.entity.key not in told]
    own = [n for n in found if n.entity.kind not in PROGRAMMES][:MOST]
    backed = backing(article, every)
    said: list[str] = []
    spans: list[Span] = []
    keys = {n.entity.key for n in own}
    for one in own:
        back = backed.get(one.entity.key, Backing())
        name = english.the(one.entity.name_en or one.entity.name)
        said.append(f"{name} ({words})" if (words := back.said()) else name)
        spans += [one.first, *back.spans]
        keys |= back.keys
    if said:
        yield (listing("project", list(dict.fromkeys(said))), tuple(spans)), frozenset(keys)
    nameless = backed.get(_NAMELESS, Backing())
    if words := nameless.said():
        keys |= nameless.keys
        yield (
            (english.sentence(f"The project is {words}"), tuple(nameless.spans)),
            frozenset(nameless.keys),
        )
    rest = [n for n in found if n.entity.kind in PROGRAMMES and n.entity.key not in keys][:MOST]
    if rest:
        names = list(dict.fromkeys(english.the(n.entity.name_en or n.entity.name) for n in rest))
        yield (
            (listing("funding programme", names), tuple(n.first for n in rest)),
            frozenset(n.entity.key for n in rest),
        )


def backing(article: Article, among: Sequence[Named]) -> dict[str, Backing]:
    """What the article says of who stands behind its projects, by the projects' keys.

    Read from the clause that goes on from a project's name (``Kvasar, som leds av …``), from one
    that ends in it (``Region Skåne leder Kvasar``), and from sentences that begin with
    ``Projektet`` where the article names one project only; where it names none, the key is empty.
    """
    reader = _Reader(
        {n.entity.key for n in among if n.entity.kind not in PROGRAMMES},
        {e.key: e for e in article.entities},
    )
    for block in body_blocks(article):
        for span in split(article.text, block.start, block.end):
            reader.read(mark(article, span), span)
    return reader.found


class _Reader:
    def __init__(self, own: set[str], entities: Mapping[str, Entity]) -> None:
        self._own, self._entities = own, entities
        self.found: dict[str, Backing] = {}

    def read(self, marked: Marked, span: Span) -> None:
        for match in _PROJECT.finditer(marked.text):
            key = self._own_project(marked, match)
            if key is None:
                continue
            back = self.found.setdefault(key, Backing())
            if leads := _LEADS.search(marked.text, 0, match.start()):
                self._add(marked, leads["list"] or leads["list2"], back.led, back, span)
            if _GOES_ON.match(marked.text, match.end()):
                self._behind(marked, match.end(), back, span)
        if len(self._own) <= 1 and (begins := _THE_PROJECT.match(marked.text)):
            key = next(iter(self._own), _NAMELESS)
            self._behind(marked, begins.end(), self.found.setdefault(key, Backing()), span)

    def _own_project(self, marked: Marked, match: re.Match[str]) -> str | None:
        part = marked.parts[int(match[1])]
        key = part.entity if isinstance(part, Mention) else None
        return key if key in self._own else None

    def _behind(self, marked: Marked, at: int, back: Backing, span: Span) -> None:
        """Read what stands behind ``at``, up to the next project of the article's own."""
        limit = min(len(marked.text), at + _NEAR)
        for other in _PROJECT.finditer(marked.text, at, limit):
            if self._own_project(marked, other):
                limit = other.start()
                break
        for pattern, names in ((_WITHIN, back.within), (_LED, back.led), (_FUNDED, back.funded)):
            for match in pattern.finditer(marked.text, at, limit):
                if not _UNSURE.search(marked.text, at, match.end()):
                    words = next(w for n, w in match.groupdict().items() if n[:4] == "list" and w)
                    self._add(marked, words, names, back, span)

    def _add(self, marked: Marked, words: str, names: list[str], back: Backing, span: Span) -> None:
        for mention in marked.mentions(words):
            entity = self._entities.get(mention.entity or "")
            if entity is None or entity.key in self._own:
                continue
            name = entity.name_en or entity.name
            if mention.text.endswith(" kommun") and entity.kind == "municipality":
                name = f"{name.removesuffix(' Municipality')} Municipality"
            if english.the(name) not in names:
                names.append(english.the(name))
                back.keys.add(entity.key)
                if span not in back.spans:
                    back.spans.append(span)
