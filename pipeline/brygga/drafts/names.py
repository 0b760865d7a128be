"""The names of an article as checks compare them: where they stand and what may stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from brygga.drafts import english
from brygga.drafts.pair import Name
from brygga.drafts.tables import rows
from brygga.record import Article, Entity

_IN_FRONT = re.compile(r"^(?:the )?(?:Swedish|National|European) ")
_AT_THE_END = re.compile(r" (?:of|in|for) (?:Sweden|the European Union|the EU)$")


def names_between(article: Article, start: int, end: int) -> tuple[Name, ...]:
    """The names between two offsets of the text, their own offsets counted from ``start``."""
    by_key = {e.key: e for e in article.entities}
    found = []
    for mention in article.mentions:
        if start <= mention.start and mention.end <= end:
            entity = by_key.get(mention.entity or "")
            plain = mention.text.removesuffix("s").removesuffix(":")
            known = [mention.text, plain, *(forms(entity) if entity else ())]
            found.append(
                Name(
                    mention.start - start,
                    mention.end - start,
                    tuple(dict.fromkeys(known)),
                    english=_english(entity, mention.text),
                    genitive=entity is not None
                    and mention.text.endswith("s")
                    and not entity.name.endswith("s"),
                )
            )
    return tuple(found)


def forms(entity: Entity) -> Iterator[str]:
    """What may stand for an entity in English: its names in full and short, the adjective of a
    country, the wholes that places are part of.
    """
    yield entity.name
    if entity.name_en:
        yield entity.name_en
        yield english.the(entity.name_en)
        yield from _others().get(entity.name_en, ())
        yield from _short(entity.name_en)
    if entity.label == "PERSON":
        yield entity.name.split()[-1]
    for relation in entity.relations:
        if relation.type == "part-of":
            yield relation.name_en or relation.text or ""


def _english(entity: Entity | None, said: str) -> str:
    """The English name, if it is another than the article's."""
    if entity is None or entity.label == "PERSON" or not entity.name_en:
        return ""
    return "" if entity.name_en == said else entity.name_en


def _short(name: str) -> Iterator[str]:
    """``Tax Agency`` of the Swedish one, ``Public Health Agency`` of that of Sweden."""
    short = _AT_THE_END.sub("", _IN_FRONT.sub("", name))
    if short != name and " " in short:
        yield short


@cache
def _others() -> dict[str, tuple[str, ...]]:
    return {name: tuple(forms.split("|")) for name, forms in rows("other_names.tsv")}


def english_names(article: Article) -> dict[str, str]:
    """The names of an article that have another in English."""
    return {e.name: e.name_en for e in article.entities if e.name_en and e.name_en != e.name}
