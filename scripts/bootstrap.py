"""Make a virtual environment with pip in it, on any machine that has Python 3.11 or newer.

Debian and Ubuntu ship Python without ``ensurepip``; there the environment is made without pip,
and pip is taken from PyPI, checked against the digest that PyPI states, and installs itself.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path
from urllib.parse import urljoin

INDEX = "https://pypi.org/pypi/pip/json"


def main(target: Path) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  # this file runs before pip can check it
        sys.exit(
            f"brygga: Python {sys.version.split()[0]} is too old\n"
            "        → run make PYTHON=python3.11 (or newer)"
        )
    python = target / "bin" / "python"
    if works(python):
        return
    has_pip = importlib.util.find_spec("ensurepip") is not None
    venv.create(target, with_pip=has_pip, clear=True, symlinks=True)
    if not has_pip:
        fetch_pip(python)


def works(python: Path) -> bool:
    if not python.exists():
        return False
    answer = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    return answer.returncode == 0


def fetch_pip(python: Path) -> None:
    with urllib.request.urlopen(INDEX) as answer:
        files = json.load(answer)["urls"]
    wheel = next(f for f in files if f["packagetype"] == "bdist_wheel")
    with urllib.request.urlopen(urljoin(INDEX, wheel["url"])) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != wheel["digests"]["sha256"]:
        sys.exit("brygga: the pip that PyPI sent is not the one it announced\n        → try again")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / wheel["filename"]
        path.write_bytes(data)
        # A wheel is a zip file that Python can run from.
        subprocess.run(
            [python, f"{path}/pip", "install", "--quiet", "--no-index", str(path)], check=True
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
