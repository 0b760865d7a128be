import pytest

from brygga.drafts.glossary import shipped
from brygga.drafts.roles import belonging, english_role


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("vice ordförande", "vice chair"),
        ("kommunalråd", "municipal commissioner"),
        ("landshövdingen", "county governor"),
        ("statssekreterare", "state secretary"),
        ("tillförordnad generaldirektör", "acting director-general"),
        ("före detta riksdagsledamot", "former member of the Riksdag"),
        ("docent i franska", "associate professor"),
        ("Projektledare", "project manager"),
        ("stjärnkock", None),
    ],
)
def test_roles(swedish, english):
    assert english_role(swedish, shipped()) == english


def test_a_role_that_must_be_whole_loses_nothing():
    assert english_role("docent i franska", shipped(), whole=True) is None
    assert english_role("vice ordförande", shipped(), whole=True) == "vice chair"


@pytest.mark.parametrize(
    ("role", "label", "name", "said"),
    [
        ("vice ordförande", "REGION", "Region Västerbotten", "vice chair of Region Västerbotten"),
        ("kommunalråd", "REGION", "Storuman", "municipal commissioner in Storuman"),
        ("ambassadör", "REGION", "Peru", "ambassador to Peru"),
        ("forskare", "ORGANISATION", "Umeå University", "researcher at Umeå University"),
        ("projektledare", "PROJECT", "Osiris", "project manager of Osiris"),
        ("ordförande", "ORGANISATION", "the European Council", "president of the European Council"),
        ("chef för utsikten", "ORGANISATION", "the Board", "head at the Board"),
    ],
)
def test_what_a_role_belongs_to(role, label, name, said):
    assert belonging(role, label, name, shipped()) == said


@pytest.mark.parametrize(
    ("role", "label", "name", "more", "expected"),
    [
        ("ambassadör", "REGION", "Rwanda", {"kind": "country"}, "ambassador to Rwanda"),
        ("ambassadör", "REGION", "Rabat", {"kind": "city"}, "ambassador in Rabat"),
        ("ambassadör", "REGION", "Sweden", {"owned": True}, "ambassador of Sweden"),
        ("guvernör", "REGION", "Sweden", {"owned": True}, "governor for Sweden"),
        ("enhetschef", "ORGANISATION", "Norra Glas", {}, "head of unit at Norra Glas"),
        ("chef", "ORGANISATION", "Norra Glas", {}, "head of Norra Glas"),
    ],
)
def test_what_joins_a_role_to_its_body(role, label, name, more, expected):
    assert belonging(role, label, name, shipped(), **more) == expected
