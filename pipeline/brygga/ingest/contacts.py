"""Contact lines: who may be asked, and how to reach them.

``Kontaktperson: Niklas Johansson``, ``För mer information, kontakta Anna Ek, presschef på Region
Skåne, 070-123 45 67``, or a name, a role, a telephone number and an address on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from brygga.ingest.cues import is_cue, opening
from brygga.ingest.names import is_name, is_organisation, is_role
from brygga.record import Contact

_LONGEST = 300
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+")
_PHONE = re.compile(r"(?<![\w/:])(?:\+\d{1,3}|0)(?:[ ()/–-]{0,3}\d){6,12}(?![\w:])")
_REACH = re.compile(
    r"\b(?:tele?fon(?:nummer)?|tel|tfn|tlf|mobil(?:telefon)?|växel|e-?post(?:adress)?|mejl|mail"
    r"|e-?mail|phone|mobile|direkt)\b\.?\s*:?",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"^(?:(?:vänligen|gärna|please|och|kontakta?|contact|lämnas av|ges av|kan lämnas av|är)\b"
    r"[ ,:]*)+",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"\s+(?:på|via|eller|at|on|or)\s*(?=[,.]|$)")
_TURN_TO = re.compile(r"\b(?:kontakta|vänd dig till|contact)\b(?=\s)", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[a-zåäö])\.\s+(?=[^\W\d_a-zåäö])")
_ASIDES = re.compile(r"\(([^()]*)\)")
_BREAKS = re.compile(
    r"\s*(?:[,;|•·]|:(?=\s|$)|\s[–—-]\s|\b(?:och|samt|eller|and|og)\b(?=\s+[^\W\d_a-zåäö]))\s*"
)
_AT = re.compile(
    r"\s+(?:på|vid|hos|för|i|at|of)\s+(?:the\s+)?(?=[^\W\d_a-zåäö])|\s+(?=[^\W\d_a-zåäö])"
)
_ASIDE = re.compile(
    r"(?:se|ring|via|eller|om|på|för|hos|kl|klockan|till|maila?|mejla?|senast|samt|vid|när|så|då|som"
    r"|med|av|här|nedan|obligatorisk|anmälan)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:på|vid|hos|at)\s+")
_MOST_WORDS = 6


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    name: str | None = None
    role: str | None = None
    organisation: str | None = None


def has_address(text: str) -> bool:
    """Whether the line holds an e-mail address or a telephone number."""
    if "@" in text and _EMAIL.search(text):
        return True
    return _PHONE.search(text) is not None


def is_contact_detail(text: str) -> bool:
    """Whether a line that follows a contact cue goes on with the contact: a name, a role, an
    address or number, with little else.
    """
    if len(text) > _LONGEST:
        return False
    rest = _bare(text)
    if has_address(text):
        return len(rest.split()) <= 16
    if not rest:
        return bool(_REACH.search(text))
    parts = [part for part in _BREAKS.split(rest) if part]
    return bool(parts) and len(text) <= 120 and all(_is_detail(part) for part in parts)


def _is_detail(part: str) -> bool:
    read = _read_part(part)
    return (
        read.name is not None
        or is_role(part)
        or (is_organisation(part) and part[0].isupper() and len(part.split()) <= 5)
    )


def _bare(text: str) -> str:
    """The line without addresses, numbers and the words that announce them."""
    text = _PHONE.sub(",", _EMAIL.sub(",", text))
    text = _ASIDES.sub(lambda aside: f", {aside[1]}," if is_organisation(aside[1]) else ",", text)
    text = _DANGLING.sub("", _REACH.sub(",", text))
    return text.strip(" ,.:;|–-/()")


def without_cue(text: str) -> str:
    """What a contact line says after ``Kontaktperson:``, ``För mer information, kontakta`` …"""
    found = opening(text, "contact", "ask")
    if found and not found.rest and not found.colon and is_role(text):
        return text
    rest = found.rest if found else text
    asked = [match.end() for match in _TURN_TO.finditer(rest)]
    rest = rest[asked[-1] :] if asked else rest
    for _ in range(2):
        rest = _PLEASE.sub("", rest.lstrip(" ?,:.–-"))
    return _without_topic(rest)


def _without_topic(text: str) -> str:
    """``Regional utveckling: Anna Ek, 08-123 45`` without what the person is asked about."""
    topic, colon, rest = text.partition(":")
    if colon and not rest and not is_name(topic) and not has_address(topic):
        return ""
    if not rest or is_name(topic.strip()) or not any(p.name for p in _parts(_bare(rest))):
        return text
    return rest.strip()


def read_contacts(lines: Sequence[str]) -> tuple[Contact, ...]:
    """The persons (or, without one, the office) that a run of contact lines names, in order.

    Details that follow a name belong to it; a second name starts the next contact. A line that
    names nobody gives none.
    """
    contacts: list[Contact] = []
    for line in lines:
        _read_line(line, contacts)
    return tuple(contacts)


def _read_line(line: str, contacts: list[Contact]) -> None:
    text = without_cue(line)
    above = len(contacts)
    for part in _sentence(_bare(text)):
        _add(part, contacts, same_line=len(contacts) > above)
    emails = [match.group().rstrip(".") for match in _EMAIL.finditer(text)]
    phones = [match.group().strip() for match in _PHONE.finditer(text)]
    if not contacts and (emails or phones):
        contacts.append(Contact(name=emails[0] if emails else phones[0]))
    for email in emails[:1]:
        _fill(contacts, "email", email)
    for phone in phones[:1]:
        _fill(contacts, "phone", phone)


def _fill(contacts: list[Contact], field: str, value: str) -> None:
    if getattr(contacts[-1], field) is None:
        contacts[-1] = replace(contacts[-1], **{field: value})


def _sentence(text: str) -> list[_Part]:
    """What the first sentence that names somebody says, or else the first one."""
    sentences = [list(_parts(sentence)) for sentence in _SENTENCES.split(text)]
    return next((s for s in sentences if any(part.name for part in s)), sentences[0])


def _parts(text: str) -> Iterator[_Part]:
    for stretch in _BREAKS.split(text):
        part = stretch.strip(" .,–-/")
        if part and not _ASIDE.match(part):
            yield _read_part(part)


def _read_part(part: str) -> _Part:
    """A stretch between commas: ``presschef Anna Ek``, ``kommunikatör på Region Skåne``."""
    title, _, rest = part.partition(" ")
    if is_role(title) and is_name(rest):
        return _Part(name=rest, role=title)
    if is_name(part):
        return _Part(name=part)
    if is_role(part) and len(part.split()) <= _MOST_WORDS:
        return _Part(role=part)
    named = _name_first(part)
    if named is not None:
        return named
    head, tail = _split_role(part)
    if head and tail:
        if is_name(tail):
            return _Part(name=tail, role=head)
        if is_role(head.split()[-1]):
            return _Part(role=head, organisation=tail)
    if part[0].isupper() and not head and len(part.split()) <= _MOST_WORDS:
        return _Part(organisation=part)
    return _Part(role=part) if part[0].islower() and len(part.split()) <= 3 else _Part()


def _name_first(part: str) -> _Part | None:
    """``Anna Ek på Region Skåne``, ``Anna Ek för intervjuer``: a name and more words."""
    words = part.split()
    for end in range(min(4, len(words) - 1), 1, -1):
        name = " ".join(words[:end])
        if words[end][0].islower() and is_name(name):
            rest = " ".join(words[end:])
            place = _WHERE.sub("", rest, count=1)
            known = place != rest and is_organisation(place)
            return _Part(name=name, organisation=place if known else None)
    return None


def _split_role(part: str) -> tuple[str, str]:
    cut = _AT.search(part)
    if cut is None or not (part[0].islower() or is_role(part[: cut.start()])):
        return "", part
    return part[: cut.start()], part[cut.end() :]


def _add(part: _Part, contacts: list[Contact], *, same_line: bool) -> None:
    office = part.organisation
    if part.name is not None:
        contacts.append(Contact(name=part.name, role=part.role, organisation=office))
        return
    if not contacts:
        known = office and (is_organisation(office) or " " not in office)
        if office and known and not is_cue(office, "contact", "ask"):
            contacts.append(Contact(name=office))
        return
    if part.role:
        _fill(contacts, "role", part.role)
    if office and office != contacts[-1].name and (same_line or is_organisation(office)):
        _fill(contacts, "organisation", office)
