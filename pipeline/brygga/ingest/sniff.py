"""What a file is: its content decides, its suffix settles what content leaves open."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from brygga.errors import ReadError
from brygga.ingest.archive import open_zip
from brygga.ingest.encoding import decode, is_binary
from brygga.record import Notice

HEAD = 1 << 14

NAMES = {
    "plain": "plain text",
    "markdown": "Markdown",
    "html": "an HTML page",
    "docx": "a Word document",
    "pdf": "a PDF",
    "feed": "a feed",
    "jsonl": "JSON lines",
    "csv": "a CSV table",
    "zip": "a zip archive",
}

# Atomic and possessive: comments must not be matched in more than one way.
_ROOT = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*+<(?P<root>[a-z][\w:.-]*)",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    "a|article|aside|b|blockquote|br|center|div|em|figure|font|footer|form|h[1-6]|header|hr|i|img|"
    "li|link|main|meta|nav|ol|p|pre|script|section|span|strong|style|table|title|tr|u|ul"
)
_ANY_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|a|b|i|strong|em|span|ul|li)\b[^<>]*>", re.IGNORECASE)

_INSTEAD = "leave it out, or save its text as .txt or .docx"


class Kind(NamedTuple):
    """A format that Brygga reads, and what the record should say about the file's name."""

    format: str
    media_type: str
    notices: tuple[Notice, ...] = ()


class _Suffix(NamedTuple):
    format: str
    name: str
    remedy: str | None


def sniff(file: IO[bytes], uri: str, *, trust_content: bool = True) -> Kind:
    """Tell what ``file`` (seekable, at its start; left at its start) is.

    Raises ``ReadError``: ``empty-file``, ``unknown-format``, ``damaged`` (an archive without its
    end), or, unless ``trust_content``, ``wrong-suffix`` where name and content disagree.
    """
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise ReadError(
            "the file is empty", code="empty-file", remedy="fetch or save it again, or leave it out"
        )
    path = PurePosixPath(uri)
    suffix = (path.suffix or path.name).lower()  # some names say it whole, as Makefile does
    named = _suffixes().get(suffix)
    by_name = named.format if named else None
    found = _binary(head, file, by_name) or _text(head, named)
    if by_name is None or found == by_name:
        return Kind(found, media_type(found, suffix))
    label = NAMES[found]
    if not trust_content:
        wanted = NAMES.get(by_name) or (named.name if named else by_name)
        raise ReadError(
            f"not {wanted} (the file is {label} saved as {suffix})",
            code="wrong-suffix",
            remedy=f"rename it to {_suffix_of(found)}, or set ingest.sniff = true",
        )
    notice = Notice(code="suffix-mismatch", message=f"saved as {suffix}, but it is {label}")
    return Kind(found, media_type(found, ""), (notice,))


def has_tags(text: str) -> bool:
    """Whether ``text`` holds HTML tags."""
    return _ANY_TAG.search(text) is not None


def media_type(form: str, suffix: str) -> str:
    """The media type of ``form``, the suffix's own if it belongs to the format."""
    named = _suffixes().get(suffix)
    if named and named.format == form:
        return named.name
    return next(entry.name for entry in _suffixes().values() if entry.format == form)


def _binary(head: bytes, file: IO[bytes], by_name: str | None) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head, file, by_name)
    for offset, signature, name, remedy in _signatures():
        # A text may open with letters that are some format's signature; no text holds a NUL.
        certain = b"\0" in head or not signature.isalnum()
        if certain and head.startswith(signature, offset):
            raise _unknown(name, by_name, remedy)
    return None


def _zip_kind(head: bytes, file: IO[bytes], by_name: str | None) -> str:
    try:
        with open_zip(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        wordish = by_name == "docx" or b"word/" in head or b"[Content_Types].xml" in head
        what = NAMES["docx" if wordish else "zip"]
        raise ReadError(
            f"{what} that is cut short or damaged ({error})",
            code="damaged",
            remedy="fetch or save the file again",
        ) from error
    finally:
        file.seek(0)
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/document") for name in names):
            return "docx"
        for folder, suffix in (("xl/", ".xlsx"), ("ppt/", ".pptx")):
            if any(name.startswith(folder) for name in names):
                raise _foreign(_suffixes()[suffix])
    if "mimetype" in names and "content.xml" in names:
        raise _foreign(_suffixes()[".odt"])
    if "META-INF/container.xml" in names:
        raise _foreign(_suffixes()[".epub"])
    return "zip"


def _text(head: bytes, named: _Suffix | None) -> str:
    by_name = named.format if named else None
    if len(head) == HEAD:
        # The last character may be cut; what follows the last line end is not needed here.
        head = head[: head.rfind(b"\n") + 1] or head[: HEAD // 2]
    text = decode(head).text
    if is_binary(text):
        raise _unknown("binary data of an unknown kind", by_name)
    strong, weak = _markup(text.strip("\ufeff \t\r\n"), by_name)
    if strong:
        return strong
    if named and named.format == "-":
        raise _foreign(named)
    if weak:
        return by_name if by_name in ("plain", "markdown", "csv", "jsonl") else weak
    if by_name == "html":
        return "html" if has_tags(text) else "plain"
    if by_name in ("plain", "markdown", "csv", "jsonl"):
        return by_name
    return _untold(text) if by_name is None else "plain"


def _markup(text: str, by_name: str | None) -> tuple[str | None, str | None]:
    """The format that ``text`` certainly has, and the one that it may have."""
    if text[:1] in ("{", "["):
        return _json(text), None
    if not text.startswith("<"):
        return None, None
    match = _ROOT.match(text)
    root = match["root"].lower() if match else ""
    local = root.rpartition(":")[2]
    if local in ("rss", "feed", "rdf"):
        return "feed", None
    if local in ("html", "head", "body") or text[:14].lower() == "<!doctype html":
        return "html", None
    fragment = _FRAGMENT.fullmatch(local) is not None
    closed = text.lower().endswith(f"</{root}>") and by_name in (None, "plain")
    other = by_name == "feed" or (bool(root) and closed) or local == "svg"
    if text.startswith("<?xml") or (other and not fragment):
        name = f"XML of another kind (<{root}>)" if root else "XML that is cut short or damaged"
        raise ReadError(
            f"not a feed or a page: {name}",
            code="unknown-format",
            remedy="export it as RSS, Atom, HTML or JSON lines",
        )
    return None, "html" if fragment else None


def _json(text: str) -> str | None:
    import msgspec

    first = text.partition("\n")[0].strip()
    try:
        if isinstance(msgspec.json.decode(first), dict):
            return "jsonl"
    except (msgspec.DecodeError, RecursionError):
        pass
    if re.match(r'\[\s*\{\s*"|\[\s*$|\{\s*\n\s*"[^"\n]*"\s*:', text[:1000]):
        raise ReadError(
            "JSON in one piece; only JSON lines can be read one article at a time",
            code="unknown-format",
            remedy="write one object a line, for instance with: jq -c '.[]' FILE",
        )
    return None


def _untold(text: str) -> str:
    """The format of text whose name says nothing (standard input, no suffix)."""
    from brygga.ingest.table import looks_like_csv

    if re.match(r"\s*#{1,6} \S", text):
        return "markdown"
    return "csv" if looks_like_csv(text) else "plain"


def _unknown(name: str, by_name: str | None, remedy: str | None = None) -> ReadError:
    wanted = NAMES.get(by_name or "")
    message = f"not {wanted} ({name})" if wanted else f"{name}, which Brygga does not read"
    return ReadError(message, code="unknown-format", remedy=remedy or _INSTEAD)


def _foreign(entry: _Suffix) -> ReadError:
    message = f"{entry.name}, which Brygga does not read"
    return ReadError(message, code="unknown-format", remedy=entry.remedy or _INSTEAD)


def _suffix_of(form: str) -> str:
    return next(suffix for suffix, entry in _suffixes().items() if entry.format == form)


@cache
def _suffixes() -> dict[str, _Suffix]:
    return {row[0]: _Suffix(row[1], row[2], row[3] or None) for row in _table("formats.tsv")}


@cache
def _signatures() -> tuple[tuple[int, bytes, str, str | None], ...]:
    rows = _table("signatures.tsv")
    return tuple((int(row[0]), bytes.fromhex(row[1]), row[2], row[3] or None) for row in rows)


def _table(name: str) -> list[list[str]]:
    text = files("brygga.ingest").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [[*line.split("\t"), ""][:4] for line in lines]
