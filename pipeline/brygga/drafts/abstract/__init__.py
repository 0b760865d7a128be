"""Abstractive English summaries: by a local model, or by an OpenAI-compatible endpoint."""
