"""Floor, uptake and coordination of each group, and their differences tested over speakers."""

from machtstaal import tables, workflow
from machtstaal.interaction import inference

with workflow.step(snakemake) as step:
    turns, chosen = step.read("turns"), step.params.comparison
    here = tables.situated(turns, turns, step.params.facilitators).drop_nulls("group")
    long = inference.by_speaker(*(step.read(name) for name in ("floor", "opportunities", "coordination")))
    counted = inference.counts(long, here, step.params.groups)
    shared = {name: chosen[name] for name in ("resamples", "confidence")} | {"seed": step.params.seed}
    step.write(inference.estimate(counted, **shared), "interaction_rates")
    found = inference.compare(
        counted, permutations=chosen["permutations"], min_speakers=chosen["min_speakers"], **shared
    )
    step.write(found, "interaction_contrasts")
