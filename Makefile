# Entrances: make setup | run | test | check | bench | eval | train | migration
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test test-edges test-inside test-lives-first test-lives-second check bench eval train migration clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

run: setup
	@$(BIN)/jinlin demo

# Two beside one another: what speaks with the world, what is decided inside, then two thousand whole lives in halves.
# With ARGS just those.
EDGES := tests/bot tests/channels tests/commands tests/crash tests/scheduler tests/telegram_server tests/web tests/wecom_server
test: setup
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@$(MAKE) --no-print-directory -j2 test-edges test-inside test-lives-first test-lives-second
endif

test-edges: setup
	@$(BIN)/python -m pytest -p no:cacheprovider $(EDGES)

test-inside: setup
	@$(BIN)/python -m pytest -p no:cacheprovider tests $(EDGES:%=--ignore=%) --ignore=tests/together

test-lives-first: setup
	@$(BIN)/python -m pytest -p no:cacheprovider tests/together -k "not second"

test-lives-second: setup
	@$(BIN)/python -m pytest -p no:cacheprovider tests/together -k second

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: setup
	@$(BIN)/python -m benchmarks

eval: setup
	@$(BIN)/python -m benchmarks.understanding

# The weights of models/rules/scales.py, learned anew (needs the development data; a few minutes).
train: setup
	@$(BIN)/python -m benchmarks.train

# The next step of the database, from what the models say: make migration WHAT="calls have minutes". Without WHAT the first is written anew.
migration: setup
	@$(BIN)/python -m migrations.write $(WHAT)

clean:
	rm -rf .venv
