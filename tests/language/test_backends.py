"""Both detectors: right on plain text, sums of 1, the same answer every time."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.language.backends import Backend, LangdetectBackend, candidates, load_backend

TEXTS = {
    "sv": "Kommunen bygger en ny bro över älven och räknar med att den blir klar nästa höst.",
    "en": "The council is building a new bridge across the river and expects to finish it soon.",
    "no": "Kommunen bygger en ny bru over elva og regner med at den blir ferdig neste høst.",
    "da": "Kommunen bygger en ny bro over åen og regner med, at den bliver færdig næste efterår.",
    "fi": "Kunta rakentaa uuden sillan joen yli ja arvioi, että se valmistuu ensi syksynä.",
    "de": "Die Gemeinde baut eine neue Brücke über den Fluss und will bald fertig sein.",
}


@pytest.fixture(params=["langdetect", "py3langid"])
def backend(request: pytest.FixtureRequest) -> Backend:
    return load_backend(request.param)


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_is_recognised(backend: Backend, code: str) -> None:
    found = backend.probabilities(TEXTS[code])
    assert max(found, key=lambda c: found[c]) == code
    assert found[code] > 0.5


@given(text=st.text(max_size=120))
@settings(max_examples=60)
@pytest.mark.parametrize("name", ["langdetect", "py3langid"])
def test_probabilities_sum_to_one_over_the_languages_or_are_empty(name: str, text: str) -> None:
    backend = load_backend(name)  # type: ignore[arg-type]
    found = backend.probabilities(text)
    assert backend.probabilities(text) == found
    if found:
        assert set(found) == backend.languages
        assert sum(found.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "12345", "…", "\x00", "\ud800", "€ 500", "👍"])
def test_text_without_letters_is_no_evidence(backend: Backend, text: str) -> None:
    assert backend.probabilities(text) == {}


def test_both_norwegian_written_languages_are_norwegian() -> None:
    backend = load_backend("py3langid")
    nynorsk = "Kommunen byggjer ei ny bru over elva og reknar med at ho vert ferdig til hausten."
    assert backend.probabilities(nynorsk)["no"] > 0.9


def test_langdetect_knows_scripts_that_py3langid_is_not_read_for() -> None:
    russian = "Сегодня утром открыли новый мост через реку."
    assert load_backend("langdetect").probabilities(russian)["ru"] > 0.9
    assert load_backend("py3langid").probabilities(russian) == {}


def test_ngrams_are_those_that_langdetect_draws_from() -> None:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    backend = load_backend("langdetect")
    assert isinstance(backend, LangdetectBackend)
    factory = DetectorFactory()
    profiles = [c.profile for c in candidates() if c.profile]
    texts = []
    for profile in profiles:
        with open(f"{PROFILES_DIRECTORY}/{profile}", encoding="utf-8") as file:
            texts.append(file.read())
    factory.load_json_profile(texts)
    grams = list(factory.word_lang_prob_map)
    for text in (
        *TEXTS.values(),
        "EU-kommissionen och SMHI:s chef: 12 % ökning i ÅRE",
        "Привет, друг",
    ):
        detector = factory.create()
        detector.append(text + " ")
        ours = memoryview(
            b"".join(backend._rows("".join(map(backend._letter, w))) for w in _words(text, backend))
        ).cast("H")
        assert sorted(grams[row] for row in ours) == sorted(detector._extract_ngrams())


def _words(text: str, backend: LangdetectBackend) -> list[str]:
    return "".join(map(backend._letter, text)).split(" ")


def test_cutting_py3langid_down_changes_no_answer_in_latin_script() -> None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    labels = [label for c in candidates() for label in c.labels]
    full = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    full.set_languages(labels)
    lean = load_backend("py3langid")._identifier  # type: ignore[attr-defined]
    for text in (*TEXTS.values(), "Hei", "“Čálán dan” – šaddá Ďakujem, łódź, ħobż, ŋ"):
        expected = dict(full.rank(text))
        for label, score in lean.rank(text):
            assert score == pytest.approx(expected[label], abs=1e-5)


def test_threads_that_race_to_build_a_backend_all_get_the_same_answers() -> None:
    """In a process of its own: elsewhere the backends are built already."""
    program = """
import threading
from concurrent.futures import ThreadPoolExecutor
from brygga.language.backends import load_backend
gate = threading.Barrier(8)
def ask(n):
    gate.wait()
    name = ("langdetect", "py3langid")[n % 2]
    found = load_backend(name).probabilities("Det var akut när bron stängdes")
    return name, tuple(sorted(found.items()))
with ThreadPoolExecutor(8) as pool:
    answers = set(pool.map(ask, range(8)))
assert len(answers) == 2, answers
assert load_backend("langdetect") is load_backend("langdetect")
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
