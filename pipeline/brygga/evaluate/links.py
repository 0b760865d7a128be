"""Which thing a mention was linked to, against a gold of things.

Link gold is JSONL, one name of one text a line: ``{"id", "start", "end", "label", "kind", "name",
"expected", "acceptable", "reason"}``. ``start`` and ``end`` are those of one gold mention of the
text ``id``; ``expected`` lists the ids of the thing meant (``[{"scheme", "value"}]``, any of which
will do; scheme ``brygga``: its key in the knowledge base), is ``[]`` where there is such a thing
but no id of it is known, or ``null`` where no thing should be linked; ``acceptable`` lists ids of
other things that are as good. No text is needed to keep such a file, only to judge by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from brygga.errors import BryggaError
from brygga.evaluate.align import Aligned
from brygga.evaluate.gold import Span, read_lines
from brygga.record import Article, Entity, Identifier, Label

Verdict = Literal["right", "wrong", "unlinked", "nil", "false", "absent"]


class LinkGold(msgspec.Struct, frozen=True, kw_only=True):
    """``kind`` is the kind of the thing meant (``municipality``, ``country`` …), for the figures
    per kind; ``reason`` says why, for readers.
    """

    id: str
    start: int
    end: int
    label: Label
    kind: str
    name: str
    expected: tuple[Identifier, ...] | None
    acceptable: tuple[Identifier, ...] = ()
    reason: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one name.

    ``right``: linked to the thing meant; ``wrong``: to another; ``unlinked``: to none, though
    there is one; ``nil``: to none, rightly; ``false``: to a thing, though none is meant;
    ``absent``: no mention of that label was found there, or one that enters no facet.
    """

    gold: LinkGold
    verdict: Verdict
    found: str | None
    ids: tuple[Identifier, ...] = ()


class LinkFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one group of names, and what follows from them.

    ``accuracy``: right among the linkable, absent ones included. ``wrong_share``: wrong and false
    links among all names of the group. ``nil_precision``: rightly unlinked among all unlinked.
    """

    group: str
    names: int
    linkable: int
    right: int
    wrong: int
    unlinked: int
    nil: int
    false: int
    absent: int
    accuracy: float | None
    wrong_share: float | None
    nil_precision: float | None


class LinkReport(msgspec.Struct, frozen=True, kw_only=True):
    """``setting`` says where the mentions came from: ``gold`` or ``found``."""

    setting: Literal["gold", "found"]
    figures: tuple[LinkFigures, ...]
    faults: tuple[Judgement, ...]


def load_links(path: Path) -> list[LinkGold]:
    """Read a link gold; raises ``BryggaError`` naming the line at fault."""
    return read_lines(path, LinkGold, "name a file made as docs/evaluation.md describes")


def judge(
    links: Iterable[LinkGold], texts: Sequence[Aligned], records: Mapping[str, Article]
) -> list[Judgement]:
    """A verdict on every name of ``links``.

    Raises ``BryggaError`` for a name that is no marked mention of ``texts``.
    """
    by_id = {text.gold.id: text for text in texts}
    return [_judge(link, by_id.get(link.id), records.get(link.id)) for link in links]


def _judge(link: LinkGold, text: Aligned | None, record: Article | None) -> Judgement:
    entity = Span(link.start, link.end, link.label)
    if text is None or entity not in text.gold.entities:
        raise BryggaError(
            f"{link.name!r} is no {link.label} at {link.start} of text {link.id!r}",
            code="gold",
            where="link gold",
            remedy="use the link gold that was made for this gold file",
        )
    mention = text.mention_of(entity)
    if mention is None or record is None:
        return Judgement(gold=link, verdict="absent", found=None)
    key = record.mentions[mention].entity
    if key is None:
        return Judgement(gold=link, verdict="absent", found=None)
    found = next((e for e in record.entities if e.key == key), None)
    return Judgement(
        gold=link,
        verdict=_verdict(link, found),
        found=key,
        ids=found.ids if found else (),
    )


def _verdict(link: LinkGold, entity: Entity | None) -> Verdict:
    if entity is None or entity.kind is None:
        return "nil" if link.expected is None else "unlinked"
    if link.expected is None:
        return "nil" if _is(entity, link.acceptable) else "false"
    if _is(entity, link.expected) or _is(entity, link.acceptable):
        return "right"
    return "wrong"


def _is(entity: Entity, ids: Sequence[Identifier]) -> bool:
    """Whether ``entity`` is the thing of ``ids``."""
    return not set(entity.ids).isdisjoint(ids)


def link_report(setting: Literal["gold", "found"], judgements: Sequence[Judgement]) -> LinkReport:
    """Figures for all names, per label and per kind, and the faults in the order of the gold."""
    groups: dict[str, list[Judgement]] = {"all": list(judgements)}
    for judgement in sorted(judgements, key=lambda j: j.gold.label):
        groups.setdefault(judgement.gold.label, []).append(judgement)
    for judgement in sorted(judgements, key=lambda j: (j.gold.label, j.gold.kind)):
        name = f"{judgement.gold.label} {judgement.gold.kind}"
        groups.setdefault(name, []).append(judgement)
    return LinkReport(
        setting=setting,
        figures=tuple(_figures(group, some) for group, some in groups.items()),
        faults=tuple(j for j in judgements if j.verdict not in {"right", "nil"}),
    )


def _figures(group: str, judgements: Sequence[Judgement]) -> LinkFigures:
    count = dict.fromkeys(get_args(Verdict), 0)
    for judgement in judgements:
        count[judgement.verdict] += 1
    linkable = sum(j.gold.expected is not None for j in judgements)
    return LinkFigures(
        group=group,
        names=len(judgements),
        linkable=linkable,
        **count,
        accuracy=_share(count["right"], linkable),
        wrong_share=_share(count["wrong"] + count["false"], len(judgements)),
        nil_precision=_share(count["nil"], count["nil"] + count["unlinked"]),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
