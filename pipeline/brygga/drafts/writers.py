"""The methods that need a model: each writes the drafts of many articles together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from brygga.drafts.checks import Length, check, left_out
from brygga.drafts.glossary import Glossary
from brygga.drafts.names import english_names, names_between
from brygga.drafts.pair import Pair
from brygga.drafts.segments import spanned, status, translations
from brygga.drafts.summarise import Unit, units
from brygga.drafts.translate import Translator
from brygga.drafts.translate import load as load_translator
from brygga.drafts.translate.faithful import Given, translate
from brygga.errors import ModelError
from brygga.record import Article, Draft

if TYPE_CHECKING:
    from brygga.drafts.abstract.endpoint import Endpoint
    from brygga.drafts.abstract.local import Summariser
    from brygga.drafts.abstract.told import Told
    from brygga.drafts.draft import DraftSettings, Method

_READ = 40
"""Sentences of an article that an abstractive summary reads at most."""


class Writer(Protocol):
    """Gives one draft for each article, or says in its place why there is none."""

    label: str

    def write(self, articles: Sequence[Article]) -> Sequence[Draft | str]: ...


def load(method: Method, settings: DraftSettings, glossary: Glossary) -> Writer:
    """Raises ``ModelError`` where a model or an address is not there."""
    if method == "translate":
        return _Translations(load_translator(settings.translator), glossary)
    if method == "endpoint":
        from brygga.drafts.abstract.endpoint import Endpoint

        return _FromEndpoint(Endpoint(settings.endpoint), settings.sentences, settings.fallback)
    from brygga.drafts.abstract.local import Summariser

    return _Abstracts(
        load_translator(settings.translator), Summariser(settings.summariser), glossary
    )


class _Translations:
    def __init__(self, translator: Translator, glossary: Glossary) -> None:
        self._translator, self._glossary = translator, glossary
        self.label = translator.label

    def write(self, articles: Sequence[Article]) -> Sequence[Draft | str]:
        return translations(articles, self._translator, self._glossary)


class _Abstracts:
    def __init__(self, translator: Translator, summariser: Summariser, glossary: Glossary) -> None:
        self._translator, self._summariser = translator, summariser
        self._glossary = glossary
        self.label = f"{translator.label}+{summariser.label}"

    def write(self, articles: Sequence[Article]) -> Sequence[Draft | str]:
        read = [units(article)[:_READ] for article in articles]
        given = [
            Given(a.text[u.start : u.end], names_between(a, u.start, u.end))
            for a, found in zip(articles, read, strict=True)
            for u in found
        ]
        english = iter(translate(given, self._translator, self._glossary))
        drafts = []
        for article, found in zip(articles, read, strict=True):
            told = self._summariser.summarise([next(english) for _ in found]) if found else []
            drafts.append(_draft(article, found, told, "abstract", self.label))
        return drafts


class _FromEndpoint:
    def __init__(self, endpoint: Endpoint, most: int, fallback: bool) -> None:
        self._endpoint, self._most, self._fallback = endpoint, most, fallback
        self.label = endpoint.label

    def write(self, articles: Sequence[Article]) -> Sequence[Draft | str]:
        return list(self._drafts(articles))

    def _drafts(self, articles: Sequence[Article]) -> Iterator[Draft | str]:
        for article in articles:
            found = units(article)[:_READ]
            try:
                told = self._endpoint.summarise(
                    [article.text[u.start : u.end] for u in found],
                    english_names(article),
                    self._most,
                )
            except ModelError as error:
                if not self._fallback:
                    raise
                yield str(error).splitlines()[0]
            else:
                yield _draft(article, found, told, "endpoint", self.label)


def _draft(
    article: Article, found: Sequence[Unit], told: Sequence[Told], method: str, label: str
) -> Draft:
    """A summary whose sentences rest on units of the article, checked for what it says wrongly."""
    segments = [
        spanned(article, one.en, [(found[n - 1].start, found[n - 1].end) for n in one.sources])
        for one in told
    ]
    text = " ".join(s.en for s in segments)
    names = names_between(article, 0, len(article.text))
    pair = Pair(article.text, text, names)
    # Of an empty draft there is nothing to say but that.
    wrong = check(pair, omissions=False) if text else tuple(Length().check(pair))
    wrong += tuple(left_out(article, text)) if text else ()
    return Draft(
        text=text,
        method=method,
        model=label,
        status=status(wrong),
        segments=tuple(segments),
        checks=wrong,
    )
