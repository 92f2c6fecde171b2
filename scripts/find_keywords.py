"""Words that one group uses more than another, with their dispersion over speakers."""

from machtstaal import privacy, tables, trees, workflow
from machtstaal.comparison import keyness

with workflow.step(snakemake) as step:
    turns, tokens = step.read("turns"), step.read("tokens")
    tokens = privacy.without_names(tokens.with_columns(lemma=trees.stems(tokens)), turns)
    found = keyness.compare(
        tables.situated(tokens, turns, step.params.facilitators),
        groups=step.params.groups,
        min_count=step.params.min_count,
        permutations=step.params.permutations,
        confidence=step.params.confidence,
        seed=step.params.seed,
    )
    step.write(found, "keyness")
