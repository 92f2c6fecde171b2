"""Settings, files by sha256, versions, seed and command of this study."""

import os
from pathlib import Path

from machtstaal import provenance, workflow

with workflow.step(snakemake) as step:
    config = Path(os.path.relpath(step.input.sheets[0]))
    found = provenance.collect(
        config=dict(step.params.settings),
        config_path=config,
        inputs=[Path(path) for path in dict.fromkeys((*step.input.sheets, *step.input.sources))],
        models={
            language: Path(path).parent
            for language, path in zip(step.params.languages, step.input.models, strict=True)
        },
        lexicons=[Path(path) for path in step.input.lexicons],
        command=f"make report CONFIG={config.as_posix()}",
        repository=Path(step.input.lock).parent,
    )
    provenance.write(found, Path(step.output.provenance))
