"""One encoder with a tagger and a parser for each language, trained together."""

from pathlib import Path

from machtstaal.training import runs
from machtstaal.training.settings import Settings
from machtstaal.workflow import step as job

with job(snakemake) as step:
    settings = Settings.model_validate(step.params.settings)
    folders = {
        name: Path(path).parents[1]
        for name, path in zip(settings.languages, step.output.taggers, strict=True)
    }
    runs.joint(
        settings, Path(step.params.checkpoints), folders, Path(step.output.scores), threads=step.threads
    )
