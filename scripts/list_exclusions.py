"""The ledger of exclusions: every process whose doer is left out or anybody, and who it may have been."""

import polars as pl

from machtstaal import exclusions, workflow

with workflow.step(snakemake) as step:
    position = pl.int_range(pl.len()).over("transcript")
    order = step.read("turns").select("turn", position=position)
    found = exclusions.find(step.read("processes"), order, window=step.params.window, reach=step.params.reach)
    step.write(found, "exclusions")
