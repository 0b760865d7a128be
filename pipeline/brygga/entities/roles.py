"""What persons are, as the article says it beside their names: roles, parties, affiliations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from brygga.entities.shapes import UPPER
from brygga.entities.tables import rows
from brygga.record import Article, Mention, Relation, replace

ROLE, PARTY, AFFILIATION = "role", "party", "affiliation"
_FAR = 160
_LONGEST = 9
"""Words of one role at most, with its field."""
_END = re.compile(r"[.!?:;](?=\s|$)|[\n–(]|$")
_WORD = re.compile(r"[^\s,()]+|,")
_JOINED = re.compile(r"(?:,| och| samt) ")
_FIELD = re.compile(r" (?:i|för|inom) (?=[a-zåäö])")
_TOKENS_BEFORE = re.compile(rf"(?:[{UPPER}]?[\w:.-]+ ){{1,6}}$")


class _Words(msgspec.Struct, frozen=True):
    """Words of one kind: ``whole`` ones and ``endings``."""

    whole: frozenset[str]
    endings: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or (len(word) > 3 and word.endswith(self.endings))


class _Here(msgspec.Struct, frozen=True):
    """An article's text with its mentions by place, and which entity each is of."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]

    def at(self, start: int) -> Mention | None:
        """The mention that begins at ``start``."""
        n = bisect_left(self.starts, start)
        return self.mentions[n] if n < len(self.starts) and self.starts[n] == start else None

    def after(self, start: int, end: int) -> Mention | None:
        """The first mention that begins in the range."""
        n = bisect_left(self.starts, start)
        return self.mentions[n] if n < len(self.starts) and self.starts[n] < end else None

    def before(self, end: int) -> Mention | None:
        """The mention that ends at ``end``."""
        n = bisect_left(self.starts, end) - 1
        return self.mentions[n] if n >= 0 and self.mentions[n].end == end else None


def add_roles(article: Article) -> Article:
    """The article, its persons with a relation for each role, party and affiliation beside a name.

    ``text`` is the role as it stands (``vice ordförande``) or the party's letters; ``target`` is
    the key of the organisation, region or project that it belongs to, if the article names one
    there.
    What stands beside several mentions of a person is told once.
    """
    persons = {e.key for e in article.entities if e.label == "PERSON"}
    if not persons:
        return article
    here = _Here(article.text, article.mentions, [m.start for m in article.mentions])
    parties = _parties(article)
    told: dict[str, dict[tuple[str, str, str | None], Relation]] = {}
    for mention in article.mentions:
        if mention.label == "PERSON" and mention.entity in persons:
            known = told.setdefault(mention.entity, {})
            for one in _relations(mention, here, parties):
                known.setdefault((one.type, (one.text or "").casefold(), one.target), one)
    return replace(
        article,
        entities=tuple(
            replace(e, relations=(*e.relations, *told[e.key].values())) if told.get(e.key) else e
            for e in article.entities
        ),
    )


def _relations(person: Mention, here: _Here, parties: Mapping[str, str]) -> Iterator[Relation]:
    yield from _before(person, here)
    end = person.end
    party = _party().match(here.text, end)
    if party:
        end = party.end()
        yield from _of_party(party, parties)
    if here.text.startswith(", ", end):
        yield from _after(here, end + 2, parties)
    elif (
        (linked := _from().match(here.text, end))
        and (body := here.at(linked.end()))
        and body.entity is not None
        and (body.label == "ORGANISATION" or (body.label, linked.group(1)) == ("REGION", "från"))
    ):
        yield Relation(type=AFFILIATION, target=body.entity, text=body.text)


def _before(person: Mention, here: _Here) -> Iterator[Relation]:
    """The title right before a name, and whose it is: ``Region Skånes utvecklingschef Anna Ek``."""
    found = _TOKENS_BEFORE.search(here.text, max(0, person.start - 90), person.start)
    if found is None:
        return
    tokens = found.group().split(" ")[:-1]
    while tokens and _kind("address").has(tokens[-1]):
        tokens.pop()
    if not tokens or not _is_head(tokens[-1]):
        return
    first = len(tokens) - 1
    while first > 0:
        word, joined = tokens[first - 1], first > 1 and tokens[first - 2].endswith("-")
        if word in ("och", "samt") and joined:
            first -= 2
        elif word.endswith("-,") or (word[:1].islower() and _qualifies(word)):
            first -= 1
        else:
            break
    text = " ".join(tokens[first:])
    start = person.start - len(" ".join(tokens[first:])) - 1
    start = here.text.rfind(text, max(0, start - 20), person.start)
    owner = here.before(start - 1) if start > 0 else None
    target = owner.entity if owner and owner.label != "PERSON" and owner.text[-1] == "s" else None
    yield Relation(type=ROLE, target=target, text=text)


def _after(here: _Here, start: int, parties: Mapping[str, str]) -> Iterator[Relation]:
    """The roles after a name and a comma, up to the end of the clause."""
    while True:
        limit = _limit(here, start)
        words = list(_WORD.finditer(here.text, start, limit))[:_LONGEST]
        head = next((n for n, w in enumerate(words) if _is_head(w.group())), None)
        if head is None or any(not _leads(w.group()) for w in words[:head]):
            return
        first = next(n for n, w in enumerate(words) if not _kind("skip").has(w.group()))
        end = words[head].end()
        party = _party().match(here.text, end)
        if party:
            yield from _of_party(party, parties)
        after = party.end() if party else end
        field = _field_end(here, after) if party is None else after
        target, reached = _body(here, max(after, field))
        text = here.text[words[first].start() : field if field > after else end]
        titled = here.at(max(after, field) + 1)
        if target is None and titled is not None and titled.label == "PERSON":
            return  # the title of the next one in a list of persons
        yield Relation(type=ROLE, target=target, text=text)
        joined = _JOINED.match(here.text, reached)
        if joined is None or joined.group().startswith(","):
            return
        start = joined.end()


def _field_end(here: _Here, at: int) -> int:
    """Where the field of a role ends (``professor i fysik``); ``at`` if it has none."""
    field = _FIELD.match(here.text, at)
    if field is None:
        return at
    end = at
    for n, word in enumerate(_WORD.finditer(here.text, field.end(), _limit(here, field.end()))):
        token = word.group()
        if n > 3 or not token[:1].islower() or here.at(word.start()) or _kind("in").has(token):
            break
        if token in ("och", "samt") and not here.text[: word.start() - 1].endswith("-"):
            break
        end = word.end()
    return end


def _body(here: _Here, at: int) -> tuple[str | None, int]:
    """The entity that a role belongs to and where its name ends: ``vid Umeå universitet``."""
    start = at + 1
    preposition = _in().match(here.text, at)
    if preposition:
        start = preposition.end()
    body = here.at(start)
    if body is None or body.label in ("PERSON", "EVENT"):
        return None, at
    return body.entity, body.end


def _limit(here: _Here, start: int) -> int:
    """Where the clause ends: at the sentence's end, another person, or a verb."""
    end = _END.search(here.text, start, start + _FAR)
    limit = end.start() if end else start
    n = bisect_left(here.starts, start)
    while n < len(here.starts) and here.starts[n] < limit:
        if here.mentions[n].label == "PERSON":
            limit = here.starts[n]
        n += 1
    for word in _WORD.finditer(here.text, start, limit):
        if _kind("stop").has(word.group()) or _kind("verb").has(word.group()):
            return word.start()
    return limit


def _is_head(word: str) -> bool:
    small = word.lower()
    return (_kind("head").has(small) or _kind("head").has(word)) and not _kind("not").has(small)


def _leads(word: str) -> bool:
    """Whether a word may stand in a role before its head."""
    return word[:1].islower() and (
        _qualifies(word) or _kind("skip").has(word) or word.endswith("-") or word == "och"
    )


def _qualifies(word: str) -> bool:
    return (
        _kind("before").has(word) or _kind("adjective").has(word) or _kind("owner").has(word)
    ) and not _kind("not").has(word)


def _of_party(match: re.Match[str], parties: Mapping[str, str]) -> Iterator[Relation]:
    letters = match.group(1).upper()
    yield Relation(type=PARTY, target=parties.get(letters), text=letters)


def _parties(article: Article) -> dict[str, str]:
    """The keys of the article's entities that are parties, by the parties' letters."""
    key_of = {e.name: e.key for e in article.entities if e.label == "ORGANISATION"}
    return {
        letters: key_of[name]
        for letters, _, names in rows("parties.tsv")
        for name in names.split("|")
        if name in key_of
    }


@cache
def _kind(kind: str) -> _Words:
    words = [word for found, word in rows("role_words.tsv") if found == kind]
    return _Words(
        frozenset(word for word in words if word[0] != "*"),
        tuple(word[1:] for word in words if word[0] == "*"),
    )


@cache
def _party() -> re.Pattern[str]:
    letters = "|".join(row[0] for row in rows("parties.tsv"))
    return re.compile(rf" \(({letters})\)", re.IGNORECASE)


@cache
def _in() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(_kind('in').whole))}) ")


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf" ({'|'.join(sorted(_kind('from').whole))}) ")
