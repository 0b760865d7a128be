"""What a reader hands to the layout: pieces of text with hints, and the metadata of the file."""

from __future__ import annotations

from typing import Literal

import msgspec

from brygga.record import Image, Link, Notice

Hint = Literal[
    "title",
    "lead",
    "heading",
    "paragraph",
    "quote",
    "list-item",
    "caption",
    "byline",
    "dateline",
    "table",
    "boilerplate",
]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of text as the format delimits it; ``hint`` is what its mark-up says of it.

    A piece may hold line breaks (``<br>``, single line ends of a copied text): the layout decides
    whether its lines are blocks of their own.
    """

    text: str
    hint: Hint | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article before its layout is read.

    Metadata is only what the format states (``<title>``, feed fields, CSV columns …), never
    guessed: ``published``, ``modified`` and ``language`` are raw strings as found, ``identity`` a
    canonical URL or feed/CMS id. ``item`` numbers the articles of a multi-article file from 1.
    """

    pieces: tuple[Piece, ...]
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    language: str | None = None
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    identity: str | None = None
    item: int | None = None
    encoding: str | None = None
    notices: tuple[Notice, ...] = ()
