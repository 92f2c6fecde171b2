"""One row a process: who does what to whom, in which voice and modality."""

from machtstaal import languages, lexicons, processes, tables, workflow

with workflow.step(snakemake) as step:
    folder, mentions = lexicons.folder_of(step.input.lexicons), step.read("mentions")
    found = languages.each(
        step.read("tokens"),
        step.read("turns"),
        lambda tokens, language: processes.extract(
            tokens,
            mentions,
            lexicons.load(folder, language),
            window=step.params.window,
            resolve_pronouns=step.params.resolve_pronouns,
        ),
    )
    step.write(found, "processes")
    step.write(tables.participants(found), "participants")
