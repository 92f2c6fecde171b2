"""Statements as Discourse Network Analyzer has them, proposed or corrected, and the networks they make."""

from pathlib import Path

from machtstaal import languages, tables, workflow
from machtstaal.networks import discourse, statements

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    here = tables.situated(turns, turns, facilitators)
    found = statements.propose(
        tables.situated(step.read("processes"), turns, facilitators),
        concept=step.params.concept,
        by_language=len(languages.of(here)) > 1,
    )
    if sheet := step.input.get("corrected"):
        found, warnings = statements.corrected(Path(sheet), found, here)
        print(*warnings, sep="\n")
    step.write(found, "statements")
    step.write(discourse.stances(found), "stances")
    step.write(discourse.alignments(found), "alignments")
