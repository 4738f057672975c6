# Everything sets itself up: `make run` and `make test` work from a fresh clone.
# PYTHON may name another interpreter, in an environment of its own:
# make test PYTHON=python3.12 VENV=.venv312

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests wait for processes and sockets as long as they work: two more at a time than there are processors.
JOBS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 2)')

# Some machines forbid it. Without it every start and every test process compiles all anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check test-long coverage cost screens lint types imports meta units lock clean

run: $(READY)
	@$(BIN)/python -m bot run

test: lint types imports units

# Everything that takes seconds.
check: lint types imports meta

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

meta: $(READY)
	$(BIN)/python -m pytest -q tests/meta

# T names a part: make units T=tests/cogs/faq
units: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not long" $(T)

# Its floor is in pyproject.toml; counting branches doubles the time, so it has a job of its own.
coverage: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not long" --cov --cov-report=term:skip-covered

# Cost of answers beside that of other bots, compared with the stored ratios; in its own workflow job.
cost: $(READY)
	$(BIN)/python -m benchmarks interactions --rounds 3 --answers 1280 --against benchmarks/interactions.json

screens: $(READY)
	$(BIN)/python -m tests.screens

test-long: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) -m long

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Nexus needs Python 3.11 or newer, and '$(PYTHON)' is not: install one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[speed,dev]'
	$(BIN)/python -m compileall -q bot cogs domain storage sandbox
	@touch $(READY)

# Resolves the newest versions that pyproject.toml allows and writes them down.
lock:
	rm -rf .lock-venv
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/python -m pip install --quiet --disable-pip-version-check '.[speed,dev]'
	{ echo "# The exact versions that CI and the image use; made by 'make lock'."; \
	  .lock-venv/bin/python -m pip freeze --exclude nexus-bot; } > constraints.txt
	rm -rf .lock-venv

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*
