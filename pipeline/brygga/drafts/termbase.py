"""The glossary in the forms that translators' tools read: CSV, and TBX (ISO 30042:2019, dialect
TBX-Basic, in the style of categories as elements' types).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from brygga.batch.output import atomic
from brygga.drafts.glossary import Glossary, Term, shipped
from brygga.errors import BryggaError, ReadError

_OWN = "own"
COLUMNS = ("swedish", "english", "pos", "domain", "also")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TBX = "urn:iso:std:iso:30042:ed-2"
_POS = {"noun": "noun", "verb": "verb", "adj": "adjective", "phrase": "other", "name": "properNoun"}
_BACK = {said: pos for pos, said in _POS.items()}


def to_csv(terms: Iterable[Term]) -> str:
    """One row a term, ``also`` separated by semicolons; the header names the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for term in terms:
        writer.writerow((term.sv, term.en, term.pos, term.domain, ";".join(term.also)))
    return out.getvalue()


def from_csv(text: str, where: str, comma: str = ",") -> list[Term]:
    """Raises ``ReadError`` naming the line where a term or its English is missing."""
    rows = csv.DictReader(io.StringIO(text), delimiter=comma)
    if missing := {"swedish", "english"} - set(rows.fieldnames or ()):
        raise ReadError(
            f"no column {', '.join(sorted(missing))}",
            code="wrong-columns",
            where=where,
            remedy=f"name the columns {', '.join(COLUMNS)}",
        )
    return [_term(row, f"{where}, line {rows.line_num}") for row in rows]


def to_tbx(terms: Iterable[Term]) -> bytes:
    from lxml import etree
    from lxml.builder import ElementMaker

    make = ElementMaker(namespace=_TBX, nsmap={None: _TBX})
    body = make.body()
    for n, term in enumerate(terms, 1):
        entry = make.conceptEntry(make.descrip(term.domain, type="subjectField"), id=f"t{n}")
        entry.append(_language(make, "sv", [term.sv], term.pos))
        entry.append(_language(make, "en-GB", [term.en, *term.also], term.pos))
        body.append(entry)
    source = make.sourceDesc(make.p("Compiled for Brygga."))
    root = make.tbx(
        make.tbxHeader(make.fileDesc(source)),
        make.text(body),
        {f"{_XML}lang": "en", "style": "dca", "type": "TBX-Basic"},
    )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _language(make: object, code: str, words: list[str], pos: str) -> object:
    section = make.langSec({f"{_XML}lang": code})  # type: ignore[attr-defined]
    for n, word in enumerate(words):
        section.append(
            make.termSec(  # type: ignore[attr-defined]
                make.term(word),  # type: ignore[attr-defined]
                make.termNote(_POS[pos], type="partOfSpeech"),  # type: ignore[attr-defined]
                make.termNote(  # type: ignore[attr-defined]
                    "preferredTerm-admn-sts" if n == 0 else "admittedTerm-admn-sts",
                    type="administrativeStatus",
                ),
            )
        )
    return section


def from_tbx(data: bytes, where: str) -> list[Term]:
    """The entries that have a Swedish and an English term; the first English one is preferred.

    Raises ``ReadError`` for what is no TBX.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not valid XML ({error})", code="invalid-tbx", where=where) from error
    terms = []
    for entry in root.iter("{*}conceptEntry", "{*}termEntry"):
        words = {"sv": [], "en": []}  # type: dict[str, list[str]]
        pos = "noun"
        for section in entry.iter("{*}langSec", "{*}langSet"):
            code = (section.get(f"{_XML}lang") or "")[:2].lower()
            if code in words:
                words[code] += [t.text.strip() for t in section.iter("{*}term") if t.text]
            for note in section.iter("{*}termNote"):
                if note.get("type") == "partOfSpeech":
                    pos = _BACK.get(note.text or "", pos)
        domain = next((d.text for d in entry.iter("{*}descrip") if d.text), _OWN)
        if words["sv"] and words["en"]:
            terms += [
                Term(sv, words["en"][0], pos, domain, tuple(words["en"][1:])) for sv in words["sv"]
            ]
    if not terms:
        raise ReadError(
            "no entry with a Swedish and an English term", code="invalid-tbx", where=where
        )
    return terms


def _term(row: dict[str, str], where: str) -> Term:
    sv, en = (row.get("swedish") or "").strip(), (row.get("english") or "").strip()
    if not sv or not en:
        raise ReadError("a term or its English is empty", code="empty-term", where=where)
    also = tuple(filter(None, (part.strip() for part in (row.get("also") or "").split(";"))))
    pos = (row.get("pos") or "noun").strip()
    return Term(sv, en, pos if pos in _POS else "noun", (row.get("domain") or _OWN).strip(), also)


def with_own(files: Sequence[str]) -> Glossary:
    """The shipped terms and those of a user's files, which count where both have a term; without a
    domain of its own, a term keeps that of ours (``role`` makes a word one that briefs look up).

    ``.tbx`` is TBX, ``.tsv`` and ``.csv`` are tables. Raises ``ReadError``.
    """
    ours = shipped()
    if not files:
        return ours
    own = [term for file in files for term in read(Path(file))]
    return Glossary([*ours, *(_like(ours.get(term.sv), term) for term in own)])


def _like(ours: Term | None, term: Term) -> Term:
    if ours is None or term.domain != _OWN:
        return term
    return msgspec.structs.replace(term, domain=ours.domain, pos=ours.pos)


def read(path: Path) -> list[Term]:
    """The terms of a CSV, TSV or TBX file. Raises ``ReadError``."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".tbx":
            return from_tbx(data, str(path))
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ReadError(
            f"cannot be read ({error.strerror})", code="unreadable", where=str(path)
        ) from error
    except UnicodeDecodeError as error:
        raise ReadError("not UTF-8", code="encoding", where=str(path)) from error
    return from_csv(text, str(path), "\t" if path.suffix.lower() == ".tsv" else ",")


def write(terms: Iterable[Term], path: Path) -> None:
    """The terms as a file, whole or not at all: TBX if ``path`` ends so, else CSV.

    Raises ``BryggaError`` where it cannot be written.
    """
    tbx = path.suffix.lower() == ".tbx"
    try:
        with atomic(path) as file:
            file.write(to_tbx(terms) if tbx else to_csv(terms).encode())
    except OSError as error:
        raise BryggaError(
            f"cannot be written ({error.strerror})", code="unwritable", where=str(path)
        ) from error
