"""Whole sentences of an article that frames of ``statements.tsv`` can say in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from brygga.drafts import english
from brygga.drafts.brief.facts import Span, body_blocks, sentence_around
from brygga.drafts.brief.marked import MARK, Marked, Part, mark
from brygga.drafts.brief.people import roles
from brygga.drafts.glossary import Glossary
from brygga.drafts.roles import english_role, preposition
from brygga.drafts.tables import rows
from brygga.record import Article, DateMention, Entity, Mention

_MOST = 2
_ROLE = r"(?:[a-zåäöéA-ZÅÄÖ][\w-]*(?:-,)? ){0,6}?"
_GOVERNMENT = r"(?:[Rr]egeringen)"
_DEFINITE = r"(?:[A-ZÅÄÖa-zåäö][\w-]*(?:ministern|ministrarna|rådet|sekreteraren|kommissionären))"
_ONE = {
    "who": rf"(?:{_ROLE}<P\d+>|<[ORJ]\d+>|{_GOVERNMENT}|{_DEFINITE})",
    "person": rf"(?:{_ROLE}<P\d+>)",
    "what": r"(?:<[PROJE]\d+>)",
    "where": r"(?:<R\d+>)",
    "event": r"(?:<[EO]\d+>)",
}
_ADJUNCTS = r"(?P<at>(?: (?:i|på|vid|under) (?:<[RE]\d+>)| <D\d+>)*)"

_OPEN = " …"
_REST = (
    r"(?P<at>)(?: (?!.*\b(?i:inte|ej|utan|upphäv\w*|dras?|återkall\w*|avslut\w*|slutar?|nekas|"
    r"avslag|avgår|ställs in|inställd\w*)\b).*)?"
)
"""What a frame that ends in ``…`` leaves unsaid; nothing that could turn its meaning."""


class Statement(msgspec.Struct, frozen=True):
    """``entities`` are the keys of those of whom it says all that is known."""

    english: str
    span: Span
    entities: frozenset[str] = frozenset()


def statements(article: Article, glossary: Glossary) -> Iterator[Statement]:
    """At most two: of the title, then of the first sentences of the body."""
    by_key = {e.key: e for e in article.entities}
    blocks = body_blocks(article)
    tried: set[Span] = set()
    found: set[str] = set()
    for block in blocks[:4]:
        span = sentence_around(article.text, blocks, block.start)
        if span in tried or len(found) == _MOST:
            continue
        tried.add(span)
        known = _Lexicon(article, by_key, glossary)
        if (said := _say(article, span, known)) and said not in found:
            found.add(said)
            keys = {
                m.entity
                for m in article.mentions
                if m.entity and span[0] <= m.start and m.end <= span[1]
            }
            told = frozenset(key for key in keys if _is_told(by_key[key], said, known))
            yield Statement(english.sentence(said), span, told)


class _Lexicon(msgspec.Struct, frozen=True):
    """What a frame's slots are looked up in: entities by key, and the glossary."""

    article: Article
    entities: dict[str, Entity]
    glossary: Glossary

    def roles(self, entity: Entity) -> str:
        return roles(entity, self.article, self.glossary) if entity.label == "PERSON" else ""


def _is_told(entity: Entity, said: str, known: _Lexicon) -> bool:
    if (entity.name_en or entity.name) not in said:
        return False
    return entity.label != "PERSON" or known.roles(entity)[2:] in said


def _say(article: Article, span: Span, known: _Lexicon) -> str | None:
    marked = mark(article, span)
    for frame, target in _frames():
        match = frame.fullmatch(marked.text)
        if match:
            words = {name: value for name, value in match.groupdict().items() if name != "at"}
            if said := _fill(target, words, marked, known):
                tail = _tail(match["at"] or "", marked, known)
                return None if tail is None else (said + tail).rstrip(",").replace(",,", ",")
    return None


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for swedish, target in rows("brief/statements.tsv"):
        whole = swedish.removesuffix(_OPEN)
        pattern = re.escape(whole).replace(r"\ ", " ").replace(r"\{", "{").replace(r"\}", "}")
        for slot in re.findall(r"\{(\w+)\}", swedish):
            pattern = pattern.replace(f"{{{slot}}}", f"(?P<{slot}>{_slot(slot.rstrip('2'))})")
        rest = _ADJUNCTS if whole == swedish else _REST
        found.append((re.compile(pattern + rest), target))
    return tuple(found)


def _slot(kind: str) -> str:
    if kind == "role":
        return r"[a-zåäöé][\w-]*(?: [a-zåäöé][\w-]*){0,4}"
    if kind == "sum":
        return r"<M\d+>"
    if kind == "when":
        return r"<D\d+>"
    one = _ONE[kind]
    return f"{one}(?:, {one})*(?: och {one})?"


def _fill(target: str, words: dict[str, str], marked: Marked, known: _Lexicon) -> str | None:
    said: dict[str, str] = {}
    if role := words.get("role"):
        spoken = english_role(role, known.glossary, whole=True)
        if spoken is None:
            return None
        said["role"] = spoken
        whole = words.get("what") or words.get("where") or ""
        part = _part(whole, marked)
        if isinstance(part, Mention):
            entity = known.entities.get(part.entity or "")
            said["prep"] = preposition(
                spoken, part.label, part.text, entity.kind if entity else None
            )
    for name, value in words.items():
        if name != "role":
            phrase = _phrase(value, marked, known, with_roles="role" not in words)
            if phrase is None:
                return None
            said[name] = phrase
    many = bool(re.search(r", | och |ministrarna", words.get("who", "")))
    return (
        _agree(target, many).format(**said)
        if set(re.findall(r"\{(\w+)\}", target)) <= set(said)
        else None
    )


def _agree(target: str, many: bool) -> str:
    """The verb of the frame for a subject in the plural: ``visits`` → ``visit``."""
    if not many:
        return target
    for one, plural in (
        (" is ", " are "),
        (" has ", " have "),
        (" goes ", " go "),
        (" takes ", " take "),
    ):
        if one in target:
            return target.replace(one, plural, 1)
    return re.sub(r"^(\{who\} \w+?)s\b", r"\1", target)


def _part(words: str, marked: Marked) -> Part | None:
    match = MARK.search(words)
    return marked.parts[int(match[2])] if match else None


def _phrase(words: str, marked: Marked, known: _Lexicon, *, with_roles: bool) -> str | None:
    said = []
    items = re.split(
        r", | och (?=<|[A-ZÅÄÖa-zåäö-]+(?: [\w-]+)* <P|regeringen|[\w-]+ministern)", words
    )
    for item in items:
        one = _item(item, marked, known, with_roles=with_roles and len(items) == 1)
        if one is None:
            return None
        said.append(one)
    return english.listed(said)


def _item(item: str, marked: Marked, known: _Lexicon, *, with_roles: bool = False) -> str | None:
    """One of a slot's names in English; ``with_roles`` adds what a person is known to be."""
    match = MARK.search(item)
    if match is None:
        if item.lower() == "regeringen":
            return "the Government"
        role = english_role(item, known.glossary, whole=True)
        return f"the {role}" if role else None
    part = marked.parts[int(match[2])]
    if isinstance(part, str):
        return part
    if isinstance(part, DateMention):
        return english.date(part.value or "")
    entity = known.entities.get(part.entity or "")
    if entity is None:
        return None
    name = english.the(entity.name_en or entity.name)
    if part.text.endswith("s") and not entity.name.endswith("s"):
        return None  # a genitive: what is meant is the thing of it that follows
    title = item[: match.start()].strip()
    if not title:
        return f"{name}{roles}," if with_roles and (roles := known.roles(entity)) else name
    role = english_role(title, known.glossary, whole=True)
    return f"{name}, {role}," if role else None


def _tail(words: str, marked: Marked, known: _Lexicon) -> str | None:
    said = ""
    for _prep, letter, number in re.findall(r"(?: (i|på|vid|under))? <([A-Z])(\d+)>", words):
        part = marked.parts[int(number)]
        phrase = _item(f"<{letter}{number}>", marked, known)
        if phrase is None:
            return None
        if isinstance(part, DateMention):
            said += (
                f" {'on' if re.match(r'[0-9]+ ', phrase) and '–' not in phrase else 'in'} {phrase}"
                if "–" not in phrase
                else f" on {phrase}"
            )
        else:
            said += f" {'at' if letter == 'E' else 'in'} {phrase}"
    return said
