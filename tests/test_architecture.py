"""Imports run one way: what a module may know of ours is decided by its folder."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline" / "brygga"
SMALL = {"errors", "nearest", "stage"}
MAY_KNOW = {
    "record": set(),
    "errors": set(),
    "nearest": set(),
    "stage": {"record"},
    "ingest": {"record", "dates.calendar", *SMALL},
    "language": {"record", *SMALL},
    "entities": {"hub", "kb", "record", *SMALL},
    "hub": {"batch.output", *SMALL},
    "kb": {"batch.output", "record", *SMALL},
    "dates": {"record", *SMALL},
    "drafts": {
        "batch.output",
        "dates.calendar",
        "dates.grammar",
        "entities.tables",
        "hub",
        "record",
        *SMALL,
    },
    "flow": {"record", *SMALL},
    "settings": {"flow", "ingest", *SMALL},
    "batch": {"flow", "ingest", "record", "settings", *SMALL},
    "evaluate": {"html", "record", *SMALL},
    "html": set(),
    "report": {"batch", "html", "record", *SMALL},
    "doctor": {"flow", "hub", "record", "settings", *SMALL},
    "terminal": {
        "batch",
        "drafts",
        "evaluate",
        "flow",
        "hub",
        "ingest",
        "kb",
        "record",
        "settings",
        *SMALL,
    },
}
HEAVY = ("spacy", "torch", "trafilatura", "langdetect", "py3langid", "lxml", "feedparser", "numpy")
HEAVY += ("transformers", "tokenizers", "huggingface_hub", "onnxruntime")
HEAVY += ("ctranslate2", "sentencepiece", "httpx", "snowballstemmer")


def parts():
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if part in MAY_KNOW:
            yield part, path


def ours(path):
    """The modules of ours that the file imports, as dotted names below ``brygga``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "brygga":
            base = (node.module or "").partition(".")[2]
            for alias in node.names:
                # "from brygga import x" names a module; "from brygga.x import y" need not.
                yield base or (alias.name if not alias.name.startswith("_") else "")


@pytest.mark.parametrize(("part", "path"), [pytest.param(*p, id=str(p[1].name)) for p in parts()])
def test_a_module_knows_only_what_its_folder_may(part, path):
    for name in filter(None, ours(path)):
        allowed = any(f"{name}.".startswith(f"{known}.") for known in {part, *MAY_KNOW[part]})
        assert allowed, f"{path.name} imports brygga.{name}"


def test_every_part_of_the_package_has_a_rule():
    found = {p.relative_to(PACKAGE).with_suffix("").parts[0] for p in PACKAGE.rglob("*.py")}
    assert found - set(MAY_KNOW) == {"__init__", "__main__", "cli"}


def test_importing_any_module_loads_no_heavy_library():
    modules = [
        ".".join(("brygga", *path.relative_to(PACKAGE).with_suffix("").parts))
        for _, path in parts()
    ]
    code = (
        f"import sys, importlib; [importlib.import_module(m) for m in {modules}];"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
