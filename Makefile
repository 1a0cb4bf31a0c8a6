# Entrances: make setup | run | test | check | bench | eval | train | migration
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test check bench eval train migration clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

run: setup
	@$(BIN)/jinlin demo

test: setup
	@$(BIN)/python -m pytest $(ARGS)

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
