# make demo: try it. make test: see that it works. make check: formatting, lint, types and tests. make bench: figures.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench lock
.DELETE_ON_ERROR:

demo: .venv/ready
	@mkdir -p var/demo
	@if [ -n "$$(find data Makefile -type f -newer var/demo/imported 2>&1)" ]; then \
	  echo "Sample text: these issues are our own sentences about public events, made to try the archive with." > var/demo/NOTICE && \
	  $(BIN)/digest import data/samples --home var/demo > var/demo/import.log && touch var/demo/imported; \
	fi
	@echo
	@echo "  The sample archive opens at http://127.0.0.1:$(PORT)/  (stop with Ctrl-C)"
	@echo "  Try first: search for   Futenma   or   leader:nobuo-kishi   or   after:2022-06 base"
	@echo "  then open an issue and follow a name."
	@echo
	@$(BIN)/digest serve --home var/demo --port $(PORT)

test: .venv/ready-for-tests
	$(BIN)/python -m pytest

check: .venv/ready-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

bench: .venv/ready-for-bench
	$(BIN)/python tests/bench/reading.py
	$(BIN)/python tests/bench/importing.py
	$(BIN)/python tests/bench/searching.py
	-$(BIN)/python tests/bench/engines.py 5000 50000 200000
	-$(BIN)/python tests/bench/hostile_cost.py
	-$(BIN)/python tests/bench/serving.py

.venv/made:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer with venv is needed (Debian: apt install python3 python3-venv); name another with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/ready: .venv/made requirements.txt pyproject.toml
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-for-tests: .venv/ready requirements-test.txt
	@$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

.venv/ready-for-bench: .venv/ready-for-tests requirements-bench.txt
	@$(PIP) --require-hashes -r requirements-bench.txt
	@touch $@

# Renew the locks; needs pip-tools.
lock:
	pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.txt pyproject.toml requirements-build.in
	pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -c requirements.txt -o requirements-test.txt requirements-test.in
	pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host -c requirements.txt -o requirements-bench.txt requirements-bench.in
