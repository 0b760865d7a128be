"""Every bad input ends in a clear error that names the file, in bounded time and memory."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from brygga.errors import ReadError
from brygga.ingest import IngestSettings, Input, discover, read
from brygga.record import Article
from tests.ingest.files import (
    BODY,
    TITLE,
    Pdf,
    edited_docx,
    one_article,
    one_error,
    read_bytes,
    simple_docx,
    simple_html,
    simple_pdf,
    zip_file,
)

JUNK = bytes((n * 197 + n // 7) % 256 for n in range(20_000))


def assert_names(error: ReadError, where: str, code: str, *words: str) -> None:
    assert error.code == code, str(error)
    assert error.where == where
    assert str(error).startswith(f"{where}: ")
    assert error.remedy, f"{error}: nothing says what to do"
    for word in words:
        assert word in str(error), str(error)


@pytest.mark.parametrize("name", ["tom.txt", "tom.docx", "tom.pdf", "tom.html", "tom.csv", "tom"])
def test_empty_file_is_an_error(tmp_path: Path, name: str) -> None:
    assert_names(one_error(read_bytes(tmp_path, name, b"")), name, "empty-file", "empty")


@pytest.mark.parametrize("name", ["vit.txt", "vit.html", "vit.md"])
def test_file_of_white_space_has_no_text(tmp_path: Path, name: str) -> None:
    assert_names(one_error(read_bytes(tmp_path, name, b" \n\n\t \n")), name, "no-text")


@pytest.mark.parametrize("name", ["skräp.txt", "skräp.bin", "skräp", "skräp.jsonl"])
def test_binary_junk_is_an_error(tmp_path: Path, name: str) -> None:
    assert_names(one_error(read_bytes(tmp_path, name, JUNK)), name, "unknown-format", "binary")


def test_binary_junk_named_docx_is_an_error(tmp_path: Path) -> None:
    error = one_error(read_bytes(tmp_path, "brev.docx", JUNK))
    assert_names(error, "brev.docx", "unknown-format", "not a Word document", "binary")


def test_image_is_an_error_that_says_so(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + JUNK
    assert_names(one_error(read_bytes(tmp_path, "b.png", png)), "b.png", "unknown-format", "OCR")


def test_old_word_document_says_what_to_do(tmp_path: Path) -> None:
    error = one_error(read_bytes(tmp_path, "brev.doc", bytes.fromhex("D0CF11E0A1B11AE1") + JUNK))
    assert_names(error, "brev.doc", "unknown-format", "Office", "save it as .docx")


@pytest.mark.parametrize("name", ["export.xml", "export.txt", "export"])
@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0'?>\n"])
def test_xml_of_another_kind_is_an_error(tmp_path: Path, name: str, declaration: str) -> None:
    data = f"{declaration}<lista><post>{BODY[0]}</post></lista>\n".encode()
    assert_names(one_error(read_bytes(tmp_path, name, data)), name, "unknown-format", "<lista>")


def test_text_that_opens_with_an_angle_bracket_is_text(tmp_path: Path) -> None:
    text = f"<Region Ö> {TITLE}\n\n{BODY[0]}\n\n{BODY[2]}"
    assert one_article(read_bytes(tmp_path, "a.txt", text.encode())).source.format == "plain"


def test_makefile_is_no_markdown(tmp_path: Path) -> None:
    data = b"# Bygg allt\nall:\n\techo hej\n"
    assert_names(one_error(read_bytes(tmp_path, "Makefile", data)), "Makefile", "unknown-format")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.95])
def test_truncated_docx_is_an_error(tmp_path: Path, keep: float) -> None:
    data = simple_docx()
    error = one_error(read_bytes(tmp_path, "brev.docx", data[: int(keep * len(data))]))
    assert_names(error, "brev.docx", "damaged", "Word document", "cut short or damaged")


def test_docx_with_a_damaged_part_is_an_error(tmp_path: Path) -> None:
    data = edited_docx(simple_docx(), lambda xml: xml[: len(xml) // 2])
    assert_names(one_error(read_bytes(tmp_path, "b.docx", data)), "b.docx", "damaged", "Word")


@pytest.mark.parametrize("keep", [0.1, 0.4, 0.7])
def test_truncated_pdf_is_an_error(tmp_path: Path, keep: float) -> None:
    data = simple_pdf()
    error = one_error(read_bytes(tmp_path, "brev.pdf", data[: int(keep * len(data))]))
    assert_names(error, "brev.pdf", "damaged", "PDF", "cut short or damaged")


def test_pdf_without_its_end_mark_is_read_with_a_warning(tmp_path: Path) -> None:
    data = simple_pdf()
    article = one_article(read_bytes(tmp_path, "b.pdf", data[: data.rindex(b"%%EOF")]))
    assert article.title == TITLE
    assert "cut-short" in [notice.code for notice in article.warnings]


def test_encrypted_pdf_is_an_error(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = simple_pdf(encrypt=StandardEncryption("hemligt", strength=128))
    error = one_error(read_bytes(tmp_path, "låst.pdf", data))
    assert_names(error, "låst.pdf", "encrypted", "password", "save it again without")


def test_pdf_of_images_says_that_text_recognition_is_needed(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.canvas.rect(40, 40, 200, 200, fill=1)
    pdf.page()
    assert_names(
        one_error(read_bytes(tmp_path, "i.pdf", pdf.data())), "i.pdf", "no-text", "ocrmypdf"
    )


def test_pdf_of_too_many_pages_is_an_error(tmp_path: Path) -> None:
    pdf = Pdf()
    for n in range(4):
        pdf.line(40, 500, f"Sidan {n}")
        pdf.page()
    found = read_bytes(tmp_path, "b.pdf", pdf.data(), IngestSettings(max_pages=3))
    assert_names(one_error(found), "b.pdf", "too-many-pages", "4 pages", "max_pages")


def test_one_line_of_50_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "rad.txt"
    with path.open("wb") as file:
        for _ in range(50):
            file.write("å en rad utan slut ".encode() * 50_000)
    script = """
        import resource, sys
        from brygga.ingest import Input, discover, read
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        (found,) = discover([sys.argv[1]])
        (error,) = read(found)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(error.code, error.where, grown // 1024)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    code, where, megabytes = done.stdout.split()
    assert (code, where) == ("too-long", "rad.txt")
    assert int(megabytes) < 40


def test_jsonl_line_that_is_too_long_costs_only_itself(tmp_path: Path) -> None:
    good = b'{"title": "' + TITLE.encode() + b'", "text": "' + BODY[0].encode() + b'"}\n'
    long = b'{"text": "' + b"ja " * 2_000_000 + b'"}\n'
    settings = IngestSettings(max_characters=100_000)
    first, error, last = read_bytes(tmp_path, "cms.jsonl", good + long + good, settings)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert last.source.uri == "cms.jsonl#3"
    assert isinstance(error, ReadError)
    assert_names(error, "cms.jsonl#2", "too-long", "max_characters")


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table", "blockquote"])
def test_html_of_100_000_nested_tags_is_an_error(tmp_path: Path, tag: str) -> None:
    page = f"<html><body><h1>{TITLE}</h1>" + f"<{tag}>" * 100_000 + f"<p>{BODY[0]}</p>"
    began = time.monotonic()
    found = read_bytes(tmp_path, "djup.html", page.encode())
    assert time.monotonic() - began < 5
    assert_names(one_error(found), "djup.html", "too-deep", "nested")


def test_html_of_100_000_unclosed_tags_is_read(tmp_path: Path) -> None:
    page = f"<html><body><h1>{TITLE}</h1>" + f"<p>{BODY[0]}" + "<p>" * 100_000
    article = one_article(read_bytes(tmp_path, "platt.html", page.encode()))
    assert article.title == TITLE


def test_html_of_too_many_tags_is_an_error(tmp_path: Path) -> None:
    page = f"<html><body><h1>{TITLE}</h1>" + "<br>" * 200_001
    error = one_error(read_bytes(tmp_path, "stor.html", page.encode()))
    assert_names(error, "stor.html", "too-large", "200,005 tags")


def test_html_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    settings = IngestSettings(max_markup=1000)
    found = read_bytes(tmp_path, "stor.html", simple_html() + b" " * 1000, settings)
    assert_names(one_error(found), "stor.html", "too-large", "1,000", "max_markup")


@pytest.mark.parametrize("part", ["<!--a-->", "<!--", "<?", "<!doctype a [", "<p ", "{[", '{"a":'])
def test_repeated_openings_of_mark_up_take_no_time_to_tell_apart(tmp_path: Path, part: str) -> None:
    began = time.monotonic()
    list(read(Input(path=write(tmp_path / "a", part * 20_000), root=tmp_path, uri="a")))
    assert time.monotonic() - began < 5


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    data = zip_file({"nollor.txt": b"0" * 30_000_000})
    error = one_error(read_bytes(tmp_path, "bomb.zip", data))
    assert_names(error, "bomb.zip!/nollor.txt", "zip-bomb", "limit is 200 times", "zip_ratio")


def test_zip_of_too_many_members_is_refused(tmp_path: Path) -> None:
    data = zip_file({f"{n}.txt": b"Hej" for n in range(20)})
    found = read_bytes(tmp_path, "m.zip", data, IngestSettings(zip_members=10))
    assert_names(one_error(found), "m.zip", "zip-bomb", "20 members", "zip_members")


def test_zip_whose_list_alone_is_huge_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brygga.ingest.archive.LARGEST_DIRECTORY", 1000)
    monkeypatch.setattr("zipfile.ZipFile._RealGetContents", lambda _: pytest.fail("was read"))
    data = SMALL_MEMBERS
    assert_names(one_error(read_bytes(tmp_path, "m.zip", data)), "m.zip", "zip-bomb", "list")


SMALL_MEMBERS = zip_file({f"{n}.txt": b"Hej" for n in range(40)})


def test_text_longer_than_an_article_may_be_is_refused(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, "a.txt", b"ja " * 500, IngestSettings(max_characters=1000))
    assert_names(one_error(found), "a.txt", "too-long", "1,000", "max_characters")


def test_zip_bomb_of_zips_is_bounded_over_all_levels(tmp_path: Path) -> None:
    inner = zip_file({f"{n}.txt": os.urandom(40_000) for n in range(10)})
    outer = zip_file({f"{n}.zip": inner for n in range(10)})
    found = read_bytes(tmp_path, "m.zip", outer, IngestSettings(zip_total_bytes=5_000_000))
    errors = [item for item in found if isinstance(item, ReadError)]
    assert "zip-bomb" in [error.code for error in errors]


def test_zip_in_zip_in_zip_is_refused(tmp_path: Path) -> None:
    data = zip_file({"c.zip": zip_file({"b.zip": zip_file({"a.txt": BODY[0].encode()})})})
    error = one_error(read_bytes(tmp_path, "m.zip", data))
    assert_names(error, "m.zip!/c.zip!/b.zip", "nested-too-deep", "unpack")


def test_docx_bomb_is_refused(tmp_path: Path) -> None:
    data = edited_docx(simple_docx(), lambda xml: xml.replace("</w:body>", " " * 40_000_000))
    assert_names(one_error(read_bytes(tmp_path, "b.docx", data)), "b.docx", "zip-bomb", "unpack")


@pytest.mark.parametrize("name", ["../ut.txt", "/etc/ut.txt", "a/../../ut.txt", "C:/ut.txt"])
def test_zip_member_that_leads_out_is_refused_and_the_others_are_read(
    tmp_path: Path, name: str
) -> None:
    text = f"{TITLE}\n\n{BODY[0]}\n\n{BODY[2]}".encode()
    error, article = read_bytes(tmp_path, "m.zip", zip_file({name: text, "b.txt": text}))
    assert isinstance(error, ReadError)
    assert_names(error, f"m.zip!/{name}", "unsafe-name", "leads out")
    assert isinstance(article, Article)
    assert article.source.uri == "m.zip!/b.txt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.zip"]
    assert not (tmp_path.parent / "ut.txt").exists()


def test_encrypted_zip_member_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY[0]}\n\n{BODY[2]}".encode()
    data = bytearray(zip_file({"a.txt": text, "b.txt": text}))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1
    error, article = read_bytes(tmp_path, "m.zip", bytes(data))
    assert isinstance(error, ReadError)
    assert_names(error, "m.zip!/a.txt", "encrypted", "password")
    assert isinstance(article, Article)


def test_truncated_zip_is_an_error(tmp_path: Path) -> None:
    data = zip_file({"a.txt": BODY[0].encode()})
    assert_names(one_error(read_bytes(tmp_path, "m.zip", data[:80])), "m.zip", "damaged", "zip")


def test_damaged_zip_member_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY[0]}\n\n{BODY[2]}".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", text)
        archive.writestr("b.txt", text)
    data = target.getvalue().replace(text[:20], text[:19] + b"?", 1)
    error, article = read_bytes(tmp_path, "m.zip", data)
    assert isinstance(error, ReadError)
    assert_names(error, "m.zip!/a.txt", "damaged")
    assert isinstance(article, Article)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]><rss version='2.0'><channel><item><title>&j;</title><description>&j;</description>"
    "</item></channel></rss>"
)


def test_feed_with_expanding_entities_is_refused(tmp_path: Path) -> None:
    began = time.monotonic()
    error = one_error(read_bytes(tmp_path, "skratt.xml", LAUGHS.encode()))
    assert time.monotonic() - began < 2
    assert_names(error, "skratt.xml", "entity-expansion", "entities")


def test_docx_with_expanding_entities_is_refused(tmp_path: Path) -> None:
    def edit(xml: str) -> str:
        start = xml.index("<w:document")
        return xml[:start] + '<!DOCTYPE d [<!ENTITY a "ha">]>' + xml[start:]

    error = one_error(read_bytes(tmp_path, "b.docx", edited_docx(simple_docx(), edit)))
    assert_names(error, "b.docx", "entity-expansion")


def test_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("lösenordet är sjölejon")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<rss version='2.0'><channel><item><title>T</title><description>&x;</description></item>"
        "</channel></rss>"
    )
    assert_names(
        one_error(read_bytes(tmp_path, "f.xml", feed.encode())), "f.xml", "entity-expansion"
    )


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("sida.docx", simple_html(), "html"),
        ("brev.txt", simple_docx(), "docx"),
        ("brev.html", simple_pdf(), "pdf"),
        ("brev.pdf", f"{TITLE}\n\n{BODY[0]}\n\n{BODY[2]}".encode(), "plain"),
    ],
)
def test_wrong_suffix_is_read_by_content_with_a_warning(
    tmp_path: Path, name: str, data: bytes, form: str
) -> None:
    article = one_article(read_bytes(tmp_path, name, data))
    assert article.source.format == form
    assert article.title == TITLE
    assert [notice.code for notice in article.warnings] == ["suffix-mismatch"]


def test_wrong_suffix_is_an_error_where_content_is_not_trusted(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, "sida.docx", simple_html(), IngestSettings(sniff=False))
    error = one_error(found)
    assert_names(error, "sida.docx", "wrong-suffix", "not a Word document", "rename it to .html")


def test_unreadable_permissions_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY[0])
    path.chmod(0)
    if os.geteuid() == 0:  # root reads everything, so let the system refuse

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    error = one_error(list(read(Input(path=path, root=tmp_path, uri="a.txt"))))
    assert_names(error, "a.txt", "unreadable", "permission", "chmod")


def test_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "b.txt").write_text(f"{TITLE}\n\n{BODY[0]}\n\n{BODY[2]}")
    (found,) = discover([str(tmp_path)])
    assert isinstance(found, Input)
    assert found.uri == "a.txt/b.txt"


def test_file_that_vanished_is_an_error(tmp_path: Path) -> None:
    error = one_error(list(read(Input(path=tmp_path / "a.txt", root=tmp_path, uri="a.txt"))))
    assert_names(error, "a.txt", "no-such-file", "no such file")


def test_jsonl_with_a_broken_line_reads_the_others(tmp_path: Path) -> None:
    good = '{"title": "%s", "body": "%s"}'
    lines = [good % (TITLE, BODY[0]), '{"title": "Avbruten', "[1, 2]", good % ("Nr 4", BODY[2])]
    found = read_bytes(tmp_path, "cms.jsonl", "\n".join(lines).encode())
    assert [type(item) for item in found] == [Article, ReadError, ReadError, Article]
    assert_names(found[1], "cms.jsonl#2", "broken-line", "not a JSON object", "the rest")
    assert_names(found[2], "cms.jsonl#3", "broken-line", "not a JSON object")
    assert found[3].source.uri == "cms.jsonl#4"


def test_csv_without_the_named_column_names_it_and_those_there_are(tmp_path: Path) -> None:
    data = f"rubrik;datum;brödtext\n{TITLE};2024-05-02;{BODY[0]}\n".encode()
    settings = IngestSettings(columns={"text": "innehåll"})
    error = one_error(read_bytes(tmp_path, "cms.csv", data, settings))
    assert_names(error, "cms.csv", "no-such-column", "'innehåll'", "rubrik, datum, brödtext")


def test_csv_without_any_text_column_says_how_to_name_one(tmp_path: Path) -> None:
    error = one_error(read_bytes(tmp_path, "cms.csv", b"a;b\n1;2\n"))
    assert_names(error, "cms.csv", "no-such-column", "a, b", "[ingest.columns]")
