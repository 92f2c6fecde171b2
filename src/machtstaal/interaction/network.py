"""The uptake network: speakers, and whose terms they take up."""

import networkx as nx
import polars as pl


def build(uptake: pl.DataFrame) -> nx.DiGraph:
    """Graph of the pairs of speakers of whom one takes up a term of the other, from the giver to the taker.

    Parameters
    ----------
    uptake
        Table of `machtstaal.interaction.uptake.measure`.

    Returns
    -------
    networkx.DiGraph
        Nodes: codes of speakers, with their group. Edges: weight (terms taken up within the window, whatever their
        chance), n, observed, expected, difference, and p and q where tested. In alphabetical order.

    Examples
    --------
    >>> row = {"level": "pair", "giver": "C01", "giver_group": "c", "taker": "E01", "taker_group": "e",
    ...     "n_taken": 4, "n": 6, "observed": 3, "expected": 1.5, "difference": 1.5, "p": None, "q": None}
    >>> build(pl.DataFrame([row])).edges(data="weight")
    OutEdgeDataView([('C01', 'E01', 4)])
    """
    pairs = uptake.filter((pl.col("level") == "pair") & (pl.col("n_taken") > 0)).sort("giver", "taker")
    graph = nx.DiGraph(name="uptake")
    ends = [pairs.select(code=end, group=f"{end}_group") for end in ("giver", "taker")]
    for code, group in pl.concat(ends).unique().sort("code").iter_rows():
        graph.add_node(code, group=group)
    told = ("n", "observed", "expected", "difference", "p", "q")
    for row in pairs.iter_rows(named=True):
        known = {name: row[name] for name in told if row[name] is not None}
        graph.add_edge(row["giver"], row["taker"], weight=row["n_taken"], **known)
    return graph
