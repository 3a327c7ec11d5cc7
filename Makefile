# Two commands need nothing but Python >= 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Many tests wait for other processes most of the time: one more than the cores of a small machine.
TEST_PROCESSES ?= 3

.PHONY: run test setup lint bench chaos lock clean
.DEFAULT_GOAL := run

setup: $(STAMP)

# The stamp holds until the lock or the package's own metadata changes.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tickmark needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing locked dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(STAMP)
	@$(BIN)/tickmark serve --sample

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/pyright

# About 20 minutes on a quiet machine; for example: make bench ARGS="append replay --rounds 3 --write docs/performance.md"
bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks $(ARGS)

# Kills servers some hundreds of times; for example: make chaos ARGS="--kills 50 --seed 7 --report table.txt"
chaos: $(STAMP)
	$(BIN)/python -m tests.acceptance.chaos $(ARGS)

lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev --extra postgres --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --python-version 3.11 tests/benchmarks/baselines/peers.in -o tests/benchmarks/baselines/peers.lock

clean:
	rm -rf $(VENV) build
