"""Whether other choices of the analysis say the same."""

from machtstaal import lexicons, workflow
from machtstaal.multiverse import study

with workflow.step(snakemake) as step:
    panel, of_findings, of_choices = study.vary(
        {
            name: step.read(name)
            for name in ("turns", "tokens", "mentions", "processes", "forces", "contrasts")
        },
        lexicons.folder_of(step.input.lexicons),
        step.params.settings,
        study.other(step.input.get("other", [])),
        workers=step.threads,
    )
    step.write(panel, "multiverse")
    step.write(of_findings, "multiverse_findings")
    step.write(of_choices, "multiverse_choices")
