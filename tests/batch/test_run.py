"""Runs on a directory: what is new is done, what fails loses only itself, nothing is lost."""

import json
import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from brygga.batch.arguments import STATE
from brygga.batch.direct import find
from brygga.batch.run import RECORDS, REJECTS, RUN, run
from brygga.errors import BryggaError
from brygga.settings import parse

from .plugin import poison

__all__ = ["poison"]
ENGINES = ("serial", "pool")


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()

    def put(**files):
        for name, text in files.items():
            path = folder / f"{name}.txt"
            if text is None:
                path.unlink()
            else:
                path.write_text(f"{text}\n\nEn text om {name}.\n", "utf-8")
        return folder

    return put


def settings(engine="serial", stage=None, **batch):
    table = {"stages": ["poison"], "batch": {"engine": engine, "jobs": 2, **batch}}
    return parse(table | {"poison": stage or {}}, "brygga.toml")


def go(folder, out, given=None, **options):
    return run(find([str(folder)], out), given or settings(), out, **options)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def counted(summary):
    found = {n: getattr(summary.info.counts, n) for n in summary.info.counts.__struct_fields__}
    return {name: n for name, n in found.items() if n}


def done(log):
    """The ids that the stage has seen since the log was read last."""
    if not log.exists():
        return []
    seen = log.read_text().split()
    log.unlink()
    return seen


@pytest.mark.parametrize("engine", ENGINES)
def test_only_what_is_new_or_changed_is_done(poison, inbox, tmp_path, engine):
    log, out = tmp_path / "log", tmp_path / "out"
    given = settings(engine, {"log": str(log)})
    folder = inbox(a="Ett", b="Två")
    assert counted(go(folder, out, given)) == {"new": 2}
    assert sorted(done(log)) == ["a.txt", "b.txt"]
    before = (out / RECORDS).stat()
    assert counted(go(folder, out, given)) == {"unchanged": 2}
    assert (done(log), (out / RECORDS).stat().st_mtime_ns) == ([], before.st_mtime_ns)
    inbox(b="Annat", c="Tre")
    assert counted(go(folder, out, given)) == {"new": 1, "changed": 1, "unchanged": 1}
    assert sorted(done(log)) == ["b.txt", "c.txt"]
    records = lines(out / RECORDS)
    assert [r["id"] for r in records] == ["a.txt", "b.txt", "c.txt"]
    assert records[1]["title"] == "Annat"


def test_an_edited_article_keeps_its_id_and_gets_a_new_hash(poison, inbox, tmp_path):
    folder, out = inbox(a="Ett"), tmp_path / "out"
    go(folder, out)
    (before,) = lines(out / RECORDS)
    inbox(a="Annat")
    go(folder, out)
    (after,) = lines(out / RECORDS)
    assert after["id"] == before["id"]
    assert after["content_hash"] != before["content_hash"]


def test_other_settings_do_everything_again(poison, inbox, tmp_path):
    folder, out = inbox(a="Ett", b="Två"), tmp_path / "out"
    go(folder, out)
    assert counted(go(folder, out, settings(stage={"shout": True}))) == {"again": 2}
    assert lines(out / RECORDS)[0]["lead"].startswith("ETT")


def test_force_does_everything_again(poison, inbox, tmp_path):
    log, out = tmp_path / "log", tmp_path / "out"
    given = settings(stage={"log": str(log)})
    folder = inbox(a="Ett", b="Två")
    go(folder, out, given)
    done(log)
    assert counted(go(folder, out, given, force=True)) == {"unchanged": 2}
    assert sorted(done(log)) == ["a.txt", "b.txt"]


def test_a_record_outlives_its_input_until_it_is_pruned(poison, inbox, tmp_path):
    folder, out = inbox(a="Ett", b="Två", c="Tre"), tmp_path / "out"
    go(folder, out)
    inbox(b=None)
    assert counted(go(folder, out)) == {"unchanged": 2, "removed": 1}
    assert [r["id"] for r in lines(out / RECORDS)] == ["a.txt", "c.txt", "b.txt"]
    assert counted(go(folder, out)) == {"unchanged": 2, "removed": 1}
    summary = go(folder, out, prune=True)
    assert (counted(summary), summary.info.pruned) == ({"unchanged": 2}, 1)
    assert [r["id"] for r in lines(out / RECORDS)] == ["a.txt", "c.txt"]
    inbox(b="Två")
    assert counted(go(folder, out)) == {"new": 1, "unchanged": 2}
    assert [r["id"] for r in lines(out / RECORDS)] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize("engine", ENGINES)
def test_one_bad_article_loses_only_itself(poison, inbox, tmp_path, engine):
    out = tmp_path / "out"
    folder = inbox(a="Ett", b="BOMB", c="Tre", d="Fyra", e="BOMB")
    (folder / "tom.txt").write_text("")
    summary = go(folder, out, settings(engine))
    assert counted(summary) == {"new": 3, "rejected": 3}
    assert [r["id"] for r in lines(out / RECORDS)] == ["a.txt", "c.txt", "d.txt"]
    rejects = lines(out / REJECTS)
    assert [r["file"] for r in rejects] == ["b.txt", "e.txt", "tom.txt"]
    assert (rejects[0]["stage"], rejects[0]["code"]) == ("poison", "stage-failed")
    assert "bang" in rejects[0]["reason"]
    assert [r.file for r in summary.rejects] == [r["file"] for r in rejects]
    assert counted(go(folder, out, settings(engine))) == {"unchanged": 3, "rejected": 3}
    assert json.loads((out / RUN).read_text())["rejected"] == 3


@pytest.mark.parametrize(
    ("fault", "code", "reason"),
    [
        ("KILL", "worker-died", "SIGKILL"),
        ("SEGFAULT", "worker-died", "SIGSEGV"),
        ("HANG", "timeout", "took over 1 s"),
    ],
)
def test_a_worker_that_dies_or_hangs_loses_only_the_article_at_fault(
    poison, inbox, tmp_path, fault, code, reason
):
    out = tmp_path / "out"
    names = "abcdefgh"
    folder = inbox(**{name: fault if name == "f" else "Bra" for name in names})
    summary = go(folder, out, settings("pool", timeout=1.0))
    assert counted(summary) == {"new": 7, "rejected": 1}
    assert [r["id"] for r in lines(out / RECORDS)] == [f"{n}.txt" for n in names if n != "f"]
    (reject,) = lines(out / REJECTS)
    assert (reject["file"], reject["code"]) == ("f.txt", code)
    assert reason in reject["reason"]


def test_batches_engines_and_resuming_give_the_same_bytes(poison, inbox, tmp_path):
    folder = inbox(a="Ett", b="BOMB", c="Tre", d="Fyra " * 40, e="BOMB", f="Sex")
    export = [{"id": str(n % 2), "title": "R", "text": f"Text {n} om Umeå."} for n in range(5)]
    (folder / "cms.jsonl").write_text("".join(json.dumps(one) + "\n" for one in export))
    go(folder, tmp_path / "whole")
    expected = [(tmp_path / "whole" / name).read_bytes() for name in (RECORDS, REJECTS)]
    assert len(lines(tmp_path / "whole" / RECORDS)) == 9
    for n, batch in enumerate(({"size": 1}, {"size": 2, "shard": 1}, {"engine": "pool"})):
        out = tmp_path / f"out{n}"
        go(folder, out, settings(**batch))
        assert [(out / name).read_bytes() for name in (RECORDS, REJECTS)] == expected


def test_articles_that_claim_one_id_are_both_kept(poison, tmp_path):
    export = tmp_path / "cms.jsonl"
    export.write_text(
        '{"id": "7", "title": "Rubrik", "text": "En text om Umeå."}\n'
        '{"id": "7", "title": "Rubrik", "text": "En annan text om Umeå."}\n'
        '{"id": "7~2", "title": "Rubrik", "text": "En tredje text om Umeå."}\n',
        "utf-8",
    )
    out = tmp_path / "out"
    go(export, out)
    records = lines(out / RECORDS)
    assert [r["id"] for r in records] == ["7", "7~3", "7~2"]
    assert [[w["code"] for w in r["warnings"]] for r in records] == [[], ["duplicate-id"], []]
    assert counted(go(export, out)) == {"unchanged": 3}


def test_inputs_that_cannot_be_read_empty_nothing(poison, inbox, tmp_path):
    folder, out = inbox(a="Ett"), tmp_path / "out"
    go(folder, out)
    summary = go(tmp_path / "inbx", out)
    assert summary.info is None
    assert [r.code for r in summary.rejects] == ["no-such-file"]
    assert len(lines(out / RECORDS)) == 1


def test_results_of_an_earlier_run_are_not_read_as_input(poison, inbox, tmp_path):
    folder = inbox(a="Ett")
    out = folder / "out"
    go(folder, out)
    assert counted(go(folder, out)) == {"unchanged": 1}


def test_records_that_were_deleted_are_put_together_again(poison, inbox, tmp_path):
    log, out = tmp_path / "log", tmp_path / "out"
    given = settings(stage={"log": str(log)})
    folder = inbox(a="Ett")
    go(folder, out, given)
    before, _ = (out / RECORDS).read_bytes(), done(log)
    for change in (lambda p: p.unlink(), lambda p: p.write_text("tampered")):
        change(out / RECORDS)
        go(folder, out, given)
        assert ((out / RECORDS).read_bytes(), done(log)) == (before, [])


def test_parts_that_were_deleted_are_done_again(poison, inbox, tmp_path):
    log, out = tmp_path / "log", tmp_path / "out"
    given = settings(stage={"log": str(log)})
    folder = inbox(a="Ett", b="Två")
    go(folder, out, given)
    before, _ = (out / RECORDS).read_bytes(), done(log)
    for part in (out / STATE / "parts").iterdir():
        part.unlink()
    go(folder, out, given)
    assert sorted(done(log)) == ["a.txt", "b.txt"]
    assert (out / RECORDS).read_bytes() == before


def test_an_input_that_cannot_be_read_for_a_while_keeps_its_record(poison, inbox, tmp_path):
    folder, out = inbox(a="Ett", b="Två"), tmp_path / "out"
    go(folder, out)
    (folder / "b.txt").write_text("")
    assert counted(go(folder, out)) == {"unchanged": 1, "removed": 1, "rejected": 1}
    assert [r["id"] for r in lines(out / RECORDS)] == ["a.txt", "b.txt"]
    inbox(b="Två")
    assert counted(go(folder, out)) == {"unchanged": 2}


def test_output_that_cannot_be_written_is_named(poison, inbox, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BryggaError, match="cannot write the results"):
        go(inbox(a="Ett"), tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_output_is_named(poison, inbox, tmp_path):
    out = tmp_path / "out"
    go(inbox(a="Ett"), out)
    out.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(BryggaError, match="cannot write the results"):
        go(inbox(b="Två"), out)


def test_a_ledger_of_another_version_is_named(poison, inbox, tmp_path):
    out = tmp_path / "out"
    go(inbox(a="Ett"), out)
    with sqlite3.connect(out / STATE / "ledger.sqlite") as db:
        db.execute("UPDATE meta SET value = '0' WHERE name = 'version'")
    with pytest.raises(BryggaError, match="another version"):
        go(inbox(a="Ett"), out)


def test_nothing_is_left_of_what_is_not_needed(poison, inbox, tmp_path):
    out = tmp_path / "out"
    go(inbox(a="Ett", b="Två"), out)
    go(inbox(a="Annat", b="Annat"), out)
    assert len(list((out / STATE / "parts").iterdir())) == 1
    assert not list((out / STATE).glob("work/*/*"))


def command(folder, *args):
    code = "from brygga.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_status_and_retry_from_another_terminal(poison, inbox, tmp_path):
    folder = inbox(a="Ett", b="HANG", c="Tre")
    (tmp_path / "brygga.toml").write_text('stages = ["poison"]\n[batch]\njobs = 1\n')
    assert command(tmp_path, "status", "out").returncode == 2
    ran = command(tmp_path, "run", folder, "-o", "out", "--timeout", "0.5")
    assert ran.returncode == 1
    assert "2 new, 1 rejected" in ran.stdout
    assert "b.txt: took over 0.5 s\n        → brygga retry" in ran.stderr
    told = command(tmp_path, "status", "out")
    assert told.returncode == 0
    assert "complete" in told.stdout
    assert "\n1 rejected\n" in told.stdout
    again = command(tmp_path, "retry", "out", "--timeout", "0.4")
    assert again.returncode == 1
    assert "2 unchanged, 1 rejected" in again.stdout
    assert "took over 0.4 s" in again.stderr
    inbox(b="Två")
    assert "1 new, 2 unchanged" in command(tmp_path, "retry", "out").stdout
    assert command(tmp_path, "retry", "elsewhere").returncode == 2


def test_a_full_disk_is_named_and_costs_nothing(poison, inbox, tmp_path):
    """A limit on the size of files makes writing fail as a full disk does."""
    out = tmp_path / "out"
    go(inbox(a="Ett"), out)
    before = (out / RECORDS).read_bytes()
    inbox(b="Lång " * 50_000)
    (tmp_path / "brygga.toml").write_text('stages = ["poison"]\n')
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    for engine in ENGINES:
        code = f"{limit}; from brygga.cli import main; main()"
        ended = subprocess.run(
            [sys.executable, "-c", code, "run", "inbox", "-o", "out", "--engine", engine],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert ended.returncode == 2
        assert "cannot write the results (File too large)" in ended.stderr
        assert "earlier results are intact" in ended.stderr
        assert "Traceback" not in ended.stderr
        assert (out / RECORDS).read_bytes() == before
    assert counted(go(tmp_path / "inbox", out)) == {"new": 1, "unchanged": 1}
