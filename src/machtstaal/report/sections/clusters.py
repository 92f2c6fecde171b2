"""Ways of talking: the outcome, and each cluster with its terms, its makeup and its most central turns."""

from functools import partial

import polars as pl

from machtstaal.clusters.outcome import SETS
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
    "power": ("In power frames", "in_cluster_power", "actor"),
}
"""Kind of term to its heading, the definition that counts it and the column it is a value of."""
SPEAKERS = 3
"""Speakers shown of a cluster, those with most of its turns."""


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
        study.evidence.define("in_cluster_power", "participants", {}, "Actors in power frames in the cluster")
        blocks += [_cluster(study, row) for row in study.tables.clusters.iter_rows(named=True)]
    return made("clusters", [*blocks, *_solutions(study)], study)


def _cluster(study: Study, row: dict) -> Subsection:
    cluster = str(row["cluster"])
    turns = study.evidence.count("turns", n=row["n_units"], cluster=cluster)
    words = f" of {numbers.plural(row['n_speakers'], 'speaker')}, {numbers.count(row['n_words'])} words"
    share = partial(numbers.rate, unit="share")
    again = (
        ""
        if row["jaccard"] is None
        else f"; found again with a mean Jaccard index of {row['jaccard']:.2f}, two of its turns together in "
        f"{share(row['consensus'])} of the runs that drew both, with the nearest other cluster in "
        f"{share(row['next_consensus'])}"
    )
    most = f"{row['largest_speaker']} has {share(row['largest_speaker_share'])} of its turns"
    alone = f" This cluster is one person's way of talking: {most}." if row["one_speaker"] else f" {most}."
    if row["dp_p"] <= study.alpha:
        alone += (
            f" Speakers are partial to it: its turns are spread less evenly over speakers than chance would (DP "
            f"{row['dp']:.2f}, by chance {row['dp_chance']:.2f}; {numbers.equation('p', row['dp_p'])})."
        )
    size = Paragraph([turns, f" turns{words}{again}.{alone}"])
    return Subsection(
        f"cluster-{cluster}",
        f"Cluster {cluster}",
        [size, *_terms(study, cluster), *_makeup(study, cluster), *_quotes(study, cluster)],
    )


def _terms(study: Study, cluster: str) -> list[Listing | Paragraph]:
    terms = study.tables.cluster_terms
    if terms is None:
        return []
    items = []
    for kind, (heading, name, column) in KINDS.items():
        here = terms.filter((pl.col("cluster") == int(cluster)) & (pl.col("kind") == kind)).head(12)
        parts: list = []
        for row in here.iter_rows(named=True):
            value, _, role = row["term"].partition(":") if kind == "power" else (row["term"], "", "")
            of = {column: value} | ({"power_role": role} if role else {})
            count = study.evidence.count(name, of, n=row["count"], cluster=cluster)
            label = value if kind == "lemma" else study.labels(column, value)
            if role:
                label += f" as {study.labels('power_role', role)}"
            spread = f"{numbers.SPACE}by{numbers.SPACE}{row['n_speakers']})"
            parts += ["; " if parts else f"{heading}: ", f"{label} ", Together(["(", count, spread])]
        if parts:
            items.append(parts)
    note = Paragraph(["In brackets: how often in the cluster, and by how many speakers."], "note")
    return [Listing(items), note] if items else []


def _makeup(study: Study, cluster: str) -> list[Table]:
    composition = study.tables.composition
    if composition is None:
        return []
    here = composition.filter((pl.col("cluster") == int(cluster)) & pl.col("value").is_not_null())
    loudest = here.filter(pl.col("by") == "speaker").sort("n_units", "value", descending=[True, False])
    shown = pl.concat([here.filter(pl.col("by") != "speaker"), loudest.head(SPEAKERS)])
    rows: list[list[Cell]] = []
    for row in shown.iter_rows(named=True):
        place = {"speaker_code" if row["by"] == "speaker" else row["by"]: row["value"]}
        rows.append([
            Text(study.labels(row["by"], row["value"]), note=row["by"]),
            study.evidence.count("turns", n=row["n_units"], cluster=cluster, **place),
            Text(str(row["n_speakers"])),
            Text(numbers.rate(row["share"], "share"), row["share"], f"of all {numbers.rate(row['share_overall'], 'share')}"),
            _rate(row),
            _difference(row),
            Text(numbers.probability(row["q"]), 1.0 if row["q"] is None else row["q"]),
        ])  # fmt: skip
    columns = [
        Column("", numeric=False),
        Column("Turns"),
        Column("Speakers"),
        Column("Of the cluster"),
        Column("Of its own turns"),
        Column("Difference", f"{study.confidence} interval"),
        Column("q"),
    ]
    caption = (
        f"What cluster {cluster} is made of: its share of each group's and scenario's own turns, the difference from all "
        "others in percentage points, and q of the permutation over speakers. Beside them the speakers with most turns in it."
    )
    return (
        [Table(f"table-cluster-{cluster}", caption, columns, rows, sortable=False, shown=60)] if rows else []
    )


def _rate(row: dict) -> Text:
    others = "" if row["rate_others"] is None else f"of others' {numbers.rate(row['rate_others'], 'share')}"
    return Text(numbers.rate(row["rate"], "share"), row["rate"], others)


def _difference(row: dict) -> Text:
    if row["difference"] is None:
        return Text(numbers.NOTHING, 0.0)
    interval = "" if row["low"] is None else numbers.span(row["low"], row["high"], "share")
    return Text(numbers.difference(row["difference"], "share"), row["difference"], interval)


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
            Text("consensus" if row["features"] == "consensus" else SETS[row["features"]]),
            Text(f"{row['stability']:.2f}", row["stability"], f"{row['low']:.2f} to {row['high']:.2f}"),
            _two(row["null_mean"]),
            _two(row["null_high"]),
            _two(row["p"]),
            _two(row["agreement"]),
            _two(row["within"]),
            _two(row["between"]),
            Text(numbers.NOTHING if row["smallest"] is None else str(row["smallest"]), row["smallest"] or 0),
        ])  # fmt: skip
    heads = (
        ("Stability", "mean adjusted Rand index"),
        ("By chance", "mean"),
        ("To exceed", ""),
        ("p", "over all numbers"),
        ("Like the consensus", "mean adjusted Rand index"),
        ("Together", "within"),
        ("Together", "between"),
        ("Smallest", "turns"),
    )
    columns = [
        Column("Clusters"),
        Column("Features", numeric=False),
        *(Column(head, note) for head, note in heads),
    ]
    caption = (
        "Numbers of clusters tried: how alike the divisions of subsets of the speakers are, and how alike by chance; of the "
        "consensus, in what share of the runs two turns come together within and between clusters."
    )
    return [Fold("Numbers of clusters that were tried", [Table("table-solutions", caption, columns, rows)])]


def _two(value: float | None) -> Text:
    return Text(numbers.NOTHING if value is None else f"{value:.2f}", -1.0 if value is None else value)
