"""One row a mention of a social actor."""

from functools import partial

from machtstaal import lexicons, mentions, portions, workflow

with workflow.step(snakemake) as step:
    find = partial(
        mentions.of_language,
        folder=lexicons.folder_of(step.input.lexicons),
        resolve_pronouns=step.params.resolve_pronouns,
    )
    found = portions.each(step.read("tokens"), step.read("turns"), find, workers=step.threads)
    step.write(found, "mentions")
