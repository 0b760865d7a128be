"""Articles that say almost the same are marked, and nothing is dropped."""

from __future__ import annotations

import json
import random

import pytest

from brygga.batch.run import RECORDS
from brygga.batch.twins import bands, signature, similarity
from tests.support.articles import make_article

from .plugin import poison
from .test_run import go, lines, settings

__all__ = ["poison"]
WORDS = [f"ord{n}" for n in range(4000)]


def text(seed, words=150):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words)) + "."


def edited(said, share, seed=0):
    """The text with a share of its words replaced, spread evenly."""
    words = said.split()
    for n in range(0, len(words), round(1 / share)):
        words[n] = f"annat{seed}{n}"
    return " ".join(words)


def signed(said):
    return signature(make_article(said))


def test_similarity_is_that_of_the_runs_of_words():
    said = text(1, 600)
    assert similarity(signed(said), signed(said)) == 1
    assert similarity(signed(said), signed(text(2, 600))) < 0.05
    for share in (0.01, 0.02, 0.05):
        words, others = said.split(), edited(said, share).split()
        one, other = ({tuple(w[n : n + 3]) for n in range(len(w) - 2)} for w in (words, others))
        true = len(one & other) / len(one | other)
        assert similarity(signed(said), signed(edited(said, share))) == pytest.approx(
            true, abs=0.12
        )


def test_title_date_and_furniture_do_not_count():
    said = text(1)
    one = make_article(("title", "Ett"), said)
    other = make_article(("title", "Annat"), ("dateline", "3 maj 2024"), said, ("link", "Läs mer"))
    assert similarity(signature(one), signature(other)) == 1


def test_a_short_text_has_no_signature():
    assert signed("Det blir möte i Umeå på onsdag.") is None


def test_similar_texts_share_a_band():
    shared = 0
    for seed in range(200):
        said = text(seed, 300)
        shared += not set(bands(signed(said))).isdisjoint(bands(signed(edited(said, 0.03))))
    assert shared >= 198


def put(folder, **articles):
    folder.mkdir(exist_ok=True)
    for name, (title, said) in articles.items():
        (folder / f"{name}.txt").write_text(f"{title}\n\n{said}\n", "utf-8")
    return folder


def marked(out):
    return {
        r["id"]: [w["message"] for w in r["warnings"] if w["code"] == "duplicate-of"]
        for r in lines(out / RECORDS)
    }


def test_the_later_of_two_is_marked_with_the_earlier(poison, tmp_path):
    said = text(1)
    folder = put(
        tmp_path / "inbox",
        a=("Ett", said),
        b=("Två", text(2)),
        c=("Annan rubrik", said),
        d=("Fyra", edited(said, 0.02)),
    )
    out = tmp_path / "out"
    summary = go(folder, out)
    found = marked(out)
    assert (found["a.txt"], found["b.txt"]) == ([], [])
    assert found["c.txt"] == ["says almost what a.txt says (similarity 1.00)"]
    assert found["d.txt"][0].startswith("says almost what a.txt says (similarity 0.")
    assert summary.info.duplicates == 2
    before = (out / RECORDS).read_bytes()
    assert go(folder, out).info.duplicates == 2
    assert (out / RECORDS).read_bytes() == before
    go(folder, tmp_path / "pool", settings("pool"))
    assert (tmp_path / "pool" / RECORDS).read_bytes() == before


def test_a_mark_goes_when_the_earlier_one_changes(poison, tmp_path):
    said = text(1)
    folder = put(tmp_path / "inbox", a=("Ett", said), b=("Två", said))
    out = tmp_path / "out"
    go(folder, out)
    assert marked(out)["b.txt"]
    put(folder, a=("Ett", text(9)))
    go(folder, out)
    assert marked(out) == {"a.txt": [], "b.txt": []}


def test_an_item_that_has_moved_is_marked_in_its_old_place(poison, tmp_path):
    folder = put(tmp_path / "inbox", a=("Ett", text(1)))
    out = tmp_path / "out"
    go(folder, out)
    (folder / "a.txt").rename(folder / "b.txt")
    go(folder, out)
    assert marked(out) == {"b.txt": [], "a.txt": ["says almost what b.txt says (similarity 1.00)"]}


def test_other_settings_mark_others_or_none(poison, tmp_path):
    said = text(1)
    folder = put(tmp_path / "inbox", a=("Ett", said), b=("Två", edited(said, 0.05)))
    out = tmp_path / "out"
    assert go(folder, out).info.duplicates == 0
    assert go(folder, out, settings(similar=0.6)).info.duplicates == 1
    assert json.loads((out / "run.json").read_text())["duplicates"] == 1
    assert go(folder, out, settings(similar=0)).info.duplicates == 0
    assert marked(out)["b.txt"] == []
