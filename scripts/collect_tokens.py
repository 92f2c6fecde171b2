"""One row a word, of all transcripts."""

from machtstaal import conllu, workflow

with workflow.step(snakemake) as step:
    step.write(conllu.read(step.input.annotations), "tokens")
