import hashlib
import os
import subprocess
import sys

import networkx as nx
import polars as pl
import pytest

from machtstaal.networks import edges as edge_table
from machtstaal.networks import exports, graph, measures
from machtstaal.problems import Problem

EDGES = pl.DataFrame(
    [
        {"network": "power", "group": "all", "source": "business", "target": "citizens", "weight": 2, "n_denied": 1, "processes": "p1;p2;p3"},
        {"network": "power", "group": "all", "source": "citizens", "target": "business", "weight": 1, "n_denied": 0, "processes": "p4"},
        {"network": "power", "group": "all", "source": "media", "target": "media", "weight": 1, "n_denied": 0, "processes": "p5"},
        {"network": "power", "group": "all", "source": "media", "target": "citizens", "weight": 0, "n_denied": 1, "processes": "p6"},
        {"network": "actor_concept", "group": "citizens", "source": "data", "target": "beïnvloeden & <sturen>", "weight": 3, "processes": "p1"},
        {"network": "actor_concept", "group": "citizens", "source": "data", "target": "data", "weight": 2, "processes": "p2"},
    ],
    schema=edge_table.EDGE_SCHEMA,
)  # fmt: skip
MENTIONS = pl.DataFrame({"actor": ["citizens"], "group": ["citizens"]})


@pytest.fixture
def nodes():
    return measures.nodes(EDGES, MENTIONS)


def same(read, written):
    """Whether two graphs have the same nodes, edges and attributes, apart from the edge ids of GEXF."""
    assert read.is_directed() == written.is_directed()
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    ends = [
        {(u, v): {k: x for k, x in d.items() if k != "id"} for u, v, d in g.edges(data=True)}
        for g in (read, written)
    ]
    if not written.is_directed():
        ends = [{tuple(sorted(pair)): data for pair, data in edges.items()} for edges in ends]
    assert ends[0] == ends[1]


def test_the_files_say_what_the_tables_say(tmp_path, nodes):
    files = exports.write(tmp_path / "networks", EDGES, nodes)
    assert [path.name for path in files] == [
        "actor_concept-citizens.gexf",
        "actor_concept-citizens.graphml",
        "edges.csv",
        "nodes.csv",
        "power-all.gexf",
        "power-all.graphml",
    ]
    for network, group, written in graph.graphs(EDGES, nodes):
        same(nx.read_gexf(tmp_path / "networks" / f"{network}-{group}.gexf"), written)
        same(nx.read_graphml(tmp_path / "networks" / f"{network}-{group}.graphml"), written)
    assert pl.read_csv(tmp_path / "networks" / "edges.csv", schema=EDGES.schema).equals(EDGES)


def test_every_edge_of_every_file_leads_to_its_processes(tmp_path, nodes):
    exports.write(tmp_path, EDGES, nodes)
    power = nx.read_gexf(tmp_path / "power-all.gexf")
    assert power.edges["business", "citizens"]["processes"] == "p1;p2;p3"
    concept = nx.read_graphml(tmp_path / "actor_concept-citizens.graphml")
    assert concept.edges["data", "concept:data"]["processes"] == "p2"
    assert concept.nodes["concept:beïnvloeden & <sturen>"]["label"] == "beïnvloeden & <sturen>"
    assert all("processes" in data for g in (power, concept) for _, _, data in g.edges(data=True))


def test_no_edge_without_weight_and_no_date_is_written(tmp_path, nodes):
    exports.write(tmp_path, EDGES, nodes)
    text = (tmp_path / "power-all.gexf").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    assert nx.read_gexf(tmp_path / "power-all.gexf").number_of_edges() == 3


def test_writing_again_gives_the_same_bytes_on_another_day_in_another_process(tmp_path, nodes):
    EDGES.write_parquet(tmp_path / "edges.parquet")
    nodes.write_parquet(tmp_path / "nodes.parquet")
    program = (
        "import sys, time, polars as pl; from pathlib import Path; from machtstaal.networks import exports\n"
        "time.strftime = lambda *_: '1999-12-31'\n"
        "here = Path(sys.argv[1]); exports.write(here / 'again', *(pl.read_parquet(here / f'{t}.parquet') for t in ('edges', 'nodes')))"
    )
    exports.write(tmp_path / "once", EDGES, nodes)
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "12345"},
    )
    once, again = (
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / folder).iterdir()}
        for folder in ("once", "again")
    )
    assert once == again


def test_no_network_gives_two_tables_with_headers(tmp_path):
    nothing = edge_table.empty()
    files = exports.write(tmp_path, nothing, measures.nodes(nothing, MENTIONS))
    assert [path.name for path in files] == ["edges.csv", "nodes.csv"]
    assert (tmp_path / "nodes.csv").read_text() == ",".join(measures.NODE_SCHEMA) + "\n"


def test_a_group_that_cannot_be_a_file_name_is_refused(tmp_path, nodes):
    with pytest.raises(Problem, match="cannot be part of a file name"):
        exports.write(tmp_path, EDGES.with_columns(pl.lit("a/b").alias("group")), nodes)
