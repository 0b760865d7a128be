"""What the documents promise is what the program does."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import click
import msgspec

from brygga import record
from brygga.cli import commands
from brygga.settings import parse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_command_is_in_the_readme():
    for name in commands.list_commands(click.Context(commands)):
        assert f"brygga {name}" in README, name


def test_every_command_of_the_readme_exists():
    for name in re.findall(r"^ *(?:\$ )?brygga ([a-z-]+)", README, re.MULTILINE):
        assert name in commands.commands


def test_every_option_of_the_commands_is_in_their_help():
    for command in commands.commands.values():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{command.name} {parameter.opts}"


def test_links_to_files_lead_somewhere():
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_two_commands_of_the_readme_are_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text()
    for target in ("run", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_heavy_libraries_are_extras():
    core = " ".join(PROJECT["dependencies"])
    for heavy in ("torch", "transformers", "ray", "pyarrow"):
        assert heavy not in core
    assert any("torch" in need for need in PROJECT["optional-dependencies"]["transformers"])


def test_nothing_in_the_product_or_its_tests_reaches_outside_the_checkout():
    outside = "".join(["sha", "red/"])
    for folder in ("pipeline", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            assert f"../{outside}" not in path.read_text("utf-8"), path
            assert f"/work/{outside}" not in path.read_text("utf-8"), path


def shows(shown, actual):
    """Whether ``shown`` is ``actual`` with parts left out, marked by ``…``."""
    if isinstance(shown, dict):
        return all(k == "…" or shows(v, actual[k]) for k, v in shown.items())
    if isinstance(shown, list):
        cut = shown[-1:] == ["…"]
        head = shown[:-1] if cut else shown
        complete = cut or len(head) == len(actual)
        return complete and all(map(shows, head, actual))
    if isinstance(shown, str) and shown.endswith("…"):
        return actual.startswith(shown[:-1])
    return shown == actual


def test_the_record_in_the_readme_is_a_real_one(tmp_path):
    (block,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    shown = json.loads(block)
    article = ROOT / "corpus" / "articles" / shown["source"]["uri"]
    run = [sys.executable, "-m", "brygga", "run", article, "-o", tmp_path, "-q"]
    subprocess.run(run, check=True)
    actual = json.loads((tmp_path / "records.jsonl").read_text("utf-8"))
    assert shows(shown, actual)
    assert not shows({"title": "another"}, actual)


def test_the_record_page_names_every_field_role_label_and_code():
    page = (ROOT / "docs" / "record.md").read_text("utf-8")
    for field in msgspec.structs.fields(record.Article):
        assert f"`{field.name}`" in page, field.name
    for word in (*get_args(record.Role), *record.LABELS, *get_args(record.MentionMethod)):
        assert word in page, word
    sources = [
        p.read_text("utf-8") for p in (ROOT / "pipeline" / "brygga" / "ingest").rglob("*.py")
    ]
    sources += [p.read_text("utf-8") for p in (ROOT / "pipeline/brygga/language").glob("*.py")]
    sources += [p.read_text("utf-8") for p in (ROOT / "pipeline/brygga/batch").glob("re*.py")]
    codes = {code for text in sources for code in re.findall(r'code="([a-z-]+)"', text)}
    assert len(codes) > 30
    assert not {code for code in codes if f"| `{code}` |" not in page}


def test_the_settings_in_the_readme_are_valid():
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    settings = parse(tomllib.loads(block), "README.md")
    assert settings.ingest.columns["text"] == "brodtext"
    assert set(settings.stage) == {"language", "draft"}
