"""One row a mention of a social actor."""

from machtstaal import languages, lexicons, mentions, workflow

with workflow.step(snakemake) as step:
    folder = lexicons.folder_of(step.input.lexicons)
    found = languages.each(
        step.read("tokens"),
        step.read("turns"),
        lambda tokens, language: mentions.find(
            tokens, lexicons.load(folder, language), step.params.resolve_pronouns
        ),
    )
    step.write(found, "mentions")
