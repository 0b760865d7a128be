"""The report says what the records have, needs no network, and renders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

import msgspec
import pytest

from brygga.batch.direct import find
from brygga.batch.reject import Reject
from brygga.batch.run import RECORDS, Summary, run
from brygga.record import replace, to_json
from brygga.report import write_report
from brygga.report.page import FILE, _timeline
from brygga.report.totals import Totals, totals
from brygga.settings import parse
from tests.entities.linking import body

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def records(folder, *articles):
    path = folder / RECORDS
    path.write_bytes(b"".join(to_json(a) + b"\n" for a in articles))
    return path


def article(text, published=None):
    return replace(body(text), published=published)


def test_names_months_counties_and_languages_are_counted(tmp_path):
    found = totals(
        records(
            tmp_path,
            article("[P Ada Ek] och [P Ada Ek] i [R Storuman].", "2024-05-03"),
            article("[P Ada Ek] i [R Västerbotten] och [R Umeå].", "2024-07-01T10:00"),
            article("[O Energimyndigheten] i [R Malmö]."),
        )
    )
    assert (found.records, found.undated) == (3, 1)
    assert found.months == {"2024-05": 1, "2024-07": 1}
    assert found.counties == {"Västerbotten": 2, "Skåne": 1}
    assert found.languages == {"sv": 3}
    assert found.names["PERSON"] == [("Ada Ek", 2)]
    assert found.different["REGION"] == 4


@cache
def done(folder):
    """A run over two articles, one of which is rejected."""
    (folder / "in").mkdir()
    (folder / "in/a.txt").write_text("Rubrik <b>\n\nEn text om Umeå den 3 maj 2024.\n")
    (folder / "in/b&.txt").write_text("")
    settings = parse({"stages": ["dates"], "batch": {"engine": "serial"}}, "t")
    return run(find([str(folder / "in")], folder / "out"), settings, folder / "out")


@pytest.fixture
def out(tmp_path):
    summary: Summary = done(tmp_path)
    write_report(tmp_path / "out", summary.info, summary.rejects)
    return tmp_path / "out"


def test_every_text_is_escaped_and_nothing_is_fetched(out):
    page = (out / FILE).read_text("utf-8")
    assert "b&amp;.txt" in page
    assert not re.search(r"(?:src|href)=|url\(|@import|https?:(?!//www\.w3)", page)
    assert "default-src 'none'" in page or "default-src &#x27;none&#x27;" in page


def test_few_months_are_thin_bars(out):
    page = (out / FILE).read_text("utf-8")
    assert "No record has a date" in page
    widths = re.findall(r'width="([\d.]+)" height', _timeline(replaced(months={"2024-05": 3})))
    assert widths
    assert all(float(width) < 40 for width in widths)


def replaced(**fields):
    nothing = {"languages": {}, "months": {}, "counties": {}, "warnings": {}}
    return Totals(records=3, undated=0, names={}, different={}, **nothing | fields)


def test_totals_are_counted_once_for_each_file(out, monkeypatch):
    summary = msgspec.json.decode((out / "run.json").read_bytes())
    assert summary["written"] == 1
    monkeypatch.setattr("brygga.report.page.totals", lambda _: pytest.fail("counted again"))
    info = msgspec.json.decode((out / "run.json").read_bytes(), type=type(done_info(out)))
    write_report(out, info, [])


def done_info(out):
    return done(out.parent).info


def test_more_rejects_than_are_shown_are_counted(out):
    info = msgspec.structs.replace(done_info(out), rejected=43)
    rejects = [Reject(file=f"{n}.txt", stage="ingest", code="c", reason="r") for n in range(40)]
    write_report(out, info, rejects)
    assert "… and 3 more in rejects.jsonl" in (out / FILE).read_text("utf-8")


@pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("BRYGGA_REQUIRE_CHROMIUM"), reason="no Chromium here"
)
def test_it_renders_in_a_browser_without_an_error(out):
    shot = out / "report.png"
    ended = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--enable-logging=stderr", "--v=0", "--window-size=1200,900",
            f"--screenshot={shot}", (out / FILE).as_uri(),
        ],
        capture_output=True, text=True, timeout=90, check=True,
    )  # fmt: skip
    assert "CONSOLE" not in ended.stderr
    from PIL import Image

    with Image.open(shot) as picture:
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 20
