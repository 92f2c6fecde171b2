"""Who has how much of the floor in each transcript."""

from machtstaal import languages, lexicons, workflow
from machtstaal.interaction import floor

with workflow.step(snakemake) as step:
    turns, folder = step.read("turns"), lexicons.folder_of(step.input.lexicons)
    words = {one: lexicons.load(folder, one).backchannels["word"].to_list() for one in languages.of(turns)}
    step.write(floor.share(turns, words, step.params.facilitators), "floor")
