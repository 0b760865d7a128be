"""What persons are, as the article says it beside their names: roles, parties, affiliations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from brygga.entities.beside import (
    JOINED,
    WORD,
    Here,
    beside,
    body_of,
    clause_end,
    genitive,
    linked_body,
    owns,
)
from brygga.entities.role_words import is_definite, is_head, kind, leads, qualifies
from brygga.entities.tables import rows
from brygga.record import Article, Mention, Relation, replace

ROLE, PARTY, AFFILIATION = "role", "party", "affiliation"
_NEAR = 90
"""Characters before a name within which its title stands."""
_LONGEST = 9
"""Words of one role at most, with its field."""
_FIELD = re.compile(r" (?:i|för|inom) (?=[a-zåäö])")
_SECOND = re.compile(
    r" och [a-zåäöé]+(?: [a-zåäöé]+)??(?= (?:vid|på|hos|för|i|inom) [^\W\da-zåäö])"
)
_TOKENS_BEFORE = re.compile(r"(?:[\w:.-]+(?:(?<=-),)? ){0,8}[\w:.-]+$")
_AGE = re.compile(r", \d{1,3}(?: år)?(?=, )")
_APART = re.compile(r" (?:– (?=[^\n]*(?:\n|\Z))|\((?=[a-zåäö]{3,}[ ,a-zåäö-]*[^()\n]*\)))")
"""A dash or bracket before a role, as lists of contacts have it: ``Ada Ek – rektor``."""
_BECOMES = re.compile(
    r" (?:(?:blir|är|till|(?:(?:har )?ut(?:setts|nämnts)|ut(?:ses|sågs|nämns|nämndes)) till)"
    r"(?: (?:i ?dag|nu|också|även))?(?: nya?)?|ny) (?=[a-zåäö])"
)
_OPENS = re.compile(r"(?:^|\n|[.!?:–—”\"] )$")
_DEFINITE = ("", "n", "en", "et")


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
    here = Here(article.text, article.mentions, [m.start for m in article.mentions])
    parties = _parties(article)
    told: dict[str, list[Relation]] = {}
    for mention in article.mentions:
        if mention.label == "PERSON" and mention.entity in persons:
            told.setdefault(mention.entity, []).extend(_relations(mention, here, parties))
    return replace(
        article,
        entities=tuple(
            replace(e, relations=(*e.relations, *_once(told[e.key]))) if told.get(e.key) else e
            for e in article.entities
        ),
    )


def _once(told: Sequence[Relation]) -> Iterator[Relation]:
    """The relations without those that another says as well, or says more fully."""
    kept: list[Relation] = []
    for one in told:
        if not any(_says(other, one) for other in kept):
            kept = [other for other in kept if not _says(one, other)]
            kept.append(one)
    yield from kept


def _says(full: Relation, one: Relation) -> bool:
    """Whether ``full`` says what ``one`` does: ``professor i fysik`` and ``Professor``."""
    if full.type != one.type or one.target not in (None, full.target):
        return False
    text, other = (full.text or "").casefold(), (one.text or "").casefold()
    short, long = sorted((text, other), key=len)
    same = long.startswith(short) and long[len(short) :] in _DEFINITE
    return same or text.startswith(f"{other} ") or text.endswith(f"s {other}")


def _relations(person: Mention, here: Here, parties: Mapping[str, str]) -> Iterator[Relation]:
    titles = list(_before(person, here))
    yield from titles
    if letters := _membership(person, here):
        yield Relation(type=PARTY, target=parties.get(letters), text=letters)
    end = person.end
    party = _party().match(here.text, end)
    if party:
        end = party.end()
        yield from _of_party(party, parties)
    age = _AGE.match(here.text, end)
    if age:
        end = age.end()
    if apart := _APART.match(here.text, end):
        if not titles:
            yield from _after(here, apart.end(), parties, becomes=True)
    elif here.text.startswith(", ", end):
        body = beside(here, end)
        if body is None and not (titles and genitive(here, end + 2)):
            for one in _after(here, end + 2, parties):
                if titles and one.type == ROLE and one.target is None and _may_be_plural(one.text):
                    break  # "rektorn Ada Ek, lärare och elever": others beside the person
                yield one
        elif (
            body is not None
            and not titles
            and (body.label == "ORGANISATION" or body.text.startswith("Region "))
        ):
            yield Relation(type=AFFILIATION, target=body.entity, text=body.text)
    elif becomes := _BECOMES.match(here.text, end):
        yield from _after(here, becomes.end(), parties, becomes=True)
    elif body := linked_body(here, end):
        yield Relation(type=AFFILIATION, target=body.entity, text=body.text)


def _membership(person: Mention, here: Here) -> str | None:
    """The letters of the party that the word before a name tells: ``moderaten Ada Ek``."""
    if not here.text.endswith(" ", 0, person.start):
        return None
    word = here.text[max(0, person.start - _NEAR) : person.start].split()[-1:]
    return _members().get(word[0].lower()) if word else None


def _may_be_plural(role: str | None) -> bool:
    return (role or "").endswith(("are", "ande"))


def _before(person: Mention, here: Here) -> Iterator[Relation]:
    """The title right before a name, and whose it is: ``Region Skånes utvecklingschef Anna Ek``."""
    if not here.text.endswith(" ", 0, person.start):
        return
    apart = here.text.endswith(", ", 0, person.start)
    end = person.start - (2 if apart else 1)
    window = max(0, end - _NEAR)
    found = _TOKENS_BEFORE.search(here.text, window, end)
    if found is None:
        return
    tokens = found.group().split(" ")
    if found.start() == window > 0:
        del tokens[0]  # it may be the rest of a longer word
    while tokens and kind("address").has(tokens[-1]):
        end -= len(tokens.pop()) + 1
    head = _last_head(tokens)
    if head is None:
        return
    first = head
    start = end - len(" ".join(tokens[first:]))
    while first > 0:
        word = tokens[first - 1]
        if word in ("och", "samt") and first > 1 and tokens[first - 2].endswith("-"):
            step = 2
        elif word.endswith(("-,", "-och")) or _may_begin(word, start - len(word) - 1, here):
            step = 1
        else:
            break
        first -= step
        start = end - len(" ".join(tokens[first:]))
    owner = here.before(start - 1) if start > 0 else None
    target = owner.entity if owner and owns(owner) else None
    if apart and (
        owner is None
        or target is None
        or here.text.endswith(", ", 0, owner.start)
        or not here.text.startswith((",", "."), person.end)
    ):
        return  # a list of persons and titles, where the title may be the one before's
    yield Relation(type=ROLE, target=target, text=here.text[start:end])


def _last_head(tokens: Sequence[str]) -> int | None:
    """Where the head of a title that ends the tokens stands: ``minister för civilt försvar``."""
    for n in range(len(tokens) - 1, -1, -1):
        if is_head(tokens[n]):
            field = tokens[n + 1 :]
            if field[:2] == ["med", "ansvar"]:
                field = field[2:]
            has_one = (
                field[-1:] not in (["och"], ["samt"])
                and field[:1] == ["för"]
                and len(field) > 1
                and not any(word.endswith((".", ":")) for word in field)
                and kind("portfolio").has(tokens[n].lower())
            )
            return n if has_one or not tokens[n + 1 :] else None
        if not tokens[n].islower() or kind("verb").has(tokens[n]) or kind("stop").has(tokens[n]):
            return None
    return None


def _may_begin(word: str, at: int, here: Here) -> bool:
    """Whether the word at ``at`` is part of the title after it; a capital begins a sentence."""
    if here.covers(at):
        return False
    if word[:1].islower():
        return qualifies(word)
    return qualifies(word.lower()) and _OPENS.search(here.text, max(0, at - 2), at) is not None


def _after(
    here: Here, start: int, parties: Mapping[str, str], becomes: bool = False
) -> Iterator[Relation]:
    """The roles after a name and a comma (or ``blir``), up to the end of the clause."""
    while True:
        owner = genitive(here, start)
        if owner is not None:
            start = owner.end + 1
        limit = clause_end(here, start)
        words = list(WORD.finditer(here.text, start, limit))[:_LONGEST]
        head = next((n for n, w in enumerate(words) if is_head(w.group())), None)
        if head is None or any(not leads(w.group()) for w in words[:head]):
            return
        if becomes and is_definite(words[head].group()):
            return
        first = next(n for n, w in enumerate(words) if not kind("skip").has(w.group()))
        end = words[head].end()
        party = _party().match(here.text, end)
        after = party.end() if party else end
        field, body_after = (after, after) if party else _field_end(here, after)
        if _is_title_of_next(here, end, limit):
            return
        if party:
            yield from _of_party(party, parties)
        target, reached = body_of(here, body_after)
        if owner is not None:
            target = owner.entity
        elif (
            target is None
            and (body := beside(here, reached)) is not None
            # "så besökte Ada Ek, minister för civilt försvar, Göteborgs hamn"
            and not (body.label == "REGION" and kind("portfolio").has(words[head].group().lower()))
        ):
            target, reached = body.entity, body.end
        text = here.text[words[first].start() : field if field > after else end]
        yield Relation(type=ROLE, target=target, text=text)
        joined = JOINED.match(here.text, reached)
        if joined is None or joined.group().startswith(","):
            return
        start = joined.end()


def _is_title_of_next(here: Here, end: int, limit: int) -> bool:
    """Whether a role belongs to the person after it, as in a list of titles and names."""
    following = here.at(limit)
    if following is None or following.label != "PERSON":
        return False
    between = here.text[end:limit].split()
    if between[:1] in (["och"], ["samt"]) and is_head(between[-1]):
        title = here.text[max(0, end - _NEAR) : end].split()[-1]
        return is_definite(title)  # "Ada Ek, läraren och poeten Bo Al"
    if any(word.endswith(",") or word in ("och", "samt") for word in between):
        return False
    return not any(word in ("hos", "till", "åt") for word in between)


def _field_end(here: Here, at: int) -> tuple[int, int]:
    """Where a role with its field ends (``professor i fysik``), and after what its body follows."""
    field = _FIELD.match(here.text, at)
    if field is None or body_of(here, at)[1] > at:
        return at, at
    end = at
    for n, word in enumerate(WORD.finditer(here.text, field.end(), clause_end(here, field.end()))):
        text = word.group()
        if text in ("och", "samt") and not here.text.endswith("-", 0, word.start() - 1):
            end = _second_field_end(here, end)
            break
        if text == ",":
            break
        if here.at(word.start()):
            return at, end  # "ledamot i regeringens råd Kvasar": the field is the body's
        if not text[:1].islower():
            return at, at
        if n > 3 or kind("in").has(text):
            break
        end = word.end()
    return end, end


def _second_field_end(here: Here, at: int) -> int:
    """Where a second field ends (``chef för drift och underhåll vid Kvasar``); ``at`` if it is not
    clear that there is one.
    """
    second = _SECOND.match(here.text, at)
    end = second.end() if second else at
    words = here.text[at:end].split()[1:]
    clear = body_of(here, end)[1] > end
    return end if clear and not any(map(is_head, words)) else at


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
def _members() -> Mapping[str, str]:
    """Party letters by what a member is called."""
    return {member: letters for letters, member, _ in rows("parties.tsv") if member}


@cache
def _party() -> re.Pattern[str]:
    letters = "|".join(row[0] for row in rows("parties.tsv"))
    return re.compile(rf" \(({letters})\)", re.IGNORECASE)
