"""The results as a research object (RO-Crate)."""

import json
from pathlib import Path

from machtstaal import crate, workflow

with workflow.step(snakemake) as step:
    folder = Path(step.output.crate).parent
    results = {
        Path(path).relative_to(folder).as_posix(): crate.description(Path(path))
        for path in step.input.results
    }
    provenance = json.loads(Path(step.input.provenance).read_text(encoding="utf-8"))
    crate.write(crate.metadata(provenance, results, folder.as_posix()), folder)
