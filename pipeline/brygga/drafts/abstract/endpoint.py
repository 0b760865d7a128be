"""English summaries by an OpenAI-compatible endpoint: a server of one's own, or a hosted one.

Nothing is sent unless the settings name an address. The key comes from the environment only.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Annotated, Any

import msgspec

from brygga.drafts.abstract.told import Told
from brygga.errors import ModelError
from brygga.hub.extras import needs

PROMPT = "abstract-1"
_FENCE = re.compile(r"\b(BEGIN|END) ITEM\b")
_AGAIN = frozenset((408, 409, 425, 429, 500, 502, 503, 504))


class EndpointSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``url`` is the address that ``/chat/completions`` is added to (``http://localhost:11434/v1``);
    ``key`` names the environment variable that holds the key, if one is needed. ``timeout`` and
    ``patience`` (the longest wait between two tries) are in seconds.
    """

    url: str = ""
    model: str = ""
    key: str = "BRYGGA_ENDPOINT_KEY"
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 60.0
    tries: Annotated[int, msgspec.Meta(ge=1, le=10)] = 4
    patience: Annotated[float, msgspec.Meta(ge=0)] = 20.0


class _Answer(msgspec.Struct, frozen=True):
    sentences: Annotated[list[Told], msgspec.Meta(min_length=1, max_length=10)]


class Endpoint:
    """``label`` names model and prompt for the record."""

    def __init__(
        self, settings: EndpointSettings, wait: Callable[[float], None] = time.sleep
    ) -> None:
        if not settings.url or not settings.model:
            raise ModelError(
                "no address or no model",
                code="no-endpoint",
                where="draft.endpoint",
                remedy='set url = "http://localhost:11434/v1" and model in [draft.endpoint]',
            )
        with needs("endpoint"):
            import httpx
        self._settings = settings
        self._wait = wait
        self._errors = (httpx.TransportError,)
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(settings.key):
            headers["Authorization"] = f"Bearer {key}"
        self._client = httpx.Client(timeout=settings.timeout, headers=headers)
        self.label = f"{settings.model}-{PROMPT}"

    def summarise(self, sentences: Sequence[str], names: dict[str, str], most: int) -> list[Told]:
        """The summary of one item, given as its sentences; ``names`` maps Swedish to English ones.

        Raises ``ModelError`` where the server cannot be reached, refuses, or does not answer in the
        form that the prompt asks for, after all tries.
        """
        body = self._body(sentences, names, most)
        problem = "no answer"
        for attempt in range(self._settings.tries):
            if attempt:
                self._wait(min(self._settings.patience, 2.0 ** (attempt - 1)))
            try:
                response = self._client.post(
                    f"{self._settings.url.rstrip('/')}/chat/completions", json=body
                )
            except self._errors as error:
                problem = f"{type(error).__name__}: {error}"
                continue
            if response.status_code in _AGAIN:
                problem = f"the server answers {response.status_code}"
                continue
            if response.status_code != 200:
                raise self._error(
                    f"the server answers {response.status_code}: {response.text[:200]}"
                )
            try:
                return _read(response.json(), len(sentences))
            except (ValueError, LookupError, TypeError, msgspec.ValidationError) as error:
                problem = f"not the answer that was asked for ({error})"
        raise self._error(problem)

    def close(self) -> None:
        self._client.close()

    def _error(self, problem: str) -> ModelError:
        return ModelError(
            problem,
            code="endpoint",
            where=self._settings.url,
            remedy="check that the server runs and serves the model",
        )

    def _body(self, sentences: Sequence[str], names: dict[str, str], most: int) -> dict[str, Any]:
        prompt = files("brygga.drafts").joinpath("prompts", f"{PROMPT}.txt").read_text("utf-8")
        known = "; ".join(f"{sv} = {en}" for sv, en in sorted(names.items()) if sv != en) or "none"
        item = "\n".join(
            f"[{n}] {_FENCE.sub('…', ' '.join(text.split()))}"
            for n, text in enumerate(sentences, 1)
        )
        return {
            "model": self._settings.model,
            "temperature": 0,
            "seed": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": prompt.format(most=most, names=known)},
                {"role": "user", "content": f"BEGIN ITEM\n{item}\nEND ITEM"},
            ],
        }


def _read(answer: Any, size: int) -> list[Told]:
    content = answer["choices"][0]["message"]["content"]
    if match := re.search(r"\{.*\}", content, re.DOTALL):
        content = match.group()
    told = msgspec.json.decode(content.encode(), type=_Answer).sentences
    for one in told:
        if not all(1 <= n <= size for n in one.sources):
            raise ValueError(f"sentence {max(one.sources)} does not exist")
    return told
