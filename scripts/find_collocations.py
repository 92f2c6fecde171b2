"""Words that stand near the actors, by group, beside what chance would bring there."""

from machtstaal import privacy, tables, trees, workflow
from machtstaal.comparison import collocations

with workflow.step(snakemake) as step:
    turns, tokens = step.read("turns"), step.read("tokens")
    tokens = privacy.without_names(tokens.with_columns(lemma=trees.stems(tokens)), turns)
    found = collocations.find(
        tables.situated(tokens, turns, step.params.facilitators),
        step.read("mentions"),
        window=step.params.window,
        within=step.params.within,
        min_count=step.params.min_count,
    )
    step.write(found, "collocations")
