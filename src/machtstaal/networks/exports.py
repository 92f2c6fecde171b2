"""Networks as files that Gephi, Visone, R and spreadsheets read: GraphML, GEXF and CSV."""

import re
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import polars as pl
from networkx.readwrite.gexf import GEXFWriter

from machtstaal.networks.graph import graphs
from machtstaal.problems import Problem


def write(folder: Path, edges: pl.DataFrame, nodes: pl.DataFrame) -> list[Path]:
    """Write the tables and the graph of every network and group into a folder.

    Files: `edges.csv`, `nodes.csv`, and `{network}-{group}.graphml` and `.gexf`. A second call with the same
    tables writes the same bytes.

    Parameters
    ----------
    folder
        Made where it does not exist.
    edges, nodes
        Edge table and node table (`measures.nodes`).

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    Problem
        If a group's id cannot be part of a file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for group in edges["group"].unique().sort():
        if not re.fullmatch(r"\w[\w.-]*", group):
            raise Problem(
                f"config.yaml, groups: {group!r} cannot be part of a file name; use letters, digits and -."
            )
    edges.write_csv(folder / "edges.csv")
    nodes.write_csv(folder / "nodes.csv")
    written = [folder / "edges.csv", folder / "nodes.csv"]
    for network, group, graph in graphs(edges, nodes):
        name = folder / f"{network}-{group}"
        written += [
            graphml(graph, name.with_name(f"{name.name}.graphml")),
            gexf(graph, name.with_name(f"{name.name}.gexf")),
        ]
    return sorted(written)


def graphml(graph: nx.Graph | nx.DiGraph, path: Path) -> Path:
    """Write GraphML by the writer that is always there, so that installing lxml does not change the bytes."""
    nx.write_graphml_xml(graph, path, named_key_ids=True)
    return path


def gexf(graph: nx.Graph | nx.DiGraph, path: Path) -> Path:
    """Write GEXF 1.2 without the date of writing, which networkx puts in and which would differ every day."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    writer.indent(writer.xml)
    ElementTree.ElementTree(writer.xml).write(path, encoding="utf-8", xml_declaration=True)
    return path
