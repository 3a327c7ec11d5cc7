# Two commands need nothing but Python 3.11 to 3.14 and make: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The stamps name their Python, so that what was set up for one is not taken for another's.
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
RUNS := $(VENV)/.runs-$(VERSION)
TESTS := $(VENV)/.tests-$(VERSION)
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Each lock is complete (tests hold that), so pip resolves nothing, and newer releases on the index change nothing.
INSTALL := $(PIP) install --quiet --no-deps
# Many tests wait for other processes most of the time: twice the cores of a small machine.
TEST_PROCESSES ?= 4

.PHONY: run test unit setup setup-tests lint format bench chaos soak screenshots lock clean
.DEFAULT_GOAL := run

setup: $(RUNS)
setup-tests: $(TESTS)

define ENVIRONMENT
@sh tools/environment.sh "$(PYTHON)" "$(VENV)" $(MAKECMDGOALS)
endef

define CHECK
@conflicts=$$($(PIP) check) || { echo "$$conflicts" >&2; echo "The packages in $(VENV) do not fit together. If pyproject.toml was changed, run: make lock. If not, take $(VENV) away and set it up anew: rm -rf $(VENV) && make $(MAKECMDGOALS)" >&2; exit 1; }
endef

# The stamps hold until a lock or the package's own metadata changes.
$(RUNS): requirements.lock pyproject.toml
	$(ENVIRONMENT)
	@echo "Installing what runs into $(VENV) ..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --editable .
	$(CHECK)
	@touch $@

# The oldest pip that this Python may have come with is for the test that sets up with it.
$(TESTS): requirements-test.lock tests/setup/oldest-pip.lock $(RUNS)
	@echo "Installing what tests into $(VENV) ..."
	@$(INSTALL) --require-hashes -r requirements-test.lock
	@$(PIP) download --quiet --no-deps --require-hashes -r tests/setup/oldest-pip.lock --dest $(VENV)/oldest-pip
	$(CHECK)
	@touch $@

run: $(RUNS)
	@$(BIN)/tickmark serve --sample

# Hundreds of processes import the same modules: what one has compiled is kept for the others.
test unit: export PYTHONDONTWRITEBYTECODE :=
test: $(TESTS)
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile $(ARGS)

# The fast tests: no browser, no PostgreSQL, no other processes, no hundreds of generated or damaged files, no tables of
# thousands of lines. On another Python: make unit PYTHON=python3.12 VENV=.venv-3.12
SLOWER := agents api audits checks/numeric/test_long_tables.py generated reports/hostile setup/test_supported_python.py workers
unit: $(TESTS)
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile $(SLOWER:%=--ignore=tests/unit/%) tests/unit $(ARGS)

lint: $(TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxfmt --check service/web
	$(BIN)/lint-imports
	$(BIN)/pyright
	$(BIN)/pyright -p tests
	$(BIN)/python -m tools.page_types

format: $(TESTS)
	$(BIN)/ruff format .
	$(BIN)/oxfmt service/web

# About 20 minutes on a quiet machine; for example: make bench ARGS="append replay --rounds 3 --write docs/performance.md"
bench: $(TESTS)
	$(BIN)/python -m tests.benchmarks $(ARGS)

# Kills servers some hundreds of times; for example: make chaos ARGS="--kills 50 --seed 7 --report table.txt"
chaos: $(TESTS)
	$(BIN)/python -m tests.acceptance.chaos $(ARGS)

# The property tests with many random examples, as every night; for example: make soak ARGS="--minutes 60"
soak: $(TESTS)
	$(BIN)/python -m tests.soak $(ARGS)

# Takes the picture of the README from the page, which needs Debian's chromium.
screenshots: $(TESTS)
	$(BIN)/python -m tools.screenshot

# uv without the rest of the set-up, which a pyproject.toml beyond the locks would not pass.
$(BIN)/uv:
	$(ENVIRONMENT)
	@$(INSTALL) --require-hashes -r requirements-test.lock

# What is locked stays unless pyproject.toml asks for another; newer releases: make lock ARGS=--upgrade
# The lock of what runs is taken from the other one, so that a package has one version in both.
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --python-version 3.11
lock: $(BIN)/uv
	$(COMPILE) $(ARGS) --extra postgres --group install --group dev pyproject.toml -o requirements-test.lock
	$(COMPILE) --extra postgres --group install --constraints requirements-test.lock pyproject.toml -o requirements.lock
	$(COMPILE) $(ARGS) --no-annotate tests/benchmarks/baselines/peers.in -o tests/benchmarks/baselines/peers.lock

clean:
	rm -rf $(VENV) build
