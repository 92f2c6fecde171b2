"""One row a process: who does what to whom, in which voice and modality."""

from functools import partial

from machtstaal import lexicons, portions, processes, tables, workflow

with workflow.step(snakemake) as step:
    extract = partial(
        processes.of_language,
        folder=lexicons.folder_of(step.input.lexicons),
        window=step.params.window,
        resolve_pronouns=step.params.resolve_pronouns,
    )
    found = portions.each(
        step.read("tokens"),
        step.read("turns"),
        extract,
        others={"mentions": step.read("mentions")},
        workers=step.threads,
    )
    step.write(found, "processes")
    step.write(tables.participants(found), "participants")
