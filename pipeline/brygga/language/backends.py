"""The detectors: text to probabilities over languages, alike in every thread and order of calls."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BackendName = Literal["langdetect", "py3langid"]


class Candidate(msgspec.Struct, frozen=True):
    """A language that can be told: its code, English name, and what the backends call it."""

    code: str
    name: str
    profile: str | None
    labels: tuple[str, ...]


@cache
def candidates() -> tuple[Candidate, ...]:
    """The rows of ``languages.tsv``, in the order of the file."""
    rows = []
    for line in (files(__package__) / "languages.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, profile, labels = line.split("\t")
            known = () if labels == "-" else tuple(labels.split(","))
            rows.append(Candidate(code, name, None if profile == "-" else profile, known))
    return tuple(rows)


class Backend(Protocol):
    """A detector of languages.

    ``probabilities`` sums to 1 over ``languages`` (ISO 639 codes) and is empty for a text in which
    the backend knows nothing. It is a function of the text alone, safe to call from any thread.
    """

    @property
    def name(self) -> BackendName: ...

    @property
    def model(self) -> str:
        """Name and version, for the record."""
        ...

    @property
    def languages(self) -> frozenset[str]: ...

    def probabilities(self, text: str) -> Mapping[str, float]: ...


class LangdetectBackend:
    """langdetect's profiles and text normalisation, with every n-gram of the text counted.

    Stock langdetect draws n-grams at random until one language has won: the same headline gets
    other answers in other calls, and a wrong answer comes with a probability near 1. Summing them
    all needs no seed. Every letter is in three n-grams (of 1, 2 and 3 characters) and neighbours
    hang together, so the sum of the logarithms holds the same evidence several times; divided by
    ``_OVERLAP`` it gives probabilities that can be believed. ``docs/language.md`` has the figures.
    """

    name: BackendName = "langdetect"
    _OVERLAP = 4.0

    def __init__(self) -> None:
        from importlib.metadata import version
        from pathlib import Path

        import numpy as np
        from langdetect.detector import Detector
        from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
        from langdetect.utils.ngram import NGram

        self.model = f"langdetect {version('langdetect')}"
        profiles = [c.profile for c in candidates() if c.profile]
        # The package's own factory is a global that threads race to fill; this one is ours.
        factory = DetectorFactory()
        folder = Path(PROFILES_DIRECTORY)
        factory.load_json_profile([(folder / p).read_text("utf-8") for p in profiles])
        code_of = {c.profile: c.code for c in candidates()}
        self._codes = tuple(code_of[profile] for profile in factory.get_lang_list())
        self.languages = frozenset(self._codes)
        self._row = {gram: n for n, gram in enumerate(factory.word_lang_prob_map)}
        frequency = np.array(list(factory.word_lang_prob_map.values()))
        smoothing = Detector.ALPHA_DEFAULT / Detector.BASE_FREQ
        self._logs: NDArray[np.float64] = np.log(frequency + smoothing)
        self._compose = NGram.normalize_vi
        self._letter = lru_cache(4096)(NGram.normalize)
        self._rows = lru_cache(16384)(self._rows_of_word)

    def probabilities(self, text: str) -> Mapping[str, float]:
        import numpy as np

        letters = "".join(map(self._letter, self._compose(text)))
        rows = np.frombuffer(b"".join(map(self._rows, letters.split(" "))), dtype=np.uint16)
        if not rows.size:
            return {}
        scores = self._logs[rows].sum(axis=0) / self._OVERLAP
        powers = np.exp(scores - scores.max())
        return dict(zip(self._codes, (powers / powers.sum()).tolist(), strict=True))

    def _rows_of_word(self, word: str) -> bytes:
        """Rows, as 16-bit numbers, of the n-grams that langdetect draws from in a word.

        As there, characters after two capitals in a row are passed over up to the next small one.
        """
        if not word:
            return b""
        padded = f" {word} "
        rows = array("H")
        for at in range(1, len(padded)):
            if padded[at].isupper() and padded[at - 1].isupper():
                continue
            for size in range(1, min(3, at + 1) + 1):
                row = self._row.get(padded[at + 1 - size : at + 1])
                if row is not None:
                    rows.append(row)
        return rows.tobytes()


class Py3langidBackend:
    """py3langid's bundled model, cut down to our languages and the Latin script.

    The model knows 140 languages in all scripts and takes 74 MB; what can be reached with Latin
    letters takes a quarter of it and gives the same answers for text in them.
    """

    name: BackendName = "py3langid"

    def __init__(self) -> None:
        from importlib.metadata import version

        self.model = f"py3langid {version('py3langid')}"
        self._code_of = {label: c.code for c in candidates() for label in c.labels}
        self.languages = frozenset(self._code_of.values())
        self._identifier = _latin_identifier(tuple(self._code_of))

    def probabilities(self, text: str) -> Mapping[str, float]:
        # Digits, marks and the spaces between words of another script are features to py3langid.
        letters = [char for char in text if char.isalpha()]
        if sum(char <= _LAST_LATIN for char in letters) * 2 <= len(letters):
            return {}
        ranked = self._identifier.rank(text)
        merged: dict[str, float] = dict.fromkeys(self.languages, 0.0)
        for label, score in ranked:
            merged[self._code_of[label]] += score
        return merged


@cache
def _build(name: BackendName) -> Backend:
    return LangdetectBackend() if name == "langdetect" else Py3langidBackend()


_building = threading.Lock()


def load_backend(name: BackendName) -> Backend:
    """The backend of that name, built once per process whichever threads ask for it first."""
    with _building:
        return _build(name)


_LAST_LATIN = "\u024f"  # the end of Latin Extended-B

# Bytes of Latin text in UTF-8: line ends, ASCII, the lead bytes of Latin-1, Latin Extended-A and
# general punctuation, and continuation bytes.
_LATIN_BYTES = (9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0xC0), 0xC2, 0xC3, 0xC4, 0xC5, 0xE2)


def _latin_identifier(labels: tuple[str, ...]) -> Any:
    """py3langid's automaton with the states alone that Latin bytes lead to.

    A byte outside ``_LATIN_BYTES`` leads back to the start. State numbers then fit 16 bits.
    """
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    columns = [n for n, label in enumerate(full.nb_classes) if label in labels]
    moves = np.asarray(full.tk_nextmove).reshape(-1, 256)
    row_of = np.asarray(full.tk_row)
    reached = np.zeros(len(row_of), dtype=bool)
    reached[0] = True
    frontier = np.array([0])
    while frontier.size:
        rows = np.unique(row_of[frontier])
        found = np.zeros_like(reached)
        found[moves[rows][:, _LATIN_BYTES]] = True
        found &= ~reached
        reached |= found
        frontier = np.flatnonzero(found)
    states = np.flatnonzero(reached)
    number = np.zeros(len(row_of), dtype=np.uint32)
    number[states] = np.arange(len(states))
    rows, row_of_state = np.unique(row_of[states], return_inverse=True)
    allowed = np.zeros(256, dtype=bool)
    allowed[list(_LATIN_BYTES)] = True
    kind: Literal["H", "I"] = "H" if len(states) <= 1 << 16 else "I"
    renumbered = np.where(allowed, number[moves[rows]], 0).astype(kind)
    output = np.asarray(full.tk_output)[states]
    features, feature_of_state = np.unique(output[output >= 0], return_inverse=True)
    output[output >= 0] = feature_of_state
    return LanguageIdentifier(
        np.ascontiguousarray(full.nb_ptc[features][:, columns]),
        full.nb_pc[columns],
        [full.nb_classes[n] for n in columns],
        array(kind, renumbered.tobytes()),
        output.tolist(),
        norm_probs=True,
        tk_row=array("H", row_of_state.astype("H").tobytes()),
    )
