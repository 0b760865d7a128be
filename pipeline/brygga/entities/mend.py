"""Systematic slips of a statistical tagger, put right before rules are heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from brygga.entities import known
from brygga.entities.addresses import has_house_number, is_on_line
from brygga.entities.bodies import end_of_body, separate, start_of_body
from brygga.entities.editions import edition_end
from brygga.entities.forenames import begins_a_name, is_first_name
from brygga.entities.heads import heads
from brygga.entities.role_words import is_definite, is_head
from brygga.entities.sentences import (
    is_common,
    is_compound_opening,
    is_plain_opening,
    is_said_small,
    is_shouted,
    starts_sentence,
)
from brygga.entities.shapes import PARTICLE, UPPER
from brygga.entities.spans import Span
from brygga.entities.tables import alternatives, words
from brygga.entities.works import is_after_work
from brygga.record import Label

_TITLE_WORD = re.compile(rf"(?:{alternatives('title_words.txt')} )+")
_HEAD = re.compile(rf"[\w-]*{heads('PROJECT', 'EVENT')} (?=[{UPPER}])")
_MONTH = re.compile(rf"{alternatives('months.txt')}\.? \d{{4}}\b", re.IGNORECASE)
_DEFINITE = re.compile(r"[^\W\d_]{5,}(?:[nt]|na) ")
_STOP = re.compile(r"[!?;]|: ")
_STOP_OF_PERSON = re.compile(r"[!?;\]\n]|: | [–-] ")
_BODY = re.compile(rf" {alternatives('body_words.txt')}$")
_LOOSE_END = re.compile(rf"(?: {alternatives('loose_words.txt')})+$")
_PLACE_AND_NOUN = re.compile(rf"((?:[\w-]+ )?[{UPPER}][\w-]*(?::s|s)) ([a-zåäö-]+)")
_PLACE_AND_WORD = re.compile(rf"([{UPPER}][\w-]*) ([a-zåäö]{{1,3}}|[a-zåäö]+[dt]e)")
_ENDS_IN_HEAD = re.compile(rf"-{heads('PROJECT')}$")
_BEYOND_NUMBER = re.compile(r"(?<=\w [2-9]) [a-zåäö]+$")
_SHORT = 4
"""Letters of an organisation in capitals that is believed in a line of capitals (``SMHI``)."""
_LONGEST_ABBREVIATION = 5
_NO_WORKS: frozenset[Label] = frozenset({"PERSON", "REGION", "ORGANISATION"})
_NAME_AFTER = re.compile(rf" [”“\"{UPPER}]")
_COMPOUND = re.compile(r"-([a-zåäö]{4,})$")
_CLAUSE = re.compile(r" (?:vars|för att|om att|som|vilk(?:en|et|a)) |, som ")
_BEYOND_YEAR = re.compile(r"(?<= (?:19|20)\d\d)(?: om| i| inom| på| för)? [a-zåäö].*$")
_IN_BRACKETS = re.compile(rf"[(,] ?([{UPPER}]{{2,8}})(?::s|s)?[),]")
_LAW_BEFORE = re.compile(
    r"(?:lag|ordning|direktiv|fördrag|konvention|protokoll|lopp|mål|plan|ramverk|strategi|princip)"
    r"(?:e?[nt]|en|er|erna)?s?(?: (?:om|för|av) [^.(]{0,80})? ?$",
    re.IGNORECASE,
)
_REST_OF_NAME = re.compile(rf" {PARTICLE}(?: (?:der|den|la))? [{UPPER}][\w’-]*\w")


def mend(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans as names are.

    Cut off are the title before a person's name, the common noun before a project's or an event's
    (``Interreg-projektet Osiris``) and the clause after an organisation's; added are the rest of
    a ``van`` or ``von`` name, an authority's sub-unit, the noun that an organisation's name lacks
    after an adjective, and the number or year of a project or an event. Dropped are abbreviations
    that are no names, titles without a name, papers and awards, common words that only open a
    sentence or are written small (in the press at large or in this text; projects and events are
    often named by a common word that the text also uses as one), words in a text in capitals,
    parts of addresses or compounds, and persons that are the first part of a compound
    (``Anna Lindh-priset``).
    """
    reached = 0
    laws = set(_abbreviated_laws(text))
    for span in (part for guess in spans for part in separate(text, guess)):
        if span.start < reached or _is_dropped(text, span, laws):
            continue
        if _ENDS_IN_HEAD.search(text, span.start, span.end) and _NAME_AFTER.match(text, span.end):
            continue  # "Interreg-projektet" in "Interreg-projektet Osiris"
        mended = _mended(text, _without_title(text, span))
        if mended is not None and text[mended.start : mended.end] not in words("credit_labels.txt"):
            reached = mended.end
            yield mended


def _is_dropped(text: str, span: Span, laws: set[str]) -> bool:
    start, end, label = span.start, span.end, span.label
    name = text[start:end]
    return bool(
        is_plain_opening(text, start, end)
        or _is_no_name(name)
        or name.partition(":")[0] in laws
        or _MONTH.match(text, start, end)
        or is_on_line(text, start)
        or text.startswith(("- ", "-,"), end)  # "Nato- och EU-frågor"
        or _is_in_capitals(text, span)
        or (label not in ("PROJECT", "EVENT") and is_said_small(text, start, end))
        or (label != "EVENT" and name.rpartition(" ")[2] in words("not_heads.txt"))
        or (label in ("PERSON", "REGION") and is_compound_opening(text, start, end))
        or (label in _NO_WORKS and _belongs_to_another(text, span))
    )


def _belongs_to_another(text: str, span: Span) -> bool:
    """Whether a name is part of that of a work or of an address."""
    return is_after_work(text, span.start) or has_house_number(text, span.start, span.end)


def _abbreviated_laws(text: str) -> Iterator[str]:
    """What brackets after a law, a plan or the like hold: ``lagen om mottagande … (LMA)``."""
    for match in _IN_BRACKETS.finditer(text):
        if _LAW_BEFORE.search(text, max(0, match.start() - 120), match.start()):
            yield match.group(1)


def _mended(text: str, span: Span) -> Span | None:
    if span.label == "PERSON" and not (
        _BODY.search(text, span.start, span.end) or _is_an_abbreviation(text, span)
    ):
        return _person(text, span)
    return _thing(text, span)


def _is_an_abbreviation(text: str, span: Span) -> bool:
    """Whether a "person" begins with an abbreviation (``NAG Strama``, ``CUF``)."""
    first, _, rest = text[span.start : span.end].partition(" ")
    return (
        2 < len(first) <= _LONGEST_ABBREVIATION
        and first.isalpha()
        and first.isupper()
        and not rest.isupper()
        and not is_first_name(first.capitalize())
        and not is_shouted(text, span.start, span.start + len(first))
    )


def _without_title(text: str, span: Span) -> Span:
    """A person behind the definite noun that opens a sentence, whatever the model calls it."""
    noun = _DEFINITE.match(text, span.start, span.end)
    if noun is None or not starts_sentence(text, span.start):
        return span
    first = noun.group().strip()
    second = text[noun.end() : span.end].partition(" ")[0]
    if is_first_name(second) and not is_first_name(first) and first not in known.places():
        return _moved(span, noun.end(), span.end, "PERSON")
    return span


def _is_no_name(name: str) -> bool:
    return (
        name in words("not_names.txt")
        or _is_paper(name)
        or _is_a_small_word(name)
        or (name.isalpha() and is_head(name) and not is_definite(name) and not known.is_known(name))
    )


def _is_a_small_word(name: str) -> bool:
    """Whether a span is one common word written small (``fjol``) and no known name."""
    return name in words("common_words.txt") and name.islower() and not known.is_known(name)


def _is_in_capitals(text: str, span: Span) -> bool:
    """Whether a guess looks like a name only because the text is in capitals; a name that the
    article has elsewhere is carried here later.
    """
    name = text[span.start : span.end]
    return (
        name.isupper()
        and span.label in ("PROJECT", "EVENT", "ORGANISATION")
        and (
            span.label != "ORGANISATION"
            or len(name) > _SHORT
            or name.lower() in words("common_words.txt")
        )
        and not known.is_known(name)
        and is_shouted(text, span.start, span.end)
    )


def _is_paper(name: str) -> bool:
    """Whether a word, or what a hyphen joins (``Europa 2020-strategin``), names an agreement, a law
    or the like.
    """
    stem, hyphen, last = name.removesuffix("s").rpartition("-")
    if hyphen and stem:
        return last in words("not_endings.txt")
    return name.isalpha() and last.endswith(tuple(words("not_endings.txt")))


def _person(text: str, span: Span) -> Span | None:
    name = text[span.start : span.end]
    compound = _COMPOUND.search(name)
    if name.startswith("Ers ") or (compound and is_common(compound.group(1).capitalize())):
        return None
    start, end = span.start, span.end
    stop = _STOP_OF_PERSON.search(text, start + 1, end)
    if stop:
        end = stop.start()
        name = text[start:end]
    first, space, rest = name.partition(" ")
    title = _TITLE_WORD.match(name)
    if title:
        start += title.end()
    elif space and starts_sentence(text, start):
        opens = first in words("openers.txt") and not is_first_name(first)
        if (is_common(first) or opens) and not (begins_a_name(first) and rest[:1].isupper()):
            start += len(first) + 1
    if not any(c.isupper() for c in text[start:end]):
        return None
    particle = _REST_OF_NAME.match(text, end)
    if particle:
        end = particle.end()
    return _moved(span, start, end, span.label)


def _thing(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    label: Label = "ORGANISATION" if span.label == "PERSON" else span.label
    if label in ("PROJECT", "EVENT") and (head := _HEAD.match(text, start, end)):
        start = head.end()
    if label == "PROJECT" and (beyond := _BEYOND_NUMBER.search(text, start + 1, end)):
        end = beyond.start()
    if label == "EVENT" and (beyond := _BEYOND_YEAR.search(text[start:end])):
        end = start + beyond.start()
    if label == "ORGANISATION":
        start = start_of_body(text, start, end)
    if label in ("ORGANISATION", "EVENT") and (clause := _CLAUSE.search(text, start + 1, end)):
        end = clause.start()
    if label in ("ORGANISATION", "REGION") and (stop := _STOP.search(text, start + 1, end)):
        end = stop.start()
    if loose := _LOOSE_END.search(text[start:end]):
        end = start + loose.start()
    if label == "ORGANISATION":
        end = end_of_body(text, start, end)
    elif label == "REGION":
        end = _end_of_place(text, start, end)
    return _moved(span, start, edition_end(text, end, label), label)


def _end_of_place(text: str, start: int, end: int) -> int:
    """Without what a place has or does: ``Sveriges regering``, ``Jordan signerade``."""
    owned = _PLACE_AND_NOUN.fullmatch(text, start, end)
    if owned:
        noun = owned.group(2)
        return end if _is_place_head(noun) or not is_common(noun.capitalize()) else owned.end(1)
    place = _PLACE_AND_WORD.fullmatch(text, start, end)
    if place and place.group(1) in known.places() and not _is_place_head(place.group(2)):
        return place.end(1)
    return end


def _is_place_head(word: str) -> bool:
    return word.endswith(tuple(words("place_heads.txt")))


def _moved(span: Span, start: int, end: int, label: Label) -> Span:
    if (start, end, label) == (span.start, span.end, span.label):
        return span
    score = span.score if label == span.label else None
    return Span(start, end, label, span.method, span.sure, score)
