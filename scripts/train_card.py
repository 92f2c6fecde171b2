"""Model card and sha256 sums of the models of one language."""

from pathlib import Path

from machtstaal.annotation import bundle
from machtstaal.training import cards, scoring
from machtstaal.training.settings import Settings
from machtstaal.workflow import step as job

with job(snakemake) as step:
    folder = Path(step.output.card).parent
    scores = {Path(path).stem: scoring.read(Path(path)) for path in step.input.scores}
    language = step.wildcards.language
    settings = Settings.model_validate(step.params.settings)
    bundle.write_sums(folder)
    Path(step.output.card).write_text(cards.card(folder, language, settings, scores), encoding="utf-8")
