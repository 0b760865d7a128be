"""Who decides what a unit is, and in which order."""

from __future__ import annotations

from collections.abc import Callable

from brygga.ingest import (
    body_blocks,
    contact_blocks,
    credit_blocks,
    picture_blocks,
    section_blocks,
    site_blocks,
)
from brygga.ingest.page import Page

Classifier = Callable[[Page], None]

CLASSIFIERS: tuple[Classifier, ...] = (
    body_blocks.marked_up,
    site_blocks.separators,
    site_blocks.mail_headers,
    site_blocks.menus,
    site_blocks.site_lines,
    site_blocks.footers,
    credit_blocks.datelines,
    credit_blocks.bylines,
    picture_blocks.picture_files,
    site_blocks.greetings,
    site_blocks.mastheads,
    body_blocks.title,
    body_blocks.repeated_title,
    credit_blocks.signatures,
    contact_blocks.contacts,
    section_blocks.links,
    picture_blocks.stray_names,
    picture_blocks.captions,
    section_blocks.sections,
    section_blocks.boilerplate,
    body_blocks.schedules,
    body_blocks.participants,
    body_blocks.weakly_marked_up,
    body_blocks.lists,
    body_blocks.quotes,
    body_blocks.headings,
    body_blocks.paragraphs,
)
"""The first claim stands, so what is certain comes first and what is left over last."""


def classify(page: Page) -> None:
    """Give every unit of the page its role, the lead excepted (see ``body_blocks.lead_at``)."""
    for classifier in CLASSIFIERS:
        classifier(page)
