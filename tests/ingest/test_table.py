"""Exports of a CMS: every row an article or an error, none lost."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.errors import ReadError
from brygga.ingest import IngestSettings
from brygga.ingest.document import Document
from brygga.ingest.table import looks_like_csv, read_csv, read_jsonl
from brygga.record import Article, Link
from tests.ingest.files import BODY, TITLE, read_bytes

DEFAULTS = IngestSettings()


def jsonl(*rows: object, columns: dict[str, str] | None = None) -> list[Document | ReadError]:
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    return list(read_jsonl(io.BytesIO(data), IngestSettings(columns=columns or {})))


def csv_rows(data: bytes | str, **more: object) -> list[Document | ReadError]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_csv(io.BytesIO(data), IngestSettings(**more)))


def document(found: Document | ReadError) -> Document:
    assert isinstance(found, Document), str(found)
    return found


def error(found: Document | ReadError) -> ReadError:
    assert isinstance(found, ReadError), found
    return found


@pytest.mark.parametrize(
    ("title", "text", "date", "url"),
    [
        ("title", "text", "date", "url"),
        ("Rubrik", "Brödtext", "Datum", "Länk"),
        ("headline", "bodyHtml", "publishedAt", "permalink"),
        ("titel", "content", "Publiceringsdatum", "canonical"),
        ("post_title", "post_content", "post_date", "link"),
    ],
)
def test_usual_names_of_columns_are_guessed(title: str, text: str, date: str, url: str) -> None:
    address = "https://kontoret.example/n/1"
    row = {title: TITLE, text: BODY[0], date: "2024-05-02", url: address}
    target = io.StringIO()
    writer = csv.DictWriter(target, row, delimiter=";")
    writer.writeheader()
    writer.writerow(row)
    for found in (jsonl(row), csv_rows(target.getvalue())):
        read = document(found[0])
        assert [piece.text for piece in read.pieces] == [BODY[0]]
        assert (read.title, read.published, read.identity) == (TITLE, "2024-05-02", address)


def test_mapped_columns_win_over_guesses() -> None:
    row = {"text": "Kort.", "full": BODY[0], "titel": "Fel", "rub": TITLE}
    (found,) = jsonl(row, columns={"text": "full", "title": "rub"})
    assert document(found).pieces[0].text == BODY[0]
    assert document(found).title == TITLE


def test_export_of_wordpress_is_read() -> None:
    head = "post_author,post_date,post_content,post_title,post_name,guid,post_modified"
    row = (
        f"7,2024-05-02 08:00:00,{BODY[2]},{TITLE},farjan,https://k.example/?p=5,2024-05-03 09:00:00"
    )
    (found,) = csv_rows(f"{head}\n{row}\n")
    read = document(found)
    assert (read.title, read.published, read.byline) == (TITLE, "2024-05-02 08:00:00", ())
    assert (read.modified, read.identity) == ("2024-05-03 09:00:00", "https://k.example/?p=5")
    assert [piece.text for piece in read.pieces] == [BODY[2]]


def test_column_with_the_most_words_is_suggested_for_the_text() -> None:
    data = f"nr;prosa;anm\n1;{BODY[0]};kort\n2;{BODY[2]};https://kontoret.example/n/2\n"
    with pytest.raises(ReadError) as raised:
        csv_rows(data)
    assert '[ingest.columns] text = "prosa"' in str(raised.value)
    (found,) = jsonl({"nr": 1, "prosa": BODY[0], "anm": "kort"})
    assert '[ingest.columns] text = "prosa"' in str(error(found))


def test_column_that_is_nearly_the_mapped_one_is_suggested() -> None:
    with pytest.raises(ReadError, match='date = "datum"'):
        csv_rows(f"text;datum\n{BODY[0]};2024-05-02\n", columns={"date": "datumm"})


def test_mapping_of_a_field_that_does_not_exist_is_a_settings_error() -> None:
    with pytest.raises(ValueError, match="'txt' is no field; did you mean 'text'"):
        IngestSettings(columns={"txt": "brödtext"})


def test_nested_keys_are_reached_by_a_dotted_path_or_as_rendered() -> None:
    row = {"title": {"rendered": "F&auml;rjan"}, "content": {"rendered": f"<p>{BODY[0]}</p>"}}
    assert document(jsonl(row)[0]).title == "Färjan"
    assert document(jsonl(row)[0]).pieces[0].text == BODY[0]
    deep = {"data": {"body": {"sv": BODY[0]}}}
    assert document(jsonl(deep, columns={"text": "data.body.sv"})[0]).pieces[0].text == BODY[0]


def test_html_in_a_cell_is_read_as_html_and_plain_text_as_text() -> None:
    html = f'<p class="ingress">{BODY[0]}</p><p><a href="/x">Läs mer</a></p>'
    plain = f"{BODY[0]}\n\nPris &lt; 100 &amp; uppåt"
    first, second = map(
        document, jsonl({"body": html, "url": "https://k.example/n/"}, {"body": plain})
    )
    assert [(p.hint, p.text) for p in first.pieces] == [("lead", BODY[0]), (None, "Läs mer")]
    assert first.links == (Link(text="Läs mer", url="https://k.example/x"),)
    assert [piece.text for piece in second.pieces] == [BODY[0], "Pris < 100 & uppåt"]


def test_lead_of_its_own_column_comes_first_and_only_once() -> None:
    apart = document(jsonl({"ingress": BODY[0], "body": BODY[2]})[0])
    assert [(p.hint, p.text) for p in apart.pieces] == [("lead", BODY[0]), (None, BODY[2])]
    inside = document(jsonl({"ingress": BODY[0], "body": f"{BODY[0]}\n\n{BODY[2]}"})[0])
    assert [piece.text for piece in inside.pieces] == [BODY[0], BODY[2]]


@pytest.mark.parametrize("body", [None, "", "   ", "<p> </p>", []])
def test_item_without_text_is_an_error_and_the_others_are_read(
    tmp_path: Path, body: object
) -> None:
    rows = [{"title": TITLE, "body": text} for text in (BODY[0], body, BODY[2])]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    first, bad, last = read_bytes(tmp_path, "cms.jsonl", data)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, ReadError)
    assert (bad.code, bad.where) == ("no-text", "cms.jsonl#2")


def test_line_without_the_mapped_key_names_it_and_those_there_are() -> None:
    (found,) = jsonl({"rubrik": TITLE, "brodtext": BODY[0]}, columns={"text": "innehall"})
    assert error(found).code == "no-such-column"
    assert "'innehall'" in error(found).message
    assert "rubrik, brodtext" in error(found).message


def test_blank_lines_are_passed_over_and_items_are_line_numbers() -> None:
    data = f'\ufeff{{"text": "{BODY[0]}"}}\n\n  \n{{"text": "{BODY[2]}"}}'.encode()
    found = [document(item) for item in read_jsonl(io.BytesIO(data), DEFAULTS)]
    assert [item.item for item in found] == [1, 4]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "cp850", "utf-16"])
@pytest.mark.parametrize("delimiter", list(";\t,|"))
def test_csv_of_every_delimiter_and_encoding_is_read(codec: str, delimiter: str) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(["rubrik", "datum", "brödtext"])
    writer.writerow([TITLE, "2024-05-02", f'{BODY[0]}\n\nSlut; ja, | \t"slut".'])
    (found,) = csv_rows(target.getvalue().encode(codec))
    assert document(found).title == TITLE
    assert document(found).pieces[0].text == BODY[0]
    assert document(found).pieces[1].text.endswith('"slut".')


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_kind_of_line_end_is_read(end: str) -> None:
    table = end.join(("titel;text", f"A;{BODY[0]}", f'B;"{BODY[1]}{end}{BODY[2]}"', ""))
    first, second = map(document, csv_rows(table))
    assert (first.title, second.title) == ("A", "B")
    assert second.pieces[-1].text.endswith(BODY[2])


def test_encoding_of_the_whole_table_decides_for_every_row() -> None:
    """Taken alone, the last row's one high byte would be read as another encoding's quote."""
    rows = "".join(f"{n};{BODY[0]}\n" for n in range(5)) + "5;Vi bor vid en sjö\n"
    *_, last = csv_rows(("id;text\n" + rows + "6;a \u201d\n").encode("cp1252"))
    assert document(last).pieces[0].text == "a ”"
    assert document(last).notices == ()


def test_separator_line_of_excel_is_followed() -> None:
    (found,) = csv_rows(f"sep=|\r\ntitel|text\r\n{TITLE}|{BODY[0]}\r\n")
    assert document(found).title == TITLE


def test_row_with_too_many_cells_is_an_error_and_the_others_are_read() -> None:
    rows = f"titel;text\nA;{BODY[0]}\nB;{BODY[0]};rest\nC;{BODY[2]};;\n"
    first, bad, last = csv_rows(rows)
    assert document(first).title == "A"
    assert document(last).title == "C"
    assert (error(bad).code, error(bad).where) == ("broken-row", "#2")
    assert "line 3" in error(bad).message
    assert "3 cells" in error(bad).message


def test_row_that_ends_early_is_read_as_far_as_it_goes() -> None:
    whole, short, empty = csv_rows(f"text;titel;datum\n{BODY[0]};A;2024\n{BODY[2]}\n;B\n")
    assert document(whole).published == "2024"
    assert (document(short).title, document(short).published) == (None, None)
    assert error(empty).code == "no-text"


def test_quotation_mark_that_never_closes_costs_only_its_row() -> None:
    rows = f'titel;text\nA;{BODY[0]}\nB;"{BODY[0]}\nC;{BODY[2]}\nD;{BODY[0]}\n'
    found = csv_rows(rows)
    assert error(found[1]).code == "broken-row"
    assert [document(item).title for item in (found[0], *found[2:])] == ["A", "C", "D"]


def test_cell_longer_than_an_article_may_be_costs_only_its_row() -> None:
    rows = f'titel;text\nA;{BODY[0]}\nB;"{"ja " * 400_000}"\nC;{BODY[2]}\n'
    found = csv_rows(rows)
    assert error(found[1]).code in ("broken-row", "too-long")
    assert [document(item).title for item in (found[0], *found[2:])] == ["A", "C"]


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(
    lambda text: text.strip()
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8), st.sampled_from(";\t,|"))
def test_every_written_row_comes_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(["id", "text"])
    writer.writerows(rows)
    found = csv_rows(target.getvalue())
    assert [item.item for item in map(document, found)] == list(range(1, len(rows) + 1))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_errors(data: bytes) -> None:
    for found in read_jsonl(io.BytesIO(data), DEFAULTS):
        assert isinstance(found, Document | ReadError)
    with suppress(ReadError):
        for found in read_csv(io.BytesIO(b"text;title\n" + data), DEFAULTS):
            assert isinstance(found, Document | ReadError)


def test_prose_is_not_taken_for_a_table() -> None:
    assert looks_like_csv(f"title;text\n{TITLE};{BODY[0]}\n")
    assert not looks_like_csv("\n".join((TITLE, *BODY)))
    assert not looks_like_csv("Text, bild och ljud\nI går hölls en kurs om text, bild och ljud.")


@pytest.mark.parametrize(
    ("value", "code"),
    [("sv", "sv"), ("sv-SE", "sv"), ("SV_se", "sv"), ("nb", "no"), ("svenska", "und"), ("", "und")],
)
def test_a_stated_language_is_handed_on(tmp_path: Path, value: str, code: str) -> None:
    row = {"title": TITLE, "text": BODY[0], "lang": value}
    (article,) = read_bytes(tmp_path, "export.jsonl", json.dumps(row).encode())
    assert isinstance(article, Article)
    assert article.language.code == code
    assert article.language.method == ("none" if code == "und" else "stated")
