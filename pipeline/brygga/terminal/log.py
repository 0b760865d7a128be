"""A line for each thing that happens, as services log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from brygga.batch.reject import Reject
from brygga.batch.run import Summary, Watcher
from brygga.record import Article

FACETS = ("people", "regions", "projects", "events")


class Log(Watcher):
    """``say`` is called with each line. What was rejected before is not said again."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._rejects: set[Reject] = set()

    def line(self, text: str) -> None:
        self._say(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {text}")

    def fresh(self, article: Article) -> None:
        named = ", ".join(f"{len(getattr(article, facet))} {facet}" for facet in FACETS)
        self.line(f"{article.id}: {article.title or '–'} ({article.language.code}; {named})")

    def end(self, summary: Summary) -> None:
        """Say what a run has done, if it has done anything."""
        rejects = [one for one in summary.rejects if one not in self._rejects]
        for reject in rejects:
            self.line(f"rejected {reject.file}: {reject.reason}")
        self._rejects = set(summary.rejects)
        counts = summary.info.counts if summary.info else None
        if counts and (rejects or counts.new or counts.changed or counts.again):
            self.line(
                f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged, "
                f"{counts.rejected:,} rejected"
            )
