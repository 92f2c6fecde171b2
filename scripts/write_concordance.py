"""The key words and collocates that the report shows, each occurrence in its context."""

from machtstaal import privacy, tables, trees, workflow
from machtstaal.comparison import concordance

with workflow.step(snakemake) as step:
    turns, tokens = step.read("turns"), step.read("tokens")
    named = tokens.with_columns(lemma=trees.stems(tokens))
    lines = concordance.write(
        tables.situated(privacy.without_names(named, turns), turns, step.params.facilitators),
        step.read("mentions"),
        turns,
        keyness=step.read("keyness"),
        collocations=step.read("collocations"),
        words=step.params.top,
        company=step.params.collocations,
    )
    step.write(lines, "kwic")
