"""Statements as a database of Discourse Network Analyzer, and discourse networks for Visone and Gephi."""

from pathlib import Path

from machtstaal import workflow
from machtstaal.networks import discourse, dna, exports

with workflow.step(snakemake) as step:
    files = {Path(path).name: Path(path) for path in step.output}
    dna.write(files["statements.dna"], step.read("statements"), step.read("turns"))
    for name, graph in discourse.graphs(step.read("stances"), step.read("alignments")):
        exports.graphml(graph, files[f"{name}.graphml"])
        exports.gexf(graph, files[f"{name}.gexf"])
