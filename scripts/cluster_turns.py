"""Turns of one language grouped by what they say, if any grouping is stable."""

import json
from pathlib import Path

import polars as pl

from machtstaal import tables, workflow
from machtstaal.clusters import composition, description, features, outcome, solutions, units

with workflow.step(snakemake) as step:
    turns, facilitators = step.read("turns"), step.params.facilitators
    chosen = dict(step.params.clusters)
    here, min_words = tables.situated(turns, turns, facilitators), chosen.pop("min_words")
    language = units.main_language(here)
    found = units.select(here.filter(pl.col("language") == language), min_words)
    blocks = features.count(
        found,
        *(
            tables.situated(step.read(name), turns, facilitators)
            for name in ("tokens", "mentions", "processes", "participants")
        ),
    )
    if features.VECTOR in chosen["features"]:
        from machtstaal.clusters import embedding

        texts = found.join(here.select("turn", "text"), on="turn", maintain_order="left")["text"]
        blocks[features.VECTOR] = embedding.block(texts.to_list(), Path(step.input.encoder[0]).parent)
    clustering = solutions.solve(blocks, found, **chosen, seed=step.params.seed)
    step.write(clustering.units, "units")
    step.write(clustering.solutions, "solutions")
    step.write(description.terms(blocks, clustering.units), "terms")
    step.write(clustering.co_assignment, "co_assignment")
    size = {name: step.params.comparison[name] for name in ("resamples", "permutations", "confidence")}
    tested = composition.composition(clustering.units, **size, seed=step.params.seed)
    step.write(tested, "composition")
    step.write(description.sizes(clustering.units, clustering.recovery, seed=step.params.seed), "sizes")
    said = outcome.within(clustering.outcome, language, here, min_words)
    text = json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False)
    Path(step.output.outcome).write_text(text + "\n", encoding="utf-8")
