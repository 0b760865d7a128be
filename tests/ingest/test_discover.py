"""From paths to files: all of them, once, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brygga.errors import ReadError
from brygga.ingest import Input, discover


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Hej")


def uris(*paths: Path | str) -> list[str]:
    found = list(discover([str(path) for path in paths]))
    assert all(isinstance(item, Input) for item in found), found
    return [item.uri for item in found if isinstance(item, Input)]


def test_folder_is_read_recursively_in_order_of_names(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/2.txt", "a/1.txt", "c/d/e.txt", "Ö.txt")
    assert uris(tmp_path) == ["a/1.txt", "a/2.txt", "b.txt", "c/d/e.txt", "Ö.txt"]


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    tree(tmp_path, ".dold", ".git/config", "a/.DS_Store", "a/b.txt")
    assert uris(tmp_path) == ["a/b.txt"]


def test_file_has_its_name_as_uri(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.txt")
    (found,) = discover([str(tmp_path / "a" / "b.txt")])
    assert found == Input(path=tmp_path / "a" / "b.txt", root=tmp_path / "a", uri="b.txt")


def test_arguments_keep_their_order_and_nothing_comes_twice(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt")
    assert uris(tmp_path / "b.txt", tmp_path, tmp_path / "b.txt") == ["b.txt", "a.txt"]


def test_uri_is_the_same_whatever_else_is_read(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.txt", "b/x.txt", "b/c/x.txt")
    assert uris(tmp_path / "b") == ["c/x.txt", "x.txt"]
    assert uris(tmp_path / "a", tmp_path / "b") == ["x.txt", "c/x.txt", "x.txt"]
    assert uris(tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt") == ["x.txt", "x.txt"]


def test_glob_is_expanded_relative_to_its_fixed_part(tmp_path: Path) -> None:
    tree(tmp_path, "in/2.txt", "in/1.txt", "in/3.md", "in/.dold.txt", "in/x/4.txt")
    assert uris(tmp_path / "in" / "*.txt") == ["1.txt", "2.txt"]
    assert uris(tmp_path / "in" / "**" / "*.txt") == ["1.txt", "2.txt", "x/4.txt"]


def test_glob_without_a_match_is_an_error() -> None:
    (error,) = discover(["finns-inte/*.txt"])
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("no-such-file", "finns-inte/*.txt")
    assert "check the pattern" in (error.remedy or "")


def test_name_with_a_bracket_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    tree(tmp_path, "a[1].txt")
    assert uris(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_missing_file_is_an_error() -> None:
    (error,) = discover(["finns-inte.txt"])
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("no-such-file", "finns-inte.txt")
    assert "check the path" in (error.remedy or "")


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    (error,) = discover([str(tmp_path)])
    assert isinstance(error, ReadError)
    assert error.code == "empty-folder"


def test_dash_is_standard_input_once() -> None:
    assert list(discover(["-", "-"])) == [Input(path=None, root=None, uri="stdin")]


def test_loop_of_links_is_survived_and_nothing_is_lost(tmp_path: Path) -> None:
    tree(tmp_path, "a/b/1.txt", "c.txt")
    (tmp_path / "a" / "b" / "upp").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "själv").symlink_to(tmp_path / "a", target_is_directory=True)
    assert uris(tmp_path) == ["a/b/1.txt", "c.txt"]


def test_linked_folder_elsewhere_is_read(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "annat/b.txt")
    (tmp_path / "in" / "länk").symlink_to(tmp_path / "annat", target_is_directory=True)
    assert uris(tmp_path / "in") == ["a.txt", "länk/b.txt"]


def test_link_comes_after_what_it_leads_to(tmp_path: Path) -> None:
    tree(tmp_path, "z/1.txt")
    (tmp_path / "a").symlink_to(tmp_path / "z", target_is_directory=True)
    (tmp_path / "b.txt").symlink_to(tmp_path / "z" / "1.txt")
    assert uris(tmp_path) == ["z/1.txt"]


def test_links_that_lead_nowhere_or_in_a_circle_are_errors(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / "borta.txt").symlink_to(tmp_path / "finns-inte")
    (tmp_path / "x").symlink_to(tmp_path / "y")
    (tmp_path / "y").symlink_to(tmp_path / "x")
    found = list(discover([str(tmp_path)]))
    assert [item.code for item in found if isinstance(item, ReadError)] == [
        "dangling-link",
        "unreadable",
        "unreadable",
    ]
    assert [item.uri for item in found if isinstance(item, Input)] == ["a.txt"]


def test_pipe_is_an_error_and_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    (error,) = discover([str(tmp_path)])
    assert isinstance(error, ReadError)
    assert error.code == "not-a-file"


def test_folder_without_permission_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "a.txt", "låst/b.txt")
    (tmp_path / "låst").chmod(0)
    if os.geteuid() == 0:  # root reads everything, so let the system refuse
        real = os.scandir

        def scandir(path: Path) -> object:
            if Path(path).name == "låst":
                raise PermissionError(13, "Permission denied")
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
    try:
        first, error = discover([str(tmp_path)])
    finally:
        (tmp_path / "låst").chmod(0o700)
    assert isinstance(first, Input)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == ("unreadable", "låst")


def test_name_in_an_old_encoding_becomes_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + "/färja.txt".encode("cp1252")
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    assert uris(tmp_path) == ["färja.txt"]


def test_deep_folders_are_read(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 900)
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for part in deep.split("/"):
            os.mkdir(part, dir_fd=here)
            inner = os.open(part, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(os.open("x.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    finally:
        os.close(here)
    assert uris(tmp_path) == [f"{deep}/x.txt"]
