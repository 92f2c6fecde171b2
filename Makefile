# make report [CONFIG=path/to/config.yaml]   the whole analysis; by default of the example study
# make test | lint | bench | score | clean
# make calibration [STUDIES="a/config.yaml b/config.yaml"]  what tests claim when the labels of speakers are shuffled, and
#                                           which intervals of rates hold (studies must have been run)
# make coverage [STUDY=path/to/config.yaml]                what share of its verbs and actors the lexicons know
# make score GOLD=data/gold/nl.jsonl CORPORA=path/to/corpora [CONTEXT=1] [HALF=seen|unseen]   gold of our own; whole turns with CONTEXT=1
# make error-model GOLD=... CORPORA=... [HALF=unseen]      its errors as data (data/accuracy), for corrected rates
# make agreement-gold                                      its two annotations held against each other
# make agreement                            how far the two codings of each verb lexicon agree
# make models [TRAINING=path/to/config.yaml]               train the annotation models, from treebanks to files and card
# make score-models TREEBANK=file.conllu[.xz] MODEL=nl|en  score the bundled models, write their card anew
#                    [AS_WRITTEN=1]                        without the four kinds of transcribed speech
# make base-rates TREEBANK="file.conllu[.xz] ..." MODEL=nl|en  how often a treebank leaves the doer out, by hand and parsed
PYTHON ?= python3
CONFIG ?= config/config.yaml
GOLD ?= ../shared/gold/dev.jsonl
GOLD_LANG ?= nl
STUDY ?= $(CONFIG)
FIRST ?= data/gold/nl_a.jsonl
SECOND ?= data/gold/nl_b.jsonl
TRAINING ?= workflow/train/config.yaml
MODEL ?= nl
STUDIES ?= tests/studies/be-digital tests/studies/alaska-water
AT_CORPORA = $(if $(CORPORA),--corpora "$(CORPORA)")
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test lint bench score error-model agreement agreement-gold calibration coverage models score-models base-rates clean lock
.DEFAULT_GOAL := report

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

report: $(READY)
	@$(BIN)/python -m machtstaal.commands.run "$(CONFIG)"

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint

bench: $(READY)
	@$(BIN)/python -m machtstaal.commands.bench

score: $(READY)
	@$(BIN)/python -m machtstaal.commands.score "$(GOLD)" --lang $(GOLD_LANG) $(AT_CORPORA) $(if $(CONTEXT),--context) $(if $(HALF),--half $(HALF))

# What the machine gets right and wrong on gold, as data for corrected rates. FITTED=1: rules were written with it in view.
error-model: $(READY)
	@$(BIN)/python -m machtstaal.commands.error_model "$(GOLD)" --lang $(GOLD_LANG) $(AT_CORPORA) $(if $(HALF),--half $(HALF)) $(if $(FITTED),--fitted) $(if $(ANNOTATED),--annotated "$(ANNOTATED)")

# Two annotations of the same sentences, held against each other.
agreement-gold: $(READY)
	@$(BIN)/python -m machtstaal.commands.agreement "$(FIRST)" "$(SECOND)"

calibration: $(READY)
	@$(BIN)/python -m machtstaal.commands.calibration $(STUDIES) --output docs/calibration

coverage: $(READY)
	@$(BIN)/python -m machtstaal.commands.coverage "$(STUDY)"

agreement: $(READY)
	@$(BIN)/python -m machtstaal.commands.codings

models: $(READY)
	$(BIN)/snakemake --snakefile workflow/train/Snakefile --cores 2 --configfile "$(TRAINING)" --show-failed-logs
	@echo "The models are in results/training/models; to bundle them, copy its folders into data/models."

score-models: $(READY)
	@test -n "$(TREEBANK)" || { echo "Give a treebank: make score-models TREEBANK=file.conllu.xz MODEL=nl"; exit 2; }
	@$(BIN)/python scripts/train_score_models.py "$(TREEBANK)" "$(MODEL)" $(if $(AS_WRITTEN),--as-written)

base-rates: $(READY)
	@test -n "$(TREEBANK)" || { echo "Give a treebank: make base-rates TREEBANK=file.conllu.xz MODEL=nl"; exit 2; }
	@$(BIN)/python -m machtstaal.commands.base_rates $(TREEBANK) --model "$(MODEL)"

# Renew the lock after changing pyproject.toml: what pip chose here, without CUDA and local labels.
lock: $(READY)
	$(BIN)/pip freeze --exclude machtstaal | grep -viE '^(nvidia|cuda|triton)' | sed 's/+cpu$$//' > requirements.lock

clean:
	rm -rf results .snakemake
