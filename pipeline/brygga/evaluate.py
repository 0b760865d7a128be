"""Scores of records against gold mentions.

Gold is JSONL, one text a line: ``{"id", "text", "entities": [{"start", "end", "label"}]}``,
offsets in code points. Texts are compared without white space and invisible characters, so a
reader that re-wraps a text is not punished; text that it dropped loses its mentions.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import jsonlines
import msgspec

from brygga.errors import BryggaError
from brygga.record import LABELS, Article, Label

MISSION: tuple[Label, ...] = ("PERSON", "REGION", "PROJECT", "EVENT")


class Span(msgspec.Struct, frozen=True, order=True):
    start: int
    end: int
    label: Label

    def overlaps(self, other: Span) -> bool:
        return self.label == other.label and self.start < other.end and other.start < self.end


class Gold(msgspec.Struct, frozen=True):
    id: str
    text: str
    entities: tuple[Span, ...]


class Score(msgspec.Struct, frozen=True):
    """Exact: start, end and label agree. Partial: the label agrees and the spans overlap."""

    gold: int
    precision: float
    recall: float
    f1: float
    partial_f1: float


def load_gold(path: Path) -> list[Gold]:
    """Read a gold file; raises ``BryggaError`` naming the line at fault."""
    texts: list[Gold] = []
    try:
        with path.open("rb") as file, jsonlines.Reader(file, loads=msgspec.json.decode) as lines:
            for n, line in enumerate(lines, 1):
                texts.append(_gold(line, f"{path}:{n}"))
    except (OSError, jsonlines.InvalidLineError, UnicodeDecodeError) as error:
        raise BryggaError(
            f"no gold file ({_reason(error)})",
            code="gold",
            where=str(path),
            remedy='name a file with one {"id", "text", "entities"} object a line',
        ) from error
    if not texts:
        raise BryggaError("holds no texts", code="gold", where=str(path))
    return texts


def _reason(error: Exception) -> str:
    match error:
        case OSError(strerror=str(reason)):
            return reason
        case jsonlines.InvalidLineError(lineno=int(number)):
            return f"line {number} is not JSON"
    return str(error)


def _gold(line: object, where: str) -> Gold:
    try:
        gold = msgspec.convert(line, Gold)
    except msgspec.ValidationError as error:
        raise BryggaError(f"not a gold text ({error})", code="gold", where=where) from error
    if any(not 0 <= s.start < s.end <= len(gold.text) for s in gold.entities):
        raise BryggaError("an entity lies outside the text", code="gold", where=where)
    return gold


def score(gold: Iterable[Gold], records: Mapping[str, Article]) -> dict[str, Score]:
    """Scores per label, for ``all`` and for the ``mission`` four, micro-averaged.

    ``records`` maps gold ids to records; a gold text without one counts as all missed.
    """
    hits, wanted, found = Counter[Label](), Counter[Label](), Counter[Label]()
    near_wanted, near_found = Counter[Label](), Counter[Label]()
    for text in gold:
        expected, predicted = _spans(text, records.get(text.id))
        hits.update(s.label for s in expected & predicted)
        wanted.update(s.label for s in expected)
        found.update(s.label for s in predicted)
        near_wanted.update(s.label for s in expected if any(map(s.overlaps, predicted)))
        near_found.update(s.label for s in predicted if any(map(s.overlaps, expected)))

    def over(labels: Sequence[Label]) -> Score:
        n_hits, n_wanted, n_found, n_near_wanted, n_near_found = (
            sum(counter[label] for label in labels)
            for counter in (hits, wanted, found, near_wanted, near_found)
        )
        precision, recall = _ratio(n_hits, n_found), _ratio(n_hits, n_wanted)
        near_precision, near_recall = _ratio(n_near_found, n_found), _ratio(n_near_wanted, n_wanted)
        return Score(
            gold=n_wanted,
            precision=precision,
            recall=recall,
            f1=_f1(precision, recall),
            partial_f1=_f1(near_precision, near_recall),
        )

    return {
        **{label: over([label]) for label in LABELS},
        "all": over(LABELS),
        "mission": over(MISSION),
    }


def _spans(gold: Gold, record: Article | None) -> tuple[set[Span], set[Span]]:
    """Gold and predicted spans, both in positions of the squeezed gold text."""
    text, positions = squeeze(gold.text)
    expected = {s for s in map(positions.place, gold.entities) if s is not None}
    if record is None:
        return expected, set()
    read, read_positions = squeeze(record.text)
    mentions = (Span(m.start, m.end, m.label) for m in record.mentions)
    predicted = [s for s in map(read_positions.place, mentions) if s is not None]
    if read == text:
        return expected, set(predicted)
    shift = _alignment(read, text)
    # A mention on text that the gold lacks stays a false positive, at a place of its own.
    return expected, {
        Span(shift.get(s.start, -s.end), shift.get(s.end - 1, -s.start - 1) + 1, s.label)
        for s in predicted
    }


class Positions(dict[int, int]):
    """Where each kept code point of a text went."""

    def place(self, span: Span) -> Span | None:
        kept = [self[i] for i in range(span.start, span.end) if i in self]
        return Span(kept[0], kept[-1] + 1, span.label) if kept else None


def squeeze(text: str) -> tuple[str, Positions]:
    """``text`` in NFC without white space and invisible characters, and where each went."""
    kept: list[str] = []
    positions = Positions()
    for i, char in enumerate(text):
        for part in unicodedata.normalize("NFC", char):
            if not part.isspace() and unicodedata.category(part) != "Cf":
                positions.setdefault(i, len(kept))
                kept.append(part)
    return "".join(kept), positions


def _alignment(source: str, target: str) -> dict[int, int]:
    blocks = SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
