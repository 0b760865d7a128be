from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.entities.backends.spacy import SpacyBackend, bundled
from brygga.entities.tag import Tag, TagSettings, chunks
from brygga.errors import ModelError
from brygga.record import Article, check, replace

from .helpers import PATTERNS, article, found, prose


def tag(tagger: Tag, one: Article) -> Article:
    (done,) = tagger.process([one])
    check(done)
    return done


def test_model_and_rules_together_in_text_order(tagger: Tag) -> None:
    done = tag(tagger, prose("SUR i Isköping driver projektet Vinterled i Region Värmland."))
    assert found(done) == [
        ("SUR", "ORGANISATION"),
        ("Isköping", "REGION"),
        ("Vinterled", "PROJECT"),
        ("Region Värmland", "REGION"),
    ]
    assert [m.method for m in done.mentions] == ["model", "model", "rule", "rule"]
    assert all(m.score is not None and 0 < m.score <= 1 for m in done.mentions)


def test_byline_names_a_person(tagger: Tag) -> None:
    done = tag(tagger, article(("paragraph", "Isen låg."), ("byline", "/Hanna Åkersten")))
    assert found(done) == [("Hanna Åkersten", "PERSON")]


def test_initials_in_a_byline_are_no_mention(tagger: Tag) -> None:
    assert found(tag(tagger, article(("byline", "/AG")))) == []


@pytest.mark.parametrize(
    ("line", "authors", "names"),
    [
        ("Av Per Hedvik", ["Per Hedvik"], ["Per Hedvik"]),
        ("Text Per Hedvik", ["Per Hedvik"], ["Per Hedvik"]),
        ("Text: Per Hedvik Foto: Rut Sjö", ["Per Hedvik"], ["Per Hedvik", "Rut Sjö"]),
        ("Text & bild: Per Hedvik", ["Per Hedvik"], ["Per Hedvik"]),
        ("Av PER HEDVIK, foto: RUT SJÖ", ["PER HEDVIK"], ["PER HEDVIK", "RUT SJÖ"]),
        ("Text: Per Hedvik Foto: Rut Sjö", [], ["Per Hedvik", "Rut Sjö"]),
    ],
)
def test_byline_names_its_authors_and_the_photographer(
    tagger: Tag, line: str, authors: list[str], names: list[str]
) -> None:
    one = article(
        ("paragraph", "Isen låg under hela projektet."), ("byline", line), byline=tuple(authors)
    )
    assert found(tag(tagger, one)) == [(name, "PERSON") for name in names]


def test_author_lends_no_surname_to_the_article(tagger: Tag) -> None:
    done = tag(
        tagger,
        article(
            ("paragraph", "Isköping växer. Grönvik ler."),
            ("byline", "/Eva Isköping och Rut Grönvik"),
            byline=("Eva Isköping", "Rut Grönvik"),
        ),
    )
    assert found(done) == [
        ("Isköping", "REGION"),
        ("Eva Isköping", "PERSON"),
        ("Rut Grönvik", "PERSON"),
    ]


def test_label_after_a_name_in_a_caption_is_no_part_of_it(tagger: Tag) -> None:
    done = tag(tagger, article(("caption", "Isen på sjön. Bild: Rut Sjö Bild")))
    assert found(done) == [("Rut Sjö", "PERSON")]


def test_first_name_that_is_a_common_word_too_opens_a_name(tagger: Tag) -> None:
    done = tag(tagger, prose("Hans Grönvik ler. Sedan kom Mats Hedvik. Hans idé är god."))
    assert found(done) == [("Hans Grönvik", "PERSON"), ("Mats Hedvik", "PERSON")]


def test_mentions_in_furniture_are_recorded(tagger: Tag) -> None:
    done = tag(
        tagger,
        article(
            ("boilerplate", "Hamnverket verkar i Umeå."), ("contact", "Kontaktperson: Åsa Lind")
        ),
    )
    assert found(done) == [
        ("Hamnverket", "ORGANISATION"),
        ("Umeå", "REGION"),
        ("Åsa Lind", "PERSON"),
    ]


def test_name_of_an_image_file_holds_no_mention(tagger: Tag) -> None:
    done = tag(tagger, article(("image-name", "KVASAR Umeå 2"), ("caption", "KVASAR i Umeå")))
    assert [m.start for m in done.mentions] == [15, 24]


def test_model_guesses_only_in_swedish_blocks(tagger: Tag) -> None:
    english = tag(tagger, article(("paragraph", "Isköping hosts SUR."), language="en"))
    assert found(english) == []


def test_article_of_unknown_language_has_no_guesses(tagger: Tag) -> None:
    assert found(tag(tagger, article(("paragraph", "Isköping SUR"), language="und"))) == []


def test_known_name_is_carried_into_blocks_of_other_languages(tagger: Tag) -> None:
    done = tag(
        tagger,
        article(
            ("paragraph", "SUR leder arbetet.", "sv"),
            ("paragraph", "SUR leads; Isköping follows.", "en"),
        ),
    )
    assert found(done) == [("SUR", "ORGANISATION")] * 2
    assert done.mentions[1].method == "propagated"


def test_gazetteer_and_rules_speak_in_any_language(tagger: Tag) -> None:
    done = tag(
        tagger, article(("paragraph", "It met in Sundsvall with Tillväxtverket."), language="en")
    )
    assert found(done) == [("Sundsvall", "REGION"), ("Tillväxtverket", "ORGANISATION")]
    assert {m.method for m in done.mentions} == {"gazetteer", "rule"}


def test_known_name_is_none_in_the_name_of_a_work(tagger: Tag) -> None:
    assert found(tag(tagger, article(("paragraph", "Hämta appen Bolagsverket Direkt.")))) == []
    assert found(tag(tagger, article(("paragraph", "Fråga Bolagsverket direkt.")))) == [
        ("Bolagsverket", "ORGANISATION")
    ]


def test_street_with_its_number_is_no_person(tagger: Tag) -> None:
    assert found(tag(tagger, article(("paragraph", "Plats: Astrid Lindgrens Väg 9")))) == []
    assert found(tag(tagger, article(("paragraph", "Vi minns Astrid Lindgrens bok")))) == [
        ("Astrid Lindgrens", "PERSON")
    ]


def test_block_without_language_has_the_articles(tagger: Tag) -> None:
    one = article(("paragraph", "Umeå"))
    bare = replace(one, blocks=tuple(replace(b, language=None) for b in one.blocks))
    assert found(tag(tagger, bare)) == [("Umeå", "REGION")]


def test_surname_and_first_name_are_carried(tagger: Tag) -> None:
    done = tag(
        tagger, prose("Det säger talespersonen Lars Grönvik. Grönviks plan håller. Lars ler.")
    )
    assert found(done) == [
        ("Lars Grönvik", "PERSON"),
        ("Grönviks", "PERSON"),
        ("Lars", "PERSON"),
    ]


def test_frequent_first_name_gives_a_person_away_in_any_language(tagger: Tag) -> None:
    text = "We met Anna Grönvik and Erik de la Brunn at Ulla Ek-priset, Ulla Ek AB."
    done = tag(tagger, article(("paragraph", text), language="en"))
    assert found(done) == [("Anna Grönvik", "PERSON"), ("Erik de la Brunn", "PERSON")]


def test_sentence_after_a_name_is_not_part_of_it(tagger: Tag) -> None:
    assert found(tag(tagger, prose("Så sade Anna Grönvik. Erik teg."))) == [
        ("Anna Grönvik", "PERSON")
    ]


def test_name_that_the_model_mostly_leaves_alone_is_not_carried(tagger: Tag) -> None:
    english = ("paragraph", "QX, QX, QX, QX and SUR.", "en")
    done = tag(tagger, article(("paragraph", "SUR bygger.", "sv"), english))
    assert [m.method for m in done.mentions] == ["model", "propagated"]


def test_organisation_is_not_carried_into_a_longer_name(tagger: Tag) -> None:
    english = ("paragraph", "SUR Direct is an app of SUR.", "en")
    done = tag(tagger, article(("paragraph", "SUR bygger.", "sv"), english))
    assert [(m.method, m.start) for m in done.mentions] == [
        ("model", done.text.index("SUR bygger")),
        ("propagated", done.text.index("SUR.")),
    ]


def test_unknown_place_is_carried_only_if_the_model_has_it_twice(tagger: Tag) -> None:
    english = ("paragraph", "Isköping grows.", "en")
    once = tag(tagger, article(("paragraph", "I Isköping byggs det.", "sv"), english))
    assert [m.method for m in once.mentions] == ["model"]
    twice = tag(tagger, article(("paragraph", "I Isköping, ja Isköping.", "sv"), english))
    assert [m.method for m in twice.mentions] == ["model", "model", "propagated"]


def test_place_is_found_after_an_opening_word_but_not_beside_a_name(tagger: Tag) -> None:
    done = tag(tagger, prose("På Gotland byggs det. Bertil Gotland AB och Vara hamn, i Vara."))
    assert found(done) == [
        ("Gotland", "REGION"),
        ("Vara hamn", "REGION"),
        ("Vara", "REGION"),
    ]


def test_guess_that_is_a_known_surname_is_that_person(tagger: Tag) -> None:
    done = tag(tagger, prose("Så sade Eva Isköping. Det tror Isköping på."))
    assert found(done) == [("Eva Isköping", "PERSON"), ("Isköping", "PERSON")]


def test_long_capitals_are_a_project_where_the_article_has_one(tagger: Tag) -> None:
    text = "GRÖN STIG ska hjälpa djuren."
    assert found(tag(tagger, prose(text))) == []
    assert found(tag(tagger, prose(text + " Projektet pågår."))) == [("GRÖN STIG", "PROJECT")]


@pytest.mark.parametrize(
    "line",
    [
        "KOMMUNEN SLIPADE SINA SKRIDSKOR",
        "Se skylten ÅK FÖRSIKTIGT ÖVER ISEN här.",
        "Det skrev RUT HEDVIK då.",
        "Så blev det. DIREKTSÄNDNING FRÅN SJÖN",
    ],
)
def test_capitals_of_other_kinds_are_no_project(tagger: Tag, line: str) -> None:
    assert found(tag(tagger, prose(f"Projektet pågår.\n{line}\nIsen ligger."))) == []


def test_number_belongs_to_the_name_of_a_project(tagger: Tag) -> None:
    done = tag(tagger, prose("Projektet Vinterled tog slut. Vinterled 2 tar vid den 2 maj."))
    assert found(done) == [("Vinterled", "PROJECT"), ("Vinterled 2", "PROJECT")]


def test_few_words_of_dateline_and_section_do_not_mislead(tagger: Tag) -> None:
    done = tag(
        tagger,
        article(("paragraph", "SUR."), ("dateline", "3 maj 2021 Isköping"), ("section", "SUR")),
    )
    assert found(done) == [("SUR", "ORGANISATION"), ("SUR", "ORGANISATION")]


def test_other_capitals_of_a_project_are_found(tagger: Tag) -> None:
    done = tag(tagger, prose("I KVASAR ingår tio. Kvasar växer. Kvasar-projektets mål nås."))
    assert found(done) == [
        ("KVASAR", "PROJECT"),
        ("Kvasar", "PROJECT"),
        ("Kvasar-projektets", "PROJECT"),
    ]


def test_word_that_is_also_common_is_not_carried(tagger: Tag) -> None:
    text = "Foto: Karin Strand. Vi gick längs en strand. Strand är ett ord."
    assert found(tag(tagger, prose(text))) == [("Karin Strand", "PERSON")]


def test_part_of_a_word_is_not_carried(tagger: Tag) -> None:
    text = "Umeå växer. Umeåborna och Umeå-modellen, nya e-Umeå."
    assert found(tag(tagger, prose(text))) == [("Umeå", "REGION")]


def test_forgetting_the_words_of_a_batch_changes_nothing(
    tagger: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [prose("SUR i Isköping."), prose("Maja Ekvall såg kvirrevitt."), prose("SUR ler.")]
    kept = list(tagger.process(articles))
    assert isinstance(tagger._backend, SpacyBackend)
    strings = tagger._backend._nlp.vocab.strings
    assert "kvirrevitt" in strings
    monkeypatch.setattr("brygga.entities.backends.spacy._WORDS_KEPT", 0)
    assert list(tagger.process(articles)) == kept
    tagger.process([prose("Maja Ekvall såg kvarrevutt.")])
    assert "kvarrevutt" not in strings


def test_missing_model_tells_what_to_do() -> None:
    with pytest.raises(ModelError, match="no such spaCy model") as caught:
        Tag(TagSettings(model="no_such_model")).setup()
    assert caught.value.remedy


def test_model_without_names_is_refused(tmp_path: object) -> None:
    import spacy

    spacy.blank("sv").to_disk(str(tmp_path))
    with pytest.raises(ModelError, match="tags no names"):
        Tag(TagSettings(model=str(tmp_path))).setup()


def test_damaged_model_is_an_error_of_ours(tmp_path: object) -> None:
    from pathlib import Path

    (Path(str(tmp_path)) / "config.cfg").write_text("[nlp]\nlang = sv\n", encoding="utf-8")
    (Path(str(tmp_path)) / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError):
        Tag(TagSettings(model=str(tmp_path))).setup()


def test_long_text_is_cut_between_blocks() -> None:
    one = article(*[("paragraph", "Umeå " * 5_000)] * 5)
    parts = list(chunks(one))
    assert "".join(one.text[a:b] for a, b in parts) == one.text
    assert {a for a, _ in parts} <= {0} | {b.start for b in one.blocks}
    assert max(b - a for a, b in parts) <= 50_000


def test_endless_line_is_cut_and_tagged(tagger: Tag) -> None:
    done = tag(tagger, prose("x" * 120_000 + " Umeå"))
    assert found(done) == [("Umeå", "REGION")]


@pytest.mark.parametrize("run", ["“", "(", "A", "å-"])
def test_endless_run_without_a_space_costs_little(tagger: Tag, run: str) -> None:
    began = time.process_time()
    tag(tagger, prose(run * 60_000))
    assert time.process_time() - began < 5


WORDS = [name for names in PATTERNS.values() for name in names] + [
    "projektet",
    "konferensen",
    "Foto:",
    "och",
    "i",
    "Ekvalls",
    "Kvasar",
    "EKVALL",
    "Umeås",
    "”",
    "Interreg-projektet",
    "İstanbul",
    "–",
    "(",
    ")",
    "Region",
    "kommun",
    "län",
    "👩‍🔬",
    "Week",
]
ROLES = ["title", "paragraph", "quote", "boilerplate", "contact", "byline", "image-name", "caption"]
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join),
    st.text(string.printable + "åäöÅÄÖ”–İß\u00a0👍", min_size=1, max_size=40).filter(str.strip),
)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(ROLES), TEXTS.map(str.strip), st.sampled_from(["sv", "en", "und"])),
    min_size=0,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_spans_fit_do_not_overlap_and_do_not_depend_on_the_batch(
    tagger: Tag, many: list[list[tuple[str, str, str]]]
) -> None:
    articles = [article(*blocks) for blocks in many]  # type: ignore[arg-type]
    together = tagger.process(articles)
    for one, done in zip(articles, together, strict=True):
        check(done)
        assert list(tagger.process([one])) == [done]
        ends = [0, *(m.end for m in done.mentions)]
        assert all(m.start >= end for m, end in zip(done.mentions, ends, strict=False))
        for mention in done.mentions:
            (block,) = [b for b in done.blocks if b.start <= mention.start < b.end]
            assert mention.end <= block.end
            assert block.role != "image-name"
            assert mention.text == mention.text.strip()


needs_model = pytest.mark.skipif(bundled("sv_press") is None, reason="no model built yet")


@needs_model
def test_shipped_model_names_itself() -> None:
    stage = Tag(TagSettings())
    stage.setup()
    assert stage.model is not None
    assert stage.model.startswith("sv_press-")


@needs_model
def test_shipped_model_does_not_depend_on_the_batch() -> None:
    stage = Tag(TagSettings())
    stage.setup()
    names = ["Lena Ask", "Region Dalarna", "Naturvårdsverket", "Bryssel", "Arctic Timber Week"]
    articles = [
        prose(f"{a} mötte {b} i Sverige. " * (n + 1) + f"Sedan talade {a} om projektet Glänta.")
        for n, (a, b) in enumerate(zip(names, reversed(names), strict=True))
    ]
    together = stage.process(articles)
    assert [one for a in articles for one in stage.process([a])] == list(together)
    assert ("Sverige", "REGION") in found(together[0])
