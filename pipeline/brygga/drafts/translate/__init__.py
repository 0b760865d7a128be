"""Sentences into English by a sequence-to-sequence model that lies on this machine."""

from __future__ import annotations

from brygga.drafts.translate.base import Translator as Translator
from brygga.drafts.translate.base import TranslatorSettings


def load(settings: TranslatorSettings) -> Translator:
    """The translator that the settings name. Raises ``ModelError``."""
    if settings.runtime == "torch":
        from brygga.drafts.translate.torch import TorchTranslator

        return TorchTranslator(settings)
    from brygga.drafts.translate.ct2 import CTranslate2Translator

    return CTranslate2Translator(settings)
