"""The layout of Swedish press texts: what each line is, and what the record's fields say."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.ingest.document import Document, Hint, Piece
from brygga.ingest.layout import arrange
from brygga.ingest.normalise import clean
from brygga.ingest.plain import read_plain
from brygga.record import Article, Contact, Image, Link, Source, check

SOURCE = Source(uri="a.txt", format="text", media_type="text/plain", sha256="0" * 64)
LEAD = "Två nya båtar ska gå mellan öarna redan till sommaren, har regionen bestämt i dag."
MORE = "Båtarna byggs på varvet i Holmsund och drivs med el. De tar 60 resenärer var."
SAID = "– Det här har vi väntat på länge, säger Anna Ekvall, ordförande i skärgårdsrådet."


def laid_out(document: Document) -> Article:
    article = arrange(document, id="a", source=SOURCE)
    check(article)
    return article


def read(*paragraphs: str) -> Article:
    return laid_out(read_plain("\n\n".join(paragraphs)))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.role, article.text[block.start : block.end]) for block in article.blocks]


def roles(*paragraphs: str) -> list[str]:
    return [role for role, _ in blocks(read(*paragraphs))]


def tail(*paragraphs: str) -> list[str]:
    """Roles of the paragraphs at the end of an ordinary item."""
    return roles("Nya båtar i skärgården", LEAD, MORE, *paragraphs)[3:]


def item(*paragraphs: str) -> Article:
    return read("Nya båtar i skärgården", LEAD, MORE, *paragraphs)


# Title and lead


def test_first_line_is_the_title_and_first_paragraph_the_lead() -> None:
    article = read("Nya båtar i skärgården", LEAD, SAID, MORE)
    assert blocks(article) == [
        ("title", "Nya båtar i skärgården"),
        ("lead", LEAD),
        ("quote", SAID),
        ("paragraph", MORE),
    ]
    assert (article.title, article.lead) == ("Nya båtar i skärgården", LEAD)


@pytest.mark.parametrize(
    "title",
    [
        "NYA BÅTAR I SKÄRGÅRDEN",
        "– Vi vill ha fler båtar",
        "”Vi vill ha fler båtar”",
        "Anna Ekvall: ”Vi vill ha fler båtar”",
        "Får skärgården nya båtar?",
        "Läs mer! Ny kampanj ska få barn att öppna böcker",
        "12 maj 2021 blev dagen då färjan försvann",
    ],
)
def test_unusual_titles_are_titles(title: str) -> None:
    assert roles(title, LEAD, MORE)[:2] == ["title", "lead"]


def test_a_lone_paragraph_has_no_lead() -> None:
    assert roles("Nya båtar", LEAD) == ["title", "paragraph"]


def test_a_text_that_opens_with_running_text_has_no_title() -> None:
    article = read(f"{LEAD} {MORE}", MORE)
    assert article.title is None
    assert [notice.code for notice in article.warnings] == ["no-title"]


def test_furniture_between_title_and_lead_does_not_matter() -> None:
    found = roles("PRESSMEDDELANDE", "Nya båtar", "2021-05-12", "Av: Anna Ekvall", LEAD, MORE)
    assert found == ["other", "title", "dateline", "byline", "lead", "paragraph"]


def test_a_title_that_only_the_format_states_comes_first() -> None:
    pieces = (Piece(text=LEAD), Piece(text=MORE))
    article = laid_out(Document(pieces=pieces, title="Nya båtar"))
    assert blocks(article)[0] == ("title", "Nya båtar")
    assert article.title == "Nya båtar"
    assert article.text.startswith("Nya båtar\n\nTvå nya båtar")


@pytest.mark.parametrize(
    "stated",
    ["Nya båtar i skärgården", "Nya båtar i skärgården | Region Ö", "NYA BÅTAR i skärgården"],
)
def test_a_title_in_the_body_is_not_doubled(stated: str) -> None:
    pieces = (Piece(text="Nya båtar i skärgården"), Piece(text=LEAD), Piece(text=MORE))
    article = laid_out(Document(pieces=pieces, title=stated))
    assert [role for role, _ in blocks(article)] == ["title", "lead", "paragraph"]
    assert article.title == "Nya båtar i skärgården"


def test_a_lead_that_the_format_marks_wins() -> None:
    pieces = (
        Piece(text="Nya båtar", hint="title"),
        Piece(text=SAID, hint="paragraph"),
        Piece(text=LEAD, hint="lead"),
        Piece(text=MORE, hint="paragraph"),
    )
    article = laid_out(Document(pieces=pieces))
    assert [role for role, _ in blocks(article)] == ["title", "quote", "lead", "paragraph"]
    assert article.lead == LEAD


def test_a_title_over_two_lines_is_one() -> None:
    assert blocks(read("Välkommen till ett seminarium om\nskärgårdens framtid", LEAD, MORE))[0] == (
        "title",
        "Välkommen till ett seminarium om skärgårdens framtid",
    )


def test_the_name_of_a_section_above_the_title_is_no_title() -> None:
    article = read("Kultur", "Ny teater i hamnmagasinet", LEAD, MORE)
    assert [role for role, _ in blocks(article)[:3]] == ["section", "title", "lead"]
    assert article.section == ("Kultur",)


@pytest.mark.parametrize("kicker", ["NYHET Kultur", "Nyhet | Kultur", "NYHET Sjöfart"])
def test_the_kind_of_item_above_the_title_may_name_the_section(kicker: str) -> None:
    article = read(kicker, "Ny teater i hamnmagasinet", LEAD, MORE)
    assert [role for role, _ in blocks(article)[:3]] == ["section", "title", "lead"]
    assert article.section == (kicker.rpartition(" ")[2],)


def test_the_title_once_more_below_itself_is_not_the_lead() -> None:
    article = read("Nya båtar i norr", "Nya båtar i norr", "Publicerad 3 maj 2021", LEAD, MORE)
    assert [role for role, _ in blocks(article)[:4]] == [
        "title",
        "boilerplate",
        "dateline",
        "lead",
    ]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "top",
    [
        ("Hoppa till innehållet", "Region Norrstrand", "Sök", "Meny", "Start", "Nyheter", "2021"),
        ("Hoppa till huvudinnehåll", "Umeå kommun"),
        ("Region Norrstrand", "Meny", "Sök"),
        ("Region Norrstrand",),
    ],
)
def test_what_a_page_has_above_the_title_and_at_its_foot_is_boilerplate(
    joint: str, top: tuple[str, ...]
) -> None:
    foot = ("Om webbplatsen", "Tillgänglighet", "Kakor")
    found = read(joint.join((*top, "Nya båtar byggs i Holmsund", LEAD, MORE, SAID, *foot)))
    assert [role for role, _ in blocks(found)] == [
        *["boilerplate"] * len(top),
        *("title", "lead", "paragraph", "quote"),
        *["boilerplate"] * len(foot),
    ]


def test_a_heading_that_a_foot_may_have_too_is_a_heading() -> None:
    assert tail("Tillgänglighet", MORE) == ["heading", "paragraph"]


# Mail


HEADER = "Från: Anna Ekvall\nSkickat: den 3 maj 2021 10:15\nÄmne: SV: Nya båtar i norr"


@pytest.mark.parametrize("greeting", ["Hej!", "Hej Bo,", "Hej!\n\nI dag fattades beslutet."])
def test_a_mail_has_its_subject_for_title_and_was_published_when_sent(greeting: str) -> None:
    article = read(HEADER, greeting, LEAD, MORE)
    assert blocks(article)[:5] == [
        ("title", "Nya båtar i norr"),
        ("other", "Från: Anna Ekvall"),
        ("dateline", "Skickat: den 3 maj 2021 10:15"),
        ("other", "Ämne: SV: Nya båtar i norr"),
        ("other", greeting.partition("\n")[0]),
    ]
    assert (article.title, article.published) == ("Nya båtar i norr", "2021-05-03T10:15")
    assert article.published_from == "den 3 maj 2021 10:15"


def test_only_what_opens_a_subject_is_taken_for_a_reply_mark() -> None:
    header = HEADER.replace("SV: Nya", "SV: VB: Om re: nya")
    assert read(header, "Hej!", LEAD, MORE).title == "Om re: nya båtar i norr"


def test_a_title_in_the_mail_wins_over_its_subject() -> None:
    article = read(HEADER, "Hej!", "Beslut om nya båtar", LEAD, MORE)
    assert [role for role, _ in blocks(article)[3:6]] == ["other", "title", "lead"]
    assert article.title == "Beslut om nya båtar"


def test_a_greeting_is_no_title_and_a_title_may_greet() -> None:
    assert roles("Hej!", "Nya båtar i norr", LEAD, MORE)[:3] == ["other", "title", "lead"]
    assert roles("Hej sommar!", LEAD, MORE)[0] == "title"


# Datelines


@pytest.mark.parametrize(
    ("line", "published", "quoted", "modified", "section"),
    [
        (
            "24 Okt 2018 Innovationspolitik",
            "2018-10-24",
            "24 Okt 2018",
            None,
            ("Innovationspolitik",),
        ),
        ("05 Maj 2011 Regionalpolitik", "2011-05-05", "05 Maj 2011", None, ("Regionalpolitik",)),
        ("Publicerad: 2019-03-12", "2019-03-12", "2019-03-12", None, ()),
        (
            "Publicerad 12 mars 2019 kl. 09.15",
            "2019-03-12T09:15",
            "12 mars 2019 kl. 09.15",
            None,
            (),
        ),
        (
            "Publicerad 12 mars 2019 Senast uppdaterad 14 mars 2019",
            "2019-03-12",
            "12 mars 2019",
            "2019-03-14",
            (),
        ),
        ("Senast uppdaterad: 14 mars 2019", None, None, "2019-03-14", ()),
        ("Nyhet | 3 sept. 2020 | Kultur", "2020-09-03", "3 sept. 2020", None, ("Kultur",)),
        ("Umeå, den 3 maj 2021", "2021-05-03", "den 3 maj 2021", None, ()),
        ("Published 12 March 2019", "2019-03-12", "12 March 2019", None, ()),
        ("Publisert 12. desember 2019", "2019-12-12", "12. desember 2019", None, ()),
        ("Publicerad: 3 maj 2021 - 10:15", "2021-05-03T10:15", "3 maj 2021 - 10:15", None, ()),
        ("Lästid 4 min · 3 maj 2021", "2021-05-03", "3 maj 2021", None, ()),
        ("Publicerad: igår 10:12", None, None, None, ()),
        ("Uppdaterad för 3 dagar sedan", None, None, None, ()),
        ("Publicerad: 2021-05-03 Uppdaterad: idag", "2021-05-03", "2021-05-03", None, ()),
        ("20210503", "2021-05-03", "20210503", None, ()),
        ("Av admin | maj 3, 2021 | Nyheter | 0 kommentarer", "2021-05-03", "maj 3, 2021", None, ()),
    ],
)
def test_datelines_give_dates_and_sections(
    line: str, published: str | None, quoted: str | None, modified: str | None, section: tuple[str]
) -> None:
    article = item(line)
    assert blocks(article)[3] == ("dateline", line)
    assert (article.published, article.published_from) == (published, quoted)
    assert (article.modified, article.section) == (modified, section)


@pytest.mark.parametrize(
    "line",
    ["Publicerad: 3 maj 2021 - 10:15", "Lästid: 2 minuter", "Publicerad: igår 10:12", "20210503"],
)
def test_a_dateline_of_any_kind_leaves_the_lead_alone(line: str) -> None:
    assert roles("Nya båtar i norr", line, LEAD, MORE)[1:3] == ["dateline", "lead"]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_label_belongs_to_the_date_below_it(joint: str) -> None:
    lines = ("Publicerad:", "3 maj 2021", "Senast uppdaterad:", "4 maj 2021")
    article = read("Nya båtar i norr", joint.join(lines), LEAD, MORE)
    assert blocks(article)[1:4] == [
        ("dateline", "Publicerad: 3 maj 2021"),
        ("dateline", "Senast uppdaterad: 4 maj 2021"),
        ("lead", LEAD),
    ]
    assert (article.published, article.modified) == ("2021-05-03", "2021-05-04")


def test_the_date_of_an_event_is_not_the_publication_date() -> None:
    assert item("Datum\n3 maj 2021\nPlats\nFolkets hus").published is None


def test_an_impossible_date_is_reported_and_not_used() -> None:
    article = item("Publicerad: 31 februari 2019")
    assert article.published is None
    assert [notice.code for notice in article.warnings] == ["invalid-date"]


def test_a_date_in_running_text_is_not_the_publication_date() -> None:
    article = item("Den 24 oktober 2018 i Umeå", "24 oktober 2018 – 3 mars 2019")
    assert article.published is None


def test_days_of_a_programme_are_headings() -> None:
    day, next_day = "Onsdag 22 maj 2019", "Torsdag 23 maj 2019"
    timed = "09.30 Kaffe\n10.00 Välkomna till Umeå\n12.00–13.00 Lunch"
    found = roles("Program: Norrlandsdagarna", day, timed, next_day, timed, MORE)
    items = ["list-item"] * 3
    assert found == ["title", "heading", *items, "heading", *items, "paragraph"]
    assert read("Program: Norrlandsdagarna", day, timed, next_day, timed, MORE).published is None


def test_a_stated_date_wins_and_a_different_one_is_reported() -> None:
    pieces = (
        Piece(text="Nya båtar"),
        Piece(text="12 maj 2021"),
        Piece(text=LEAD),
        Piece(text=MORE),
    )
    article = laid_out(Document(pieces=pieces, published="Thu, 13 May 2021 08:00:00 +0200"))
    assert article.published == "2021-05-13T08:00:00+02:00"
    assert article.published_from == "Thu, 13 May 2021 08:00:00 +0200"
    assert [notice.code for notice in article.warnings] == ["dates-differ"]


def test_a_stated_date_that_cannot_be_read_is_reported() -> None:
    pieces = (
        Piece(text="Nya båtar"),
        Piece(text="12 maj 2021"),
        Piece(text=LEAD),
        Piece(text=MORE),
    )
    article = laid_out(Document(pieces=pieces, published="2021-02-31"))
    assert article.published == "2021-05-12"
    assert [notice.code for notice in article.warnings] == ["invalid-date"]


# Bylines


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("/Niklas Berglund", ("Niklas Berglund",)),
        ("/ Lovisa Norling", ("Lovisa Norling",)),
        ("/AG", ("AG",)),
        ("//Anna Ekvall, Region Norrstrand", ("Anna Ekvall",)),
        ("/Hanna Sjö och Joel von Ydre", ("Hanna Sjö", "Joel von Ydre")),
        ("/Redaktionen", ("Redaktionen",)),
        ("/Red.", ()),
        ("/RED", ()),
        ("Av: Anna Ekvall", ("Anna Ekvall",)),
        ("Av Anna-Karin Ekvall", ("Anna-Karin Ekvall",)),
        ("Vid pennan: Bo Alm", ("Bo Alm",)),
        ("Text: Anna Ekvall Foto: Bo Alm", ("Anna Ekvall",)),
        ("Text och foto: Anna Ekvall", ("Anna Ekvall",)),
        ("TEXT: ANNA EKVALL", ("ANNA EKVALL",)),
        ("Foto: Bo Alm Text: Anna Ekvall", ("Anna Ekvall",)),
        ("By Jane Doe", ("Jane Doe",)),
    ],
)
def test_bylines_give_the_authors(line: str, names: tuple[str, ...]) -> None:
    article = item(line)
    assert blocks(article)[3] == ("byline", line)
    assert article.byline == names


@pytest.mark.parametrize(
    "line",
    [
        "Av detta följer att båtarna måste byggas om innan de kan tas i bruk.",
        "Text och bild har aldrig hängt ihop så väl som i den här utställningen.",
        "/…/ stod det i beslutet, men ingen på ön visste vad det betydde för färjan.",
    ],
)
def test_running_text_is_no_byline(line: str) -> None:
    assert tail(line) == ["paragraph"]


def test_those_who_sign_an_opinion_piece_wrote_it() -> None:
    article = read("Debatt: Bygg båtarna nu", LEAD, MORE, "Anna Ekvall, ordförande\nBo Alm, vd")
    assert article.byline == ("Anna Ekvall", "Bo Alm")
    assert [role for role, _ in blocks(article)[3:]] == ["byline", "byline"]


def test_names_at_the_end_of_other_items_are_not_authors() -> None:
    assert item("Anna Ekvall, ordförande", "Bo Alm, vd").byline == ()


def test_a_byline_glued_to_the_last_paragraph_is_found() -> None:
    article = item(f"{MORE} /Niklas Berglund")
    assert blocks(article)[3:] == [("paragraph", MORE), ("byline", "/Niklas Berglund")]
    assert article.byline == ("Niklas Berglund",)


def test_a_contact_person_is_never_the_author() -> None:
    article = item("Kontaktperson: Niklas Berglund")
    assert article.byline == ()
    assert article.contacts == (Contact(name="Niklas Berglund"),)


def test_a_photographer_is_never_the_author() -> None:
    article = item("Färjan vid kajen. Foto: Bo Alm", "Foto: Cia Dahl")
    assert article.byline == ()


# Contacts


def test_a_contact_line_is_read_in_full() -> None:
    line = "Presskontakt: Anna Ekvall, presschef på Region Norrstrand, 070-123 45 67, anna@nsd.se"
    article = item(line)
    assert blocks(article)[3] == ("contact", line)
    assert article.contacts == (
        Contact(
            name="Anna Ekvall",
            role="presschef",
            organisation="Region Norrstrand",
            phone="070-123 45 67",
            email="anna@nsd.se",
        ),
    )


def test_lines_below_a_contact_cue_belong_to_the_contact() -> None:
    article = item(
        "För mer information, kontakta:",
        "Anna Ekvall\npressansvarig\nRegion Norrstrand\nTelefon: 090-12 34 56\nanna@nsd.se",
        "Bo Alm, projektledare, bo.alm@nsd.se",
    )
    assert [role for role, _ in blocks(article)[3:]] == ["contact"] * 7
    anna, bo = article.contacts
    assert (anna.name, anna.role, anna.organisation) == (
        "Anna Ekvall",
        "pressansvarig",
        "Region Norrstrand",
    )
    assert (anna.phone, anna.email) == ("090-12 34 56", "anna@nsd.se")
    assert (bo.name, bo.role, bo.email) == ("Bo Alm", "projektledare", "bo.alm@nsd.se")


def test_mer_information_over_a_name_is_a_contact_and_alone_a_link() -> None:
    assert tail("Mer information", "Anna Ekvall, 090-12 34 56") == ["contact", "contact"]
    assert tail("Mer information") == ["link"]


def test_a_card_without_a_cue_is_a_contact() -> None:
    article = item("Anna Ekvall\nkommunikatör\n090-12 34 56")
    assert [role for role, _ in blocks(article)[3:]] == ["contact"] * 3
    assert article.contacts == (
        Contact(name="Anna Ekvall", role="kommunikatör", phone="090-12 34 56"),
    )


def test_a_sentence_that_asks_to_call_names_the_person() -> None:
    line = "För mer information om båtarna, kontakta pressekreterare Anna Ekvall, se nedan."
    article = item(line)
    assert blocks(article)[3] == ("contact", line)
    assert article.contacts == (Contact(name="Anna Ekvall", role="pressekreterare"),)


def test_a_sentence_about_a_press_secretary_is_no_contact() -> None:
    assert tail("Pressekreterare Anna Ekvall blir ny chef för rederiet i höst.") == ["paragraph"]


# Links, images, captions


def test_link_lines_are_links_with_their_addresses() -> None:
    article = item("Läs mer om båtarna", "Anmälan: https://www.nsd.se/anmalan", "www.nsd.se")
    assert [role for role, _ in blocks(article)[3:]] == ["link"] * 3
    assert article.links == (
        Link(text="Läs mer om båtarna"),
        Link(text="Anmälan: https://www.nsd.se/anmalan", url="https://www.nsd.se/anmalan"),
        Link(text="www.nsd.se", url="www.nsd.se"),
    )


def test_lines_below_se_aven_are_links() -> None:
    article = item("Se även:\nRederiets tidtabell\nVarvets webbplats")
    assert [role for role, _ in blocks(article)[3:]] == ["link"] * 3
    assert [link.text for link in article.links] == ["Rederiets tidtabell", "Varvets webbplats"]


def test_a_link_of_the_format_is_not_listed_twice() -> None:
    link = Link(text="båtarnas sida", url="https://www.nsd.se")
    pieces = [Piece(text=text) for text in ("Nya båtar", LEAD, MORE, "Läs mer på båtarnas sida.")]
    article = laid_out(Document(pieces=tuple(pieces), links=(link,)))
    assert blocks(article)[3][0] == "link"
    assert article.links == (link,)


@pytest.mark.parametrize(
    "name",
    [
        "niklas nyhet 4",
        "180312 NS båtmötet 2",
        "farja_webb.jpg",
        "IMG_2041",
        "SeaMed",
        "holmsund kaj",
        "båten i hamn.png",
    ],
)
def test_stray_image_names_and_the_captions_below_them(name: str) -> None:
    caption = "Anna Ekvall och Bo Alm vid den nya båten i Holmsund"
    article = read("Nya båtar i skärgården", LEAD, name, caption, MORE)
    assert blocks(article)[2:4] == [("image-name", name), ("caption", caption)]
    assert article.images == (Image(name=name, caption=caption),)


def test_a_word_above_a_paragraph_about_it_is_a_heading() -> None:
    about = "Projektet SeaMed ger vård till öarna. Det leds av regionen och pågår i tre år till."
    assert tail("SeaMed", about)[0] == "heading"


def test_markdown_of_an_image_in_a_copied_text_is_an_image() -> None:
    article = item("![Båten](/bilder/baten_1.png?width=150)")
    assert article.images == (Image(name="baten_1.png", url="/bilder/baten_1.png?width=150"),)


def test_an_image_name_before_a_long_paragraph_has_no_caption() -> None:
    article = read("Nya båtar i skärgården", LEAD, "holmsund kaj 2", f"{MORE} {LEAD} {MORE}", MORE)
    assert [role for role, _ in blocks(article)[2:]] == ["image-name", "paragraph", "paragraph"]
    assert article.images == (Image(name="holmsund kaj 2"),)


@pytest.mark.parametrize(
    "sentence",
    [
        LEAD.replace("nya båtar", "nya båtar med eldrift"),
        "Båtarna byggs i Holmsund. De går på el.",
    ],
)
def test_a_paragraph_below_an_image_name_stays_one(sentence: str) -> None:
    article = item("180312 NS båtmötet 2", sentence, SAID)
    assert [role for role, _ in blocks(article)[3:5]] == ["image-name", "paragraph"]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_image_names_below_one_another_are_image_names(joint: str) -> None:
    names = ("IMG_2041.JPG", "anna kaj 3", "SeaMed", "anna kaj 4")
    assert tail(joint.join(names), SAID) == [*["image-name"] * 4, "quote"]
    assert tail("anna kaj 3", "anna kaj 4", SAID) == ["image-name", "image-name", "quote"]
    assert tail("IMG_2041.JPG", "SeaMed") == ["image-name", "image-name"]


def test_credits_below_one_another_are_two() -> None:
    article = item("Foto: Bo Alm", "Bild: Region Norrstrand")
    assert [image.caption for image in article.images] == [
        "Foto: Bo Alm",
        "Bild: Region Norrstrand",
    ]


def test_a_credit_below_a_caption_is_part_of_it() -> None:
    article = read("Nya båtar", LEAD, "kaj 2", "Båten vid kajen.\nFoto: Bo Alm", MORE)
    assert article.images == (Image(name="kaj 2", caption="Båten vid kajen. Foto: Bo Alm"),)
    assert blocks(article)[3] == ("caption", "Båten vid kajen. Foto: Bo Alm")


def test_a_caption_with_a_credit_needs_no_image_name() -> None:
    article = item("Båten vid kajen i Holmsund. Foto: Region Norrstrand")
    assert blocks(article)[3][0] == "caption"
    assert article.images == (Image(caption="Båten vid kajen i Holmsund. Foto: Region Norrstrand"),)


def test_an_image_of_the_format_is_not_listed_twice() -> None:
    image = Image(name="kaj.jpg", url="/kaj.jpg", caption="Båten vid kajen.")
    pieces = (
        Piece(text="Nya båtar", hint="title"),
        Piece(text=LEAD, hint="paragraph"),
        Piece(text="Båten vid kajen.", hint="caption"),
        Piece(text=MORE, hint="paragraph"),
    )
    assert laid_out(Document(pieces=pieces, images=(image,))).images == (image,)


# Section text and boilerplate


def test_section_text_after_the_dateline_is_boilerplate() -> None:
    article = item(
        "Läs mer om båtarna",
        "/Niklas Berglund",
        "24 Okt 2018 Transport",
        "Transport",
        "Norrstrands kontor arbetar för bättre förbindelser och bevakar EU:s transportpolitik.",
        "Kontaktperson: Niklas Berglund",
        "Mer information",
    )
    assert [role for role, _ in blocks(article)[3:]] == [
        "link",
        "byline",
        "dateline",
        "section",
        "boilerplate",
        "contact",
        "link",
    ]
    assert article.section == ("Transport",)
    assert article.byline == ("Niklas Berglund",)
    assert article.contacts == (Contact(name="Niklas Berglund"),)


def test_a_dateline_below_the_title_does_not_make_the_text_boilerplate() -> None:
    assert roles("Nya båtar", "24 Okt 2018 Transport", LEAD, MORE, MORE) == [
        "title",
        "dateline",
        "lead",
        "paragraph",
        "paragraph",
    ]


def test_what_the_publisher_says_of_itself_is_boilerplate() -> None:
    about = "Region Norrstrand ansvarar för vård och kollektivtrafik i länets femton kommuner."
    assert tail("Om Region Norrstrand", about) == ["boilerplate", "boilerplate"]


def test_a_part_about_a_person_is_content() -> None:
    about = "Anna Ekvall har arbetat som styrman och är utbildad i Kalmar och i Rotterdam."
    assert tail("Om Anna Ekvall", about) == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Dela:",
        "Skriv ut",
        "Tillbaka till nyheter",
        "Hem > Nyheter > Båtar",
        "Dela på Facebook",
        "Följ oss på Facebook",
        "© Region Norrstrand 2021",
    ],
)
def test_site_lines_are_kept_as_boilerplate(line: str) -> None:
    assert tail(line) == ["boilerplate"]


def test_a_menu_and_a_mail_header_above_the_title_are_not_the_title() -> None:
    assert roles("Hem\nNyheter\nOm oss", "Nya båtar i norr", LEAD, MORE)[3:5] == ["title", "lead"]
    header = "Från: Anna Ekvall\nTill: redaktion@nsd.se\nÄmne: Nya båtar"
    assert roles(header, "Nya båtar i norr", LEAD, MORE)[3:5] == ["title", "lead"]


def test_headlines_of_other_items_are_boilerplate() -> None:
    assert tail("Relaterade nyheter", "Varvet anställer", "Fler cyklar") == ["boilerplate"] * 3


def test_a_title_that_opens_like_a_button_is_a_title() -> None:
    assert roles("Följ oss till Almedalen", LEAD, MORE)[0] == "title"
    assert roles("Dela på jobbet, säger facket", LEAD, MORE)[0] == "title"


def test_a_repeated_paragraph_is_content() -> None:
    assert tail(MORE, MORE) == ["paragraph", "paragraph"]


# Lists, quotes, headings


def test_short_lines_above_text_are_headings() -> None:
    assert tail("Så byggs båtarna", MORE, "När kommer de?", MORE) == [
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_paragraph_that_opens_with_a_dash_is_a_quote() -> None:
    hyphen = "- Vi är glada över beskedet, men det kom sent, säger Bo Alm på rederiet."
    assert tail(SAID, "— Äntligen!", hyphen) == ["quote", "quote", "quote"]


def test_quotes_after_one_another_are_no_list() -> None:
    assert tail(f"{SAID}\n{SAID}") == ["quote", "quote"]


def test_dashes_before_short_lines_are_a_list() -> None:
    assert tail("Regionen vill ha:\n– fler båtar\n– fler kajer\n– billigare biljetter") == [
        "paragraph",
        "list-item",
        "list-item",
        "list-item",
    ]


def test_what_somebody_says_below_a_colon_is_speech() -> None:
    said = "Hon tillägger:\n– Vi är redo för vintern.\n– Isen får gärna komma."
    assert tail(said) == ["paragraph", "quote", "quote"]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_speech_below_a_list_with_dashes_is_no_item(joint: str) -> None:
    found = tail(joint.join(("Båtarna går till:", "– Holmön", "– Norrbyskär")), SAID)
    assert found == ["paragraph", "list-item", "list-item", "quote"]


@pytest.mark.parametrize("mark", ["• ", "* ", "- ", "·", "▪ "])
def test_bullets_are_list_items(mark: str) -> None:
    assert tail("\n".join(mark + text for text in ("Fler båtar", "Fler kajer"))) == [
        "list-item",
        "list-item",
    ]


def test_a_paragraph_in_quotation_marks_is_a_quote() -> None:
    said = "”Vi är mycket glada över beskedet, men det kom sent”, säger Bo Alm på rederiet."
    assert tail(said) == ["quote"]


def test_participants_are_list_items() -> None:
    assert tail(
        "Medverkande:\nAnna Ekvall, regionråd\nBo Alm, rederiet\nCia Dahl, Umeå kommun"
    ) == [
        "heading",
        "list-item",
        "list-item",
        "list-item",
    ]


def test_practical_facts_are_list_items() -> None:
    assert tail("Tid: 3 maj kl. 9\nPlats: Folkets hus, Umeå", MORE) == [
        "list-item",
        "list-item",
        "paragraph",
    ]


def test_labelled_lines_of_a_fact_box_are_list_items() -> None:
    box = "Fakta om SeaMed\nSeaMed är ett projekt för vård på öarna.\nBudget: 9 miljoner\nÖar: fyra"
    assert tail(box) == ["heading", "paragraph", "list-item", "list-item"]
    assert tail("Budget: 9 miljoner", "Partner: Region Norrstrand.") == ["list-item"] * 2
    assert tail("Budget: så mycket får öarna", MORE) == ["heading", "paragraph"]


def test_what_stands_between_timed_lines_belongs_to_the_schedule() -> None:
    programme = "Program\n09.00 Kaffe\n09.30 Inledning\nModerator: Lisa Stens\n10.15–11 Samtal"
    assert tail(programme) == ["heading", *["list-item"] * 4]


# What holds for every text


_LINES = st.sampled_from(
    [
        "Nya båtar",
        LEAD,
        SAID,
        "/Anna Ekvall",
        "24 Okt 2018 Kultur",
        "Kultur",
        "kaj bild 2",
        "Foto: Bo Alm",
        "Kontaktperson: Bo Alm",
        "Mer information",
        "09.30 Kaffe",
        "• Ett",
        "– två",
        "Om Region Norrstrand",
        "Medverkande:",
        "***",
        "🎉",
        "?",
        "https://a.se",
        "090-12 34 56",
    ]
)
_HINTS = st.sampled_from([None, *get_args(Hint)])
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_LINES, max_size=5).map("\n".join))
_DOCUMENTS = st.builds(
    Document,
    pieces=st.lists(st.builds(Piece, text=_TEXTS, hint=_HINTS), max_size=12).map(tuple),
    title=st.none() | _TEXTS,
    byline=st.lists(_TEXTS, max_size=2).map(tuple),
    published=st.none() | _TEXTS,
    modified=st.none() | _TEXTS,
    section=st.lists(_TEXTS, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, text=_TEXTS, url=st.none() | _TEXTS), max_size=3).map(tuple),
    images=st.lists(st.builds(Image, name=st.none() | _TEXTS), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_DOCUMENTS)
def test_any_document_becomes_a_valid_record(document: Document) -> None:
    article = laid_out(document)
    covered = "".join(article.text[block.start : block.end] for block in article.blocks)
    assert "".join(covered.split()) == "".join(article.text.split())
    assert article == laid_out(document)
    assert clean(article.text) == article.text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text())
def test_every_character_of_any_text_has_a_block(text: str) -> None:
    document = read_plain(text)
    article = laid_out(document)
    shown = "".join("".join(piece.text.split()) for piece in document.pieces)
    assert "".join(article.text.split()) == shown


@pytest.mark.parametrize("text", ["", " \n", "…", "🎉", "7", "\u00ad"])
def test_texts_without_a_letter_are_articles_too(text: str) -> None:
    article = laid_out(read_plain(text))
    assert article.title is None or article.text
    assert article.language.code == "und"


def test_the_hash_changes_with_the_text_and_not_with_its_place() -> None:
    document = read_plain(f"Nya båtar\n\n{LEAD}")
    one = arrange(document, id="a", source=SOURCE)
    elsewhere = arrange(document, id="b", source=Source(**{**_fields(SOURCE), "uri": "b.txt"}))
    changed = laid_out(read_plain(f"Nya båtar\n\n{LEAD}."))
    assert one.content_hash == elsewhere.content_hash != changed.content_hash


def _fields(source: Source) -> dict[str, str | None]:
    return {name: getattr(source, name) for name in source.__struct_fields__}


def test_a_million_characters_are_read_in_seconds() -> None:
    import time

    lines = "\n".join(f"Rad nummer {n} i en mycket lång lista" for n in range(25_000))
    begun = time.process_time()
    article = laid_out(read_plain(lines))
    assert len(article.blocks) == 25_000
    assert time.process_time() - begun < 5
