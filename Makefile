# Galatea Studio. `make demo` and `make test` work on a fresh Debian machine with python3, make and root.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export GALATEA_DATA ?= ../shared/data
export PIP_DISABLE_PIP_VERSION_CHECK = 1

SENTENCE := resources/samples/sentence.txt
PYTEST_ARGS ?=
RIG ?= $(GALATEA_DATA)/../rig
TRAIN ?=
FUZZ ?=
KILLS ?=
CORPORA ?= corpora
FACES ?= faces
PAIRS ?= pairs

.DEFAULT_GOAL := help
.PHONY: help demo pictures test test-plugins fuzz kills check format bench studio train-shading train-basis train-mouth cut-folds train-neutral train-occlusion train-lipsync train-anchor train-words train-sync train-gath train-gath-hd train-manners clean translations

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The environment is made once, and again only when what it holds changes.
$(VENV)/stamp: pyproject.toml packaging/debian-libraries.txt packaging/debian.sh
	@packaging/debian.sh $(PYTHON)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (the first time takes some minutes) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

# Models that are in place already cost a moment.
.PHONY: models all-models
models: $(VENV)/stamp
	@$(BIN)/galatea models install

# Tests, training and measuring also use networks that only look at results.
all-models: $(VENV)/stamp
	@$(BIN)/galatea models install --all

demo: models  ## a portrait speaks: output/demo.mp4 and output/demo-sheet.png
	@mkdir -p output
	@$(BIN)/python -c 'from skimage import data, io; io.imsave("output/astronaut.png", data.astronaut())'
	@$(BIN)/galatea animate output/astronaut.png --text-file $(SENTENCE) -o output/demo.mp4 --force
	@$(BIN)/galatea sheet output/astronaut.png -o output/demo-sheet.png --force
	@echo "The portrait speaks in   $(CURDIR)/output/demo.mp4"
	@echo "Every unit at full in    $(CURDIR)/output/demo-sheet.png"

pictures: demo  ## what the README and docs/ show
	@$(BIN)/galatea studio --screenshot docs/window.png --force
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m studio.ui.launch docs/commands.md
	@$(BIN)/python -m tests.ui.walks docs
	@$(BIN)/galatea sheet output/astronaut.png -o docs/demo-sheet.png --force
	@$(BIN)/galatea sheet output/astronaut.png --of poses -o docs/poses.png --force
	@$(BIN)/galatea sheet output/astronaut.png --of visemes -o docs/visemes.png --force

# So many files at once; each has networks of its own, and needs up to 2.5 GB.
TESTERS ?= 2

test: all-models  ## run all tests
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile $(PYTEST_ARGS)

test-plugins: $(patsubst %/pyproject.toml,%/.venv/stamp,$(wildcard plugins/*/pyproject.toml))  ## run the tests of plugins/
	@for stamp in $^; do (cd $${stamp%/.venv/stamp} && .venv/bin/python -m pytest $(PYTEST_ARGS)) || exit 1; done

# A plugin has an environment of its own, which sees the studio's: its licence may be another.
SITE := import sysconfig; print(sysconfig.get_path("purelib"))
plugins/%/.venv/stamp: plugins/%/pyproject.toml $(VENV)/stamp
	@$(BIN)/python -m venv plugins/$*/.venv
	@{ echo $(CURDIR); $(BIN)/python -c '$(SITE)'; } > "$$(plugins/$*/.venv/bin/python -c '$(SITE)')/studio.pth"
	@plugins/$*/.venv/bin/python -m pip install --quiet --editable plugins/$*
	@touch $@

# FUZZ="--minutes 2 --seed 1" tries fewer, or the same again; what went wrong is kept in output/fuzz/wrong.
fuzz: $(VENV)/stamp  ## an hour of hostile inputs (FUZZ="--minutes 2 --seed 1")
	@$(BIN)/python -m tests.fuzz $(FUZZ)

check: $(VENV)/stamp  ## formatting, lint, types and the floors of the house
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/stamp  ## put all code into one form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: all-models  ## how fast everything is on this machine
	@$(BIN)/python -m studio.evaluate.bench
	@$(BIN)/python -m studio.evaluate.window_bench

kills: all-models  ## kill the studio at work 100 times in each way: what is lost, what is left behind
	@$(BIN)/python -m studio.evaluate.kills $(KILLS)

studio: models  ## the window
	@$(BIN)/galatea studio

translations: $(VENV)/stamp  ## bring new texts of the window into resources/translations
	@$(BIN)/python -m studio.ui.gathering
	@$(BIN)/pyside6-lupdate $$(git ls-files 'studio/ui/*.py') -no-obsolete -ts resources/translations/studio_zh_CN.ts
	@$(BIN)/pyside6-lrelease resources/translations/studio_zh_CN.ts

train-basis: all-models  ## learn the rig's action-unit basis again
	@$(BIN)/python -m studio.train.basis --rig "$(RIG)"

train-shading: all-models  ## learn folds and shading (goes on where it was stopped; TRAIN='--start WEIGHTS' keeps what those do and learns finer lines)
	@$(BIN)/python -m studio.train.shading $(TRAIN)

train-mouth: all-models  ## make the mouth's donor plates again
	@$(BIN)/python -m studio.train.mouth "$(GALATEA_DATA)"

cut-folds: all-models  ## cut the donors' folds again
	@$(BIN)/python -m studio.train.donor_folds "$(GALATEA_DATA)"

train-neutral: all-models  ## learn a person's own neutral from an expressive face (a quarter of an hour)
	@$(BIN)/python -m studio.train.own_neutral "$(GALATEA_DATA)"

train-occlusion: all-models  ## learn what lies in front of a face (three quarters of an hour; goes on where it was)
	@$(BIN)/python -m studio.train.occlusion $(TRAIN)

train-lipsync: all-models  ## learn lips from sound: corpora first (hours on two cores), then three quarters of an hour
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/grid" -o "$(CORPORA)/grid" --licence "CC BY 4.0 (GRID)"
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/speech/ljspeech" -o "$(CORPORA)/ljspeech" --driver rule \
		--licence "public domain (LJSpeech); curves of the rule driver"
	@$(BIN)/python -m studio.train.neural_lipsync --corpus "$(CORPORA)/grid" "$(CORPORA)/ljspeech" $(TRAIN)

train-anchor: all-models  ## learn face and head from words, on the corpora of train-lipsync (an hour on two cores)
	@$(BIN)/python -m studio.train.virtual_anchor --corpus "$(CORPORA)/grid" "$(CORPORA)/ljspeech" $(TRAIN)

train-words: $(VENV)/stamp  ## learn word vectors on Debian's texts (its packages are named in studio/train/word_vectors.py)
	@$(BIN)/python -m studio.train.word_vectors --work output/words

# Faces are prepared once; what was begun goes on, whatever machine it was begun on (TRAIN="--start models/gath").
train-gath: all-models  ## learn to redraw faces by action units (hours on two cores; goes on where it was stopped)
	@test -f "$(FACES)/faces.npz" || $(BIN)/python -m studio.train.gath prepare --faces "$(FACES)"
	@$(BIN)/python -m studio.train.gath --faces "$(FACES)" $(TRAIN)

# The rig draws the pairs once (an hour), then the finish is taught (TRAIN="--start models/gath_hd/gath_hd.safetensors").
train-gath-hd: all-models  ## learn the finish of the rig's mouths (an hour on two cores; goes on where it was stopped)
	@test -f "$(PAIRS)/pairs.npz" || $(BIN)/python -m studio.train.gath_hd prepare --pairs "$(PAIRS)"
	@$(BIN)/python -m studio.train.gath_hd --pairs "$(PAIRS)" $(TRAIN)

train-manners: all-models  ## make the manners that ship again: the corpus of GRID first (hours), then minutes
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/grid" -o "$(CORPORA)/grid" --licence "CC BY 4.0 (GRID)"
	@$(BIN)/python -m studio.train.manners --corpus "$(CORPORA)/grid"

# What proves the scorer are people that it never learns from.
train-sync: all-models  ## learn whether a mouth keeps time with a sound: corpora first (hours), then minutes
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/grid" -o "$(CORPORA)/grid" --licence "CC BY 4.0 (GRID)"
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/eval/grid_speakers" -o "$(CORPORA)/speakers"
	@$(BIN)/galatea corpus build "$(GALATEA_DATA)/eval/talk" -o "$(CORPORA)/talk"
	@$(BIN)/python -m studio.train.lip_sync_scorer --corpus "$(CORPORA)/grid" \
		--unseen "$(CORPORA)/speakers" "$(CORPORA)/talk" $(TRAIN)

clean:  ## forget the environment and what was made
	@rm -rf $(VENV) plugins/*/.venv output .pytest_cache .mypy_cache .ruff_cache .hypothesis
