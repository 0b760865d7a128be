"""Places with the county and country that they lie in."""

from __future__ import annotations

from collections.abc import Iterator

from brygga.drafts import english
from brygga.drafts.brief.facts import MOST, Sentence, named
from brygga.record import Article, Entity


def places(article: Article, told: frozenset[str]) -> Iterator[Sentence]:
    """One sentence; those of one county or country stand together (``Vasa and Raahe (Finland)``)
    and one that others lie in is not named a second time.
    """
    found = [n for n in named(article, "REGION") if n.entity.key not in told][:MOST]
    around = {whole for n in found for whole in _wholes(n.entity)}
    kept = [n for n in found if _name(n.entity) not in around]
    if [_name(n.entity) for n in kept] == ["Sweden"]:
        return  # of Swedish press that goes without saying
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in kept:
        names = groups.setdefault(_wholes(one.entity), [])
        if (name := english.the(_name(one.entity))) not in names:
            names.append(name)
    said = [
        english.listed(names) + (f" ({', '.join(wholes)})" if wholes else "")
        for wholes, names in groups.items()
    ]
    if said:
        many = len(said) > 1 or len(next(iter(groups.values()))) > 1
        mixed = any(len(names) > 1 for names in groups.values())
        *first, last = said
        apart = "; " if mixed else ", "
        listed = f"{apart.join(first)}{'; and' if mixed else ' and'} {last}" if first else last
        yield (
            english.sentence(
                f"The place{'s' if many else ''} mentioned {'are' if many else 'is'} {listed}"
            ),
            tuple(n.first for n in kept),
        )


def _name(entity: Entity) -> str:
    return entity.name_en or entity.name


def _wholes(entity: Entity) -> tuple[str, ...]:
    """The county and the country, as far as known; of a place abroad the country."""
    names = [r.name_en or r.text or "" for r in entity.relations if r.type == "part-of"]
    names = list(dict.fromkeys(n for n in names if n and n not in _name(entity)))
    return tuple(names[-2:])
