"""English names: the knowledge base's, or composed by rule."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from brygga.entities.candidates import Finder
from brygga.entities.forms import owners
from brygga.entities.place_kinds import head
from brygga.entities.tables import rows
from brygga.kb.store import Thing
from brygga.record import Label

_NOUN = re.compile(r" (?:County|Municipality)$")
_COMPOSED_KINDS = frozenset({"municipality", "county", "region", "locality"})


class _Rule(msgspec.Struct, frozen=True):
    label: str
    start: str
    end: str
    english: str
    known: bool


def english_name(name: str, label: Label, thing: Thing | None, finder: Finder) -> str:
    """How ``name``, which means ``thing`` if that is known, is said in English; the name itself
    where nothing better is known.
    """
    if thing is not None:
        noun = head(name.rpartition(" ")[2])
        if thing.kind not in _COMPOSED_KINDS or noun is None:
            untranslated = thing.name_en == thing.name and thing.label == "ORGANISATION"
            return (untranslated and _composed(name, label, finder, None)) or thing.name_en
        return _composed(name, label, finder, thing) or thing.name_en
    return _composed(name, label, finder, None) or _of_another_label(name, finder) or name


def _composed(name: str, label: Label, finder: Finder, thing: Thing | None) -> str | None:
    for rule in _rules():
        if (
            rule.label == label
            and len(name) > len(rule.start) + len(rule.end)
            and name.startswith(rule.start)
            and name.endswith(rule.end)
        ):
            gap = name[len(rule.start) : len(name) - len(rule.end)]
            if thing is not None:
                return rule.english.format(_NOUN.sub("", thing.name_en))
            place = _place(gap, finder)
            if place is not None:
                return rule.english.format(place)
            if not rule.known:
                return rule.english.format(gap)
    return None


def _place(gap: str, finder: Finder) -> str | None:
    """The English name of a known place, in the genitive or not."""
    for name in owners(gap):
        things = finder.kb.candidates(name, "REGION")
        if things:
            return things[0].name_en
    return None


def _of_another_label(name: str, finder: Finder) -> str | None:
    """The English name that all things of this name have, whatever they are."""
    names = {thing.name_en for thing in finder.kb.candidates(name) if thing.label != "PERSON"}
    return names.pop() if len(names) == 1 else None


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for label, swedish, english, known in rows("english.tsv"):
        start, _, end = swedish.partition("{}")
        rules.append(_Rule(label, start, end, english, known == "yes"))
    return tuple(rules)
