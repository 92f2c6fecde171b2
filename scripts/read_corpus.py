"""One row a turn: who says what, for which group, in which scenario."""

from pathlib import Path

from machtstaal import study, turns, workflow

with workflow.step(snakemake) as step:
    found, warnings = turns.collect(study.load(snakemake.config, step.params.config))
    step.write(found, "turns")
    Path(step.output.warnings).write_text("".join(f"{line}\n" for line in warnings), encoding="utf-8")
