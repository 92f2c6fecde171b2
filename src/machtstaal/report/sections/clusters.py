"""Ways of talking: the outcome, and each cluster with its terms, its makeup and its most central turns."""

import polars as pl

from machtstaal.report import numbers
from machtstaal.report.blocks import (
    Cell,
    Column,
    Excerpt,
    Finding,
    Fold,
    Listing,
    Paragraph,
    Section,
    Subsection,
    Table,
    Text,
    Together,
)
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study

OPENING = 60
"""Words of a long turn that are shown at once."""
KINDS = {
    "lemma": ("Words", "content_word", "term"),
    "actor": ("Actors", "in_cluster_mentions", "actor"),
    "process": ("Kinds of process", "in_cluster_processes", "process_type"),
    "modality": ("Modality", "in_cluster_processes", "modality"),
}
"""Kind of term to its heading, the definition that counts it and the column it is a value of."""


def section(study: Study) -> Section | None:
    """The outcome in a sentence; the clusters where there are any; the numbers of clusters tried."""
    outcome, figures = study.tables.outcome, study.gallery.take("cluster")
    if not outcome:
        return None
    stable = outcome.get("outcome") == "stable"
    blocks: list = [
        Finding("finding-clusters", "clusters", [outcome["sentence"]], "", supported=stable, memo=stable)
    ]
    blocks += figures
    if stable and study.tables.clusters is not None:
        study.evidence.define("in_cluster_mentions", "mentions", {}, "Mentions in the cluster")
        study.evidence.define("in_cluster_processes", "processes", {}, "Processes in the cluster")
        blocks += [_cluster(study, row) for row in study.tables.clusters.iter_rows(named=True)]
    return made("clusters", [*blocks, *_solutions(study)], study)


def _cluster(study: Study, row: dict) -> Subsection:
    cluster = str(row["cluster"])
    turns = study.evidence.count("turns", n=row["n_units"], cluster=cluster)
    words = f" of {numbers.plural(row['n_speakers'], 'speaker')}, {numbers.count(row['n_words'])} words"
    again = (
        "" if row["jaccard"] is None else f"; found again with a mean Jaccard index of {row['jaccard']:.2f}"
    )
    alone = (
        f" Mostly one speaker ({row['largest_speaker_share']:.0%} of the turns)."
        if row["one_speaker"]
        else ""
    )
    size = Paragraph([turns, f" turns{words}{again}.{alone}"])
    return Subsection(
        f"cluster-{cluster}",
        f"Cluster {cluster}",
        [size, *_terms(study, cluster), *_makeup(study, cluster), *_quotes(study, cluster)],
    )


def _terms(study: Study, cluster: str) -> list[Listing]:
    terms = study.tables.cluster_terms
    if terms is None:
        return []
    items = []
    for kind, (heading, name, column) in KINDS.items():
        here = terms.filter((pl.col("cluster") == int(cluster)) & (pl.col("kind") == kind)).head(12)
        parts: list = []
        for row in here.iter_rows(named=True):
            count = study.evidence.count(name, {column: row["term"]}, n=row["count"], cluster=cluster)
            label = row["term"] if kind == "lemma" else study.labels(column, row["term"])
            parts += ["; " if parts else f"{heading}: ", f"{label} ", Together(["(", count, ")"])]
        if parts:
            items.append(parts)
    return [Listing(items)] if items else []


def _makeup(study: Study, cluster: str) -> list[Table]:
    composition = study.tables.composition
    if composition is None:
        return []
    rows: list[list[Cell]] = []
    for row in composition.filter(pl.col("cluster") == int(cluster)).iter_rows(named=True):
        if row["value"] is None:
            continue
        count = study.evidence.count("turns", n=row["n_units"], cluster=cluster, **{row["by"]: row["value"]})
        rows.append([
            Text(study.labels(row["by"], row["value"]), note=row["by"]),
            count,
            Text(str(row["n_speakers"])),
            Text(numbers.rate(row["share"], "share")),
            Text(numbers.rate(row["share_overall"], "share")),
        ])  # fmt: skip
    columns = [
        Column("", numeric=False),
        Column("Turns"),
        Column("Speakers"),
        Column("Of the cluster"),
        Column("Of all turns"),
    ]
    caption = f"What cluster {cluster} is made of, beside all turns that were clustered."
    return (
        [Table(f"table-cluster-{cluster}", caption, columns, rows, sortable=False, shown=60)] if rows else []
    )


def _quotes(study: Study, cluster: str) -> list[Excerpt]:
    central = study.tables.central
    if central is None:
        return []
    here = central.filter(pl.col("cluster") == int(cluster)).sort("rank").select("turn")
    turns = here.join(study.tables.turns, on="turn", how="left", maintain_order="left")
    return [_excerpt(study, row) for row in turns.iter_rows(named=True)]


def _excerpt(study: Study, turn: dict) -> Excerpt:
    words = turn["text"].split()
    opening = " ".join(words[:OPENING]) if len(words) > 1.3 * OPENING else ""
    return Excerpt(turn["turn"], turn["speaker_code"], study.group(turn["group"]), turn["text"], opening)


def _solutions(study: Study) -> list[Fold]:
    solutions = study.tables.solutions
    if solutions is None or solutions.is_empty():
        return []
    rows: list[list[Cell]] = []
    for row in solutions.iter_rows(named=True):
        rows.append([
            Text(str(row["k"]), row["k"], "chosen" if row["chosen"] else ""),
            Text(f"{row['stability']:.2f}", row["stability"], f"{row['low']:.2f} to {row['high']:.2f}"),
            _two(row["null_mean"]),
            _two(row["null_high"]),
            _two(row["silhouette"]),
            Text(str(row["smallest"]), row["smallest"]),
        ])  # fmt: skip
    heads = (
        ("Stability", "mean adjusted Rand index"),
        ("By chance", "mean"),
        ("To exceed", ""),
        ("Silhouette", ""),
        ("Smallest", "turns"),
    )
    columns = [Column("Clusters"), *(Column(head, note) for head, note in heads)]
    caption = "Numbers of clusters tried: how alike the divisions of subsets of the speakers are, and how alike by chance."
    return [Fold("Numbers of clusters that were tried", [Table("table-solutions", caption, columns, rows)])]


def _two(value: float | None) -> Text:
    return Text(numbers.NOTHING if value is None else f"{value:.2f}", -1.0 if value is None else value)
