"""Translations that keep the names and the glossary's terms.

Every sentence is translated as it stands. Where that loses a name or a term, it is translated again
with placeholders in their stead (``X1``, ``X2`` …, which translation models copy), and what loses
fewer is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from brygga.drafts import english
from brygga.drafts.checks.glossary import terms_in
from brygga.drafts.glossary import Glossary
from brygga.drafts.pair import Name
from brygga.drafts.translate.base import Translator

_PLACEHOLDER = "X{}"
_GENITIVE = r"(?:(['’]s|s)(?!\w)|(?!\w))"
_ARTICLE = re.compile(r"(?i)\b(?:the|an?|this|that|its|their|our) (?:[a-z-]+ )?$")


class Given(msgspec.Struct, frozen=True):
    """A sentence and its names."""

    text: str
    names: tuple[Name, ...] = ()


class _Part(msgspec.Struct, frozen=True):
    start: int
    end: int
    english: str
    forms: tuple[str, ...]
    genitive: bool = False


def translate(sentences: Sequence[Given], translator: Translator, glossary: Glossary) -> list[str]:
    """One English sentence for each, in order."""
    plain = translator.translate([s.text for s in sentences])
    plain = [_with_english_names(text, s) for text, s in zip(plain, sentences, strict=True)]
    parts = [_parts(s, glossary) for s in sentences]
    again = [n for n, text in enumerate(plain) if _lost(text, parts[n])]
    if not again:
        return plain
    covered = translator.translate([_covered(sentences[n].text, parts[n]) for n in again])
    for n, text in zip(again, covered, strict=True):
        restored = _restored(text, parts[n])
        if len(_lost(restored, parts[n])) < len(_lost(plain[n], parts[n])):
            plain[n] = restored
    return plain


def english_form(name: Name, text: str) -> str:
    """What stands for a name in English: its English name, else the Swedish one (not in the
    genitive).
    """
    said = text[name.start : name.end]
    return name.english or (said[:-1].removesuffix(":") if name.genitive else said)


def _parts(given: Given, glossary: Glossary) -> list[_Part]:
    found = [
        _Part(n.start, n.end, english_form(n, given.text), n.forms, n.genitive) for n in given.names
    ]
    for start, end, term in terms_in(given.text, glossary):
        if not any(p.start < end and start < p.end for p in found):
            found.append(_Part(start, end, term.en, (term.en, *term.also)))
    return sorted(found, key=lambda p: p.start)


def _lost(text: str, parts: Sequence[_Part]) -> list[_Part]:
    small = text.casefold()
    return [p for p in parts if not any(f.casefold() in small for f in p.forms if f)]


def _covered(text: str, parts: Sequence[_Part]) -> str:
    said, at = "", 0
    for n, part in enumerate(parts, 1):
        said += text[at : part.start] + _PLACEHOLDER.format(n) + ("s" if part.genitive else "")
        at = part.end
    return said + text[at:]


def _restored(text: str, parts: Sequence[_Part]) -> str:
    def name(match: re.Match[str]) -> str:
        n = int(match[1])
        if not 1 <= n <= len(parts):
            return match.group()
        part = parts[n - 1]
        has_article = _ARTICLE.search(text, 0, match.start()) is not None
        said = english.the(part.english)
        if has_article or not part.english[:1].isupper():
            said = part.english
        elif match.start() == 0:
            said = said[:1].upper() + said[1:]
        return f"{said}’s" if part.genitive and match[2] else said

    return re.sub(rf"(?<!\w)[Xx] ?(\d+){_GENITIVE}", name, text)


def _with_english_names(text: str, given: Given) -> str:
    """The translation, Swedish names that a model has copied replaced by the English ones."""
    for name in given.names:
        said = given.text[name.start : name.end]
        wanted = english_form(name, given.text)
        if said != wanted and wanted.casefold() not in text.casefold():
            text = _replaced(text, said[:-1].removesuffix(":") if name.genitive else said, wanted)
    return text


def _replaced(text: str, said: str, wanted: str) -> str:
    """The text with ``wanted`` for ``said``, in the genitive too."""

    def name(match: re.Match[str]) -> str:
        return f"{wanted}’s" if match[1] else wanted

    return re.sub(rf"(?<!\w){re.escape(said)}{_GENITIVE}", name, text)
