"""One row an occurrence of a term that stands for a driving force."""

from pathlib import Path

import polars as pl

from machtstaal import forces, forces_grid, languages, workflow

with workflow.step(snakemake) as step:
    terms = forces_grid.forces(next(map(Path, step.input.terms), None))
    found = languages.each(
        step.read("tokens"),
        step.read("turns"),
        lambda tokens, language: forces.find(tokens, terms.filter(pl.col("language") == language)),
    )
    step.write(found, "forces")
