from brygga.drafts.glossary import shipped


def test_it_has_the_terms_that_the_domain_needs():
    assert len(shipped()) >= 600
    assert shipped().get("landshövding").en == "county governor"


def test_no_term_is_empty_and_every_kind_is_known():
    for term in shipped():
        sv = term.sv
        assert sv.strip() == sv
        assert term.en.strip() == term.en
        assert sv
        assert term.en
        assert term.pos in ("noun", "verb", "adj", "phrase", "name")
        assert term.en not in term.also
