"""Swedish text comes out right whatever it was saved in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.ingest.encoding import Stream, decode, repair

SENTENCES = (
    "Färjan går på el från och med måndag.",
    "Årets möte hölls i Älvsbyn.",
    "Öppet hus på lördag!",
    "Regionrådet Åsa Åkerström (S) är nöjd.",
    "– Vi får se, säger Örjan.",
    "Stödet höjs till 4 000 kronor.",
    "Umeå och Vasa får en gemensam biljett.",
    "Ä, det ordnar sig, menar hon.",
    "NORRKÖPING TÄNKER OM",
    "Projektet heter ”Fjällnära” och pågår till år 2026.",
    "Kommunerna Åre, Härjedalen och Älvdalen går samman.",
    "Café Söder stänger för gott.",
    "Anmälan görs före kl. 12.00.",
    "Håkan Ågren blir ny chef",
    "Sjö, skog & fjäll",
    "Läs mer om Osiris på vår webbplats",
    "Ordförande: Maj-Lis Sjögren",
    "”Sjön är ren igen”",
    "Han bor på en ö",
    "Vi ses i å",
    "Länsstyrelsen i Örebro län avslår överklagandet.",
    "Bygget försenas – igen",
    "Där växer både björk och rönn.",
    "Överstyrman på färjan är Åsa Öberg.",
    "Tågen mellan Göteborg och Malmö står still.",
    "Hälsingborg stavas numera Helsingborg, men inte på skylten i hörnet.",
    "Å ena sidan kostar det, å andra sidan tjänar vi på det.",
    "Räddningstjänsten övar i Båstad den 3 maj.",
    "Ingen vet var ålarna leker.",
    "Förslaget går nu på remiss till länets kommuner.",
    "Resultatet blev 12,5 procent högre än väntat.",
    "EU-kommissionären besökte Kiruna i går.",
    "Åtta av tio är för",
    "Ölandsbron är avstängd",
    "Äntligen vår",
)
CODECS = ("utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "mac-roman", "cp850", "utf-16", "utf-16-le",
          "utf-16-be", "utf-32")  # fmt: skip


def can(sentence: str, codec: str) -> bool:
    try:
        sentence.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("codec", CODECS)
def test_every_short_text_is_read_right(codec: str) -> None:
    tried = [sentence for sentence in SENTENCES if can(sentence, codec)]
    assert len(tried) >= 30
    wrong = [s for s in tried if decode(s.encode(codec)).text != s]
    assert wrong == []


@pytest.mark.parametrize("codec", CODECS)
def test_text_of_several_lines_is_read_right(codec: str) -> None:
    text = "\r\n".join(sentence for sentence in SENTENCES if can(sentence, codec))
    assert decode(text.encode(codec)).text == text


words = st.sampled_from([word for sentence in SENTENCES for word in sentence.split()])


@settings(deadline=None, derandomize=True)
@given(st.lists(words, min_size=2, max_size=12), st.sampled_from(CODECS))
def test_any_order_of_words_is_read_right(parts: list[str], codec: str) -> None:
    text = " ".join(parts)
    if can(text, codec) and any(c in "åäöÅÄÖ" for c in text):
        assert decode(text.encode(codec)).text == text


@settings(deadline=None, derandomize=True)
@given(st.text(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")))
def test_unicode_with_a_mark_is_lossless(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    if not decoded.notices:
        assert decoded.text == text.removeprefix("\ufeff") or "\0" in text


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.sampled_from((None, "utf-8", "latin-1", "nonsense", "utf-16")))
def test_decoding_never_fails_and_yields_valid_unicode(data: bytes, declared: str | None) -> None:
    text = decode(data, declared).text
    assert text.encode("utf-8").decode("utf-8") == text


def test_declared_encoding_counts_where_the_bytes_leave_it_open() -> None:
    data = "Dvořák spelas i Malmö".encode("cp1250")
    assert decode(data, "windows-1250").text == "Dvořák spelas i Malmö"


def test_utf_8_wins_over_a_wrong_declaration_with_a_notice() -> None:
    decoded = decode("Färjan går".encode(), "iso-8859-1")
    assert decoded.text == "Färjan går"
    assert [notice.code for notice in decoded.notices] == ["encoding-mismatch"]


def test_stray_bytes_in_utf_8_are_read_as_cp1252_with_a_notice() -> None:
    decoded = decode("Färjan går på ".encode() + "måndag".encode("cp1252"))
    assert decoded.text == "Färjan går på måndag"
    assert [notice.code for notice in decoded.notices] == ["mixed-encoding"]


def test_character_cut_at_the_end_is_marked_as_lost() -> None:
    decoded = decode("Färjan går på sjö".encode()[:-1])
    assert decoded.text == "Färjan går på sj\ufffd"
    assert "lost-characters" in [notice.code for notice in decoded.notices]


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "mac-roman"])
def test_doubly_encoded_text_is_repaired_with_a_notice(wrong: str) -> None:
    right = "Färjan går på el från måndag – äntligen, säger Åsa Öberg."
    decoded = decode(right.encode().decode(wrong).encode())
    assert decoded.text == right
    assert [notice.code for notice in decoded.notices] == ["mojibake-repaired"]


def test_doubly_encoded_line_among_correct_ones_is_repaired() -> None:
    right = "Färjan går på el.\nBåten med."
    mixed = "Färjan går på el.\n" + "Båten med.".encode().decode("cp1252")
    assert decode(mixed.encode()).text == right


def test_doubly_encoded_word_in_a_correct_line_is_repaired_with_a_notice() -> None:
    right = "Båten från Växjö når Enånger på måndag."
    for damaged in (
        right.replace("Enånger", "EnÃ¥nger"),
        right.replace("Båten", "BÃ¥ten").replace("Växjö", "VÃ¤xjÃ¶"),
    ):
        decoded = decode(damaged.encode())
        assert decoded.text == right
        assert [notice.code for notice in decoded.notices] == ["mojibake-repaired"]


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "São Paulo och Łódź är vänorter.",
        "Âge moyen: 34 ans, dit Zoë Châtelain à Orléans.",
        "Temperaturen steg 2 °C, priset är 3 € och §4 gäller ±5 ½.",
        "Čáhput, Kárášjohka, Ŋuorta och Đorđević.",
        "ÅÄÖ åäö ÆØ æø ÜÉ üé",
        "10–12 maj × 2 … ‘citat’ “citat” •",
    ],
)
def test_correct_text_is_not_repaired(text: str) -> None:
    assert repair(text) == text


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=("Cc",))))
def test_repair_touches_only_what_looks_doubly_encoded(text: str) -> None:
    if not any(mark in text for mark in "ÃÂâ"):
        assert repair(text) == text


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "cp850", "mac-roman", "utf-16", "utf-16-le"])
def test_stream_finds_the_encoding_in_chunks_of_any_size(codec: str) -> None:
    text = "\n".join(["plain ascii line"] * 300 + [s for s in SENTENCES if can(s, codec)])
    data = text.encode(codec)
    for size in (7, 1000, 1 << 20):
        stream = Stream()
        for at in range(0, len(data), size):
            stream.feed(data[at : at + size])
        encoding, start = stream.encoding()
        assert data[start:].decode(encoding) == text
