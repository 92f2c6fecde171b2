"""Terms that one speaker says first and another says soon after, beside what chance gives."""

from pathlib import Path

from machtstaal import workflow
from machtstaal.interaction import network, terms, uptake
from machtstaal.networks import exports

with workflow.step(snakemake) as step:
    turns, params = step.read("turns"), step.params
    said = terms.find(step.read("tokens"), turns)
    shared = {"window": params.window, "facilitators": params.facilitators}
    step.write(uptake.opportunities(said, turns, **shared), "opportunities")
    found = uptake.measure(
        said,
        turns,
        permutations=params.permutations,
        confidence=params.confidence,
        seed=params.seed,
        **shared,
    )
    step.write(found, "uptake")
    graph = network.build(found)
    exports.graphml(graph, Path(step.output.graphml))
    exports.gexf(graph, Path(step.output.gexf))
