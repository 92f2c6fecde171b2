"""Edges with their evidence, and nodes with their centralities and communities, by group and for all together."""

import polars as pl

from machtstaal import languages, tables, workflow
from machtstaal.networks import concepts, cooccurrence, measures, power

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    here = tables.situated(turns, turns, facilitators)
    mentions = tables.situated(step.read("mentions"), turns, facilitators)
    processes = tables.situated(step.read("processes"), turns, facilitators)
    frames = tables.situated(step.read("power_frames"), turns, facilitators)
    least = step.params.min_weight
    edges = pl.concat(
        [
            cooccurrence.by_sentence(mentions, min_weight=least),
            cooccurrence.by_window(mentions, here, window=step.params.window, min_weight=least),
            power.edges(frames),
            concepts.edges(processes, min_weight=least, by_language=len(languages.of(here)) > 1),
        ]
    )
    step.write(edges, "edges")
    step.write(measures.nodes(edges, mentions, seed=step.params.seed), "nodes")
