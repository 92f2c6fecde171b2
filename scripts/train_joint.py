"""One encoder with a tagger and a parser for each language, trained together."""

from pathlib import Path

from machtstaal.training import runs
from machtstaal.training.settings import Settings
from machtstaal.workflow import step as job

with job(snakemake) as step:
    settings = Settings.model_validate(step.params.settings)
    models = Path(step.output.encoder).parents[1]
    runs.joint(
        settings, Path(step.params.checkpoints), models, Path(step.output.scores), threads=step.threads
    )
