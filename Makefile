# make report [CONFIG=path/to/config.yaml]   the whole analysis; by default of the example study
# make test | lint | bench | score | clean
PYTHON ?= python3
CONFIG ?= config/config.yaml
GOLD ?= ../shared/gold/dev.jsonl
GOLD_LANG ?= nl
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test lint bench score clean lock
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

# Renew the lock after changing pyproject.toml: what pip chose here, without CUDA and local labels.
lock: $(READY)
	$(BIN)/pip freeze --exclude machtstaal | grep -viE '^(nvidia|cuda|triton)' | sed 's/+cpu$$//' > requirements.lock

clean:
	rm -rf results .snakemake
