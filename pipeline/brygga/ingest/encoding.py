"""Bytes to text for Swedish: byte-order mark, strict UTF-8, else the most plausible å, ä and ö.

General detectors need long texts; a press item in cp1252 often has a handful of bytes outside
ASCII. Those bytes and their neighbours decide: ``letters.tsv`` says how often Swedish press
texts have which character between which neighbours, and the candidate encoding under which the
text is likeliest wins.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from brygga.record import Notice

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("cp1252", "mac-roman", "cp850")
"""Tried in this order where they are equally plausible. ISO 8859-1 is read as cp1252, which
differs from it only where ISO 8859-1 has control characters."""

_UTF16_NULS = 0.2
_EVIDENCE = 4_000
_DECLARED_BONUS = 4.0
_UNSEEN, _CONTROL, _WRONG_CASE = 1e-7, -30.0, -6.0
_MOJIBAKE = re.compile("[ÃÂâ√∆≈┬├Γ╬]")
_TWICE = re.compile("[ÂÃ][^\x00-\x7f]|â[^\x00-\x7f]{2}")
_ESCAPED = re.compile("[\udc80-\udcff]+")
_C1 = frozenset(map(chr, range(0x7F, 0xA0)))


class Decoded(NamedTuple):
    """``text`` is what ``encoding`` makes of the bytes, repaired where ``notices`` say so."""

    text: str
    encoding: str
    notices: tuple[Notice, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole text; never raises.

    ``declared`` is the encoding that the file or its carrier names: it counts as evidence, below
    a byte-order mark and valid UTF-8. Doubly encoded text (``Ã¥`` for ``å``) is repaired.
    """
    encoding, start, odd = choose(data, declared)
    text = _decode_as(data[start:], encoding)
    notices = (odd,) if odd else ()
    repaired = repair(text)
    if repaired != text:
        message = "text was encoded twice (å had become Ã¥ or alike) and has been repaired"
        notices = (*notices, Notice(code="mojibake-repaired", message=message))
    if "\ufffd" in repaired:
        count = repaired.count("\ufffd")
        message = f"{count} characters are lost (they cannot be read in {encoding})"
        notices = (*notices, Notice(code="lost-characters", message=message))
    return Decoded(repaired, encoding, notices)


def decode_part(data: bytes, encoding: str) -> Decoded:
    """Decode a line of a text whose encoding is known from the whole (see ``Stream``).

    A line in valid UTF-8 is read as that even so; one that is not UTF-8 in a text that should be
    is decoded by itself.
    """
    if encoding != "utf-8" and not data.isascii():
        good, bad = _utf8_evidence(data)
        if bad or not good:
            text = repair(data.decode(encoding, errors="replace"))
            return Decoded(text, encoding, ())
    return decode(data, encoding)


def choose(data: bytes, declared: str | None = None) -> tuple[str, int, Notice | None]:
    """The encoding of ``data``, the length of its byte-order mark, and what is odd about it."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return name, len(bom), None
    stated = _known(declared)
    if wide := _utf16_without_bom(data):
        return wide, 0, None
    good, bad = _utf8_evidence(data)
    if not bad:
        if good and stated not in (None, "utf-8"):
            return "utf-8", 0, _mismatch(stated, "utf-8")
        return "utf-8", 0, None
    if good >= 2 and good >= bad:
        message = f"{bad} bytes are not UTF-8 and were read as cp1252"
        return "utf-8", 0, Notice(code="mixed-encoding", message=message)
    best = most_plausible(data, stated)
    if stated and stated != best:
        return best, 0, _mismatch(stated, best)
    return best, 0, None


def most_plausible(data: bytes, declared: str | None = None) -> str:
    """The single-byte encoding under which ``data`` is likeliest to be Swedish."""
    names = [*CANDIDATES]
    if declared and declared not in names and not declared.startswith("utf-"):
        names.append(declared)
    sample = _around_high_bytes(data)
    scores = {}
    for name in names:
        text = sample.decode(name, errors="replace")
        scores[name] = plausibility(text) + (_DECLARED_BONUS if name == declared else 0.0)
    return max(names, key=lambda name: scores[name])


def plausibility(text: str) -> float:
    """Log-likelihood of the characters outside ASCII given their neighbours, as Swedish."""
    exact, classes, alone = _letters()
    total = 0.0
    padded = f" {text} "
    for n in range(1, len(padded) - 1):
        char = padded[n]
        if char.isascii() and char != "\x7f":
            continue
        if char in _C1 or char == "\ufffd":
            total += _CONTROL
            continue
        before, after = padded[n - 1], padded[n + 1]
        low = char.lower()
        near = (low, _neighbour(before), _neighbour(after))
        wide = (low, _kind(near[1]), _kind(near[2]))
        seen = 0.9 * exact.get(near, 0.0) + 0.1 * classes.get(wide, 0.0)
        total += math.log(seen + 1e-4 * alone.get(low, 0.0) + _UNSEEN)
        if (char.isupper() and before.islower()) or (char.islower() and after.isupper()):
            total += _WRONG_CASE
    return total


def repair(text: str) -> str:
    """``text`` with doubly encoded lines put right; correct text comes back unchanged."""
    if not _MOJIBAKE.search(text):
        return text
    import ftfy

    lines = text.splitlines(keepends=True)
    return "".join(_repair_line(line, ftfy.fix_encoding) for line in lines)


def is_binary(text: str) -> bool:
    """Whether decoded ``text`` has more control characters than a text can have."""
    sample = text[:65536]
    controls = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\v\x1e\x1f") or c in _C1)
    return controls > max(2, len(sample) // 100)


class Stream:
    """Choose the encoding of a file of any size by reading it once in chunks.

    UTF-8 must hold for every byte; the rest is decided on what surrounds the first bytes outside
    ASCII.
    """

    def __init__(self) -> None:
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._head = b""
        self._sample = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the file."""
        if not self._head:
            self._head = chunk[:65536]
        if self._utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._utf8 = None
        if len(self._sample) < _EVIDENCE:
            self._sample += _around_high_bytes(chunk)

    def encoding(self) -> tuple[str, int]:
        """The encoding of all that was fed, and the length of the byte-order mark."""
        name, start, _ = choose(self._head)
        if start or name.startswith("utf-16"):
            return name, start
        if self._utf8:
            return "utf-8", 0
        return choose(self._sample)[0], 0


def _decode_as(data: bytes, encoding: str) -> str:
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace")
    return _ESCAPED.sub(_read_stray_bytes, data.decode("utf-8", errors="surrogateescape"))


def _read_stray_bytes(match: re.Match[str]) -> str:
    stray = match.group().encode("utf-8", errors="surrogateescape")
    cut_short = match.end() == len(match.string) and 0xC2 <= stray[0] <= 0xF4
    return "\ufffd" if cut_short else stray.decode("cp1252", errors="replace")


def _mismatch(stated: str | None, found: str) -> Notice:
    message = f"declared as {stated}, but the bytes are {found}"
    return Notice(code="encoding-mismatch", message=message)


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding, with the substitutions that browsers make."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _utf16_without_bom(data: bytes) -> str | None:
    head = data[:4096]
    nuls = head.count(0)
    if len(head) < 2 or nuls < _UTF16_NULS * len(head):
        return None
    odd = head[1::2].count(0)
    name = "utf-16-le" if odd > nuls - odd else "utf-16-be"
    try:
        text = head[: len(head) // 2 * 2].decode(name)
    except UnicodeDecodeError:
        return None
    return name if not is_binary(text) else None


def _utf8_evidence(data: bytes) -> tuple[int, int]:
    """How many characters outside ASCII are valid UTF-8, and how many bytes are not part of one.

    Where all are valid, only whether there are any is told.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="surrogateescape")
        high = [c for c in text if c >= "\x80"]
        bad = sum(1 for c in high if "\udc80" <= c <= "\udcff")
        return len(high) - bad, bad
    return (0 if data.isascii() else 1), 0


def _around_high_bytes(data: bytes) -> bytes:
    """Every byte outside ASCII with its neighbours, apart by spaces, up to a bound."""
    found: list[bytes] = []
    size = 0
    for match in re.finditer(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?", data):
        # A neighbour taken by the match before is only lost as context, so look at it again.
        start = max(0, match.start() - 1) if match.group()[:1] >= b"\x80" else match.start()
        found.append(data[start : match.end()])
        size += match.end() - start + 1
        if size > _EVIDENCE:
            break
    return b"".join(piece + b"\n" for piece in found)


def _repair_line(line: str, fix: Callable[[str], str]) -> str:
    if not _MOJIBAKE.search(line):
        return line
    fixed = fix(line)
    # ftfy leaves single pairs such as Ã¥ alone, and lines that are right elsewhere.
    return max((line, fixed, _TWICE.sub(_once, fixed)), key=plausibility)


def _once(match: re.Match[str]) -> str:
    try:
        return match.group().encode("cp1252").decode("utf-8")
    except UnicodeError:
        return match.group()


def _neighbour(char: str) -> str:
    if char.isspace():
        return "_"
    if char.isdigit():
        return "0"
    if char.isalpha():
        return char.lower() if char.isascii() else "~"
    return "."


def _kind(neighbour: str) -> str:
    return "a" if neighbour.isalpha() or neighbour == "~" else neighbour


Contexts = Mapping[tuple[str, str, str], float]


@cache
def _letters() -> tuple[Contexts, Contexts, Mapping[str, float]]:
    """Chances of (character, before, after), exact and with letters as one class, and of the
    character alone.
    """
    exact: dict[tuple[str, str, str], float] = {}
    classes: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    alone: defaultdict[str, float] = defaultdict(float)
    rows = list(_rows())
    total = sum(count for *_, count in rows)
    for char, before, after, count in rows:
        exact[char, before, after] = count / total
        # A class holds many contexts, of which the one at hand is one.
        classes[char, _kind(before), _kind(after)] += count / total / 100
        alone[char] += count / total
    return exact, classes, alone


def _rows() -> Iterator[tuple[str, str, str, int]]:
    table = files("brygga.ingest").joinpath("letters.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            char, before, after, count = line.split("\t")
            yield char, before, after, int(count)
