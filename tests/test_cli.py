"""The commands as a user runs them: in a process of their own."""

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

BRYGGA = Path(sys.executable).with_name("brygga")
COMMANDS = ("run", "show", "schema", "evaluate", "doctor", "version")

ITEM = """Osiris visar vägen i Bryssel

Region Västerbotten deltog i European Week of Regions and Cities i Bryssel den 11 oktober.

– Vi lär av varandra, säger Thomas Mörtsell, vice ordförande i Region Västerbotten.

/Niklas Berg

24 Okt 2018 Innovationspolitik
"""


def brygga(*args, cwd=None, stdin=None):
    return subprocess.run(
        [BRYGGA, *map(str, args)], capture_output=True, text=True, cwd=cwd, input=stdin,
        timeout=120, check=False,
    )  # fmt: skip


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A run over one good file, one bad one, and its result."""
    folder = tmp_path_factory.mktemp("cli")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "osiris.txt").write_text(ITEM, "utf-8")
    (inbox / "broken.docx").write_bytes(b"PK\x03\x04 not really")
    return folder, brygga("run", "inbox", "-o", "out", cwd=folder)


def test_help_answers_at_once():
    best = min(_timed("--help") for _ in range(3))
    assert best < 0.5


def _timed(*args):
    start = time.perf_counter()
    assert brygga(*args).returncode == 0
    return time.perf_counter() - start


def test_help_names_every_command_and_each_has_an_example():
    text = brygga("--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", text, re.MULTILINE), command
        assert f"  brygga {command}" in brygga(command, "--help").stdout


def test_run_writes_the_good_and_lists_the_bad(done):
    folder, result = done
    assert result.returncode == 1
    (article,) = lines(folder / "out" / "records.jsonl")
    assert article["title"] == "Osiris visar vägen i Bryssel"
    assert article["byline"] == ["Niklas Berg"]
    assert article["published"] == "2018-10-24"
    assert article["language"]["code"] == "sv"
    assert "Bryssel" in article["regions"]
    assert {"text": "den 11 oktober", "value": "2018-10-11"}.items() <= article["dates"][0].items()
    (reject,) = lines(folder / "out" / "rejects.jsonl")
    assert reject["file"] == "broken.docx"
    assert reject["stage"] == "ingest"
    assert reject["reason"]
    assert "brygga: broken.docx: " in result.stderr


def test_run_prints_a_table_that_a_person_reads(done):
    _, result = done
    assert "Osiris visar vägen" in result.stdout
    assert "2018-10-24" in result.stdout
    assert "Bryssel" in result.stdout
    assert "out/records.jsonl" in result.stdout
    assert "\x1b[" not in result.stdout
    assert "articles/s" not in result.stderr


def test_all_good_is_status_0_and_quiet_prints_nothing(done):
    folder, _ = done
    result = brygga("run", "inbox/osiris.txt", "-o", "quiet", "-q", cwd=folder)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_nothing_to_do_is_status_2(done):
    folder, _ = done
    result = brygga("run", "inbox/broken.docx", "-o", "none", cwd=folder)
    assert result.returncode == 2
    result = brygga("run", "gone", "-o", "none", cwd=folder)
    assert result.returncode == 2
    assert result.stderr.startswith("brygga: gone: ")
    (folder / "empty").mkdir(exist_ok=True)
    result = brygga("run", "empty", "-o", "none", cwd=folder)
    assert result.returncode == 2
    assert "brygga: empty: no files in this folder" in result.stderr


def test_a_mistyped_path_does_not_empty_earlier_results(done):
    folder, _ = done
    before = (folder / "out" / "records.jsonl").read_bytes()
    assert brygga("run", "inbux", "-o", "out", cwd=folder).returncode == 2
    assert (folder / "out" / "records.jsonl").read_bytes() == before


def test_standard_input_gives_the_same_article(done):
    folder, _ = done
    result = brygga("run", "-", "-o", "stdin", "-q", cwd=folder, stdin=ITEM)
    assert result.returncode == 0
    (piped,) = lines(folder / "stdin" / "records.jsonl")
    (filed,) = lines(folder / "out" / "records.jsonl")
    assert piped["blocks"] == filed["blocks"]
    assert piped["mentions"] == filed["mentions"]


def test_globs_folders_and_archives_are_opened(tmp_path):
    (tmp_path / "a.txt").write_text(ITEM, "utf-8")
    (tmp_path / "b.md").write_text("# Rubrik\n\nUmeå växer. Umeå växer till sig.\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("inner.txt", ITEM)
    result = brygga("run", "*.txt", "b.md", "c.zip", "-o", "out", "-q", cwd=tmp_path)
    assert result.returncode == 0
    uris = [a["source"]["uri"] for a in lines(tmp_path / "out" / "records.jsonl")]
    assert uris == ["a.txt", "b.md", "c.zip!/inner.txt"]


def test_same_input_gives_the_same_bytes(done):
    folder, _ = done
    brygga("run", "inbox", "-o", "again", "-q", cwd=folder)
    for name in ("records.jsonl", "rejects.jsonl"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()


def test_show_prints_one_article(done):
    folder, _ = done
    result = brygga("show", "out", "osiris.txt", cwd=folder)
    assert result.returncode == 0
    assert "Thomas Mörtsell" in result.stdout
    assert "2018-10-24" in result.stdout
    assert brygga("show", "out", "osi", cwd=folder).stdout == result.stdout


def test_show_colours_mentions_when_asked_to(done):
    folder, _ = done
    env = os.environ | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    out = subprocess.run(
        [BRYGGA, "show", "out", "osiris"], capture_output=True, text=True, cwd=folder, env=env,
        check=True,
    ).stdout  # fmt: skip
    assert re.search(r"\x1b\[1;32mBryssel", out)


def test_show_of_an_unknown_article_names_the_nearest(done):
    folder, _ = done
    result = brygga("show", "out", "osiirs.txt", cwd=folder)
    assert result.returncode == 2
    assert "did you mean 'osiris.txt'?" in result.stderr
    assert "no records here" in brygga("show", "inbox", "x", cwd=folder).stderr


def test_schema_is_the_one_that_records_satisfy(done):
    import jsonschema

    folder, _ = done
    validator = jsonschema.Draft202012Validator(json.loads(brygga("schema").stdout))
    (article,) = lines(folder / "out" / "records.jsonl")
    assert not [error.message for error in validator.iter_errors(article)]


def test_evaluate_scores_and_holds_a_floor(done):
    folder, _ = done
    text = "Åsa Ek reste från Umeå till Bryssel."
    spans = [(0, 6, "PERSON"), (18, 22, "REGION"), (28, 35, "REGION")]
    entities = [{"start": s, "end": e, "label": label} for s, e, label in spans]
    (folder / "gold.jsonl").write_text(json.dumps({"id": "x", "text": text, "entities": entities}))
    result = brygga("evaluate", "gold.jsonl", cwd=folder)
    assert result.returncode == 0
    assert re.search(r"REGION\s+2\s+2\s+1\.0000", result.stdout)
    assert brygga("evaluate", "gold.jsonl", "--floor", "1.01", cwd=folder).returncode == 1
    stored = brygga("evaluate", "gold.jsonl", "--records", "out", cwd=folder)
    assert "no record for 1 texts: x" in stored.stderr
    assert re.search(r"all\s+3\s+0\s+0\.0000", stored.stdout)


def test_doctor_finds_everything_in_order():
    result = brygga("doctor")
    assert result.returncode == 0, result.stdout
    for name in ("python", "spacy", "langdetect", "stage language", "stage tag", "stage dates"):
        assert re.search(rf"^ok +{name} ", result.stdout, re.MULTILINE), name


def test_version_names_program_record_and_model():
    out = brygga("version").stdout
    assert re.search(r"^brygga \d", out, re.MULTILINE)
    assert "record brygga.article/1" in out
    assert re.search(r"^model sv_press-\d", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["run", "x"], "brygga: Missing option '-o' / '--out'."),
        (["run", "x", "-o", "y", "--sped"], "brygga: No such option"),
        (["rnu"], "brygga: No such command 'rnu'"),
    ],
)
def test_usage_errors_say_what_to_read(args, message):
    result = brygga(*args)
    assert result.returncode == 2
    assert message in result.stderr
    assert "→ see brygga" in result.stderr


def test_a_wrong_settings_file_stops_before_anything_is_written(done):
    folder, _ = done
    (folder / "bad.toml").write_text("[langauge]\n")
    result = brygga("run", "inbox", "-o", "unmade", "--settings", "bad.toml", cwd=folder)
    assert result.returncode == 2
    assert result.stderr.startswith("brygga: bad.toml: there is no setting 'langauge'")
    assert "did you mean 'language'?" in result.stderr
    assert not (folder / "unmade").exists()


def test_interrupt_leaves_earlier_results_and_says_so(done):
    import signal

    folder, _ = done
    before = (folder / "out" / "records.jsonl").read_bytes()
    process = subprocess.Popen(
        [BRYGGA, "run", "-", "-o", "out"], cwd=folder, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted; earlier results are intact" in errors
    assert (folder / "out" / "records.jsonl").read_bytes() == before
