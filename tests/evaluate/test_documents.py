"""docs/evaluation.md and the link gold say what the program reads."""

import re
import shlex
from pathlib import Path

import click
import msgspec
import pytest

from brygga.cli import commands
from brygga.evaluate import Gold
from brygga.evaluate.links import LinkGold, load_links

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
COMMANDS = re.findall(r"^brygga evaluate ([^#\n]+)", PAGE, re.MULTILINE)


def test_the_examples_are_read_as_they_stand():
    text, link = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
    marked = msgspec.json.decode(text, type=Gold)
    name = msgspec.json.decode(link, type=LinkGold)
    assert marked.text[marked.entities[0].start : marked.entities[0].end] == "Åsa Ek"
    assert marked.text[name.start : name.end] == name.name


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_line_of_the_page_is_one(line):
    command = commands.commands["evaluate"]
    context = command.make_context("evaluate", shlex.split(line))
    assert context.params["gold"] == Path("gold.jsonl")


def test_every_option_is_on_the_page():
    for parameter in commands.commands["evaluate"].params:
        if isinstance(parameter, click.Option) and parameter.name != "settings_path":
            assert parameter.opts[0] in PAGE


def test_the_link_gold_names_each_thing_of_a_text_once():
    links = load_links(ROOT / "corpus" / "gold-links" / "dev.jsonl")
    seen = {(link.id, link.label, link.name) for link in links}
    assert len(seen) == len(links) == 844
    for link in links:
        assert link.start < link.end
        assert (link.kind == "outside") == (link.expected is None), link
