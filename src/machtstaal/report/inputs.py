"""What the report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import polars as pl

from machtstaal import responsibility as responsibilities
from machtstaal import tables
from machtstaal.comparison import measures
from machtstaal.comparison.baseline import SCHEMA as BASELINE
from machtstaal.comparison.collocations import SCHEMA as COLLOCATIONS
from machtstaal.comparison.concordance import SCHEMA as CONCORDANCE
from machtstaal.comparison.contrasts import SCHEMA as CONTRASTS
from machtstaal.comparison.keyness import SCHEMA as KEYNESS
from machtstaal.comparison.model_checks import SCHEMA as MODEL_CHECKS
from machtstaal.exclusions import LEDGER_SCHEMA
from machtstaal.forces_grid import FORCES, SCENARIOS
from machtstaal.interaction import coordination, floor, inference, uptake
from machtstaal.multiverse import summary
from machtstaal.multiverse.panel import SCHEMA as PANEL
from machtstaal.networks.edges import EDGE_SCHEMA
from machtstaal.power import frames

OCCURRENCES = {
    **dict.fromkeys(("transcript", "turn", "sentence"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int32),
    **dict.fromkeys(("term", "force"), pl.String),
}


@dataclass(frozen=True)
class ReportTables:
    """All tables of a study, as the stages wrote them; what a study does not have is left empty.

    Attributes
    ----------
    turns, tokens, mentions, processes, participants, exclusions, forces
        Tables by contract (`machtstaal.tables`), facilitators included.
    power_frames, responsibility
        Tables of `machtstaal.power.frames` and `machtstaal.responsibility`, made from the processes.
    rates, contrasts, model_checks, power_baseline, keyness, collocations, kwic
        Tables of `machtstaal.comparison`, made from those tables.
    multiverse, multiverse_findings, multiverse_choices
        Tables of `machtstaal.multiverse`: the findings under other choices, and what these come to.
    edges, networks
        Edge table of `machtstaal.networks` and its summary (`networks.measures.summary`).
    centralities, network_contrasts, statements
        How sure centralities are, how the groups' networks differ, and the statements of `machtstaal.networks`.
    floor, opportunities, uptake, coordination, interaction_rates, interaction_contrasts
        Tables of `machtstaal.interaction`.
    units, cluster_terms, composition, clusters, central, solutions
        Tables of `machtstaal.clusters`: units with their cluster, `description.terms`, `.composition`, `.sizes`,
        `.central`, and the solutions tried.
    outcome
        Outcome of the search for clusters (outcome.json); empty where none was made.
    scenarios, force_terms
        The grid of scenarios and forces and the terms of each force (`machtstaal.forces_grid`).
    categories
        Labels of the actor categories (actor, label).
    warnings
        What the readers warned of, sentences.
    verbs
        Language to the lemmas of its verb lexicon, for its coverage; None where not known.
    catalogue
        The measures that rates and contrasts are of.
    accuracy
        Language to what the machine found on gold, beside the gold (`machtstaal.evaluation.alignment`).
    gold_sets
        What each language's gold is (`data/accuracy/sets.tsv`).
    methods
        The methods text, Markdown (`machtstaal.methods.text`); empty where there is none.
    """

    turns: pl.DataFrame
    tokens: pl.DataFrame
    mentions: pl.DataFrame
    processes: pl.DataFrame
    participants: pl.DataFrame
    rates: pl.DataFrame
    exclusions: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=LEDGER_SCHEMA))
    forces: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=OCCURRENCES))
    contrasts: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=CONTRASTS))
    model_checks: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=MODEL_CHECKS))
    power_frames: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=frames.SCHEMA))
    responsibility: pl.DataFrame = field(
        default_factory=partial(pl.DataFrame, schema=responsibilities.SCHEMA)
    )
    power_baseline: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=BASELINE))
    keyness: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=KEYNESS))
    collocations: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=COLLOCATIONS))
    kwic: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=CONCORDANCE))
    multiverse: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=PANEL))
    multiverse_findings: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=summary.FINDINGS))
    multiverse_choices: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=summary.CHOICES))
    edges: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=EDGE_SCHEMA))
    networks: pl.DataFrame | None = None
    centralities: pl.DataFrame | None = None
    network_contrasts: pl.DataFrame | None = None
    statements: pl.DataFrame | None = None
    floor: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=floor.SCHEMA))
    opportunities: pl.DataFrame = field(
        default_factory=partial(pl.DataFrame, schema=uptake.OPPORTUNITY_SCHEMA)
    )
    uptake: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=uptake.SCHEMA))
    coordination: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=coordination.SCHEMA))
    interaction_rates: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=inference.SCHEMA))
    interaction_contrasts: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=CONTRASTS))
    units: pl.DataFrame | None = None
    cluster_terms: pl.DataFrame | None = None
    composition: pl.DataFrame | None = None
    clusters: pl.DataFrame | None = None
    central: pl.DataFrame | None = None
    solutions: pl.DataFrame | None = None
    outcome: dict[str, Any] = field(default_factory=dict)
    scenarios: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=SCENARIOS))
    force_terms: pl.DataFrame = field(default_factory=partial(pl.DataFrame, schema=FORCES))
    categories: pl.DataFrame | None = None
    warnings: tuple[str, ...] = ()
    verbs: Mapping[str, frozenset[str]] | None = None
    catalogue: measures.Catalogue = field(default_factory=measures.load)
    accuracy: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    gold_sets: Sequence[Mapping[str, str]] = ()
    methods: str = ""
    facilitators: bool = False
    """Whether what facilitators say is part of the analysis."""

    def situated(self, name: str) -> pl.DataFrame:
        """One of the tables with group, scenario, speaker_code, language and cluster, without what is not analysed."""
        frame = tables.situated(getattr(self, name), self.turns, self.facilitators)
        return frame.join(self.cluster_of_turn, on="turn", how="left", maintain_order="left")

    @cached_property
    def analysed(self) -> pl.DataFrame:
        """Turns that are analysed, with their cluster."""
        return self.situated("turns")

    @cached_property
    def cluster_of_turn(self) -> pl.DataFrame:
        """Turn and its cluster (text; null where the turn is in none)."""
        if self.units is None:
            return pl.DataFrame(schema={"turn": pl.String, "cluster": pl.String})
        return self.units.select("turn", pl.col("cluster").cast(pl.String))

    @cached_property
    def place_of_turn(self) -> pl.DataFrame:
        """Turn and its place in the study, from 0."""
        return self.turns.select("turn").with_row_index("place")
