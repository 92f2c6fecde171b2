"""All figures with their captions."""

from pathlib import Path

from machtstaal import workflow
from machtstaal.figures import files, gallery, inputs
from machtstaal.study.settings import Settings

with workflow.step(snakemake) as step:
    given = {name: path for name, path in step.input.items() if isinstance(path, str)}
    folder = Path(next(path for path in step.output if path.endswith(files.CAPTIONS))).parent
    gallery.write(folder, inputs.read(given), Settings.model_validate(dict(step.params.settings)))
