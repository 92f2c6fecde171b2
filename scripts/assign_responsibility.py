"""Who must, may, can, will or should not do what to whom, by group and scenario, and as a matrix."""

from machtstaal import responsibility, tables, workflow

with workflow.step(snakemake) as step:
    turns = step.read("turns")
    processes = tables.situated(step.read("processes"), turns, step.params.facilitators)
    cells = responsibility.assign(processes, turns)
    step.write(cells, "responsibility")
    step.write(responsibility.matrix(cells), "responsibility_matrix")
