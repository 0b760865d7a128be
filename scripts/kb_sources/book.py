"""The things gathered so far: sources add to the book, and no identifier has two owners."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

SHARED = frozenset({"orgnr"})
"""Schemes whose value several things have: the courts file under one organisation number."""


def plain(text: str) -> str:
    """The text in NFC, without invisible marks, with single spaces and none at its ends."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).split())


def folded(text: str) -> str:
    """The text in small letters without diacritics, ø as o, æ as ae: to compare, never to show."""
    small = text.casefold().replace("ø", "o").replace("æ", "ae").replace("ł", "l").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))


@dataclass
class NameRow:
    """A name's language, role and, where a table says so, how freely it may be looked for."""

    language: str | None
    role: str
    spot: int | None = None


@dataclass
class Draft:
    """A thing in the making; ``parent`` is a key, ``rough`` says that the weight is a guess."""

    key: str
    label: str
    kind: str
    name: str
    name_en: str
    source: str
    parent: str | None = None
    weight: float = 0.0
    rough: bool = False
    ids: set[tuple[str, str]] = field(default_factory=set)
    names: dict[str, NameRow] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name, self.name_en = plain(self.name), plain(self.name_en)

    def call(self, name: str, language: str | None, role: str, spot: int | None = None) -> None:
        """Give the thing a name; the first to give it decides language and role."""
        if name := plain(name):
            self.names.setdefault(name, NameRow(language, role, spot))

    def value(self, scheme: str) -> str | None:
        """The identifier of this scheme that sorts first."""
        return min((v for s, v in self.ids if s == scheme), default=None)


class Book:
    """All drafts by key, identifier and name.

    An identifier has one owner: the first thing to claim it keeps it, and a thing has one
    Wikidata item. What was refused is listed in ``refused`` as (key, scheme, value, owner).
    """

    def __init__(self) -> None:
        self.things: dict[str, Draft] = {}
        self.refused: list[tuple[str, str, str, str]] = []
        self._owner: dict[tuple[str, str], str] = {}

    def add(self, draft: Draft, ids: Iterable[tuple[str, str | None]] = ()) -> Draft:
        """Take the draft in, with those identifiers that nobody has; empty values are skipped."""
        if draft.key in self.things:
            raise ValueError(f"two things with key {draft.key}")
        self.things[draft.key] = draft
        for scheme, value in ids:
            self.identify(draft, scheme, value)
        return draft

    def identify(self, draft: Draft, scheme: str, value: str | None) -> bool:
        """Give the thing an identifier unless another has it. True if it has it now."""
        if not value:
            return False
        owner = self._owner.get((scheme, value), draft.key)
        second = scheme == "wikidata" and (draft.value("wikidata") or value) != value
        if scheme not in SHARED and (owner != draft.key or second):
            self.refused.append((draft.key, scheme, value, owner))
            return False
        self._owner.setdefault((scheme, value), draft.key)
        draft.ids.add((scheme, value))
        return True

    def forget(self, draft: Draft, scheme: str, value: str) -> None:
        """Take an identifier away."""
        draft.ids.discard((scheme, value))
        if self._owner.get((scheme, value)) == draft.key:
            del self._owner[scheme, value]

    def remove(self, draft: Draft) -> None:
        """Take the thing out; what lay in it now lies in its parent."""
        for scheme, value in list(draft.ids):
            self.forget(draft, scheme, value)
        del self.things[draft.key]
        for other in self.things.values():
            if other.parent == draft.key:
                other.parent = draft.parent

    def owner(self, scheme: str, value: str) -> Draft | None:
        """The thing with this identifier."""
        key = self._owner.get((scheme, value))
        return self.things.get(key) if key else None

    def find(self, reference: str) -> Draft | None:
        """The thing with this key, or the owner of the identifier ``scheme:value``."""
        scheme, _, value = reference.partition(":")
        return self.things.get(reference) or self.owner(scheme, value)

    def named(self, label: str) -> dict[str, list[Draft]]:
        """The label's things by each of their names, in small letters; heaviest first."""
        found: dict[str, list[Draft]] = defaultdict(list)
        for draft in sorted(self.things.values(), key=lambda d: (-d.weight, d.key)):
            if draft.label == label:
                for name in sorted({n.casefold() for n in draft.names}):
                    found[name].append(draft)
        return found
