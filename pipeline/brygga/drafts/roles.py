"""Swedish roles in English: ``vice ordförande`` of an organisation is its ``vice chair``."""

from __future__ import annotations

import re
from functools import cache

from brygga.drafts.glossary import Glossary
from brygga.drafts.tables import rows
from brygga.record import Label

_ENDINGS = ("", "en", "n", "et", "t", "s", "a")
_BEFORE = {
    "tillförordnad": "acting", "tillförordnade": "acting", "tf": "acting", "tf.": "acting",
    "t.f.": "acting", "vikarierande": "acting", "ställföreträdande": "deputy",
    "biträdande": "deputy", "bitr.": "deputy", "vice": "deputy", "f.d.": "former",
    "tidigare": "former", "förre": "former", "förra": "former", "dåvarande": "then",
    "senior": "senior", "nationell": "national", "regional": "regional", "lokal": "local",
}  # fmt: skip
_PRESIDED = frozenset(("chair", "president"))
_PRESIDENTS = frozenset(
    ("European Council", "European Commission", "European Central Bank", "World Bank")
)
"""Bodies whose ``ordförande`` is called president in English."""
_SENT = ("ambassador", "consul general", "envoy", "commissioner")
"""Who is sent to a country or comes from one; the genitive says which."""
_SPEAKING = ("governor", "representative", "negotiator", "delegate")
"""Who speaks for a country among others; only a county has a governor of its own."""
_TOWNS = frozenset(("city", "locality", "municipality"))
_FIELD = re.compile(r"^(.+?) (?:i|för|inom|på|vid) (.+)$")


@cache
def english_role(text: str, glossary: Glossary, *, whole: bool = False) -> str | None:
    """The English of a role as ``Relation.text`` has it, without article; ``None`` if the glossary
    does not know its head. A field or owner that cannot be translated (``docent i franska``) is
    left out, or with ``whole`` makes the answer ``None``.
    """
    words = (
        text.strip().replace("före detta ", "f.d. ").replace("viceordförande", "vice ordförande")
    )
    if found := _known(words, glossary):
        return found
    first, _, rest = words.partition(" ")
    if rest and (before := _BEFORE.get(first.lower())):
        inner = english_role(rest, glossary, whole=whole)
        return f"{before} {inner}" if inner else None
    if match := _FIELD.match(words):
        head = english_role(match[1], glossary)
        return None if whole else head
    if rest and not whole and (owner := words.rsplit(" ", 1))[0].endswith("s"):
        return _known(owner[1], glossary)
    return None


def belonging(
    text: str,
    label: Label,
    name: str,
    glossary: Glossary,
    *,
    kind: str | None = None,
    owned: bool = False,
) -> str | None:
    """A role with what it belongs to: ``vice ordförande`` and ``Region Västerbotten`` → ``vice
    chair of Region Västerbotten``. A head whose field is left out stands ``at`` a body, not
    ``of`` it. ``kind`` is that of a place; ``owned``: the Swedish has the
    name in the genitive (``Sveriges ambassadör``).
    """
    role = english_role(text, glossary)
    if role is None:
        return None
    if role in _PRESIDED and name.removeprefix("the ") in _PRESIDENTS:
        role = "president"
    if english_role(text, glossary, whole=True) is None and label == "ORGANISATION":
        return f"{role} at {name}"
    if owned and label == "REGION":
        if role.endswith(_SENT):
            return f"{role} of {name}"
        if role.endswith(_SPEAKING):
            return f"{role} for {name}"
    return f"{role} {preposition(role, label, name, kind)} {name}"


def preposition(role: str, label: Label, name: str, kind: str | None = None) -> str:
    """What stands between an English role and the name that it belongs to; ``kind`` is that of a
    place: ambassadors are sent ``to`` a country, and work ``in`` its capital.
    """
    organisation, region, other = _prepositions(role)
    if label == "REGION" and not name.startswith("Region "):
        return "in" if region == "to" and kind in _TOWNS else region
    return organisation if label in ("ORGANISATION", "REGION") else other


def _known(text: str, glossary: Glossary) -> str | None:
    for form in dict.fromkeys((text, text[:1].lower() + text[1:], text.lower())):
        for ending in _ENDINGS:
            if form.endswith(ending):
                base = form[: len(form) - len(ending)] if ending else form
                term = glossary.get(base)
                if term and term.domain == "role":
                    return term.en
    return None


@cache
def _prepositions(role: str) -> tuple[str, str, str]:
    table = {noun: (one, two, three) for noun, one, two, three in rows("role_prepositions.tsv")}
    if role.startswith("head of "):
        return table["head of *"]
    head = role.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0]
    for noun in sorted(table, key=len, reverse=True):
        if head == noun or head.endswith(f" {noun}") or head.startswith(f"{noun} "):
            return table[noun]
    return table["*"]
