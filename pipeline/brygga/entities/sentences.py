"""Where a capital says nothing: starts of sentences and words that are common nouns."""

from __future__ import annotations

from brygga.entities.tables import words

_SPACE = " \t\u00a0("
_OPENING = '"”“„»«–—•*-'
_ENDS = ".!?:\n"


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


def is_mere_opening(text: str, start: int, word: str) -> bool:
    """Whether ``word``, capitalised, only opens a sentence (``På`` in ``På Gotland``)."""
    return (word in words("openers.txt") or is_common(word)) and starts_sentence(text, start)
