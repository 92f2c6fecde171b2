"""One row a word, of all transcripts."""

from machtstaal import conllu, marks, workflow

with workflow.step(snakemake) as step:
    step.write(marks.set_apart(conllu.read(step.input.annotations)), "tokens")
