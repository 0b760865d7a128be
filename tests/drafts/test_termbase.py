import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.drafts.draft import DraftSettings, WriteDrafts
from brygga.drafts.glossary import Term, shipped
from brygga.drafts.termbase import from_csv, from_tbx, to_csv, to_tbx, with_own
from brygga.errors import ReadError
from tests.entities.linking import body

WORD = st.text('abcåäö &<;,"é-', min_size=1, max_size=12).map(str.strip).filter(bool)
TERM = st.builds(
    Term,
    sv=WORD,
    en=WORD,
    pos=st.sampled_from(("noun", "verb", "adj", "phrase", "name")),
    domain=st.just("own"),
    also=st.lists(WORD.filter(lambda w: ";" not in w), max_size=2).map(tuple),
)


@given(st.lists(TERM, min_size=1, max_size=5))
def test_terms_come_back_as_they_were(terms):
    assert from_csv(to_csv(terms), "a.csv") == terms
    assert from_tbx(to_tbx(terms), "a.tbx") == terms


def test_the_whole_glossary_goes_both_ways():
    terms = list(shipped())
    assert from_tbx(to_tbx(terms), "a.tbx") == terms
    assert from_csv(to_csv(terms), "a.csv") == terms


@pytest.mark.parametrize(
    ("read", "given_", "problem"),
    [
        (from_csv, "term,meaning\na,b\n", "no column english, swedish"),
        (from_csv, "swedish,english\nkommun,\n", "empty"),
        (from_tbx, b"<tbx>", "not valid XML"),
        (from_tbx, b"<tbx/>", "no entry"),
    ],
)
def test_what_cannot_be_read_is_a_clear_error(read, given_, problem):
    with pytest.raises(ReadError, match=problem):
        read(given_, "a")


def test_own_terms_come_before_the_shipped_ones(tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("swedish\tenglish\tpos\tdomain\nlandshövding\tprefect\tnoun\trole\n", "utf-8")
    both = with_own([str(own)])
    assert both.get("landshövding").en == "prefect"
    assert len(both) == len(shipped())
    (done,) = drafted("Det sade landshövding [P Ada Lind].", glossary=(str(own),))
    assert "Ada Lind, prefect" in done.draft_en.text


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        with_own([str(tmp_path / "none.csv")])


def drafted(text, **settings):
    stage = WriteDrafts(DraftSettings(method="brief", **settings))
    stage.setup()
    return stage.process([body(text)])
