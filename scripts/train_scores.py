"""Scores of the models of one language on one treebank."""

from pathlib import Path

from machtstaal.training import scoring
from machtstaal.workflow import step as job

with job(snakemake) as step:
    models = Path(step.input.models[0]).parents[1]
    scores = scoring.score(models, step.params.language, Path(step.input.treebank), seed=step.params.seed)
    scoring.write(scores, Path(step.output.scores))
