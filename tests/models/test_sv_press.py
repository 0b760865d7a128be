"""What the shipped model promises to whoever loads it."""

import importlib.util
import json
import tomllib
from pathlib import Path

import pytest
import spacy

PACKAGE = Path(__file__).parents[2] / "models" / "sv_press"
(MODEL,) = (PACKAGE / "sv_press").glob("sv_press-*")
LABELS = {"PERSON", "REGION", "PROJECT", "EVENT", "ORGANISATION"}

SENTENCES = (
    "På fredagen besökte landshövding Karin Holmström företag i Örnsköldsvik.",
    "/Gunnar Sandell",
    "Mötet hölls i Skellefteå.\n\n– Vi är glada, säger Berit Åkerlund, chef för Luleå hamn.",
    "",
    "  \n\n ",
    "👩‍👩‍👧 Anna Lind 😀 bor i Kiruna\u00a0🇸🇪.",
    "Ett projekt om laxar ska sänka kostnaderna med 12,5 procent till år 2031.",
)


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(MODEL)


def spans(doc):
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def test_it_has_the_five_labels(nlp):
    assert nlp.pipe_names == ["ner"]
    assert set(nlp.get_pipe("ner").labels) == LABELS


def test_it_stays_under_25_megabytes():
    size = sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file())
    assert 1_000_000 < size <= 25_000_000


def test_it_names_its_licence_and_sources(nlp):
    assert nlp.meta["license"] == "CC BY 4.0"
    assert nlp.meta["sources"]
    for source in nlp.meta["sources"]:
        assert source["name"]
        assert source["license"]


def test_version_and_name_are_the_same_everywhere(nlp):
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    beside = json.loads((PACKAGE / "sv_press" / "meta.json").read_text("utf-8"))
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    assert (name, nlp.meta["version"]) == (project["name"], project["version"])
    assert MODEL.name == f"{name}-{nlp.meta['version']}"
    assert beside == json.loads((MODEL / "meta.json").read_text("utf-8"))


def test_the_package_loads_as_installed_ones_do(nlp):
    spec = importlib.util.spec_from_file_location("sv_press", PACKAGE / "sv_press" / "__init__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.__version__ == nlp.meta["version"]
    assert spans(module.load()(SENTENCES[0])) == spans(nlp(SENTENCES[0]))


def test_nothing_in_it_is_a_pickle():
    files = [path for path in MODEL.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert path.suffix not in {".pkl", ".pickle", ".pt", ".bin"} or path.stat().st_size == 1
        # A pickle of protocol 2 and later begins with PROTO (0x80) and its number, and ends in
        # STOP (a full stop).
        data = path.read_bytes()
        assert not (data[:1] == b"\x80" and data[1:2] in b"\x02\x03\x04\x05" and data[-1:] == b".")


def test_it_keeps_no_words_of_its_training_texts(nlp):
    """The string table holds what spaCy itself brings along, and the labels."""
    known = set(spacy.blank("sv").vocab.strings)
    own = set(json.loads((MODEL / "vocab" / "strings.json").read_text("utf-8"))) - known
    assert {s.rpartition("-")[2] for s in own if len(s) > 1} <= LABELS | {"ROOT"}


def test_the_same_text_gives_the_same_spans(nlp):
    for text in SENTENCES:
        assert spans(nlp(text)) == spans(nlp(text)) == spans(spacy.load(MODEL)(text))


def test_a_batch_of_one_equals_a_batch_of_many(nlp):
    texts = [*SENTENCES, *(" ".join(SENTENCES) for _ in range(5)), *reversed(SENTENCES)]
    alone = [spans(nlp(text)) for text in texts]
    assert any(alone)
    for size in (1, 4, 32):
        assert [spans(doc) for doc in nlp.pipe(texts, batch_size=size)] == alone


def test_offsets_fit_the_text(nlp):
    for text in SENTENCES:
        doc = nlp(text)
        assert doc.text == text
        for ent in doc.ents:
            assert text[ent.start_char : ent.end_char] == ent.text == ent.text.strip() != ""


def test_it_tags_an_obvious_person_and_place(nlp):
    found = {(ent.text, ent.label_) for ent in nlp(SENTENCES[0]).ents}
    assert {("Karin Holmström", "PERSON"), ("Örnsköldsvik", "REGION")} <= found


def test_a_name_glued_to_a_slash_or_colon_can_be_tagged(nlp):
    """Press bylines are written ``/Name``; a tokenizer that keeps the slash loses them all."""
    tokens = [t.text for t in nlp("/Gunnar Sandell Plats:Umeå Boden–Piteå Nato- och EU-möten SiS.")]
    assert {"Gunnar", "Umeå", "Boden", "Piteå", "Nato", "SiS"} <= set(tokens)
