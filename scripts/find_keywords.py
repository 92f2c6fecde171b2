"""Words that one group uses more than another, with their dispersion over speakers."""

from machtstaal import tables, workflow
from machtstaal.comparison import keyness

with workflow.step(snakemake) as step:
    found = keyness.compare(
        tables.situated(step.read("tokens"), step.read("turns"), step.params.facilitators),
        groups=step.params.groups,
        min_count=step.params.min_count,
        permutations=step.params.permutations,
        seed=step.params.seed,
    )
    step.write(found, "keyness")
