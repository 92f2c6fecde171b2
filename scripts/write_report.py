"""The report: one file in which every count opens its quotes."""

from pathlib import Path

from machtstaal import lexicons, workflow
from machtstaal.report import files, page

with workflow.step(snakemake) as step:
    given = {name: path for name, path in step.input.items() if isinstance(path, str)}
    report = page.build(
        files.tables(
            given,
            lexicons.folder_of(step.input.lexicons),
            step.params.languages,
            step.params.settings,
            step.input.accuracy,
        ),
        dict(step.params.settings),
        files.figures([Path(path) for path in step.input.figures]),
        files.record(Path(step.input.provenance)),
    )
    Path(step.output.report).write_text(report, encoding="utf-8")
