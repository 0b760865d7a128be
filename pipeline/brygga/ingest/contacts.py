"""Contact lines: who may be asked, and how to reach them.

``Kontaktperson: Niklas Johansson``, ``För mer information, kontakta Anna Ek, presschef på Region
Skåne, 070-123 45 67``, or a name, a role, a telephone number and an address on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from brygga.ingest.cues import Opening, is_cue, opening
from brygga.ingest.names import is_name, is_organisation, is_role
from brygga.record import Contact

_LONGEST = 300
_HIDDEN_AT = r" ?[(\[](?:at|a|snabel-?a|@)[)\]] ?"
_EMAIL = re.compile(rf"[\w.+\-]{{1,64}}(?:@|{_HIDDEN_AT})[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}})+")
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
_DANGLING = re.compile(
    r"(?:\s+(?:på|via|eller|och|samt|respektive|alternativt|ring|mejla|maila|at|on|or|and))+"
    r"\s*(?=[,.]|$)"
)
_TURN_TO = re.compile(
    r"\b(?:kontakta|vänd dig till|contact|hör (?:gärna )?av (?:dig|er) (?:gärna )?till"
    r"|(?:ring|mejla|maila)(?: till)?(?=\s+(?-i:[^\W\d_a-zåäö])))\b(?=\s)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[a-zåäö,])\.\s+(?=[^\W\d_a-zåäö])")
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
_SERVES = re.compile(r"(?:hos|åt|till)\s", re.IGNORECASE)
_SWITCHBOARD = re.compile(r"\W*(?:växel|switchboard)\b", re.IGNORECASE)
# Where somebody is found: the word "besöksadress", a street with its number, a post code.
_PLACE = re.compile(
    r"(?:besöks|post|gatu|leverans|faktura)?adress\b|(?:visiting |postal )?address\b"
    r"|[^\W\d_]+(?:gatan|vägen|gränd|stigen|torget?|plan|platsen|allén|backen) \d+ ?\w?$"
    r"|(?:post)?box \d+|(?:SE?-)?\d{3} ?\d{2} [^\W\d_]",
    re.IGNORECASE,
)
_MARK = "\ue000"  # stands for an address or a number in the text around it
_NEXT_TOPIC = re.compile(rf"(?<={_MARK},)[^,:;{_MARK}]+:(?=\s)")
_MOST_WORDS = 6


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    marks: int = 0


def has_address(text: str) -> bool:
    """Whether the line holds an e-mail address or a telephone number."""
    if any(sign in text for sign in "@)]") and _EMAIL.search(text):
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
        or serves_somebody(part)
        or _PLACE.match(part) is not None
        or (is_organisation(part) and part[0].isupper() and len(part.split()) <= 5)
    )


def _bare(text: str) -> str:
    """The line without addresses, numbers and the words that announce them."""
    return _marked(text).replace(_MARK, "").strip(" ,.:;|–-/()")


def _marked(text: str) -> str:
    """The line with a mark for each address and number, without the words that announce them."""
    text = text.replace(_MARK, " ")
    text = _PHONE.sub(f",{_MARK},", _EMAIL.sub(f",{_MARK},", text))
    text = _ASIDES.sub(lambda aside: f", {aside[1]}," if _says(aside[1]) else ",", text)
    text = _DANGLING.sub("", _REACH.sub(",", text))
    # "Vård: Anna Ek 08-11 22 33 Skola: Bo Al 08-44 55 66" tells what each is asked about.
    return _NEXT_TOPIC.sub("", text)


def _says(aside: str) -> bool:
    return _MARK in aside or is_organisation(aside)


def without_cue(text: str) -> str:
    """What a contact line says after ``Kontaktperson:``, ``För mer information, kontakta`` …"""
    found = opening(text, "contact", "ask")
    if found and not found.colon and (is_role(text) if not found.rest else _is_title(found)):
        return text
    rest = found.rest if found else text
    asked = [match.end() for match in _TURN_TO.finditer(rest)]
    rest = rest[asked[-1] :] if asked else rest
    for _ in range(2):
        rest = _PLEASE.sub("", rest.lstrip(" ?,:.–-"))
    return _without_topic(rest)


def _is_title(found: Opening) -> bool:
    """``Pressekreterare Anna Ek``: a cue that says what somebody is, and goes on as such."""
    return is_role(found.cue) and (
        _SERVES.match(found.rest) is not None or is_name(_bare(found.rest).partition(",")[0])
    )


def serves_somebody(part: str) -> bool:
    """Whether ``part`` says whom somebody works for: ``Pressekreterare hos Eva Ek``."""
    head, joint, tail = _split_role(part)
    return is_role(head) and _SERVES.match(joint) is not None and is_name(tail)


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

    Details that follow a name belong to it; a second name starts the next contact. Several names
    in a row and as many numbers after them belong together in their order. A second number of
    one contact is put after the first, apart by a comma. A line that names nobody gives none.
    """
    contacts: list[Contact] = []
    for line in lines:
        _read_line(line, contacts)
    return tuple(contacts)


def _read_line(line: str, contacts: list[Contact]) -> None:
    text = without_cue(line)
    addresses = _addresses(text)
    above = len(contacts)
    named = above  # the first contact that has been named since the last address
    homeless: list[_Address] = []
    sentences = _sentences(_marked(text))
    for sentence in sentences:
        alone = len(sentences) > 1 and all(part.marks for part in sentence)
        for part in sentence:
            if not part.marks:
                _add(part, contacts, same_line=len(contacts) > above)
                continue
            run, addresses = addresses[: part.marks], addresses[part.marks :]
            if not contacts:
                homeless += run
            elif alone:
                # "Anmälan skickas till ..." after the sentence about the person.
                for address in run:
                    _fill(contacts, address.field, address.value)
            else:
                _reach(contacts, min(named, len(contacts) - 1), run)
            named = len(contacts)
    if homeless and not contacts and not _SWITCHBOARD.match(text):
        first = min(homeless, key=lambda address: address.field)
        contacts.append(Contact(name=first.value))
    if homeless and contacts:
        _reach(contacts, above, homeless)


class _Address(NamedTuple):
    field: Literal["email", "phone"]
    value: str


def _addresses(text: str) -> list[_Address]:
    """The e-mail addresses and telephone numbers of ``text`` in their order."""
    emails = [(m.start(), _Address("email", _plain_at(m.group()))) for m in _EMAIL.finditer(text)]
    phones = [(m.start(), _Address("phone", m.group().strip())) for m in _PHONE.finditer(text)]
    return [address for _, address in sorted(emails + phones)]


def _plain_at(email: str) -> str:
    return re.sub(_HIDDEN_AT, "@", email)


def _reach(contacts: list[Contact], first: int, run: Sequence[_Address]) -> None:
    """Give a run of addresses to the contact before it; where as many contacts have been named
    in a row (from ``first`` on) as there are addresses of a kind, to each its own.
    """
    for field in ("email", "phone"):
        values = [address.value for address in run if address.field == field]
        each = len(values) == len(contacts) - first
        for n, value in enumerate(values):
            at = first + n if each else -1
            known = getattr(contacts[at], field)
            if known is None or value not in known:
                both = value if known is None else f"{known}, {value}"
                contacts[at] = replace(contacts[at], **{field: both})


def _fill(contacts: list[Contact], field: str, value: str) -> None:
    if getattr(contacts[-1], field) is None:
        contacts[-1] = replace(contacts[-1], **{field: value})


def _sentences(text: str) -> list[list[_Part]]:
    """What the first sentence that names somebody says (or else the first one), and the addresses
    of all others, with the names in front of them.
    """
    sentences = [list(_parts(sentence)) for sentence in _SENTENCES.split(text)]
    first = next((s for s in sentences if any(part.name for part in s)), sentences[0])
    return [s if s is first or _is_card(s) else [p for p in s if p.marks] for s in sentences]


def _is_card(sentence: Sequence[_Part]) -> bool:
    return any(part.name for part in sentence) and any(part.marks for part in sentence)


def _parts(text: str) -> Iterator[_Part]:
    marks = 0
    for stretch in _BREAKS.split(text):
        part = stretch.strip(" .,–-/()")
        if part == _MARK:
            marks += 1
        elif part and not _ASIDE.match(part) and not _PLACE.match(part):
            if marks:
                yield _Part(marks=marks)
            marks = 0
            yield _read_part(part)
    if marks:
        yield _Part(marks=marks)


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
    head, _, tail = _split_role(part)
    if head and tail:
        if is_name(tail):
            return _Part(role=part) if serves_somebody(part) else _Part(name=tail, role=head)
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


def _split_role(part: str) -> tuple[str, str, str]:
    """A role, what joins it to what follows, and that."""
    cut = _AT.search(part)
    if cut is None or not (part[0].islower() or is_role(part[: cut.start()])):
        return "", "", part
    return part[: cut.start()], cut.group().lstrip(), part[cut.end() :]


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
