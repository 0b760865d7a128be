from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.entities.tag import Tag
from brygga.record import FURNITURE, Article, Role

from .helpers import article
from .linking import body, linked, stage


def entity_texts(done: Article) -> dict[str, list[str]]:
    return {e.key: [done.mentions[n].text for n in e.mentions] for e in done.entities}


def test_surname_belongs_to_the_full_name() -> None:
    done = body("[P Thomas Mörtsell] talade. [P Mörtsells] idé: [P Mörtsell] vill mer.")
    assert done.people == ("Thomas Mörtsell",)
    assert entity_texts(done) == {
        "person/thomas-mortsell": ["Thomas Mörtsell", "Mörtsells", "Mörtsell"]
    }


def test_surname_in_a_title_belongs_to_the_full_name_after_it() -> None:
    done = linked(("title", "[P Mörtsell] vill mer"), ("paragraph", "[P Thomas Mörtsell] är glad."))
    assert done.people == ("Thomas Mörtsell",)


def test_shared_surname_goes_to_the_last_one_named_in_full() -> None:
    done = body(
        "[P Anna Berg] och [P Bo Berg] kom. [P Berg] log. [P Anna Berg] gick. [P Berg] sov."
    )
    assert entity_texts(done) == {
        "person/anna-berg": ["Anna Berg", "Anna Berg", "Berg"],
        "person/bo-berg": ["Bo Berg", "Berg"],
    }


def test_double_surname_and_middle_name_are_one_person() -> None:
    done = body("[P Joakim Thulin Rask] kom. [P Thulin Rask] log. [P Joakim Rask] gick.")
    assert done.people == ("Joakim Thulin Rask",)


def test_first_name_alone_belongs_to_its_bearer() -> None:
    assert body("[P Klara Sund] är ny. Välkommen, [P Klara]!").people == ("Klara Sund",)


def test_unknown_surname_is_a_person_of_its_own() -> None:
    assert body("[P Ek] och [P Anna Berg] kom.").people == ("Ek", "Anna Berg")


def test_variants_of_a_project_are_one_under_its_bare_name() -> None:
    done = body(
        "I [J OSIRIS] ingår sju. [J Osiris-projektets] mål. Projektet [J Osiris] syftar. [J Osiris]"
    )
    assert done.projects == ("Osiris",)
    assert done.entities[0].key == "project/osiris"
    assert len(done.entities[0].mentions) == 4


def test_project_named_only_with_its_head_keeps_it() -> None:
    assert body("[J Kvasar-projektets] mål.").projects == ("Kvasar-projektet",)


def test_first_word_of_a_project_before_projektet_means_it() -> None:
    done = body("[J GRÖNVÄG DALA] startar. [J Grönväg-projektet] pågår.")
    assert done.projects == ("GRÖNVÄG DALA",)


def test_abbreviation_in_brackets_is_the_same_thing() -> None:
    done = body(
        "[V European Week of Regions and Cities] ([V EWRC]) i [R Bryssel] ([R Belgien]). [V EWRC]"
    )
    assert done.events == ("European Week of Regions and Cities",)
    assert done.regions == ("Bryssel", "Belgien")
    assert len(done.entities[0].mentions) == 3


def test_foreign_abbreviation_in_brackets_is_the_same_thing() -> None:
    done = body("[J Fonden för ett sammanlänkat Europa] ([J CEF]) ger stöd, säger [O Metria].")
    assert done.projects == ("Fonden för ett sammanlänkat Europa",)


def test_initials_elsewhere_are_the_same_thing() -> None:
    done = body("[O Northern Peat Forum Council] möts. Bakom står [O NPFC] och [O NPF].")
    assert done.organisations == ("Northern Peat Forum Council", "NPF")


def test_compound_without_hyphen_and_last_word_before_projektet() -> None:
    done = body("[J DEEPSEA] och [J Deepseaprojektet]; [J BALTIC BRO], sedan [J Bro-projektet].")
    assert done.projects == ("DEEPSEA", "BALTIC BRO")


def test_long_name_in_brackets_does_not_rename_a_project() -> None:
    done = body("[J SKARP] ([J Shared Kitchens and Regional Produce]) pågår.")
    assert done.projects == ("SKARP",)


def test_place_and_its_genitive_are_one_but_region_and_landskap_two() -> None:
    done = body("[R Västerbottens] kust, [R Västerbotten] och [R Region Västerbotten].")
    assert done.regions == ("Västerbotten", "Region Västerbotten")


def test_same_name_with_two_labels_is_two_things() -> None:
    done = body("[R Södra Banken] är en plats, [J Södra Banken] en park.")
    assert [e.key for e in done.entities] == ["region/sodra-banken", "project/sodra-banken"]


def test_names_with_the_same_slug_have_different_keys() -> None:
    done = body("[R 北京] och [R 東京].")
    assert [e.key for e in done.entities] == ["region/x", "region/x-2"]


def test_thing_named_only_in_furniture_is_no_entity() -> None:
    done = linked(
        ("paragraph", "[R Umeå] växer."),
        ("boilerplate", "[O North Sweden] arbetar i [R Umeå]."),
        ("contact", "Kontaktperson: [P Åsa Lind]"),
        ("link", "Läs mer om [J Kvasar]"),
        ("section", "[R Norden]"),
    )
    assert (done.people, done.organisations, done.projects) == ((), (), ())
    assert done.regions == ("Umeå",)
    assert done.entities[0].mentions == (0,)
    assert [m.entity for m in done.mentions] == ["region/umea", None, "region/umea"] + [None] * 3


def test_byline_person_is_an_entity_even_if_the_contact_line_repeats_the_name() -> None:
    done = linked(
        ("paragraph", "Isen ligger."),
        ("byline", "/[P Niklas Johansson]"),
        ("contact", "Kontaktperson: [P Niklas Johansson]"),
        byline=("Niklas Johansson",),
    )
    assert done.people == ("Niklas Johansson",)
    assert done.entities[0].mentions == (0,)
    assert done.mentions[1].entity == "person/niklas-johansson"


def test_byline_of_the_metadata_is_a_person_but_initials_and_organisations_are_not() -> None:
    done = linked(
        ("paragraph", "[O Hamnverket Nord] bygger."), byline=("Åsa Lind", "AG", "Hamnverket Nord")
    )
    assert done.people == ("Åsa Lind",)
    assert done.entities[-1].mentions == ()


def test_person_has_no_name_that_only_furniture_has() -> None:
    done = linked(
        ("quote", "– Isen bär, säger [P Tuva]."),
        ("paragraph", "En fiskare, [P Sjögren], drog nät."),
        ("contact", "Kontakt: [P Tuva Ekvall], [P Rut Sjögren]"),
    )
    assert done.people == ("Tuva", "Sjögren")
    assert [m.entity for m in done.mentions] == ["person/tuva", "person/sjogren"] * 2


def test_brackets_that_hold_another_thing_make_two() -> None:
    done = body(
        "[J Ljusväg] ([J Interreg Ostkust]), [V Nordtimmer] ([V Hamnmässan]), [O ABB] ([O Isen])"
    )
    assert done.projects == ("Ljusväg", "Interreg Ostkust")
    assert done.events == ("Nordtimmer", "Hamnmässan")
    assert done.organisations == ("ABB", "Isen")


def test_year_counts_only_if_the_article_has_several() -> None:
    assert body("[V Isdagarna 2019] och [V Isdagarna].").events == ("Isdagarna",)
    done = body("[V Isdagarna 2019], [V Isdagarna], [V Isdagarna 2021].")
    assert done.events == ("Isdagarna 2019", "Isdagarna", "Isdagarna 2021")


def test_numbered_projects_are_different() -> None:
    assert body("[J Ljusväg 2] och [J Ljusväg 3].").projects == ("Ljusväg 2", "Ljusväg 3")


def test_nobody_in_the_body_is_called_after_the_byline() -> None:
    done = linked(("paragraph", "[P Johansson] kom."), ("byline", "/[P Niklas Johansson]"))
    assert done.people == ("Johansson", "Niklas Johansson")


def test_facets_stand_in_order_of_first_mention() -> None:
    assert body("[R Umeå], [R Luleå], [R Umeå], [R Arvika]").regions == ("Umeå", "Luleå", "Arvika")


NAMES = [
    "Ann Ek",
    "Ek",
    "Eks",
    "Bo Ek",
    "Ann",
    "OSIRIS",
    "Osiris-projektet",
    "Osiris",
    "Borås",
    "Umeås",
    "Umeå",
    "EWRC",
    "COP 31",
    "COP31",
    "x",
    "北京",
    "Ån 2024",
    "Ån",
]
PIECES = st.lists(
    st.tuples(
        st.sampled_from(["paragraph", "boilerplate", "byline", "contact", "title"]),
        st.lists(
            st.tuples(st.sampled_from("PRJVO"), st.sampled_from(NAMES)), min_size=1, max_size=6
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_links_are_consistent(pieces: Sequence[tuple[Role, list[tuple[str, str]]]]) -> None:
    done = linked(*[(role, " och ".join(f"[{c} {n}]" for c, n in names)) for role, names in pieces])
    own = [
        n
        for n, m in enumerate(done.mentions)
        if any(b.start <= m.start < b.end and b.role not in FURNITURE for b in done.blocks)
    ]
    assert sorted(n for e in done.entities for n in e.mentions) == own
    assert len({e.key for e in done.entities}) == len(done.entities)
    for entity in done.entities:
        assert entity.mentions
        for n in entity.mentions:
            assert done.mentions[n].entity == entity.key
            assert done.mentions[n].label == entity.label
    firsts = [e.mentions[0] for e in done.entities]
    assert firsts == sorted(firsts)
    facets = done.people + done.regions + done.projects + done.events + done.organisations
    assert sorted(facets) == sorted({(e.label, e.name): e.name for e in done.entities}.values())
    assert list(stage().process([done])) == [done]


def test_tag_and_link_find_the_story_of_an_article(tagger: Tag) -> None:
    one = article(
        ("title", "Hamnverket visar KVASAR i Umeå"),
        ("paragraph", "Maja Ekvall, ordförande i Hamnverket, talade på Arctic Timber Week."),
        ("quote", "– Kvasar-projektet växer, säger Ekvall."),
        ("byline", "/Olle Strand"),
        ("boilerplate", "Sjöfartens Utvecklingsråd (SUR) verkar i hela Sverige."),
    )
    (done,) = stage().process(tagger.process([one]))
    assert done.people == ("Maja Ekvall", "Olle Strand")
    assert done.regions == ("Umeå",)
    assert done.projects == ("KVASAR",)
    assert done.events == ("Arctic Timber Week",)
    assert done.organisations == ("Hamnverket",)
