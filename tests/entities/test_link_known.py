"""What an entity gets of the knowledge base: ids, English name, wholes; and what is one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from brygga.entities.candidates import Finder
from brygga.entities.link import Link, LinkSettings, link
from brygga.kb.store import KnowledgeBase, KnowledgeBaseError
from brygga.record import Article, Identifier
from tests.kb.helpers import build

from .linking import body, entity_of, linked, marked, relation_texts


def schemes(done: Article, name: str) -> dict[str, str]:
    return {i.scheme: i.value for i in entity_of(done, name).ids}


def english(text: str, name: str) -> str | None:
    return entity_of(body(text), name).name_en


def test_municipality_and_its_full_name_are_one_thing_with_all_ids() -> None:
    done = body("[R Storuman] växer. [R Storumans kommun] bygger. [R Storuman] ligger i norr.")
    assert done.regions == ("Storuman",)
    assert entity_of(done, "Storumans kommun").mentions == (0, 1, 2)
    assert schemes(done, "Storuman") | {"scb-kommun": "2421", "lau": "SE_2421"} == schemes(
        done, "Storuman"
    )


def test_town_with_its_noun_and_its_municipality_are_two_things() -> None:
    done = body("Tätorten [R Storuman] ligger i [R Storumans kommun].")
    assert [e.kind for e in done.entities] == ["locality", "municipality"]
    (part, *_) = entity_of(done, "Storuman").relations
    assert (part.type, part.target) == ("part-of", "region/storumans-kommun")


def test_municipality_is_part_of_county_and_country() -> None:
    done = body("[R Storuman] ligger i [R Västerbotten].")
    county, country = entity_of(done, "Storuman").relations
    assert (county.type, county.target, county.text) == (
        "part-of",
        "region/vasterbotten",
        "Västerbotten",
    )
    assert Identifier(scheme="scb-lan", value="24") in county.ids
    assert (country.target, country.text, country.name_en) == (None, "Sverige", "Sweden")


def test_authority_is_a_thing_of_its_own_in_its_county() -> None:
    done = body("[R Region Västerbotten] verkar i [R Västerbotten].")
    assert [e.kind for e in done.entities] == ["regional-authority", "county"]
    assert entity_of(done, "Region Västerbotten").relations[0].target == "region/vasterbotten"


def test_county_board_is_part_of_its_county() -> None:
    done = body("[O Länsstyrelsen i Västerbottens län] beslutar.")
    board = entity_of(done, "Länsstyrelsen i Västerbottens län")
    assert relation_texts(board, "part-of") == ["Västerbotten", "Sverige"]


def test_narrowed_country_has_no_ids_but_lies_in_the_country() -> None:
    entity = entity_of(body("Läget i norra [R Jemen] och [R södra Jemen]."), "södra Jemen")
    assert (entity.ids, entity.name_en) == ((), "southern Yemen")
    assert relation_texts(entity, "part-of") == ["Jemen"]


def test_name_of_two_places_covers_both() -> None:
    done = body("Snö i [R Norr- och Västerbotten], mest i [R Norrbotten].")
    entity = entity_of(done, "Norr- och Västerbotten")
    assert (entity.ids, entity.name_en) == ((), "Norrbotten and Västerbotten")
    assert [(r.text, r.target) for r in entity.relations if r.type == "covers"] == [
        ("Norrbotten", "region/norrbotten"),
        ("Västerbotten", None),
    ]


def test_translated_names_are_one_event() -> None:
    done = body(
        "[V European Week of Regions and Cities] hålls igen. Under [V EWRC] talar många, och"
        " [V Europeiska veckan för regioner och städer] lockar."
    )
    assert len(done.events) == 1
    assert entity_of(done, "EWRC").mentions == (0, 1, 2)


def test_translated_names_are_one_programme() -> None:
    done = body(
        "[J Horisont 2020] tog slut. Ur [J Horizon 2020] kom pengar till [J Horisont 2020]."
    )
    assert done.projects == ("Horisont 2020",)
    assert schemes(done, "Horizon 2020") == {"eu-programme": "H2020"}


def test_title_in_brackets_is_the_same_unknown_body() -> None:
    done = body("[O Fjällrådet] ([O Mountain Council of the North]) möts. [O Fjällrådet] log.")
    assert done.organisations == ("Fjällrådet",)
    assert done.entities[0].name_en == "Mountain Council of the North"


def test_swedish_body_in_brackets_is_another() -> None:
    assert len(body("[O Fjällrådet] ([O Skogsbolaget]) möts.").organisations) == 2


def test_company_and_place_of_one_name_stay_two() -> None:
    done = body("[O Mora] säljer knivar i [R Mora].")
    assert [e.label for e in done.entities] == ["ORGANISATION", "REGION"]
    assert done.entities[0].ids == ()


def test_editions_of_a_series_stay_two() -> None:
    done = body("[V Almedalsveckan 2022] var liten, [V Almedalsveckan 2023] stor.")
    assert done.events == ("Almedalsveckan 2022", "Almedalsveckan 2023")
    assert {e.name_en for e in done.entities} == {"Almedalen Week"}


def test_genitive_that_only_the_knowledge_base_shows_is_folded() -> None:
    assert body("[O Svenska kraftnäts] nät.").organisations == ("Svenska kraftnät",)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Mässan i [R Göteborg].", "Göteborg", "Gothenburg"),
        ("[R Göteborgs stad] bygger.", "Göteborgs stad", "City of Gothenburg"),
        ("[R Göteborgs kommun] bygger.", "Göteborgs kommun", "Gothenburg Municipality"),
        ("Mötet i [R Bryssel].", "Bryssel", "Brussels"),
        ("Vinet från [R Skåne].", "Skåne", "Skåne"),
        ("[R Region Västerbotten] talar.", "Region Västerbotten", "Region Västerbotten"),
        ("[R Västerbottens län] växer.", "Västerbottens län", "Västerbotten County"),
        ("[R Örebro län] växer.", "Örebro län", "Örebro County"),
        ("[R norra Sverige] växer.", "norra Sverige", "northern Sweden"),
        ("[R norra Frankrike] växer.", "norra Frankrike", "northern France"),
        ("[R Malmö stad] bygger.", "Malmö stad", "City of Malmö"),
        ("[R Göteborgs hamn] växer.", "Göteborgs hamn", "Port of Gothenburg"),
        ("[O Umeå universitet] växer.", "Umeå universitet", "Umeå University"),
        ("[O Göteborgs tingsrätt] dömer.", "Göteborgs tingsrätt", "Gothenburg District Court"),
        ("[O Boverket] mäter.", "Boverket", None),
        ("[R Ljusvik] växer.", "Ljusvik", "Ljusvik"),
        ("[P Åsa Ek] talar.", "Åsa Ek", "Åsa Ek"),
        ("[J Kvasar-projektet] pågår.", "Kvasar-projektet", "Kvasar project"),
    ],
)
def test_english_name(text: str, name: str, expected: str | None) -> None:
    found = english(text, name)
    if expected is None:
        assert found is not None
        assert found != name
    else:
        assert found == expected


def test_every_entity_has_an_english_name() -> None:
    done = body("[P Bo Ek], [R Åby], [J Ljus], [V Dagen], [O Bolaget], [R Storuman], [O EU].")
    assert all(e.name_en for e in done.entities)
    assert len(done.entities) == 7


def test_english_text_names_places_in_english() -> None:
    done = body("People in [R Gothenburg] and [R Brussels] met [O Umeå University].", "en")
    assert [e.kind for e in done.entities] == ["municipality", "city", "university"]
    assert [e.name_en for e in done.entities] == ["Gothenburg", "Brussels", "Umeå University"]


def test_mentions_in_two_countries_are_two_things() -> None:
    done = body("[R Luxemburg] är ett land. Provinsen [R Luxemburg] ligger i [R Belgien].")
    assert [e.key for e in done.entities] == [
        "region/luxemburg",
        "region/luxemburg-2",
        "region/belgien",
    ]
    assert done.entities[1].relations[0].target == "region/belgien"


def test_bare_name_means_what_was_said_before_in_full() -> None:
    done = body("[R Birmingham] i [R Alabama] växer. I [R Birmingham] byggs ett stålverk.")
    assert [e.name for e in done.entities] == ["Birmingham", "Alabama"]
    assert relation_texts(done.entities[0], "no-id") == ["none of this name in Alabama"]


def test_furniture_mention_is_linked_to_the_thing_that_the_text_names() -> None:
    done = linked(("paragraph", "[R Storuman] växer."), ("boilerplate", "[R Storumans kommun]"))
    assert done.mentions[1].entity == "region/storuman"
    assert done.entities[0].mentions == (0,)


def people(tmp_path: Path, *names: str) -> Finder:
    """A knowledge base of persons and nothing else."""
    things = [
        (f"riksdagen:{n}", "PERSON", "politician", x, x, None, 1) for n, x in enumerate(names)
    ]
    known = [(name, n, 2) for n, name in enumerate(names, 1)]
    ids = [(n, "riksdagen", str(n)) for n in range(1, len(names) + 1)]
    return Finder(KnowledgeBase((build(tmp_path / "own.sqlite", things, known, ids),)))


def test_person_is_linked_by_the_full_name_only(tmp_path: Path) -> None:
    finder = people(tmp_path, "Maja Ekvall")
    done = link(marked(("paragraph", "[P Maja Ekvall] kom. [P Ekvall] log.")), finder)
    assert [i.value for i in done.entities[0].ids] == ["1"]
    alone = link(marked(("paragraph", "[P Ekvall] log.")), finder)
    assert alone.entities[0].ids == ()


def test_person_whose_name_two_have_gets_no_id(tmp_path: Path) -> None:
    finder = people(tmp_path, "Maja Ekvall", "Maja Ekvall")
    done = link(marked(("paragraph", "[P Maja Ekvall] kom.")), finder)
    assert done.entities[0].ids == ()
    assert relation_texts(done.entities[0], "no-id") == ["2 known persons have this name"]


def test_own_table_is_named_by_the_stage_and_used(tmp_path: Path) -> None:
    own = build(
        tmp_path / "own.sqlite",
        [("own:1", "PROJECT", "project", "LJUSVÄG", "Light Road", None, 3)],
        [("LJUSVÄG", 1, 2)],
        [(1, "cordis", "101")],
    )
    stage = Link(LinkSettings(kb=(str(own),)))
    stage.setup()
    assert stage.model is not None
    assert "+user-" in stage.model
    (done,) = stage.process([marked(("paragraph", "[J Ljusväg] och [J LJUSVÄG] pågår."))])
    assert [(e.name, e.name_en) for e in done.entities] == [("Ljusväg", "Light Road")]


def test_missing_table_is_an_error_that_names_it(tmp_path: Path) -> None:
    stage = Link(LinkSettings(kb=(str(tmp_path / "none.sqlite"),)))
    with pytest.raises(KnowledgeBaseError, match=r"none\.sqlite|knowledge base"):
        stage.setup()
