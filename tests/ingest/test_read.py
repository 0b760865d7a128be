"""``read``: what a file is, what an article is called, where errors stand."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest

from brygga.ingest import Input, discover, read
from brygga.record import Article, check, from_json, to_json
from tests.ingest.files import (
    BODY,
    TITLE,
    one_article,
    read_bytes,
    simple_docx,
    simple_html,
    simple_pdf,
    zip_file,
)

TEXT = "\n\n".join((TITLE, *BODY)).encode()
JSON = f'{{"title": "{TITLE}", "text": "{BODY[0]}"}}\n'.encode()
CSV = f"title;text\n{TITLE};{BODY[0]}\n".encode()
RSS = f"<rss version='2.0'><channel><item><title>{TITLE}</title><description>{BODY[0]}</description></item></channel></rss>".encode()  # noqa: E501
MARKDOWN = f"# {TITLE}\n\n{BODY[0]}\n".encode()
FORMATS = {
    "plain": TEXT,
    "markdown": MARKDOWN,
    "html": simple_html(),
    "docx": simple_docx(),
    "pdf": simple_pdf(),
    "jsonl": JSON,
    "csv": CSV,
    "feed": RSS,
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["utan-ändelse", "okänd.xyz"])
def test_content_alone_tells_the_format(tmp_path: Path, form: str, name: str) -> None:
    article = one_article(read_bytes(tmp_path, name, FORMATS[form]))
    assert article.source.format == form
    assert article.title == TITLE
    assert article.warnings == () or form == "feed"


@pytest.mark.parametrize("form", FORMATS)
def test_article_is_valid_and_its_source_complete(tmp_path: Path, form: str) -> None:
    data = FORMATS[form]
    article = one_article(read_bytes(tmp_path, "fil", data))
    check(article)
    assert from_json(to_json(article)) == article
    assert article.source.sha256 == hashlib.sha256(data).hexdigest()
    assert article.source.uri == ("fil#1" if form in ("jsonl", "csv", "feed") else "fil")
    assert article.id == article.source.uri
    assert (article.source.encoding is None) == (form in ("docx", "pdf"))


@pytest.mark.parametrize("form", FORMATS)
def test_same_file_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    first, second = (
        to_json(one_article(read_bytes(tmp_path, "fil", FORMATS[form]))) for _ in range(2)
    )
    assert first == second


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT)

    monkeypatch.setattr(sys, "stdin", Stdin)
    (found,) = discover(["-"])
    assert isinstance(found, Input)
    article = one_article(list(read(found)))
    assert (article.title, article.source.uri) == (TITLE, "stdin")


def test_every_format_in_a_zip_is_read_in_its_order(tmp_path: Path) -> None:
    members = {f"n{n}-{form}": data for n, (form, data) in enumerate(FORMATS.items())}
    found = read_bytes(tmp_path, "allt.zip", zip_file(members))
    assert all(isinstance(item, Article) for item in found), [str(item) for item in found]
    assert [item.source.format for item in found if isinstance(item, Article)] == list(FORMATS)
    assert [item.source.uri.split("#")[0] for item in found if isinstance(item, Article)] == [
        f"allt.zip!/{name}" for name in members
    ]


def test_zip_in_a_zip_is_read(tmp_path: Path) -> None:
    data = zip_file({"mars.zip": zip_file({"a.txt": TEXT})})
    article = one_article(read_bytes(tmp_path, "allt.zip", data))
    assert article.source.uri == "allt.zip!/mars.zip!/a.txt"


def test_folders_hidden_files_and_resource_forks_in_a_zip_are_passed_over(tmp_path: Path) -> None:
    members = {"m/": b"", "m/.DS_Store": b"\0\1", "__MACOSX/m/._a.txt": b"\0", "m/a.txt": TEXT}
    article = one_article(read_bytes(tmp_path, "m.zip", zip_file(members)))
    assert article.source.uri == "m.zip!/m/a.txt"


def test_swedish_member_names_are_read_without_the_utf_8_flag(tmp_path: Path) -> None:
    data = zip_file({"f?rja.txt": TEXT}).replace(b"f?rja.txt", "färja.txt".encode("cp850"))
    article = one_article(read_bytes(tmp_path, "m.zip", data))
    assert article.source.uri == "m.zip!/färja.txt"


def test_empty_zip_has_no_articles_and_says_so(tmp_path: Path) -> None:
    (error,) = read_bytes(tmp_path, "m.zip", zip_file({}))
    assert getattr(error, "code", None) == "no-text"


def test_json_in_one_piece_says_what_to_do(tmp_path: Path) -> None:
    for data in (b'[\n  {"text": "Hej"}\n]', b'{\n  "text": "Hej"\n}'):
        (error,) = read_bytes(tmp_path, "cms.json", data)
        assert getattr(error, "code", None) == "unknown-format"
        assert "jq -c '.[]' cms.json" in str(error)


def test_text_in_angle_brackets_is_no_html(tmp_path: Path) -> None:
    data = f"<3 till alla som åker färja\n\n{BODY[0]}\n\n{BODY[2]}".encode()
    assert one_article(read_bytes(tmp_path, "a.txt", data)).source.format == "plain"


def test_utf_16_and_old_encodings_are_read_from_files(tmp_path: Path) -> None:
    text = TEXT.decode().replace("– ", "- ")
    for codec in ("utf-16", "utf-16-le", "cp1252", "mac-roman", "cp850"):
        article = one_article(read_bytes(tmp_path, "a.txt", text.encode(codec)))
        assert article.text == text


def test_reader_reads_no_more_than_is_asked_for(tmp_path: Path) -> None:
    """JSONL is streamed: the first article of a large file comes before the last is parsed."""
    path = tmp_path / "stor.jsonl"
    path.write_bytes(JSON * 3 + b"{broken\n")
    stream = read(Input(path=path, root=tmp_path, uri="stor.jsonl"))
    assert isinstance(next(stream), Article)
    stream.close()
