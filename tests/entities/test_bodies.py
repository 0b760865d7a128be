from __future__ import annotations

import pytest

from brygga.entities.bodies import separate
from brygga.entities.mend import mend
from brygga.entities.spans import Span


def marked(text: str) -> tuple[str, Span]:
    """The text without its square brackets, and an organisation where they were."""
    before, _, rest = text.partition("[")
    inside, _, after = rest.partition("]")
    span = Span(len(before), len(before) + len(inside), "ORGANISATION", "model")
    return before + inside + after, span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hos [Hamnverkets] etiska råd i går", "Hamnverkets etiska råd"),
        ("Hos [FN:s] flyktingkommissariat i går", "FN:s flyktingkommissariat"),
        (
            "Hos [Hamnverkets] nationella operativa avdelning",
            "Hamnverkets nationella operativa avdelning",
        ),
        ("Vid [Natos] parlamentariska församling", "Natos parlamentariska församling"),
        ("Hos [Hamnverkets] planeringsstab", "Hamnverkets planeringsstab"),
        ("Hos [Hamnverkets] råd till alla", "Hamnverkets"),
        ("Hos [Hamnverkets] nya styrelse", "Hamnverkets"),
        ("Ordförande i [EESK 2010-2013] var", "EESK"),
        ("I [Hamnkommittén 2015] satt", "Hamnkommittén"),
        ("Strategin [Europa 2020] gällde", "Europa 2020"),
        ("Där var [Professor Umeå universitet] med", "Umeå universitet"),
        ("Där var [Rådgivare vid Nordic Centre] med", "Nordic Centre"),
        ("Det sade [Utrikespolitiska institutets Mats Sjö] då", "Utrikespolitiska institutets"),
        ("Hon leder [Aleris Rehab Station] i dag", "Aleris Rehab Station"),
    ],
)
def test_a_body_is_named_with_its_part_and_without_what_is_not_its_name(
    text: str, name: str
) -> None:
    plain, span = marked(text)
    assert [plain[s.start : s.end] for s in mend(plain, [span])] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hos [Bolagsverket, Sida] med flera", ["Bolagsverket", "Sida"]),
        ("Hos [Sida - Nordic Centre] i går", ["Sida", "Nordic Centre"]),
        ("Hos [Rådet för skog, Sida] i går", ["Rådet för skog, Sida"]),
        ("Hos [Glimma, Kvasar] i går", ["Glimma, Kvasar"]),
        ("Hos [Sida, kontoret] i går", ["Sida"]),
    ],
)
def test_a_list_is_separated_if_one_of_it_is_known(text: str, names: list[str]) -> None:
    plain, span = marked(text)
    assert [plain[s.start : s.end] for s in separate(plain, span)] == names
