"""Every rate by group, and every difference between groups, with its uncertainty over speakers."""

from machtstaal import tables, workflow
from machtstaal.comparison import contrasts, correction, counts, measures, model_checks, rates
from machtstaal.evaluation import alignment

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    catalogue = measures.load()
    found = counts.count(
        catalogue,
        {
            name: tables.situated(step.read(name), turns, facilitators)
            for name in ("mentions", "processes", "participants", "forces")
        },
        tables.situated(turns, turns, facilitators),
        groups=step.params.groups,
    )
    chosen = step.params.comparison
    shared = {name: chosen[name] for name in ("resamples", "confidence")} | {"seed": step.params.seed}
    errors = correction.errors_of(catalogue.measures, alignment.read_all(step.input.accuracy))
    step.write(rates.estimate(found, **shared, method=chosen["rate_interval"], errors=errors), "rates")
    differences = contrasts.compare(
        found, permutations=chosen["permutations"], min_speakers=chosen["min_speakers"], **shared
    )
    step.write(differences, "contrasts")
    step.write(model_checks.compare(found, differences, confidence=chosen["confidence"]), "model_checks")
