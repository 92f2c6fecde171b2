"""Networks of actors: as wholes, and their strongest ties."""

import polars as pl

from machtstaal.languages import name as called
from machtstaal.networks.concepts import parted
from machtstaal.networks.edges import ALL, CONCEPT, SENTENCE
from machtstaal.report import derived
from machtstaal.report.blocks import Cell, Column, Fold, Section, Table, Text
from machtstaal.report.sections import network_tests
from machtstaal.report.sections.common import made
from machtstaal.report.study import Study

TIES = {
    SENTENCE: (
        "together",
        "Actors that are named in one sentence: how many sentences name both.",
        ("Actor", "Actor"),
    ),
    CONCEPT: (
        "concepts",
        "Actors and the processes that they take part in, in any role.",
        ("Actor", "Process"),
    ),
}


def section(study: Study) -> Section | None:
    """Figures, sizes, and the strongest ties of each network."""
    edges = study.tables.edges
    blocks: list = [*study.gallery.take("network", "cooccurrence", "actor_concept")]
    if edges.is_empty():
        return None
    frames = study.evidence.frames
    study.evidence.add("shared_sentences", derived.shared_sentences(edges, frames["mentions"]))
    study.evidence.add("concept_ties", derived.concept_ties(edges, frames["processes"]))
    study.evidence.define("together", "shared_sentences", {}, "Sentences that name both")
    study.evidence.define("concepts", "concept_ties", {}, "Processes that the actor takes part in")
    for network in TIES:
        here = edges.filter(pl.col("network") == network)
        if here.is_empty():
            continue
        blocks.append(_ties(study, here, network, ALL))
        if len(study.groups) > 1:
            blocks.append(
                Fold(
                    "The same for each group", [_ties(study, here, network, group) for group in study.groups]
                )
            )
    blocks += [*network_tests.differences(study), *network_tests.leaders(study)]
    return made("networks", [*blocks, *_sizes(study), *network_tests.statements(study)], study)


def _ties(study: Study, edges: pl.DataFrame, network: str, group: str, most: int = 40) -> Table:
    name, caption, heads = TIES[network]
    here = edges.filter(pl.col("group") == group).sort(
        "weight", "source", "target", descending=[True, False, False]
    )
    place = {} if group == ALL else {"group": group}
    rows: list[list[Cell]] = []
    for edge in here.head(most).iter_rows(named=True):
        of = {"source": edge["source"], "target": edge["target"]}
        target = study.named("actor", edge["target"]) if network == SENTENCE else _concept(edge["target"])
        count = study.evidence.count(name, of, n=edge["weight"], **place)
        rows.append(
            [
                study.named("actor", edge["source"]),
                target,
                count,
                Text(str(edge["n_speakers"]), edge["n_speakers"]),
            ]
        )
    unit = "Sentences" if network == SENTENCE else "Processes"
    columns = [
        Column(heads[0], numeric=False),
        Column(heads[1], numeric=False),
        Column(unit),
        Column("Speakers"),
    ]
    where = "All talk" if group == ALL else study.group(group)
    more = f" The {most} strongest ties of {here.height}." if here.height > most else ""
    return Table(
        f"table-{name}-{group}", f"{where}: {caption[0].lower()}{caption[1:]}{more}", columns, rows, shown=10
    )


def _concept(concept: str) -> Text:
    """Cell of a concept: its lemma, and its language where the study has several."""
    language, lemma = parted(concept)
    return Text(lemma, lemma.casefold(), called(language) if language else "")


def _sizes(study: Study) -> list[Table]:
    networks = study.tables.networks
    if networks is None or networks.is_empty():
        return []
    rows: list[list[Cell]] = []
    for row in networks.iter_rows(named=True):
        density, modularity = row["density"], row["modularity"]
        rows.append([
            study.named("network", row["network"]),
            study.named("group", row["group"]),
            *(Text(str(row[name]), row[name]) for name in ("n_nodes", "n_edges", "n_communities")),
            Text("–" if density is None else f"{density:.2f}", density if density is not None else -1.0),
            Text("–" if modularity is None else f"{modularity:.2f}", modularity if modularity is not None else -1.0),
            Text(f"{row['certainty']:.2f}", row["certainty"]),
        ])  # fmt: skip
    heads = ("Nodes", "Ties", "Communities", "Density", "Modularity", "Certainty")
    columns = [
        Column("Network", numeric=False),
        Column("Group", numeric=False),
        *(Column(head) for head in heads),
    ]
    caption = (
        "The networks as wholes. Communities are those that runs of the Leiden algorithm agree on; certainty is how often "
        "a node is with the others of its community in a single run. Larger corpora give denser networks, so compare "
        "sizes of groups only with their numbers of words at hand."
    )
    return [Table("table-networks", caption, columns, rows)]
