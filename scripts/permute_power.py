"""How often each actor is the stronger party, and how often its roles alone would make it so."""

from machtstaal import tables, workflow
from machtstaal.comparison import baseline

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    found = baseline.compare(
        tables.situated(step.read("processes"), turns, facilitators),
        tables.situated(step.read("participants"), turns, facilitators),
        step.params.groups,
        permutations=step.params.permutations,
        confidence=step.params.confidence,
        seed=step.params.seed,
    )
    step.write(found, "power_baseline")
