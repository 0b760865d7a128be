"""English summaries by a local sequence-to-sequence model (BART and its like) of English text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import msgspec

from brygga import hub
from brygga.drafts.abstract.told import Told
from brygga.drafts.sentences import split
from brygga.hub import seq2seq

_WORD = re.compile(r"\w+")


class SummariserSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``model`` is a name of the registry, a repository that was pulled, or a folder; ``shortest``
    and ``longest`` bound the summary, ``window`` the text that is read, in the model's tokens.
    """

    model: str = "bart-large-cnn"
    beams: Annotated[int, msgspec.Meta(ge=1, le=8)] = 4
    shortest: Annotated[int, msgspec.Meta(ge=0)] = 30
    longest: Annotated[int, msgspec.Meta(ge=16)] = 120
    window: Annotated[int, msgspec.Meta(ge=64)] = 1000
    threads: Annotated[int, msgspec.Meta(ge=0)] = 1


class Summariser:
    """Raises ``ModelError`` for a folder that has no such model, or lacks a file."""

    def __init__(self, settings: SummariserSettings) -> None:
        self._settings = settings
        self._tokenizer, self._model = seq2seq.load(hub.folder(settings.model))
        import torch

        self._torch = torch
        if settings.threads:
            torch.set_num_threads(settings.threads)
        self.label = hub.label(settings.model)

    def summarise(self, sentences: Sequence[str]) -> list[Told]:
        """The summary of English sentences, each of its own with the numbers (from 1) of those that
        share most words with it.
        """
        given = self._tokenizer(
            " ".join(sentences),
            return_tensors="pt",
            truncation=True,
            max_length=self._settings.window,
        )
        with self._torch.inference_mode():
            made = self._model.generate(
                input_ids=given["input_ids"],
                attention_mask=given["attention_mask"],
                num_beams=self._settings.beams,
                do_sample=False,
                min_new_tokens=self._settings.shortest,
                max_new_tokens=self._settings.longest,
                no_repeat_ngram_size=3,
            )
        text = self._tokenizer.decode(made[0], skip_special_tokens=True).strip()
        return [
            Told(en=text[a:b], sources=_nearest(text[a:b], sentences))
            for a, b in split(text, 0, len(text))
        ]


def _nearest(sentence: str, sentences: Sequence[str]) -> list[int]:
    """The sentences that give at least half as many words as the best one does."""
    words = set(_WORD.findall(sentence.casefold()))
    shared = [len(words & set(_WORD.findall(other.casefold()))) for other in sentences]
    best = max(shared, default=0)
    return [n for n, count in enumerate(shared, 1) if best and count * 2 > best][:3] or [1]
