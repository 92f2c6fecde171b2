"""Turns grouped by what they say, if any grouping is stable."""

import json
from pathlib import Path

from machtstaal import tables, workflow
from machtstaal.clusters import description, features, solutions, units

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    chosen = dict(step.params.clusters)
    found = units.select(tables.situated(turns, turns, facilitators), chosen.pop("min_words"))
    blocks = features.count(
        found,
        *(
            tables.situated(step.read(name), turns, facilitators)
            for name in ("tokens", "mentions", "processes")
        ),
    )
    clustering = solutions.solve(blocks, found, **chosen, seed=step.params.seed)
    step.write(clustering.units, "units")
    step.write(clustering.solutions, "solutions")
    step.write(description.terms(blocks, clustering.units), "terms")
    step.write(description.composition(clustering.units), "composition")
    step.write(description.sizes(clustering.units, clustering.jaccard), "sizes")
    outcome = json.dumps(clustering.outcome, indent=2, sort_keys=True, ensure_ascii=False)
    Path(step.output.outcome).write_text(outcome + "\n", encoding="utf-8")
