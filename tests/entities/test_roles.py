from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.record import check

from .linking import body, entity_of


def told(text: str, name: str) -> list[tuple[str, str | None, str | None]]:
    """Type, text and target of what the article tells of a person."""
    kinds = ("role", "party", "affiliation")
    return [
        (r.type, r.text, r.target) for r in entity_of(body(text), name).relations if r.type in kinds
    ]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "[P Bo Ek] (M), vice ordförande [R Region Västerbotten] och kommunalråd [R Storuman].",
            "Bo Ek",
            [
                ("party", "M", None),
                ("role", "vice ordförande", "region/region-vasterbotten"),
                ("role", "kommunalråd", "region/storuman"),
            ],
        ),
        ("Det sade regionrådet [P Anna Ek] i går.", "Anna Ek", [("role", "regionrådet", None)]),
        (
            "Nu talar energi- och näringsminister [P Eva Berg].",
            "Eva Berg",
            [("role", "energi- och näringsminister", None)],
        ),
        (
            "– Bra, säger [P Per Ek], projektledare för [J Kvasar] vid [O Umeå universitet].",
            "Per Ek",
            [("role", "projektledare", "project/kvasar")],
        ),
        (
            "– Bra, säger [P Eva Berg], kommunalråd (S) i [R Storuman].",
            "Eva Berg",
            [("party", "S", None), ("role", "kommunalråd", "region/storuman")],
        ),
        (
            "Med var [P Ada Lind], professor i fysik vid [O Umeå universitet].",
            "Ada Lind",
            [("role", "professor i fysik", "organisation/umea-universitet")],
        ),
        (
            "I [R Region Skånes] monter stod [R Region Skånes] utvecklingschef [P Bo Al].",
            "Bo Al",
            [("role", "utvecklingschef", "region/region-skane")],
        ),
        (
            "Där var [P Maria Lind] från [R Region Skåne].",
            "Maria Lind",
            [("affiliation", "Region Skåne", "region/region-skane")],
        ),
        (
            "Frågor besvaras av [P Bo Al], näringslivschef, [O Svenska Sten], 070-123 45 67.",
            "Bo Al",
            [("role", "näringslivschef", "organisation/svenska-sten")],
        ),
        (
            "På bilden: [P Ada Lind], [O Svenska Sten], och [P Bo Al] ([O Norra Glas]).",
            "Ada Lind",
            [("affiliation", "Svenska Sten", "organisation/svenska-sten")],
        ),
        (
            "På bilden: [P Ada Lind], [O Svenska Sten], och [P Bo Al] ([O Norra Glas]).",
            "Bo Al",
            [("affiliation", "Norra Glas", "organisation/norra-glas")],
        ),
        (
            "Det sade [P Ada Lind], [R Norges] ambassadör i [R Sverige].",
            "Ada Lind",
            [("role", "ambassadör", "region/norge")],
        ),
        (
            "[R Norges] utrikesminister, [P Ada Lind], kom först.",
            "Ada Lind",
            [("role", "utrikesminister", "region/norge")],
        ),
        (
            "– Bra, säger minister för yttre hamnar [P Ada Lind].",
            "Ada Lind",
            [("role", "minister för yttre hamnar", None)],
        ),
        ("Det säger moderaten [P Ada Lind] i dag.", "Ada Lind", [("party", "M", None)]),
        (
            "Frågor: [P Ada Lind] – projektledare, [O Norra Glas]",
            "Ada Lind",
            [("role", "projektledare", "organisation/norra-glas")],
        ),
        (
            "Med är [P Ada Lind] (projektledare, [O Norra Glas]).",
            "Ada Lind",
            [("role", "projektledare", "organisation/norra-glas")],
        ),
        (
            "Nu är [P Ada Lind], f.d. chef för [O Norra Glas], på plats.",
            "Ada Lind",
            [("role", "f.d. chef", "organisation/norra-glas")],
        ),
        ("Nu är [P Ada Lind], tf. chef, på plats.", "Ada Lind", [("role", "tf. chef", None)]),
        ("Där var [P Ada Lind] från [R Kanadas] miljödepartement.", "Ada Lind", []),
        (
            "Där var [P Ada Lind] från [R Borås] i går.",
            "Ada Lind",
            [("affiliation", "Borås", "region/boras")],
        ),
        ("Där var [P Ada Lind] (till höger i bild) i går.", "Ada Lind", []),
        ("Där var [P Ada Lind] – och rektorn log.", "Ada Lind", []),
        ("Hon är minister för hamnar. [P Ada Lind] kom.", "Ada Lind", []),
        (
            "Nu är [P Ada Lind], projektledare för företaget [O Norra Glas], på plats.",
            "Ada Lind",
            [("role", "projektledare", "organisation/norra-glas")],
        ),
        (
            "[P Ada Lind] ny ambassadör i [R Peru]\n\n[P Ada Lind] är i dag konsul i [R Lima].",
            "Ada Lind",
            [("role", "ambassadör", "region/peru"), ("role", "konsul", "region/lima")],
        ),
        (
            "[P Ada Lind] har utsetts till ny chef för [O Norra Glasskolan].",
            "Ada Lind",
            [("role", "chef", "organisation/norra-glasskolan")],
        ),
        ("[P Ada Lind] ny på jobbet: chefen tackar.", "Ada Lind", []),
        (
            "[P Ada Lind] blir ny rektor för [O Norra Glasskolan].",
            "Ada Lind",
            [("role", "rektor", "organisation/norra-glasskolan")],
        ),
        (
            "Vice ordförande [P Ada Lind] höll i klubban.",
            "Ada Lind",
            [("role", "Vice ordförande", None)],
        ),
        (
            "Det sade [P Ada Lind], chef för drift och underhåll på [O Norra Glas].",
            "Ada Lind",
            [("role", "chef för drift och underhåll", "organisation/norra-glas")],
        ),
        (
            "Det sade [P Ada Lind], samordnare för regeringens initiativ [J Kvasar].",
            "Ada Lind",
            [("role", "samordnare", "project/kvasar")],
        ),
        ("Vi fick [P Ada Lind], 52, svetsare.", "Ada Lind", [("role", "svetsare", None)]),
        (
            "Sist kom [P Ada Lind], inköpschef på [O Norra Glas] dotterbolag [O Glimma].",
            "Ada Lind",
            [("role", "inköpschef", None)],
        ),
    ],
)
def test_what_stands_beside_a_name(
    text: str, name: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Där satt [P Bo Al], finansminister [P Eva Berg] och andra.", "Bo Al"),
        ("Till sist talade [P Eva Berg], som leder arbetet.", "Eva Berg"),
        ("Det är [P Eva Berg]. Chefen log.", "Eva Berg"),
        ("Nu bor [P Eva Berg] på [R Gotland].", "Eva Berg"),
        ("Där stod [P Bo Al], statsråd med ansvar för hamnar [P Eva Berg] och andra.", "Bo Al"),
        ("Där stod [P Bo Al], läraren och poeten [P Eva Berg] och andra.", "Bo Al"),
        ("Där var [P Bo Al], minister för fiske och skog och [P Eva Berg].", "Eva Berg"),
        ("Skrivet av [P Eva Berg], [R Lund], den 3 maj.", "Eva Berg"),
        ("Vid bordet mötte [P Eva Berg] chefen.", "Eva Berg"),
        ("Tidigare [P Eva Berg] och flera sommaren [P Bo Al].", "Bo Al"),
    ],
)
def test_what_is_not_said_of_a_person_is_not_told(text: str, name: str) -> None:
    assert told(text, name) == []


def test_a_role_is_told_once_for_all_mentions_of_a_person() -> None:
    text = "Statsminister [P Ulla Ek] kom. Senare gick statsminister [P Ulla Ek]."
    assert told(text, "Ulla Ek") == [("role", "Statsminister", None)]


def test_the_mention_that_says_more_of_a_role_wins() -> None:
    text = "Professorn [P Ulla Ek] kom. Så talade [P Ulla Ek], professor vid [O Norra Glas]."
    assert told(text, "Ulla Ek") == [("role", "professor", "organisation/norra-glas")]


def test_a_role_with_its_field_says_what_the_bare_one_does() -> None:
    text = "[P Ulla Ek], professor i fysik, kom. Sedan talade professor [P Ulla Ek]."
    assert told(text, "Ulla Ek") == [("role", "professor i fysik", None)]


def test_a_title_of_someone_unnamed_is_not_the_titled_persons() -> None:
    text = "Där satt rektor [P Ulla Ek], [R Norges] ambassadör och andra."
    assert told(text, "Ulla Ek") == [("role", "rektor", None)]


def test_people_named_in_the_plural_are_not_the_persons_role() -> None:
    text = "Med var rektorn [P Ulla Ek], lärare och elever."
    assert told(text, "Ulla Ek") == [("role", "rektorn", None)]


def test_a_party_of_the_article_is_the_target() -> None:
    text = "[P Eva Berg] (S) leder [O Socialdemokraterna]."
    assert told(text, "Eva Berg") == [("party", "S", "organisation/socialdemokraterna")]


_PIECES = st.sampled_from(
    [
        "[P Ada Lind]",
        "[P Bo Al]",
        "[O Norra Glas]",
        "[O Norra Glas]s",
        "[R Sveriges]",
        "vice",
        "ordförande",
        "vd",
        ",",
        ".",
        "\n",
        "(M)",
        "professor i fysik",
        "minister för hamnar",
        "kommunalråd",
        "och",
        "samt",
        "vid",
        "för",
        "från",
        "som leder",
        "är",
        "till",
        "52",
    ]
)


@given(st.lists(_PIECES, max_size=16))
def test_a_role_is_quoted_from_one_sentence_and_is_never_a_name(pieces: list[str]) -> None:
    text = " ".join(pieces).replace(" ,", ",").replace(" .", ".")
    if not text.strip():
        return
    done = body(text)
    check(done)
    keys = {e.key for e in done.entities}
    for relation in (r for e in done.entities if e.label == "PERSON" for r in e.relations):
        if relation.type == "role":
            assert relation.text
            assert relation.text in done.text
            assert not any(part in relation.text for part in ("Ada", "Bo", "Norra", ".", "\n", ","))
        assert relation.target is None or relation.target in keys
