"""The wheel alone is enough: models included, nothing of the checkout needed."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("brygga-*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """An environment with the wheel installed; its dependencies are lent by this one, so that the
    test needs no network. (``.ci/run`` installs it with dependencies of its own.)"""
    folder = tmp_path_factory.mktemp("away") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    target = folder / "bin" / "python"
    site = subprocess.run(
        [target, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--target", site, wheel], check=True,
    )  # fmt: skip
    # A path named in a .pth file is searched, but its own .pth files are not read: the editable
    # install of the checkout stays out.
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return target


def test_wheel_holds_the_model_and_the_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("brygga/_models/") and name.endswith("/ner/model") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not [name for name in names if name.endswith((".pkl", ".pickle"))]


def test_run_works_away_from_the_checkout(python, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Besök i Umeå\n\nStatsrådet Anna Berg besökte Umeå den 3 maj 2021.\n", "utf-8"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    run = subprocess.run(
        [python, "-c", "from brygga.cli import main; main()", "run", "a.txt", "-o", "out"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    record = json.loads((tmp_path / "out" / "records.jsonl").read_text("utf-8"))
    assert record["regions"] == ["Umeå"]
    where = subprocess.run(
        [python, "-c", "import brygga; print(brygga.__file__)"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(ROOT) not in where
