"""Persons with their roles in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from brygga.drafts import english
from brygga.drafts.brief.facts import MOST, Sentence, Span, is_quoted, named
from brygga.drafts.glossary import Glossary
from brygga.drafts.roles import belonging, english_role
from brygga.record import Article, Entity, Relation

_ROLES = 3


def people(article: Article, told: frozenset[str], glossary: Glossary) -> Iterator[Sentence]:
    """Who is quoted, then who else is named; ``told`` are the keys of those who need no more."""
    quoted: list[tuple[str, Span]] = []
    others: list[tuple[str, Span]] = []
    for person in named(article, "PERSON")[: 2 * MOST]:
        if person.entity.key not in told:
            among = quoted if is_quoted(article, person) else others
            among.append(
                (person.entity.name + roles(person.entity, article, glossary), person.first)
            )
    del others[MOST:]
    if quoted:
        yield (
            english.sentence(f"It quotes {english.series([said for said, _ in quoted])}"),
            tuple(span for _, span in quoted),
        )
    if others:
        also = "also " if quoted else ""
        yield (
            english.sentence(f"It {also}mentions {english.series([said for said, _ in others])}"),
            tuple(span for _, span in others),
        )


def roles(person: Entity, article: Article, glossary: Glossary) -> str:
    """``, vice chair of Region Västerbotten and …, from …``; nothing where nothing is told.

    A role that has lost a field of its own (``chair`` of something) counts only if it stands alone.
    """
    by_key = {e.key: e for e in article.entities}
    told = [r for r in person.relations if r.type == "role" and r.text]
    whole = [r for r in told if r.target or english_role(r.text or "", glossary, whole=True)]
    said: list[str] = []
    for relation in whole or told:
        role = _role(relation, by_key, article, glossary)
        if role and not any(role in (one, *one.split(" and ")) for one in said):
            said.append(role)
    del said[_ROLES:]
    parts = [english.listed(said)] if said else []
    for relation in person.relations:
        body = by_key.get(relation.target or "")
        if relation.type == "affiliation" and body:
            parts.append(f"from {english.the(body.name_en or body.name)}")
            break
    return "".join(f", {part}" for part in parts)


def _role(
    relation: Relation, by_key: Mapping[str, Entity], article: Article, glossary: Glossary
) -> str | None:
    text = relation.text or ""
    target = by_key.get(relation.target or "")
    if target is None:
        return english_role(text, glossary)
    owned = re.search(
        rf"{re.escape(target.name)}s? (?:nya? )?{re.escape(text)}", article.text, re.IGNORECASE
    )
    name = english.the(target.name_en or target.name)
    return belonging(text, target.label, name, glossary, kind=target.kind, owned=owned is not None)
