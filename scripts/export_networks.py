"""Every network as a file that other programs open."""

from pathlib import Path

from machtstaal import tables, workflow
from machtstaal.networks import exports, graph

with workflow.step(snakemake) as step:
    edges, nodes = step.read("edges"), step.read("nodes")
    for path in map(Path, step.output):
        if path.suffix == ".csv":
            tables.write(edges if path.stem == "edges" else nodes, path)
        else:
            network, _, group = path.stem.partition("-")
            write = exports.gexf if path.suffix == ".gexf" else exports.graphml
            write(graph.build(edges, network, group, nodes), path)
