import json
from contextlib import ExitStack

import pytest

from brygga.batch.output import atomic
from brygga.batch.reject import Reject
from brygga.batch.run import RECORDS, REJECTS, RUN, find, isolate, process, read_all, run
from brygga.errors import BryggaError
from brygga.flow import Flow
from brygga.settings import Settings
from tests.support.articles import Shout, make_article

FLOW = Flow([Shout()])


def ignore(outcome):
    pass


def articles(*texts):
    return [make_article(text, id=f"{n}.txt") for n, text in enumerate(texts)]


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_one_bad_article_loses_only_itself():
    outcomes = isolate(articles("a", "b", "BOMB", "d", "e"), FLOW)
    assert [o.title for o in outcomes if not isinstance(o, Reject)] == ["A", "B", "D", "E"]
    (reject,) = [o for o in outcomes if isinstance(o, Reject)]
    assert (reject.file, reject.stage, reject.code) == ("2.txt", "shout", "stage-failed")
    assert "bang" in reject.reason


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_batch_size_changes_neither_content_nor_order(size):
    given = articles("a", "BOMB", "c", "d", "BOMB", "f", "g")
    given.insert(3, Reject(file="x", stage="ingest", code="c", reason="r"))
    expected = list(process(given, FLOW, 1000))
    assert list(process(given, FLOW, size)) == expected
    assert [getattr(o, "id", None) or o.file for o in expected] == [
        "0.txt", "1.txt", "2.txt", "x", "3.txt", "4.txt", "5.txt", "6.txt",
    ]  # fmt: skip


def test_run_writes_records_rejects_and_what_happened(tmp_path):
    seen = []
    info = run(articles("a", "BOMB", "c"), FLOW, Settings(), tmp_path / "out", seen.append)
    out = tmp_path / "out"
    assert [r["title"] for r in lines(out / RECORDS)] == ["A", "C"]
    assert [r["file"] for r in lines(out / REJECTS)] == ["1.txt"]
    assert (info.written, info.rejected, len(seen)) == (2, 1, 3)
    assert json.loads((out / RUN).read_text())["written"] == 2
    assert names(out) == {RECORDS, REJECTS, RUN}


def test_two_runs_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        run(articles("a", "b"), FLOW, Settings(), tmp_path / name, ignore)
    assert (tmp_path / "one" / RECORDS).read_bytes() == (tmp_path / "two" / RECORDS).read_bytes()


def test_an_interrupted_run_leaves_the_earlier_result(tmp_path):
    run(articles("a"), FLOW, Settings(), tmp_path, ignore)
    before = (tmp_path / RECORDS).read_bytes()

    def interrupted():
        yield from articles("b", "c")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupted(), FLOW, Settings(), tmp_path, ignore)
    assert (tmp_path / RECORDS).read_bytes() == before
    assert names(tmp_path) == {RECORDS, REJECTS, RUN}


def test_output_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BryggaError, match="cannot write the results"):
        run(articles("a"), FLOW, Settings(), tmp_path / "file", ignore)


def test_articles_that_claim_one_id_are_both_kept(tmp_path):
    export = tmp_path / "cms.jsonl"
    export.write_text(
        '{"id": "7", "title": "Rubrik", "text": "En text om Umeå."}\n'
        '{"id": "7", "title": "Rubrik", "text": "En annan text om Umeå."}\n',
        "utf-8",
    )
    first, second = read_all(find([str(export)], tmp_path / "out"), Settings())
    assert (first.id, second.id) == ("7", "7~2")
    assert [w.code for w in second.warnings] == ["duplicate-id"]


def test_results_of_an_earlier_run_are_not_read_as_input(tmp_path):
    (tmp_path / "a.txt").write_text("Rubrik\n\nEn text om Umeå.", "utf-8")
    out = tmp_path / "out"
    assert len(find([str(tmp_path)], out)) == 1
    run(articles("a"), FLOW, Settings(), out, ignore)
    assert [found.uri for found in find([str(tmp_path)], out)] == ["a.txt"]


def test_atomic_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "f"
    with atomic(path) as file:
        file.write(b"one")
        assert not path.exists()
    failing = ExitStack()
    failing.enter_context(atomic(path)).write(b"two")
    with pytest.raises(RuntimeError), failing:
        raise RuntimeError
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == {"f"}
