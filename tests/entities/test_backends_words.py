"""Labels, windows and words: what needs no model to be tried."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.entities.backends import BackendSettings, Guess
from brygga.entities.backends.labels import meanings, split
from brygga.entities.backends.spacy import load
from brygga.entities.backends.windows import pieces, where_to_read, windows
from brygga.entities.backends.words import names, words
from brygga.entities.tag import Tag, TagSettings
from brygga.errors import ModelError

from .helpers import article, found


def tokens(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]


def tagged(text: str, *tags: str) -> list[tuple[str, str]]:
    """The names that a model sees which is sure of ``tags``, one a token."""
    kinds = list(dict.fromkeys(["O", *tags]))
    rows = [[0.9 if kind == tag else 0.0 for kind in kinds] for tag in tags]
    means = meanings(kinds, {}, "m")
    return [(text[g.start : g.end], g.label) for g in names(text, tokens(text), rows, kinds, means)]


@pytest.mark.parametrize(
    ("tag", "parts"),
    [("B-PER", ("B", "PER")), ("PER", ("", "PER")), ("O", ("", "O")), ("E-U", ("E", "U"))],
)
def test_a_tag_is_a_scheme_letter_and_a_label(tag, parts):
    assert split(tag) == parts


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("EVN LOC MSR OBJ ORG PRS TME WRK", "EVENT REGION ORGANISATION PERSON"),
        (
            "PERSON NORP FAC ORG GPE LOC EVENT DATE",
            "PERSON REGION ORGANISATION REGION REGION EVENT",
        ),
        ("O B-PER I-PER B-LOC I-LOC B-ORG I-ORG B-MISC I-MISC", "PERSON REGION ORGANISATION"),
        ("PROJECT REGION", "PROJECT REGION"),
    ],
)
def test_common_schemes_are_understood(own, expected):
    assert sorted(meanings(own.split(), {}, "m").values()) == sorted(expected.split())


def test_a_model_of_unknown_labels_names_them():
    with pytest.raises(ModelError, match=r"none of its labels is known \(FISK, FÅGEL\)"):
        meanings(["O", "B-FISK", "B-FÅGEL"], {}, "m")


def test_settings_say_what_labels_mean():
    assert meanings(["PER", "WRK"], {"WRK": "PROJECT"}, "m") == {"WRK": "PROJECT"}
    with pytest.raises(ModelError, match="no label 'WORK'"):
        meanings(["PER", "WRK"], {"WORK": "PROJECT"}, "m")


def test_plain_labels_side_by_side_are_one_name():
    assert tagged("Anna Berg bor", "PER", "PER", "O") == [("Anna Berg", "PERSON")]
    assert tagged("EU-kommissionen", "ORG", "ORG", "ORG") == [("EU-kommissionen", "ORGANISATION")]
    assert tagged("Umeå, Kiruna", "LOC", "O", "LOC") == [("Umeå", "REGION"), ("Kiruna", "REGION")]


def test_no_name_goes_on_in_the_next_line():
    assert tagged("Umeå\nKiruna", "LOC", "LOC") == [("Umeå", "REGION"), ("Kiruna", "REGION")]


@pytest.mark.parametrize(
    "tags",
    [
        ("B-LOC", "B-LOC", "I-LOC"),
        ("I-LOC", "B-LOC", "I-LOC"),
        ("S-LOC", "B-LOC", "E-LOC"),
        ("U-LOC", "B-LOC", "L-LOC"),
    ],
)
def test_every_scheme_keeps_neighbours_apart(tags):
    assert tagged("Umeå New York", *tags) == [("Umeå", "REGION"), ("New York", "REGION")]


def test_labels_without_a_meaning_are_dropped_and_part_names():
    assert tagged("Anna torsdag Berg", "PER", "TME", "PER") == [
        ("Anna", "PERSON"),
        ("Berg", "PERSON"),
    ]


def test_the_score_is_the_mean_over_the_tokens_under_any_letter():
    tags = ["O", "B-PER", "I-PER"]
    rows = [[0.1, 0.8, 0.1], [0.3, 0.1, 0.6]]
    (guess,) = names("Anna Berg", tokens("Anna Berg"), rows, tags, {"PER": "PERSON"})
    assert guess == Guess(0, 9, "PERSON", 0.8)


def test_parts_of_a_word_share_one_tag():
    text = "Lindqvist"
    rows = [[0.4, 0.6], [0.9, 0.1], [0.1, 0.9]]
    offsets = [(0, 4), (4, 5), (5, 9)]
    assert words(text, offsets) == [(0, 3)]
    (guess,) = names(text, offsets, rows, ["O", "PER"], {"PER": "PERSON"})
    assert (guess.start, guess.end, guess.score) == (0, 9, 0.5333)


def test_tokens_with_their_space_and_bytes_of_one_sign_are_read():
    assert words("i Umeå 😀", [(0, 1), (1, 6), (6, 8), (7, 8)]) == [(0, 1), (1, 2), (2, 4)]


TEXT = (
    "Anna bor i Umeå. ”Kiruna är kallt”, säger hon. Nej! T.ex. här\n\nEn rad till 2 år. (Slut.) Ja"
)


def test_pieces_are_sentences():
    assert [
        TEXT[tokens(TEXT)[a][0] : tokens(TEXT)[b - 1][1]] for a, b in pieces(TEXT, tokens(TEXT), 50)
    ] == [
        "Anna bor i Umeå.",
        "”Kiruna är kallt”, säger hon.",
        "Nej!",
        "T.ex. här",
        "En rad till 2 år.",
        "(Slut.)",
        "Ja",
    ]


@given(st.text("aB .\n!–”1", max_size=300), st.integers(1, 20), st.integers(1, 5))
def test_windows_hold_every_token_once_where_it_is_read(text, most, more):
    offsets, size = tokens(text), most * more
    units = pieces(text, offsets, most)
    assert [n for a, b in units for n in range(a, b)] == list(range(len(offsets)))
    assert all(0 < b - a <= most for a, b in units)
    seen = windows(units, size, most)
    assert all(b - a <= size for a, b in seen)
    assert len(seen) <= max(1, len(offsets))
    for (a, b), n in zip(units, where_to_read(units, seen), strict=True):
        assert seen[n][0] <= a
        assert b <= seen[n][1]


def test_windows_overlap_and_are_read_where_context_is_widest():
    units = [(n, n + 10) for n in range(0, 100, 10)]
    seen = windows(units, 40, 20)
    assert seen == [(0, 40), (20, 60), (40, 80), (60, 100)]
    assert where_to_read(units, seen) == [0, 0, 0, 1, 1, 2, 2, 3, 3, 3]


def spacy_model(folder, patterns):
    import spacy

    nlp = spacy.blank("sv")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": label, "pattern": name} for label, name in patterns]
    )
    nlp.to_disk(folder)
    return str(folder)


def test_any_spacy_pipeline_tags_with_its_own_labels(tmp_path):
    model = spacy_model(tmp_path, [("PRS", "Maja Ekvall"), ("LOC", "Isköping"), ("TME", "i fjol")])
    stage = Tag(TagSettings(model=model))
    stage.setup()
    (done,) = stage.process([article(("paragraph", "Maja Ekvall kom till Isköping i fjol."))])
    assert found(done) == [("Maja Ekvall", "PERSON"), ("Isköping", "REGION")]
    assert all(0 < mention.score < 1 for mention in done.mentions)


def test_a_spacy_pipeline_of_other_labels_needs_to_be_explained(tmp_path):
    model = spacy_model(tmp_path, [("ORT", "Isköping")])
    with pytest.raises(ModelError, match=r"none of its labels is known \(ORT\)"):
        Tag(TagSettings(model=model)).setup()
    stage = Tag(TagSettings(model=model, labels={"ORT": "REGION"}))
    stage.setup()
    (done,) = stage.process([article(("paragraph", "Regn över Isköping."))])
    assert found(done) == [("Isköping", "REGION")]


def test_the_default_is_the_model_that_ships_with_brygga():
    assert (BackendSettings().backend, BackendSettings().model) == ("spacy", "sv_press")
    assert load("sv_press").pipe_names == ["ner"]
