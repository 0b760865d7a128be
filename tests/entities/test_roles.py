from __future__ import annotations

import pytest

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
        ("Tidigare [P Eva Berg] och flera sommaren [P Bo Al].", "Bo Al"),
    ],
)
def test_what_is_not_said_of_a_person_is_not_told(text: str, name: str) -> None:
    assert told(text, name) == []


def test_a_role_is_told_once_for_all_mentions_of_a_person() -> None:
    text = "Statsminister [P Ulla Ek] kom. Senare gick statsminister [P Ulla Ek]."
    assert told(text, "Ulla Ek") == [("role", "Statsminister", None)]


def test_a_party_of_the_article_is_the_target() -> None:
    text = "[P Eva Berg] (S) leder [O Socialdemokraterna]."
    assert told(text, "Eva Berg") == [("party", "S", "organisation/socialdemokraterna")]
