"""Whatever happens to a file on its way, reading it ends in valid articles and clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.record import Article, check
from tests.ingest.files import read_bytes, zip_file

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
SAMPLES = {path.suffix: path for path in sorted(CORPUS.iterdir())}
INSERTED = (b"<", b'"', b"\0", b"\xff", b"</div>", b"<table><tr>", b"&x;", b"{", b";", b"\r", b"\n")

places = st.floats(0, 1, exclude_max=True)
edits = st.lists(st.tuples(places, st.sampled_from(INSERTED) | st.integers(1, 60)), max_size=8)


def damaged(data: bytes, changes: list[tuple[float, bytes | int]]) -> bytes:
    """``data`` with bytes put in, or a number of bytes cut out, at relative places."""
    for place, change in changes:
        at = int(place * len(data))
        end = at + (change if isinstance(change, int) else 0)
        data = data[:at] + (change if isinstance(change, bytes) else b"") + data[end:]
    return data


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(changes=edits)
def test_damage_gives_valid_articles_or_errors_that_name_the_file(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, changes: list[tuple[float, bytes | int]]
) -> None:
    name = f"skadad{suffix}"
    data = damaged(SAMPLES[suffix].read_bytes(), changes)
    found = read_bytes(tmp_path_factory.mktemp("skadat"), name, data)
    assert found
    for item in found:
        if isinstance(item, Article):
            check(item)
            assert item.source.uri.startswith(name)
        else:
            assert (item.where or "").startswith(name)
            assert "could not be read (" not in item.message, "a library's error reached the user"


@settings(max_examples=25, deadline=None, derandomize=True)
@given(changes=edits)
def test_damage_to_one_member_of_a_zip_leaves_the_others(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, bytes | int]]
) -> None:
    whole = SAMPLES[".txt"].read_bytes()
    data = zip_file({"a.pdf": damaged(SAMPLES[".pdf"].read_bytes(), changes), "b.txt": whole})
    *_, last = read_bytes(tmp_path_factory.mktemp("skadat"), "m.zip", data)
    assert isinstance(last, Article)
    assert last.source.uri == "m.zip!/b.txt"
