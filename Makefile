# The commands of CQAR. They need python3 (3.11 or later) and make; the rest they install into .venv.
.DEFAULT_GOAL := help
.PHONY: help install run test test-long faults lint fix proto proto-check migrate seed bench lock clean

UV_VERSION := 0.13.8
PYTHONS ?= python3 python3.13 python3.12 python3.11
PYTHON := .venv/bin/python
UV := .venv/bin/uv
INSTALLED := .venv/.installed
DURATION := 120
SEED := 1

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: $(INSTALLED) ## make .venv and install what the project needs into it

run: $(INSTALLED) ## serve gRPC on 127.0.0.1:9090 and HTTP on 127.0.0.1:8080, with data, from nothing
	@exec $(PYTHON) manage.py serve

test: $(INSTALLED) ## run the tests, on real servers of their own
	@$(PYTHON) -m pytest -n 2

test-long: $(INSTALLED) ## run the tests with property and load tests at full size, and on other days
	@$(PYTHON) -m pytest -n 2 --long
	@$(PYTHON) -m tests.on_day 2028-02-29T12:00 -n 2
	@$(PYTHON) -m tests.on_day 2028-12-31T23:58 -n 2
	@$(PYTHON) -m tests.on_day $$(date -u -d 'next year' +%FT%T) -n 2

faults: $(INSTALLED) ## let everything fail in turn under load, for DURATION seconds with SEED, and judge
	@$(PYTHON) -m tests.faults $(DURATION) $(SEED)

lint: $(INSTALLED) proto-check ## check style, types, contracts and migrations
	@contracts/lint.sh
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@$(PYTHON) manage.py makemigrations --check --dry-run

fix: $(INSTALLED) ## format the code and mend what can be mended
	@$(PYTHON) -m ruff check --fix
	@$(PYTHON) -m ruff format

proto: $(INSTALLED) ## generate Python from the contracts
	@$(PYTHON) contracts/generate.py
	@$(PYTHON) -m docs.generate

proto-check: $(INSTALLED) ## fail when the generated code is not that of the contracts
	@$(PYTHON) contracts/generate.py --check
	@$(PYTHON) -m docs.generate --check

migrate: $(INSTALLED) ## bring the database to the current schema
	@$(PYTHON) manage.py migrate

seed: $(INSTALLED) ## load the registry's own data; a second time changes nothing
	@$(PYTHON) manage.py seed

bench: $(INSTALLED) ## measure calls a second and their latency
	@$(PYTHON) -m bench

lock: $(INSTALLED) ## pin every dependency anew
	@$(UV) pip compile -q -U $(LOCK) -o requirements.txt
	@grep -v '^-e' requirements.txt | $(UV) pip compile -q -U $(LOCK) --no-annotate --group dev -c /dev/stdin -o requirements-dev.txt

LOCK := pyproject.toml --universal --python-version 3.11 --custom-compile-command "make lock"

clean: ## remove the data of the embedded servers, and caches
	@if [ -e .data/lock ] && ! flock -n .data/lock true; then echo "A program uses .data: stop it first." >&2; exit 1; fi
	@rm -rf .data .mypy_cache .pytest_cache .ruff_cache .hypothesis build
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

$(INSTALLED): requirements-dev.txt contracts/pyproject.toml | $(UV)
	@echo "Installing the requirements into .venv ..."
	@$(UV) pip install -q --python $(PYTHON) -r requirements-dev.txt
	@touch $@

$(UV):
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version) ..."; \
	    $$python -m venv --clear .venv >/dev/null || { \
	      echo "$$python cannot make a virtual environment: install its venv module (Debian: python3-venv)." >&2; exit 1; }; \
	    exec .venv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION); \
	  fi; \
	done; \
	echo "CQAR needs Python 3.11 or later, and found none (looked for: $(PYTHONS))." >&2; exit 1
