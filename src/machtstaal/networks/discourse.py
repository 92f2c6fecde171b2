"""Discourse networks: speakers and the concepts they take a stance on, and speakers who take the same."""

from collections.abc import Iterator

import networkx as nx
import numpy as np
import polars as pl

from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.networks import algebra, sdsm
from machtstaal.networks.graph import CONCEPT_PREFIX

STANCE_SCHEMA = {
    "speaker_code": pl.String,
    "group": pl.String,
    "concept": pl.String,
    "n_agree": pl.Int64,
    "n_disagree": pl.Int64,
    "combine": pl.Int64,
    "subtract": pl.Int64,
    "activity": pl.Float64,
    "prominence": pl.Float64,
}
ALIGNMENT_SCHEMA = {
    "source": pl.String,
    "target": pl.String,
    "source_group": pl.String,
    "target_group": pl.String,
    **dict.fromkeys(("ignore", "congruence", "conflict", "subtract"), pl.Int64),
    **dict.fromkeys(("average", "jaccard", "cosine"), pl.Float64),
    "n_shared": pl.Int64,
    "p": pl.Float64,
    "q": pl.Float64,
}
NETWORKS = ("stances", "congruence", "conflict")
"""Networks that are written for other programs."""


def stances(statements: pl.DataFrame) -> pl.DataFrame:
    """Tie speakers to concepts: the two-mode network of DNA in all its aggregations.

    Parameters
    ----------
    statements
        Statements (`statements.SCHEMA`); hypothetical ones are left out.

    Returns
    -------
    polars.DataFrame
        Columns of `STANCE_SCHEMA`, a row for each speaker and concept with a statement, sorted: counts,
        `algebra.two_mode` by combine and subtract, and subtract by `algebra.activity` and `.prominence`.

    Examples
    --------
    >>> statements = pl.DataFrame({
    ...     "speaker_code": ["C01", "C01", "E01"], "group": ["citizen", "citizen", "expert"],
    ...     "concept": ["delen"] * 3, "agreement": [True, False, False], "hypothetical": [False] * 3,
    ... })
    >>> stances(statements).select("speaker_code", "n_agree", "combine", "subtract", "prominence").rows()
    [('C01', 1, 3, 0, 0.0), ('E01', 0, 2, -1, -0.3333333333333333)]
    """
    counted = algebra.count(_meant(statements))
    subtract = algebra.two_mode(counted)
    values = {
        "n_agree": counted.agree,
        "n_disagree": counted.disagree,
        "combine": algebra.two_mode(counted, "combine"),
        "subtract": subtract,
        "activity": algebra.activity(subtract, counted),
        "prominence": algebra.prominence(subtract, counted),
    }
    row, column = np.nonzero(counted.total)
    found = pl.DataFrame(
        {
            "speaker_code": np.array(counted.actors, object)[row],
            "concept": np.array(counted.concepts, object)[column],
            **{name: weights[row, column] for name, weights in values.items()},
        },
        schema_overrides={"speaker_code": pl.String, "concept": pl.String},
    )
    found = found.join(_groups(statements), on="speaker_code", how="left", maintain_order="left")
    return found.select(pl.col(name).cast(kind) for name, kind in STANCE_SCHEMA.items())


def alignments(statements: pl.DataFrame) -> pl.DataFrame:
    """Tie speakers who speak of the same concepts: the one-mode networks of DNA, and which ties are more than chance.

    Parameters
    ----------
    statements
        Statements (`statements.SCHEMA`); hypothetical ones are left out.

    Returns
    -------
    polars.DataFrame
        Columns of `ALIGNMENT_SCHEMA`, a row for each pair that speaks of one concept or more, sorted:
        `algebra.one_mode` by all four rules; subtract by `algebra.average`, `.jaccard` and `.cosine`; how many
        stances (a concept with its agreement) the two share, with `sdsm.backbone`'s p and its q over all pairs.

    Examples
    --------
    >>> statements = pl.DataFrame({
    ...     "speaker_code": ["C01", "C01", "E01", "E01"], "group": ["citizen"] * 2 + ["expert"] * 2,
    ...     "concept": ["delen", "meten"] * 2, "agreement": [True, True, True, False], "hypothetical": [False] * 4,
    ... })
    >>> alignments(statements).select("ignore", "congruence", "conflict", "subtract", "n_shared").rows()
    [(2, 1, 1, 0, 1)]
    """
    counted = algebra.count(_meant(statements))
    networks = {
        name: algebra.one_mode(counted, name) for name in ("ignore", "congruence", "conflict", "subtract")
    }
    normalised = {
        name: getattr(algebra, name)(networks["subtract"], counted)
        for name in ("average", "jaccard", "cosine")
    }
    held = counted.levels > 0
    one, other = np.triu_indices(len(counted.actors), 1)
    p = sdsm.backbone(held[:, held.sum(axis=0) > 1])[one, other]  # one speaker's stance cannot be shared
    together = networks["ignore"][one, other] > 0
    names = np.array(counted.actors, object)
    found = pl.DataFrame(
        {
            "source": names[one],
            "target": names[other],
            **{name: weights[one, other] for name, weights in (networks | normalised).items()},
            "n_shared": (held.astype(int) @ held.T)[one, other],
            "p": p,
            "q": benjamini_hochberg(p),
        },
        schema_overrides={"source": pl.String, "target": pl.String},
    ).filter(together)
    for end in ("source", "target"):
        groups = _groups(statements).rename({"speaker_code": end, "group": f"{end}_group"})
        found = found.join(groups, on=end, how="left", maintain_order="left")
    return found.select(pl.col(name).cast(kind) for name, kind in ALIGNMENT_SCHEMA.items())


def graphs(stance_rows: pl.DataFrame, alignment_rows: pl.DataFrame) -> Iterator[tuple[str, nx.Graph]]:
    """Make the graphs that other programs open, by name (`NETWORKS`).

    The weight of a stance is the number of statements, of an alignment the congruence or the conflict, so that
    it is never below zero, which Gephi does not read; the other columns are attributes.
    """
    weighed = stance_rows.with_columns(
        weight=pl.col("n_agree") + pl.col("n_disagree"), concept=CONCEPT_PREFIX + pl.col("concept")
    )
    graph = nx.Graph(name="stances")
    for row in weighed.iter_rows(named=True):
        speaker, concept = row.pop("speaker_code"), row.pop("concept")
        graph.add_node(speaker, kind="speaker", group=row.pop("group"))
        graph.add_node(concept, kind="concept")
        graph.add_edge(speaker, concept, **row)
    yield "stances", graph
    for name in ("congruence", "conflict"):
        graph = nx.Graph(name=name)
        for end in ("source", "target"):
            nodes = alignment_rows.select(end, f"{end}_group").unique().sort(end)
            graph.add_nodes_from(
                (node, {"kind": "speaker", "group": group}) for node, group in nodes.iter_rows()
            )
        rows = alignment_rows.filter(pl.col(name) > 0).with_columns(weight=pl.col(name))
        for row in rows.drop("source_group", "target_group").iter_rows(named=True):
            ends = row.pop("source"), row.pop("target")
            graph.add_edge(*ends, **row)
        yield name, graph


def _meant(statements: pl.DataFrame) -> pl.DataFrame:
    return statements.filter(~pl.col("hypothetical"))


def _groups(statements: pl.DataFrame) -> pl.DataFrame:
    return statements.select("speaker_code", "group").unique(
        "speaker_code", keep="first", maintain_order=True
    )
