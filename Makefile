PYTHON ?= python3
BIN := .venv/bin

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/installed  ## install what is needed, build the store if there is none, and serve on http://127.0.0.1:8501
	@$(BIN)/python -m loaders build
	$(BIN)/python server.py

test: .venv/installed-dev  ## run every test, in a real browser too
	@tests/browser-setup
	$(BIN)/python -m pytest -n auto --dist worksteal

stress: .venv/installed-dev  ## the long form: 10 000 mutated files, 200 kills, a failure at each statement
	STRESS=full $(BIN)/python -m pytest tests/stress -s

check: .venv/installed-dev  ## lint, formatting, types, the import scan
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py

bench: .venv/installed-dev  ## measure the redraw, first view, server time, start-up and bulk load
	@tests/browser-setup
	$(BIN)/python -m benchmarks

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.PHONY: help run test stress check bench
