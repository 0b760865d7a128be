"""A factual English brief from the record alone, by a grammar; no model."""

from brygga.drafts.brief.draft import brief_draft as brief_draft
from brygga.drafts.brief.write import brief as brief
