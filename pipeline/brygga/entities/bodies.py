"""Organisations: where a name that a tagger drew too short or too long begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from brygga.entities import known
from brygga.entities.forenames import begins_a_name
from brygga.entities.role_words import is_definite, is_head
from brygga.entities.sentences import is_common
from brygga.entities.shapes import UPPER
from brygga.entities.spans import Span
from brygga.entities.tables import words

_PURPOSE = re.compile(r" för [a-zåäö-]+(?: och [a-zåäö-]+)?")
_GENITIVE_AND_NOUN = re.compile(rf"([{UPPER}][\w-]*(?::s|s)) (?:[{UPPER}]+-)?([a-zåäö-]+)$")
_QUALIFIED = re.compile(
    r".+ för (?:.+ )?[a-zåäö]{3,}(?:byggande|iga|igt|iska|iskt|bara|bart|ella|ellt|ialt)"
)
_NUMBER_AFTER = re.compile(r"([\w-]+) (?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?$")
_OWNER_OF_PERSON = re.compile(rf"(.+s) ([{UPPER}]\w+) [{UPPER}]\w+$")
_LISTED = re.compile(r", | [–-] ")
_LINK_TO_BODY = re.compile(r"(?:vid|på|i|för|hos) ")
_NOUN = re.compile(r" [a-zåäö-]{4,}(?![\w-])")
_ABBREVIATED_OWNER = re.compile(rf"([{UPPER}]{{2,6}}:s) (?=[a-zåäö])")
_KIND_AND_NAME = re.compile(
    rf"(?:[a-zåäö-]*(?:organisation|myndighet|företag|bolag|förening)(?:en|et)|Myndigheten)"
    rf" (?=[{UPPER}])"
)
_COMMON_FIRST = re.compile(rf"([a-zåäö]+(?:en|et|an)) (?=[{UPPER}])")


def separate(text: str, span: Span) -> Iterator[Span]:
    """Several organisations in place of a list that was taken for one, if one of them is known."""
    name = text[span.start : span.end]
    parts = _LISTED.split(name)
    known_one = span.label == "ORGANISATION" and any(known.is_known(part) for part in parts)
    if len(parts) == 1 or not known_one or " för " in parts[0]:
        yield span
        return
    at = span.start
    for part in parts:
        start = text.index(part, at, span.end)
        at = start + len(part)
        if part[:1].isupper():
            yield Span(start, at, span.label, span.method, span.sure, span.score)


def start_of_body(text: str, start: int, end: int) -> int:
    """Where the name begins: after a common noun (``branschorganisationen Dansk bygg``) or a role
    (``Professor Umeå universitet``).
    """
    if kind := _KIND_AND_NAME.match(text, start, end):
        return kind.end()
    common = _COMMON_FIRST.match(text, start, end)
    if common and common.group(1) not in words("kept_openings.txt"):
        return common.end()
    return _leading_role(text, start, end) or start


def end_of_body(text: str, start: int, end: int) -> int:
    """Where the name ends: without a year, a person and what belongs to the organisation rather
    than to its name (``Axfoods logistik``); with the noun that an adjective lacks and the part of
    an authority that is meant.
    """
    number = _NUMBER_AFTER.search(text, start, end)
    if number and _ends_as_body(number.group(1)):
        end = number.end(1)
    if owner := _OWNER_OF_PERSON.match(text, start, end):
        body = owner.group(1).removesuffix("s")
        if begins_a_name(owner.group(2)) and (" " in body or known.is_known(body)):
            end = owner.end(1)
    missing = _NOUN.match(text, end)
    if missing and _QUALIFIED.fullmatch(text, start, end):
        end = missing.end()
    return _with_unit(text, start, end)


def _ends_as_body(word: str) -> bool:
    """Whether no year belongs to a name that ends so: ``EESK 2013``, unlike ``Europa 2020``."""
    return word.isupper() or word.endswith((*_heads(), "kommittén", "nämnden", "rådet"))


def _leading_role(text: str, start: int, end: int) -> int | None:
    """Where a body begins that stands right after a role: ``Professor Umeå universitet``."""
    first, _, rest = text[start:end].partition(" ")
    if not (is_head(first) and not is_definite(first) and rest):
        return None
    link = _LINK_TO_BODY.match(rest)
    at = start + len(first) + 1 + (link.end() if link else 0)
    return at if text[at].isupper() else None


def _with_unit(text: str, start: int, end: int) -> int:
    """With the part of an authority that is meant, or without what it only owns."""
    unit = _unit().match(text, end)
    if unit and text[end - 1] == "s":
        return unit.end()
    purpose = _PURPOSE.match(text, end)
    if purpose and text[start:end].endswith("generaldirektorat"):
        return purpose.end()
    owner = _ABBREVIATED_OWNER.match(text, start, end)
    if owner and not any(w.endswith(_heads()) for w in text[owner.end() : end].split()):
        return owner.end(1)
    owned = _GENITIVE_AND_NOUN.fullmatch(text, start, end)
    if owned and not owned.group(2).endswith(_heads()) and is_common(owned.group(2).capitalize()):
        return owned.end(1)
    parts = text[start:end].split(" ")
    for n in range(len(parts) - 1, 0, -1):
        holder = " ".join(parts[:n])
        if len(holder) > 10 and holder.endswith("s") and holder[:-1] in known.things():
            if parts[n].islower() and not parts[n].endswith(_heads()):
                return start + len(holder)
            break
    return end


@cache
def _heads() -> tuple[str, ...]:
    heads = words("heads.txt") | words("units.txt")
    return tuple(sorted(heads | {head + "s" for head in heads}))


@cache
def _unit() -> re.Pattern[str]:
    units = "|".join(sorted(words("units.txt")))
    qualified = r" [a-zåäö]{3,}(?:a|te|de)"
    unit = rf"(?:{qualified}){{0,2}} \w*(?:{units})|{qualified} (?:råd|församling)"
    return re.compile(rf"(?:{unit}| [a-zåäö]{{4,}}råd)s?(?![\w-])")
