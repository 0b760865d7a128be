"""The names of an article as checks compare them: where they stand and what may stand for them."""

from __future__ import annotations

from collections.abc import Iterator

from brygga.drafts import english
from brygga.drafts.pair import Name
from brygga.record import Article, Entity


def names_between(article: Article, start: int, end: int) -> tuple[Name, ...]:
    """The names between two offsets of the text, their own offsets counted from ``start``."""
    by_key = {e.key: e for e in article.entities}
    found = []
    for mention in article.mentions:
        if start <= mention.start and mention.end <= end:
            entity = by_key.get(mention.entity or "")
            forms = [mention.text, mention.text.removesuffix("s").removesuffix(":")]
            if entity:
                forms += _forms(entity)
            found.append(
                Name(mention.start - start, mention.end - start, tuple(dict.fromkeys(forms)))
            )
    return tuple(found)


def _forms(entity: Entity) -> Iterator[str]:
    """What may stand for an entity in English: its names, the wholes that places are part of."""
    yield entity.name
    if entity.name_en:
        yield entity.name_en
        yield english.the(entity.name_en)
    if entity.label == "PERSON":
        yield entity.name.split()[-1]
    for relation in entity.relations:
        if relation.type == "part-of":
            yield relation.name_en or relation.text or ""


def english_names(article: Article) -> dict[str, str]:
    """The names of an article that have another in English."""
    return {e.name: e.name_en for e in article.entities if e.name_en and e.name_en != e.name}
