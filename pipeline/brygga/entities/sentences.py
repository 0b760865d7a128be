"""Where a capital says nothing: starts of sentences and words that are common nouns."""

from __future__ import annotations

import re

from brygga.entities.known import places
from brygga.entities.shapes import UPPER
from brygga.entities.tables import alternatives, words

_SPACE = " \t\u00a0("
_OPENING = '"”“„»«–—•*-'
_ENDS = ".!?:\n"
_CAPITAL_AFTER = re.compile(rf"-? ?[{UPPER}]")
_CAPITAL_BEFORE = re.compile(rf"\b([{UPPER}][\w’-]*) $")
_PLACE_BEFORE = re.compile(rf"(?<![\w-]){alternatives('place_words.txt')} $", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_LAST_END = re.compile(r".*(?:[.!?](?=\s)|\n)", re.DOTALL)
_CAPITALS_BEFORE = re.compile(rf"(?:(?<![\w-])[{UPPER}]{{2,30}},? ){{1,10}}$")
_CAPITALS_AFTER = re.compile(rf"(?:,? [{UPPER}]{{2,30}}(?![\w-])){{1,10}}")
_DEFINITE_NOUN = re.compile(
    rf"(?P<base>[{UPPER}][^\W\d_{UPPER}]{{3,40}}?)(?:e?[nt]|(?:[aoe]r)?na)s?"
)
_AROUND = 300
_WORD = re.compile(r"[^\W\d_]{2,}")


def starts_sentence(text: str, at: int) -> bool:
    """Whether the word at ``at`` opens a sentence, a line, a quotation or what follows a dash."""
    before = at - 1
    while before >= 0 and text[before] in _SPACE:
        before -= 1
    return before < 0 or text[before] in _ENDS or text[before] in _OPENING


def is_common(word: str) -> bool:
    """Whether press texts write the word small (``Banken``), a genitive counting as the word."""
    common = words("common_words.txt")
    small = word.lower()
    return word[1:].islower() and (small in common or small.removesuffix("s") in common)


def is_plain_opening(text: str, start: int, end: int) -> bool:
    """Whether the span is a single common word whose capital only opens a sentence."""
    word = text[start:end]
    return " " not in word and is_common(word) and starts_sentence(text, start)


def is_said_small(text: str, start: int, end: int) -> bool:
    """Whether the text itself writes small the noun whose definite form opens a sentence here:
    ``Workshopen`` where it has told of ``en workshop``.
    """
    noun = _DEFINITE_NOUN.fullmatch(text, start, end)
    if noun is None or not starts_sentence(text, start):
        return False
    small = noun.group().lower()
    bare = small[: len(noun.group("base"))]
    return re.search(rf"(?<![\w-])(?:{small}|{bare}e?)(?![\w-])", text) is not None


def is_compound_opening(text: str, start: int, end: int) -> bool:
    """Whether the span is one word that opens a sentence, is written so nowhere else in the text,
    is no known place and is made up of two common words (``Vattenresan``).
    """
    word = text[start:end]
    if (
        not word[1:].islower()
        or not word.isalpha()
        or not starts_sentence(text, start)
        or text.count(word) > 1
        or word in places()
        or word.removesuffix("s") in places()
    ):
        return False
    small, common = word.lower(), words("common_words.txt")
    return any(
        small[n:] in common
        and (small[:n] in common or (small[n - 1] == "s" and small[: n - 1] in common))
        for n in range(4, len(small) - 3)
    )


def is_mere_opening(text: str, start: int, word: str) -> bool:
    """Whether ``word``, capitalised, only opens a sentence (``På`` in ``På Gotland``)."""
    return (word in words("openers.txt") or is_common(word)) and starts_sentence(text, start)


def is_beside_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word stands right before or after, so that what lies between may be
    part of a longer name; a word that is capitalised only as the first of its sentence is none.
    """
    if _CAPITAL_AFTER.match(text, end):
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, start - 30), start)
    return before is not None and not is_mere_opening(text, before.start(1), before.group(1))


def follows_place_word(text: str, start: int) -> bool:
    """Whether a preposition of place stands right before (``i Lund``)."""
    return _PLACE_BEFORE.search(text, max(0, start - 20), start) is not None


def is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a span is in capitals because the text around it is: the line, the sentence, or a run
    of words in capitals that holds a word which no name in capitals has (``ANMÄL DIG``).
    """
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    opening = _LAST_END.match(before)
    closing = _SENTENCE_END.search(after)
    sentence = before[opening.end() :] if opening else before
    sentence += text[start:end] + (after[: closing.start()] if closing else after)
    if not any(c.islower() for c in sentence):
        return True
    left, right = _CAPITALS_BEFORE.search(before), _CAPITALS_AFTER.match(after)
    run = (left.group() if left else "") + text[start:end] + (right.group() if right else "")
    small = words("small_words.txt")
    return any(word.lower() in small for word in _WORD.findall(run))
