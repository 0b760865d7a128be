"""The stage that writes ``Article.summary_sv`` and ``Article.draft_en``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import msgspec

from brygga.drafts.abstract.endpoint import EndpointSettings
from brygga.drafts.abstract.local import SummariserSettings
from brygga.drafts.brief import brief_draft
from brygga.drafts.glossary import shipped
from brygga.drafts.segments import extract
from brygga.drafts.summarise import summarise
from brygga.drafts.termbase import with_own
from brygga.drafts.translate.base import TranslatorSettings
from brygga.drafts.writers import Writer, load
from brygga.errors import ModelError
from brygga.record import Article, Notice, replace

Method = Literal["off", "brief", "translate", "abstract", "endpoint"]


class DraftSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``languages`` and ``sections`` name another method for articles of that language (ISO 639-1)
    or section; the section decides first. ``sentences`` and ``words`` bound a summary. ``fallback``
    allows a brief where the method's model is not there or its server does not answer. ``glossary``
    names files of the user's own terms (CSV, TSV or TBX), which come before the shipped ones.
    """

    method: Method = "off"
    languages: dict[str, Method] = {}
    sections: dict[str, Method] = {}
    sentences: Annotated[int, msgspec.Meta(ge=2, le=5)] = 3
    words: Annotated[int, msgspec.Meta(ge=20)] = 90
    fallback: bool = False
    glossary: tuple[str, ...] = ()
    translator: TranslatorSettings = TranslatorSettings()
    summariser: SummariserSettings = SummariserSettings()
    endpoint: EndpointSettings = EndpointSettings()


class WriteDrafts:
    """Write a summary in the article's language and, by the method that the settings name for the
    article, an English draft: sentences with the places of the text that they rest on and what the
    checks found. An English article gets an English summary and nothing is translated.
    """

    name: ClassVar[str] = "draft"
    version: ClassVar[int] = 2
    requires: ClassVar[frozenset[str]] = frozenset(
        {
            "text",
            "title",
            "section",
            "published",
            "blocks",
            "language",
            "mentions",
            "entities",
            "dates",
        }
    )
    provides: ClassVar[frozenset[str]] = frozenset({"summary_sv", "draft_en", "warnings"})
    Settings: ClassVar[type[DraftSettings]] = DraftSettings

    def __init__(self, settings: DraftSettings) -> None:
        self.settings = settings
        self.model: str | None = None
        self._writers: dict[Method, Writer | str] = {}
        self._glossary = shipped()

    def setup(self) -> None:
        """Load what the methods in use need.

        Raises ``ModelError`` where a model is not there, unless ``fallback`` allows a brief.
        """
        wanted = [
            self.settings.method,
            *self.settings.languages.values(),
            *self.settings.sections.values(),
        ]
        self._glossary = with_own(self.settings.glossary)
        for method in dict.fromkeys(wanted):
            if method in ("translate", "abstract", "endpoint"):
                self._writers[method] = self._loaded(method)
        labels = [w.label for w in self._writers.values() if not isinstance(w, str)]
        self.model = "+".join(labels) or None

    def _loaded(self, method: Method) -> Writer | str:
        try:
            return load(method, self.settings, self._glossary)
        except ModelError as error:
            if not self.settings.fallback:
                raise
            return str(error).splitlines()[0]

    def process(self, articles: Sequence[Article]) -> Sequence[Article]:
        done = [self._summarised(article) for article in articles]
        for method, writer in self._writers.items():
            waiting = [n for n, a in enumerate(done) if self._waits(a, method)]
            if isinstance(writer, str):
                for n in waiting:
                    done[n] = self._instead(done[n], writer)
                continue
            drafts = writer.write([done[n] for n in waiting])
            for n, draft in zip(waiting, drafts, strict=True):
                done[n] = (
                    self._instead(done[n], draft)
                    if isinstance(draft, str)
                    else replace(done[n], draft_en=draft)
                )
        return done

    def _summarised(self, article: Article) -> Article:
        method = self._method(article)
        if method == "off":
            return article
        chosen = summarise(article, most=self.settings.sentences, words=self.settings.words)
        if article.language.code == "en":
            return replace(article, draft_en=extract(article, chosen, english=True))
        article = replace(article, summary_sv=extract(article, chosen, english=False))
        return (
            replace(article, draft_en=brief_draft(article, self._glossary))
            if method == "brief"
            else article
        )

    def _waits(self, article: Article, method: Method) -> bool:
        return article.summary_sv is not None and self._method(article) == method

    def _method(self, article: Article) -> Method:
        for section in article.section:
            if section in self.settings.sections:
                return self.settings.sections[section]
        return self.settings.languages.get(article.language.code, self.settings.method)

    def _instead(self, article: Article, problem: str) -> Article:
        """The article with a brief, and a warning that says why."""
        notice = Notice(code="draft-fallback", message=f"a brief instead of a draft: {problem}")
        return replace(
            article,
            draft_en=brief_draft(article, self._glossary),
            warnings=(*article.warnings, notice),
        )
