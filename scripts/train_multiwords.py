"""Expander of the multiword tokens of one language."""

from pathlib import Path

from machtstaal.training import runs
from machtstaal.training.settings import Settings
from machtstaal.workflow import step as job

with job(snakemake) as step:
    runs.multiwords(
        Settings.model_validate(step.params.settings),
        step.wildcards.language,
        Path(step.params.folder) / step.wildcards.language,
        Path(step.output.model),
    )
