"""All tables as CSV, with who said it and the words themselves."""

from pathlib import Path

from machtstaal import spreadsheets, tables, workflow

with workflow.step(snakemake) as step:
    turns = step.read("turns")
    for path in map(Path, step.output):
        tables.write(spreadsheets.readable(step.read(path.stem), turns), path)
