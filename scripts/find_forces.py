"""One row an occurrence of a term that stands for a driving force."""

from functools import partial
from pathlib import Path

from machtstaal import forces, forces_grid, portions, workflow

with workflow.step(snakemake) as step:
    terms = forces_grid.forces(next(map(Path, step.input.terms), None))
    find = partial(forces.of_language, terms=terms)
    found = portions.each(step.read("tokens"), step.read("turns"), find, workers=step.threads)
    step.write(found, "forces")
