"""Word lists of the checks."""

from __future__ import annotations

from functools import cache

from brygga.drafts.glossary import shipped
from brygga.drafts.tables import rows


@cache
def swedish_words() -> frozenset[str]:
    """Function words of Swedish that are no English words."""
    return frozenset(word for (word,) in rows("checks/swedish_words.tsv"))


@cache
def allowed_capitals() -> frozenset[str]:
    """Words that English capitalises although they are no names: months, peoples, ``Minister``."""
    found = {word for (word,) in rows("checks/capitals.tsv")}
    for term in shipped():
        found.update(w.casefold() for form in (term.en, *term.also) for w in form.split())
    return frozenset(found)


@cache
def english_words() -> frozenset[str]:
    """Ordinary English words, as titles capitalise them."""
    return frozenset(word for (word,) in rows("checks/english_words.txt"))
