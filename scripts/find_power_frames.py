"""One row a process that puts one party over, under or beside another."""

from machtstaal import workflow
from machtstaal.power import frames

with workflow.step(snakemake) as step:
    step.write(frames.extract(step.read("processes")), "power_frames")
