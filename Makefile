# make report [CONFIG=path/to/config.yaml]   the whole analysis; by default of the example study
# make test | lint | bench | score | clean
# make agreement                            how far the two codings of each verb lexicon agree
# make models [TRAINING=path/to/config.yaml]               train the annotation models, from treebanks to files and card
# make score-models TREEBANK=file.conllu[.xz] MODEL=nl|en  score the bundled models, write their card anew
#                    [AS_WRITTEN=1]                        without the four kinds of transcribed speech
PYTHON ?= python3
CONFIG ?= config/config.yaml
GOLD ?= ../shared/gold/dev.jsonl
GOLD_LANG ?= nl
TRAINING ?= workflow/train/config.yaml
MODEL ?= nl
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test lint bench score agreement models score-models clean lock
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
	@$(BIN)/python -m machtstaal.commands.score "$(GOLD)" --lang $(GOLD_LANG)

agreement: $(READY)
	@$(BIN)/python -m machtstaal.commands.codings

models: $(READY)
	$(BIN)/snakemake --snakefile workflow/train/Snakefile --cores 2 --configfile "$(TRAINING)" --show-failed-logs
	@echo "The models are in results/training/models; to bundle them, copy its folders into data/models."

score-models: $(READY)
	@test -n "$(TREEBANK)" || { echo "Give a treebank: make score-models TREEBANK=file.conllu.xz MODEL=nl"; exit 2; }
	@$(BIN)/python scripts/train_score_models.py "$(TREEBANK)" "$(MODEL)" $(if $(AS_WRITTEN),--as-written)

# Renew the lock after changing pyproject.toml: what pip chose here, without CUDA and local labels.
lock: $(READY)
	$(BIN)/pip freeze --exclude machtstaal | grep -viE '^(nvidia|cuda|triton)' | sed 's/+cpu$$//' > requirements.lock

clean:
	rm -rf results .snakemake
