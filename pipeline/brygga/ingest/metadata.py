"""The fields of the record that layout knows: from what the format states and from the blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from brygga.ingest.byline import read_byline, split_names
from brygga.ingest.contacts import read_contacts
from brygga.ingest.cues import without_kind
from brygga.ingest.dateline import Dateline, parse_stamp, read_dateline
from brygga.ingest.document import Document
from brygga.ingest.images import image_of, is_credit
from brygga.ingest.normalise import clean
from brygga.record import STATED, Contact, Image, Language, Link, Notice, Role

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”)]+", re.IGNORECASE)
_MOST_WORDS = 40
_NO_LINK = ("mailto:", "tel:", "javascript:", "#")
_LANGUAGE_TAG = re.compile(r"([a-z]{2})(?![a-z])")
_MACRO = {"nb": "no", "nn": "no"}


class Laid(msgspec.Struct, frozen=True):
    """A block before it has its place in the text; ``piece`` numbers the piece it came from."""

    role: Role
    text: str
    piece: int


class Dates(msgspec.Struct, frozen=True, kw_only=True):
    """When the item was published and changed, as ISO dates, and what is odd about that."""

    published: str | None = None
    published_from: str | None = None
    modified: str | None = None
    notices: tuple[Notice, ...] = ()


def first(laid: Iterable[Laid], role: Role) -> str | None:
    """The text of the first block with the role."""
    return next((block.text for block in laid if block.role == role), None)


def _datelines(laid: Iterable[Laid]) -> list[Dateline]:
    read = (read_dateline(block.text) for block in laid if block.role == "dateline")
    return [line for line in read if line is not None]


def read_dates(document: Document, laid: Sequence[Laid]) -> Dates:
    """The dates that the format states, else those of the datelines, with notices.

    A dateline that gives the stated day with a time of day is the better source. A date that the
    calendar does not have is reported and not used.
    """
    lines = _datelines(laid)
    notices = [_invalid(words) for line in lines for words in line.invalid]
    stated, stated_from = _stated(document.published, notices)
    shown = next((line for line in lines if line.published), Dateline())
    if stated and shown.published and stated[:10] != shown.published[:10]:
        message = f"the file says {stated[:10]}, the text says {shown.published[:10]}"
        notices.append(Notice(code="dates-differ", message=message))
    elif shown.published and len(shown.published) > len(stated or ""):
        stated, stated_from = shown.published, shown.published_from
    modified, _ = _stated(document.modified, notices)
    return Dates(
        published=stated,
        published_from=stated_from,
        modified=modified or next((line.modified for line in lines if line.modified), None),
        notices=tuple(notices),
    )


def _stated(raw: str | None, notices: list[Notice]) -> tuple[str | None, str | None]:
    words = clean(raw or "")
    if not words:
        return None, None
    stamp = parse_stamp(words)
    if stamp is None:
        notices.append(_invalid(words))
        return None, None
    return stamp, words


def _invalid(words: str) -> Notice:
    return Notice(code="invalid-date", message=f"not a date in the calendar: {words[:60]!r}")


def read_authors(document: Document, laid: Iterable[Laid]) -> tuple[str, ...]:
    """The authors that the format states, then those of bylines and datelines."""
    names: list[str] = []
    for stated in document.byline:
        line = clean(stated).replace("\n", " ")
        names += read_byline(line) or split_names(line) or ((line,) if line else ())
    for block in laid:
        if block.role == "byline":
            signed = read_byline(block.text)
            names += _unmarked_names(block.text) if signed is None else signed
        elif block.role == "dateline":
            line_read = read_dateline(block.text)
            names += line_read.byline if line_read else ()
    return tuple(dict.fromkeys(names))


def _unmarked_names(text: str) -> tuple[str, ...]:
    return () if is_credit(text) else split_names(text)


def read_language(document: Document) -> Language:
    """What the format states; ``sv``, ``sv-SE`` and ``SV_se`` are one, both Norwegians ``no``."""
    code = _LANGUAGE_TAG.match((document.language or "").strip().lower())
    if not code:
        return Language()
    return Language(code=_MACRO.get(code[1], code[1]), method=STATED)


def read_sections(document: Document, laid: Iterable[Laid]) -> tuple[str, ...]:
    """The sections that the format states, those of the datelines and of section lines."""
    blocks = list(laid)
    names = [clean(section) for section in document.section]
    names += [name for line in _datelines(blocks) for name in line.section]
    names += [without_kind(block.text) for block in blocks if block.role == "section"]
    seen: dict[str, str] = {}
    for name in names:
        if name:
            seen.setdefault(name.casefold(), name)
    return tuple(seen.values())


def read_all_contacts(laid: Sequence[Laid]) -> tuple[Contact, ...]:
    """The contacts of every run of contact blocks; what two say of one name is put together."""
    found: dict[str, Contact] = {}
    run: list[str] = []
    for block in [*laid, None]:
        if block is not None and block.role == "contact":
            run.append(block.text)
            continue
        for contact in read_contacts(run):
            known = found.get(contact.name)
            found[contact.name] = _merged(known, contact) if known else contact
        run = []
    return tuple(found.values())


def _merged(known: Contact, other: Contact) -> Contact:
    return Contact(
        name=known.name,
        role=known.role or other.role,
        organisation=known.organisation or other.organisation,
        email=known.email or other.email,
        phone=known.phone or other.phone,
    )


def read_links(document: Document, laid: Iterable[Laid]) -> tuple[Link, ...]:
    """The links of the format, then the link lines that hold none of these; addresses of mail and
    telephone are contact details, not links.
    """
    shown = ((clean(link.text).replace("\n", " ") or link.url, link.url) for link in document.links)
    links = [
        Link(text=text, url=url)
        for text, url in shown
        if text and not (url or "").lower().startswith(_NO_LINK)
    ]
    texts = {_bare(link.text) for link in links}
    for block in laid:
        if (
            block.role == "link"
            and block.text[-1] != ":"
            and texts.isdisjoint(_phrases(block.text))
        ):
            url = _URL.search(block.text)
            links.append(Link(text=block.text, url=url.group().rstrip(".,;:!?") if url else None))
    return tuple(dict.fromkeys(links))


def _bare(text: str) -> str:
    return " ".join(word.strip(".,:;!?»>") for word in text.split())


def _phrases(text: str) -> Iterator[str]:
    """Every run of words in a line, without the punctuation at their edges."""
    words = _bare(text).split(" ")[:_MOST_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])


def read_images(document: Document, laid: Sequence[Laid]) -> tuple[Image, ...]:
    """The images of the format, then those that a stray name or a caption tells of.

    A caption belongs to the image name right above it, otherwise to the first image of the format
    that lacks one.
    """
    images = list(document.images)
    captions = {clean(image.caption or "") for image in images} - {""}
    names = {image.name for image in images} - {None}
    for n, block in enumerate(laid):
        below = laid[n + 1] if n + 1 < len(laid) else None
        if block.role == "image-name" and block.text not in names:
            caption = below.text if below and below.role == "caption" else None
            images.append(msgspec.structs.replace(image_of(block.text), caption=caption))
        elif block.role == "caption" and block.text not in captions:
            above = laid[n - 1] if n else None
            if above is None or above.role != "image-name" or above.text in names:
                _add_caption(block.text, images)
    return tuple(images)


def _add_caption(caption: str, images: list[Image]) -> None:
    """Give the caption to the first image that the format shows without one, else list it."""
    for n, image in enumerate(images):
        if image.url and not image.caption:
            images[n] = msgspec.structs.replace(image, caption=caption)
            return
    images.append(Image(caption=caption))
