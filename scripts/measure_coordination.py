"""Whether replies have the classes of function words that the turn before had, for each speaker."""

from functools import partial

from machtstaal import lexicons, portions, workflow
from machtstaal.interaction import coordination, markers

with workflow.step(snakemake) as step:
    turns, tokens = step.read("turns"), step.read("tokens")
    find = partial(markers.of_language, folder=lexicons.folder_of(step.input.lexicons))
    marked = portions.each(tokens, turns, find, workers=step.threads)
    exchanged = coordination.exchanges(
        turns, tokens, marked, edge_words=step.params.edge_words, facilitators=step.params.facilitators
    )
    step.write(coordination.measure(exchanged, step.params.min_replies), "coordination")
