"""The policy: documents, blocks under the document's language, warnings."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.language.detect import DetectLanguage, LanguageSettings
from brygga.record import (
    Article,
    Block,
    Language,
    Notice,
    Role,
    Source,
    check,
    replace,
    to_builtins,
    to_json,
)

SV = [
    "Ny bro över älven",
    "Kommunen bygger en ny bro över älven och räknar med att den blir klar nästa höst.",
    "– Det här har vi väntat på länge, säger ordföranden i byalaget.",
    "Arbetet börjar i maj och väntas kosta omkring fyrtio miljoner kronor.",
]
EN = [
    "New bridge across the river",
    "The council is building a new bridge across the river and expects to finish it next autumn.",
    "We have been waiting for this for a long time, says the chair of the village association.",
    "Work starts in May and is expected to cost about forty million kronor.",
]
NO = [
    "Ny bru over elva",
    "Kommunen bygger en ny bru over elva og regner med at den blir ferdig til neste høst.",
    "– Dette har vi ventet på lenge, sier lederen i bygdelaget og ser ut over vannet.",
]
DA = [
    "Ny bro over åen",
    "Kommunen bygger en ny bro over åen og regner med, at den bliver færdig til næste efterår.",
    "– Det har vi ventet på i lang tid, siger formanden for lokalrådet og kigger ud over vandet.",
]
FI = [
    "Uusi silta joen yli",
    "Kunta rakentaa uuden sillan joen yli ja arvioi, että se valmistuu ensi syksynä.",
]
DE = [
    "Neue Brücke über den Fluss",
    "Die Gemeinde baut eine neue Brücke über den Fluss und will sie im Herbst fertigstellen.",
]


def article(texts: Sequence[str], roles: Sequence[Role] | None = None) -> Article:
    blocks, at = [], 0
    for n, text in enumerate(texts):
        role: Role = roles[n] if roles else "paragraph"
        blocks.append(Block(role=role, start=at, end=at + len(text)))
        at += len(text) + 2
    return Article(
        id="a",
        content_hash="0",
        source=Source(uri="a.txt", format="text", media_type="text/plain", sha256="0"),
        text="\n\n".join(texts),
        blocks=tuple(block for block in blocks if block.start < block.end),
    )


def detect(*articles: Article, **chosen: object) -> list[Article]:
    stage = DetectLanguage(msgspec.convert(chosen, LanguageSettings))
    stage.setup()
    return list(stage.process(articles))


def languages(found: Article) -> list[str | None]:
    return [block.language for block in found.blocks]


def codes(found: Article) -> list[str]:
    return [notice.code for notice in found.warnings]


@pytest.mark.parametrize(
    ("code", "texts"), [("sv", SV), ("en", EN), ("no", NO), ("da", DA), ("fi", FI), ("de", DE)]
)
def test_document_and_all_its_blocks_are_in_the_language_they_are_written_in(
    code: str, texts: list[str]
) -> None:
    (found,) = detect(article(texts))
    assert found.language.code == code
    assert found.language.confidence > 0.8
    assert languages(found) == [code] * len(texts)


@pytest.mark.parametrize("code", ["en", "no", "fi"])
def test_article_in_another_language_says_so(code: str) -> None:
    texts, name = {"en": (EN, "English"), "no": (NO, "Norwegian"), "fi": (FI, "Finnish")}[code]
    (found,) = detect(article(texts))
    assert codes(found) == ["not-swedish"]
    assert found.warnings[0].message == f"the article is in {name} ({code}), not in Swedish (sv)"


def test_swedish_article_has_no_warning() -> None:
    (found,) = detect(article(SV))
    assert found.warnings == ()
    assert found.language.method == "langdetect"


def test_short_blocks_follow_the_document() -> None:
    # Alone, these are as Norwegian or Danish as they are Swedish.
    short = ["Ny bro", "Det var akut.", "Vi tog det.", "Klart i maj"]
    (found,) = detect(article(SV + short))
    assert languages(found) == ["sv"] * 8
    (found,) = detect(article([*DA, "Ny bro", "Klar i maj"]))
    assert languages(found)[-2:] == ["da", "da"]


def test_headline_in_capitals_is_read_as_words() -> None:
    (found,) = detect(article(["NY BRO ÖVER ÄLVEN BLIR KLAR NÄSTA HÖST"]))
    assert found.language.code == "sv"
    (found,) = detect(article(["NEW BRIDGE ACROSS THE RIVER OPENS NEXT AUTUMN"]))
    assert found.language.code == "en"


NAMES = [
    "Anna Lindqvist, Region Norrbotten",
    "2024-05-12",
    "Foto: David Miller",
    "😀👍",
    "070-123 45 67",
]


@pytest.mark.parametrize(("code", "texts"), [("sv", SV), ("en", EN), ("fi", FI)])
def test_names_numbers_and_emoji_take_the_language_of_the_document(
    code: str, texts: list[str]
) -> None:
    (found,) = detect(article([*texts, *NAMES]))
    assert languages(found) == [code] * (len(texts) + len(NAMES))


@pytest.mark.parametrize("texts", [[], [""], ["OK"], ["😀"], ["12345"], ["Anna Lindqvist"], NAMES])
def test_too_little_evidence_is_unknown_and_says_so(texts: list[str]) -> None:
    (found,) = detect(article(texts))
    assert found.language.code == "und"
    assert found.language.confidence < 0.5
    assert codes(found) == ["language-unknown"]
    assert set(languages(found)) <= {"und"}


def test_text_without_blocks_is_detected_too() -> None:
    (found,) = detect(msgspec.structs.replace(article(SV), blocks=()))
    assert found.language.code == "sv"
    assert found.blocks == ()


def test_mixed_article_points_at_its_first_foreign_block() -> None:
    (found,) = detect(article([*SV[:2], EN[2], SV[3], FI[1]]))
    assert found.language.code == "sv"
    assert languages(found) == ["sv", "sv", "en", "sv", "fi"]
    (notice,) = found.warnings
    assert notice.code == "mixed-language"
    assert found.text[notice.start : notice.end] == EN[2]
    assert "English (en) and Finnish (fi)" in notice.message
    assert "“We have been waiting for this for a long" in notice.message


def test_article_given_in_two_languages_is_in_the_first() -> None:
    (found,) = detect(article(SV + EN))
    assert found.language.code == "sv"
    assert codes(found) == ["mixed-language"]
    assert found.language.confidence < 0.9, "half of it is in English"
    (found,) = detect(article(EN + SV))
    assert found.language.code == "en"
    assert codes(found) == ["not-swedish", "mixed-language"]


def test_furniture_does_not_decide_where_there_is_a_body() -> None:
    roles: list[Role] = ["title", *["boilerplate"] * 3]
    about = [SV[1] + " " + EN[1], *EN[1:3]]
    (found,) = detect(article([SV[1], *about], roles))
    assert found.language.code == "sv"
    assert languages(found)[2:] == ["en", "en"], "furniture has its own language"
    assert codes(found) == [], "the body is in one language"
    (found,) = detect(article(EN[1:3], ["boilerplate", "boilerplate"]))
    assert found.language.code == "en", "all there is"


def test_language_that_langdetect_has_no_profile_of_is_still_told() -> None:
    icelandic = [
        "Sveitarfélagið byggir nýja brú yfir ána og gerir ráð fyrir að hún verði tilbúin í haust.",
        "Við höfum beðið lengi eftir þessu, segir formaður íbúasamtakanna.",
    ]
    (found,) = detect(article(icelandic))
    assert (found.language.code, found.language.method) == ("is", "py3langid")


def test_block_in_another_script_is_not_taken_for_swedish() -> None:
    (found,) = detect(article([*SV, "Сегодня утром открыли новый мост через реку."]))
    assert languages(found) == ["sv"] * 4 + ["ru"]


def test_settings_choose_the_backends_for_both_jobs() -> None:
    for document in ("langdetect", "py3langid"):
        for blocks in ("langdetect", "py3langid"):
            (found,) = detect(article([*SV[:2], EN[1]]), document=document, blocks=blocks)
            assert found.language.code == "sv"
            assert languages(found) == ["sv", "sv", "en"]
            assert found.language.method in (document, f"{document}+{blocks}")
    stage = DetectLanguage(LanguageSettings(document="py3langid", blocks="py3langid"))
    stage.setup()
    assert (stage.model or "").startswith("py3langid 0.4")
    assert "+" not in (stage.model or "")


@pytest.mark.parametrize("wrong", [{"backend": "langdetect"}, {"blocks": "lingua"}, {"sure": 2}])
def test_unknown_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, LanguageSettings)


def test_only_what_is_provided_is_written() -> None:
    before = article([*SV, EN[1]])
    (after,) = detect(before)
    changed, kept = to_builtins(after), to_builtins(before)
    for name in ("language", "warnings"):
        assert changed.pop(name) != kept.pop(name)
    for block in changed["blocks"]:
        assert block.pop("language") in ("sv", "en")
    for block in kept["blocks"]:
        assert block.pop("language") is None
    assert changed == kept


def test_warnings_of_others_are_kept_and_a_second_run_adds_none() -> None:
    earlier = (Notice(code="mojibake-repaired", message="the text was encoded twice"),)
    (once,) = detect(msgspec.structs.replace(article([*EN, SV[1]]), warnings=earlier))
    assert codes(once) == ["mojibake-repaired", "not-swedish", "mixed-language"]
    (twice,) = detect(once)
    assert to_json(twice) == to_json(once)


CORPUS = [
    article(texts)
    for texts in (
        SV,
        EN,
        NO,
        DA,
        FI,
        DE,
        SV + EN,
        NAMES,
        [],
        ["Det var akut."],
        ["Nytt år"],
        SV[:1],
    )
]


def test_batch_of_one_equals_batch_of_many() -> None:
    assert [detect(one)[0] for one in CORPUS] == detect(*CORPUS)


def test_same_bytes_in_every_run_thread_and_order() -> None:
    expected = [to_json(found) for found in detect(*CORPUS)]
    for _ in range(10):
        assert [to_json(found) for found in detect(*CORPUS)] == expected
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: detect(*CORPUS), range(16)):
            assert [to_json(one) for one in found] == expected
    order = list(range(len(CORPUS)))
    random.Random(7).shuffle(order)
    shuffled = detect(*(CORPUS[n] for n in order))
    assert [to_json(found) for found in shuffled] == [expected[n] for n in order]


@given(st.lists(st.text(max_size=80), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_text_is_answered_with_a_valid_record(texts: list[str]) -> None:
    before = article([" ".join(text.split()) for text in texts])
    (found,) = detect(before)
    check(found)
    assert 0 <= found.language.confidence <= 1
    assert all(languages(found))
    assert (found.language.code == "und") == ("language-unknown" in codes(found))


def test_a_huge_block_is_read_in_bounded_time() -> None:
    (found,) = detect(article(["å" * 5_000_000, "Kommunen bygger en bro. " * 100_000]))
    assert found.language.code == "sv"


def test_the_source_decides_only_where_the_text_cannot_tell() -> None:
    stated = Language(code="fi", method="stated")
    silent, spoken = detect(
        replace(article(["12 345"]), language=stated),
        replace(article(SV), language=stated),
    )
    assert silent.language == stated
    assert spoken.language.code == "sv"
