"""English drafts: briefs, summaries, translations, and the checks that they have to pass."""
