# Two commands: `make run` sets everything up and runs the main job on the sample articles;
# `make test` sets everything up and runs all checks and tests. Both work on a bare checkout.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: run test check wheel clean

run: $(VENV)/.core
	$(BIN)/brygga run corpus/articles -o out

test: check
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/.dev
	$(BIN)/python -m build --wheel --outdir dist

clean:
	rm -rf $(VENV) out dist build

$(VENV)/.core: pyproject.toml scripts/constraints.txt
	$(PYTHON) scripts/bootstrap.py $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c scripts/constraints.txt -e .
	touch $@

$(VENV)/.dev: pyproject.toml scripts/constraints.txt
	$(PYTHON) scripts/bootstrap.py $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c scripts/constraints.txt -e '.[dev]'
	touch $@ $(VENV)/.core
