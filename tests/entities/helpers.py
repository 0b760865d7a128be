"""Articles and a model small enough to read in a test."""

from __future__ import annotations

from pathlib import Path

import spacy

from brygga.record import Article, Block, Language, Mention, Role, Source

PATTERNS = {
    "PERSON": ["Maja Ekvall", "Ekvall", "Olle Strand"],
    "REGION": ["Isköping", "Umeå", "Norra Kvarken"],
    "PROJECT": ["KVASAR", "Ljusa Hamnar", "Isbrytarna"],
    "EVENT": ["Arctic Timber Week", "Kvarkendagen"],
    "ORGANISATION": ["Hamnverket", "Sjöfartens Utvecklingsråd", "SUR"],
}


def save_stub(folder: Path) -> Path:
    """A Swedish pipeline that tags exactly ``PATTERNS``, saved as any spaCy model is."""
    nlp = spacy.blank("sv")
    nlp.meta["name"], nlp.meta["version"] = "stub", "0.1.0"
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for label, names in PATTERNS.items() for name in names]
    )
    nlp.to_disk(folder)
    return folder


def article(
    *blocks: tuple[Role, str] | tuple[Role, str, str],
    language: str = "sv",
    byline: tuple[str, ...] = (),
    mentions: tuple[Mention, ...] = (),
) -> Article:
    """An article of ``(role, text)`` or ``(role, text, language)`` blocks."""
    parts: list[Block] = []
    text = ""
    for role, content, *code in blocks:
        if text:
            text += "\n\n"
        start = len(text)
        text += content
        parts.append(
            Block(role=role, start=start, end=len(text), language=code[0] if code else language)
        )
    return Article(
        id="a",
        content_hash="0",
        text=text,
        blocks=tuple(parts),
        byline=byline,
        mentions=mentions,
        language=Language(code=language),
        source=Source(uri="a.txt", format="text", media_type="text/plain", sha256="0"),
    )


def prose(text: str) -> Article:
    return article(("paragraph", text))


def found(done: Article) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in done.mentions]
