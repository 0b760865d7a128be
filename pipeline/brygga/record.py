"""The record: one typed, immutable ``Article`` per press text, and its JSON form.

Everything else in Brygga reads or writes this and nothing else, so it is the contract with
publishers and search indexes: a change here is a change of ``SCHEMA_VERSION``.

All offsets (``start``, ``end``) count Unicode code points into ``Article.text``, end exclusive,
and ``text[start:end]`` is the surface. Unknown values are ``None`` or an empty tuple; every key
is always written, and no key is data, so that columnar readers infer one schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from inspect import cleandoc
from typing import Any, Literal

import msgspec
from msgspec.structs import replace as replace

SCHEMA_VERSION: Literal["brygga.article/1"] = "brygga.article/1"

Role = Literal[
    "title",
    "lead",
    "heading",
    "paragraph",
    "quote",
    "list-item",
    "caption",
    "image-name",
    "link",
    "byline",
    "dateline",
    "section",
    "boilerplate",
    "contact",
    "table",
    "other",
]
Label = Literal["PERSON", "REGION", "PROJECT", "EVENT", "ORGANISATION"]
MentionMethod = Literal["model", "rule", "gazetteer", "propagated"]

LABELS: tuple[Label, ...] = ("PERSON", "REGION", "PROJECT", "EVENT", "ORGANISATION")
FURNITURE: frozenset[Role] = frozenset({"boilerplate", "contact", "link", "section"})
"""Roles of blocks that the site, not the article, says: their mentions enter no facet."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Source(_Part, frozen=True, kw_only=True):
    """Where the bytes came from.

    ``uri`` is relative to the input root (``inbox/a.html``, ``cms.jsonl#12``, ``b.zip!/a.txt``)
    or the address that the item itself names; ``sha256`` is of the bytes read; ``encoding`` is
    ``None`` for formats that have none of their own (DOCX, PDF).
    """

    uri: str
    format: str
    media_type: str
    sha256: str
    encoding: str | None = None


STATED = "stated"


class Language(_Part, frozen=True, kw_only=True):
    """``code`` is ISO 639-1, ``und`` when it cannot be known; ``confidence`` is 0–1.

    ``method`` names the detector, or is ``stated`` where only the source says so.
    """

    code: str = "und"
    confidence: float = 0.0
    method: str = "none"


class Contact(_Part, frozen=True, kw_only=True):
    name: str
    role: str | None = None
    organisation: str | None = None
    email: str | None = None
    phone: str | None = None


class Link(_Part, frozen=True, kw_only=True):
    text: str
    url: str | None = None


class Image(_Part, frozen=True, kw_only=True):
    name: str | None = None
    url: str | None = None
    caption: str | None = None


class Block(_Part, frozen=True, kw_only=True):
    """A run of text with one role. Blocks are in text order and do not overlap; together they
    cover every character of the text that is not white space.
    """

    role: Role
    start: int
    end: int
    language: str | None = None


class Mention(_Part, frozen=True, kw_only=True):
    """A place in the text where something is named.

    ``score`` is 0–1, ``None`` where it is not known; ``entity`` is the key of the
    ``Entity`` meant, ``None`` for a mention that enters no facet.
    """

    start: int
    end: int
    text: str
    label: Label
    score: float | None
    method: MentionMethod
    entity: str | None = None


class Identifier(_Part, frozen=True, kw_only=True):
    scheme: str
    value: str


class Relation(_Part, frozen=True, kw_only=True):
    """``type`` (``role``, ``part-of``, ``no-id`` …) from the entity to another thing.

    ``text`` is that thing's Swedish name, or what the relation says; ``target`` its entity's key
    where the article has it as one; ``ids`` and ``name_en`` are the thing's own, so that a facet
    on a county finds its municipalities though the article names only these.
    """

    type: str
    target: str | None = None
    text: str | None = None
    ids: tuple[Identifier, ...] = ()
    name_en: str | None = None


class Entity(_Part, frozen=True, kw_only=True):
    """One real-world thing in the article; ``mentions`` are indices into ``Article.mentions``."""

    key: str
    label: Label
    name: str
    name_en: str | None = None
    ids: tuple[Identifier, ...] = ()
    kind: str | None = None
    mentions: tuple[int, ...] = ()
    relations: tuple[Relation, ...] = ()


class DateMention(_Part, frozen=True, kw_only=True):
    """``value`` is an ISO 8601 date (``2018-10-11``), date-time, month (``2018-10``), year, week
    (``2018-W42``), ``start/end`` interval of two of one kind, or, where a text names no day, a
    time of day (``T09:15``); ``None`` where the expression cannot be resolved or does not exist
    in the calendar.
    """

    start: int
    end: int
    text: str
    value: str | None = None


class Finding(_Part, frozen=True, kw_only=True):
    """What a check found in a draft.

    ``sv_start`` and ``sv_end`` are offsets into ``Article.text``, ``en_start`` and ``en_end`` into
    ``Segment.en`` (``Draft.text`` for findings of the whole draft); ``None`` where nothing on that
    side can be pointed at.
    """

    check: str
    message: str
    severity: Literal["error", "warning"]
    sv_start: int | None = None
    sv_end: int | None = None
    en_start: int | None = None
    en_end: int | None = None


class Extent(_Part, frozen=True, kw_only=True):
    start: int
    end: int


class Segment(_Part, frozen=True, kw_only=True):
    """A sentence of a draft beside the Swedish that it rests on: ``sources`` are the places of
    ``Article.text``, ``sv_start`` and ``sv_end`` the stretch from the first to the last of them,
    ``sv`` their text (parted by `` … ``).
    """

    sv_start: int | None
    sv_end: int | None
    sv: str
    en: str
    sources: tuple[Extent, ...] = ()
    checks: tuple[Finding, ...] = ()


class Draft(_Part, frozen=True, kw_only=True):
    """A machine's draft or summary. ``status`` is ``draft``, or ``needs-attention`` where a check
    found an error; ``checks`` are the findings of the draft as a whole.
    """

    text: str
    method: str
    model: str | None
    status: Literal["draft", "needs-attention"]
    segments: tuple[Segment, ...]
    checks: tuple[Finding, ...] = ()


class Notice(_Part, frozen=True, kw_only=True):
    """Something that a reader of the record should know (written as ``warnings``)."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class StageRun(_Part, frozen=True, kw_only=True):
    stage: str
    version: int
    model: str | None = None


class Article(_Part, frozen=True, kw_only=True):
    """One press text and all that is known of it. See the module for offsets and nulls."""

    schema: Literal["brygga.article/1"] = SCHEMA_VERSION
    id: str
    content_hash: str
    source: Source
    language: Language = Language()
    title: str | None = None
    lead: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_from: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    text: str
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    people: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    dates: tuple[DateMention, ...] = ()
    summary_sv: Draft | None = None
    draft_en: Draft | None = None
    warnings: tuple[Notice, ...] = ()
    pipeline: tuple[StageRun, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Article)


def to_json(article: Article) -> bytes:
    """One line of UTF-8 JSON without a line end; the same article gives the same bytes."""
    return _encoder.encode(article)


def from_json(line: bytes | str) -> Article:
    """Read one record.

    Raises ``msgspec.ValidationError`` (naming the path of the first fault) for a wrong shape and
    ``msgspec.DecodeError`` for what is not JSON.
    """
    return _decoder.decode(line)


def to_builtins(article: Article) -> dict[str, Any]:
    """The record as plain dicts and lists, for writers such as ``jsonlines``."""
    built: dict[str, Any] = msgspec.to_builtins(article)
    return built


def check(article: Article) -> None:
    """Raise ``ValueError``, naming the part at fault, where a span does not fit the text.

    The shape is checked when a record is read; this checks what the types cannot say.
    """
    size = len(article.text)
    spans: Sequence[Block | Mention | DateMention]
    for field in ("blocks", "mentions", "dates"):
        spans = getattr(article, field)
        for n, part in enumerate(spans):
            if not 0 <= part.start < part.end <= size:
                raise ValueError(f"{field}[{n}]: span {part.start}–{part.end} in {size} characters")
            if not isinstance(part, Block) and article.text[part.start : part.end] != part.text:
                raise ValueError(f"{field}[{n}]: {part.text!r} is not the text of its span")
    at = 0
    for n, block in enumerate(article.blocks):
        if block.start < at or article.text[at : block.start].strip():
            raise ValueError(f"blocks[{n}]: overlaps or leaves text without a block")
        at = block.end
    if article.blocks and article.text[at:].strip():
        raise ValueError("blocks: text after the last block")
    keys = {entity.key for entity in article.entities}
    for n, mention in enumerate(article.mentions):
        if mention.entity is not None and mention.entity not in keys:
            raise ValueError(f"mentions[{n}]: no entity {mention.entity!r}")
    for entity in article.entities:
        if any(not 0 <= i < len(article.mentions) for i in entity.mentions):
            raise ValueError(f"entity {entity.key!r}: a mention that does not exist")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record."""
    (ref,), parts = msgspec.json.schema_components((Article,), ref_template="#/$defs/{name}")
    for part in parts.values():
        # Every key is always written, so a default would only mislead.
        part["required"] = list(part["properties"])
        if "description" in part:
            # Python 3.13 dedents docstrings itself; the schema must not depend on the version.
            part["description"] = cleandoc(part["description"])
        for field in part["properties"].values():
            field.pop("default", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA_VERSION.replace('/', ':')}",
        **ref,
        "$defs": parts,
    }
