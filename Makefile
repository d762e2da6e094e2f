# Galatea Studio. `make demo` and `make test` work on a fresh Debian machine with python3, make and root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export GALATEA_DATA ?= ../shared/data
export PIP_DISABLE_PIP_VERSION_CHECK = 1

SENTENCE := resources/samples/sentence.txt
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench studio train-shading train-basis train-mouth clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The environment is made once, and again only when what it holds changes.
$(VENV)/stamp: pyproject.toml packaging/debian-libraries.txt packaging/debian.sh
	@packaging/debian.sh $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (the first time takes some minutes) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

$(VENV)/models-stamp: $(VENV)/stamp $(wildcard models/*/card.toml)
	@$(BIN)/galatea models install
	@touch $@

demo: $(VENV)/models-stamp  ## a portrait speaks: output/demo.mp4 and output/demo-sheet.png
	@mkdir -p output
	@$(BIN)/python -c 'from skimage import data, io; io.imsave("output/astronaut.png", data.astronaut())'
	@$(BIN)/galatea animate output/astronaut.png --text-file $(SENTENCE) -o output/demo.mp4 --force
	@$(BIN)/galatea sheet output/astronaut.png -o output/demo-sheet.png --force
	@echo "The portrait speaks in   $(CURDIR)/output/demo.mp4"
	@echo "Every unit at full in    $(CURDIR)/output/demo-sheet.png"

test: $(VENV)/models-stamp  ## run all tests
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/stamp  ## formatting, lint, types and the floors of the house
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/stamp  ## put all code into one form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/models-stamp  ## how fast everything is on this machine
	@$(BIN)/python -m studio.evaluate.bench

studio:  ## the window
	@echo "The window is not in this version yet. 'make demo' and '$(BIN)/galatea --help' show what is."
	@exit 1

train-basis: $(VENV)/models-stamp  ## learn the rig's action-unit basis again
	@$(BIN)/python -m studio.train.basis

train-shading: $(VENV)/models-stamp  ## learn folds and shading again (within the hour on two cores)
	@$(BIN)/python -m studio.train.shading

train-mouth: $(VENV)/models-stamp  ## make the mouth's donor plates again
	@$(BIN)/python -m studio.train.mouth

clean:  ## forget the environment and what was made
	@rm -rf $(VENV) output .pytest_cache .mypy_cache .ruff_cache .hypothesis
