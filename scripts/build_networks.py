"""Ties with their evidence and uncertainty, nodes with their centralities, and how the networks of the groups differ."""

import polars as pl

from machtstaal import languages, tables, workflow
from machtstaal.networks import backbone, building, difference, edges, measures, uncertainty

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    here = tables.situated(turns, turns, facilitators)
    mentions = tables.situated(step.read("mentions"), turns, facilitators)
    found = building.evidence(
        mentions,
        here,
        tables.situated(step.read("processes"), turns, facilitators),
        tables.situated(step.read("power_frames"), turns, facilitators),
        window=step.params.window,
        by_language=len(languages.of(here)) > 1,
    )
    ties = building.edges(found, min_weight=step.params.min_weight)
    shares = pl.concat(edges.shares(evidence, network) for network, evidence in found.items())
    speakers, chosen, seed = building.speakers(here), step.params.comparison, step.params.seed
    drawn = {"resamples": chosen["resamples"], "confidence": chosen["confidence"], "seed": seed}
    step.write(backbone.columns(uncertainty.intervals(ties, shares, speakers, **drawn)), "edges")
    step.write(measures.nodes(ties, mentions, seed=seed), "nodes")
    step.write(uncertainty.centralities(ties, shares, speakers, **drawn), "centralities")
    step.write(
        difference.compare(
            ties, shares, speakers, step.params.groups, permutations=chosen["permutations"], seed=seed
        ),
        "network_contrasts",
    )
