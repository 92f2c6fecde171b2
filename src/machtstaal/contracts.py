"""Contracts of the tables: which columns each has, and what may stand in them (pandera; docs/tables.md)."""

import pandera.polars as pa
import polars as pl

from machtstaal.power.polarity import POLARITIES

TEXT, MAYBE = pa.Column(pl.String), pa.Column(pl.String, nullable=True)
SHARE, MAYBE_SHARE = (
    pa.Column(pl.Float64, pa.Check.in_range(0, 1.000001), nullable=empty) for empty in (False, True)
)
COUNTED = pa.Column(pl.Int64, pa.Check.ge(1))
COUNT, MAYBE_COUNT = (pa.Column(pl.Int64, pa.Check.ge(0), nullable=empty) for empty in (False, True))
NUMBER, MAYBE_NUMBER = pa.Column(pl.Float64), pa.Column(pl.Float64, nullable=True)
OFFSET, NO_OFFSET = pa.Column(pl.Int32, pa.Check.ge(0)), pa.Column(pl.Int32, pa.Check.ge(0), nullable=True)


def _one_of(*values: str, nullable: bool = False) -> pa.Column:
    return pa.Column(pl.String, pa.Check.isin(values), nullable=nullable)


MODALITIES = (
    "none",
    "obligation",
    "prohibition",
    "permission",
    "no_obligation",
    "ability",
    "volition",
    "prediction",
    "hypothetical",
    "epistemic",
)
PROCESS_TYPES = ("material", "mental", "verbal", "relational", "behavioural", "existential")
KINDS = ("verb", "copula", "existential", "nominalisation")
STATUSES = ("expressed", "generic", "suppressed", "none")
DIRECTIONS = ("agent_patient", "agent_beneficiary", "patient_agent", "beneficiary_agent")
FORMS = (
    "passive",
    "impersonal passive",
    "participle",
    "infinitive",
    "imperative",
    "nominalisation",
    "finite",
)
MARKERS = (
    *("article", "auxiliary", "conjunction", "hedge", "negation", "particle", "preposition", "pronoun"),
    "quantifier",
)
NAMINGS = ("functionalised", "classified", "relational", "named", "impersonal", "pronominal")
_FINDING = {
    **{
        name: MAYBE if name == "item" else TEXT
        for name in ("family", "measure", "item", "group_a", "group_b")
    },
    "role": _one_of("told", "nearest"),
}

SCHEMAS = {
    "turns": pa.DataFrameSchema(
        {
            "transcript": TEXT,
            "turn": pa.Column(pl.String, unique=True),
            "workshop": TEXT,
            "group": MAYBE,
            "speaker": TEXT,
            "role": _one_of("participant", "facilitator"),
            "scenario": MAYBE,
            "start_ms": pa.Column(pl.Int64, nullable=True),
            "end_ms": pa.Column(pl.Int64, nullable=True),
            "text": pa.Column(pl.String, pa.Check.str_length(min_value=1)),
            "language": TEXT,
            "speaker_code": TEXT,
            "n_words": pa.Column(),
        }
    ),
    "tokens": pa.DataFrameSchema(
        {
            "transcript": TEXT,
            "turn": TEXT,
            "sentence": TEXT,
            "token": pa.Column(pl.Int32, pa.Check.ge(1)),
            "start": OFFSET,
            "end": OFFSET,
            "form": TEXT,
            "lemma": TEXT,
            "upos": TEXT,
            "xpos": TEXT,
            "feats": TEXT,
            "head": OFFSET,
            "deprel": TEXT,
        }
    ),
    "mentions": pa.DataFrameSchema(
        {
            "mention": pa.Column(pl.String, unique=True),
            "transcript": TEXT,
            "turn": TEXT,
            "sentence": TEXT,
            "start": OFFSET,
            "end": OFFSET,
            "text": TEXT,
            "head_start": OFFSET,
            "head_end": OFFSET,
            "lemma": TEXT,
            "actor": TEXT,
            "source": _one_of("lexicon", "name", "pronoun"),
            "reference": _one_of("specific", "generic"),
            "grouping": _one_of("individual", "aggregated", "collectivised"),
            "naming": _one_of(*NAMINGS),
            "inclusion": _one_of("inclusive", "exclusive", "unclear", nullable=True),
            "identified_as": MAYBE,
            "resolved": MAYBE,
            "antecedent": MAYBE,
        }
    ),
    "processes": pa.DataFrameSchema(
        {
            "process": pa.Column(pl.String, unique=True),
            "transcript": TEXT,
            "turn": TEXT,
            "sentence": TEXT,
            "clause_start": OFFSET,
            "clause_end": OFFSET,
            "head_start": OFFSET,
            "head_end": OFFSET,
            "lemma": TEXT,
            "kind": _one_of(*KINDS),
            "voice": _one_of("active", "passive", nullable=True),
            "passive": MAYBE,
            "form": _one_of(*FORMS, nullable=True),
            "process_type": _one_of(*PROCESS_TYPES),
            "agent_start": NO_OFFSET,
            "agent_end": NO_OFFSET,
            "agent": MAYBE,
            "agent_actor": MAYBE,
            "agent_status": _one_of(*STATUSES),
            "exclusion": _one_of("suppressed", "backgrounded", nullable=True),
            "patient_start": NO_OFFSET,
            "patient_end": NO_OFFSET,
            "patient": MAYBE,
            "patient_actor": MAYBE,
            "beneficiary_start": NO_OFFSET,
            "beneficiary_end": NO_OFFSET,
            "beneficiary": MAYBE,
            "beneficiary_actor": MAYBE,
            "modality": _one_of(*MODALITIES),
            "modal": MAYBE,
            "negated": pa.Column(pl.Boolean),
            "power": _one_of("agent", "patient", "equal", "none"),
        }
    ),
    "power_frames": pa.DataFrameSchema(
        {
            "process": pa.Column(pl.String, unique=True),
            "transcript": TEXT,
            "turn": TEXT,
            "sentence": TEXT,
            "clause_start": OFFSET,
            "clause_end": OFFSET,
            "head_start": OFFSET,
            "head_end": OFFSET,
            "lemma": TEXT,
            "power": _one_of("agent", "patient", "equal"),
            "relation": _one_of("over", "equal"),
            "direction": _one_of(*DIRECTIONS),
            "over": MAYBE,
            "over_lemma": MAYBE,
            "over_start": NO_OFFSET,
            "over_end": NO_OFFSET,
            "under": MAYBE,
            "under_lemma": MAYBE,
            "under_start": NO_OFFSET,
            "under_end": NO_OFFSET,
            "modality": _one_of(*MODALITIES),
            "negated": pa.Column(pl.Boolean),
            "polarity": _one_of(*POLARITIES),
        }
    ),
    "responsibility": pa.DataFrameSchema(
        {
            "group": TEXT,
            "scenario": MAYBE,
            "modality": _one_of(*MODALITIES[1:]),
            "who": TEXT,
            "process_type": _one_of(*PROCESS_TYPES),
            "patient_actor": MAYBE,
            "n": pa.Column(pl.Int64, pa.Check.ge(1)),
            "n_negated": pa.Column(pl.Int64, pa.Check.ge(0)),
            "n_speakers": pa.Column(pl.Int64, pa.Check.ge(1)),
            "n_modality": pa.Column(pl.Int64, pa.Check.ge(1)),
            "share": SHARE,
            "quote": TEXT,
            "processes": pa.Column(pl.List(pl.String)),
        }
    ),
    "responsibility_matrix": pa.DataFrameSchema(
        {
            "group": TEXT,
            "scenario": MAYBE,
            "who": TEXT,
            **{name: pa.Column(pl.Int64, pa.Check.ge(0)) for name in MODALITIES[1:]},
            **{f"{name}_share": MAYBE_SHARE for name in MODALITIES[1:]},
        }
    ),
    "power_baseline": pa.DataFrameSchema(
        {
            "group": TEXT,
            "basis": _one_of("frames", "exercised", "participations"),
            "actor": TEXT,
            **{
                name: pa.Column(pl.Int64, pa.Check.ge(0))
                for name in ("n", "n_holder", "n_free", "n_speakers")
            },
            "observed": SHARE,
            "expected": SHARE,
            "difference": pa.Column(pl.Float64),
            "low": SHARE,
            "high": SHARE,
            "p": MAYBE_SHARE,
            "q": MAYBE_SHARE,
            "n_tests": pa.Column(pl.Int64, pa.Check.ge(0)),
            "n_permutations": pa.Column(pl.Int64, pa.Check.ge(1)),
            "activation": MAYBE_SHARE,
            "n_activation": pa.Column(pl.Int64, pa.Check.ge(0), nullable=True),
        }
    ),
    "floor": pa.DataFrameSchema(
        {
            **dict.fromkeys(("transcript", "workshop", "language", "group"), TEXT),
            **dict.fromkeys(("scenario", "speaker_code"), MAYBE),
            **dict.fromkeys(("n_speakers", "n_speakers_transcript", "n_turns", "n_words"), COUNT),
            **dict.fromkeys(("share", "gini", "initiative", "time_share"), MAYBE_SHARE),
            **dict.fromkeys(("mean_words", "median_words"), NUMBER),
            **dict.fromkeys(("n_questions", "n_backchannels"), COUNT),
            **dict.fromkeys(("n_after_facilitator", "n_after_participant", "speaking_ms"), MAYBE_COUNT),
            **dict.fromkeys(
                ("n_interruptions", "n_interrupted", "n_overlaps", "n_simultaneous", "n_gaps", "gaps_ms"),
                MAYBE_COUNT,
            ),
            "latency_ms": MAYBE_NUMBER,
        }
    ),
    "opportunities": pa.DataFrameSchema(
        {
            **dict.fromkeys(("transcript", "term", "upos", "language"), TEXT),
            **dict.fromkeys(("giver", "giver_group", "taker", "taker_group", "turn", "taken_turn"), TEXT),
            **dict.fromkeys(("start", "end", "taken_start", "taken_end"), OFFSET),
            "distance": pa.Column(pl.Int64, pa.Check.ge(1)),
            "taken": pa.Column(pl.Boolean),
            "chance": SHARE,
            "free": pa.Column(pl.Boolean),
        }
    ),
    "uptake": pa.DataFrameSchema(
        {
            "level": _one_of("all", "direction", "given", "taken", "pair"),
            **dict.fromkeys(("giver", "giver_group", "taker", "taker_group"), MAYBE),
            **dict.fromkeys(("n_terms", "n_taken", "n", "observed", "n_tests", "n_permutations"), COUNT),
            **dict.fromkeys(("expected", "difference", "low", "high"), NUMBER),
            **dict.fromkeys(("p", "q"), MAYBE_SHARE),
        }
    ),
    "coordination": pa.DataFrameSchema(
        {
            **dict.fromkeys(("speaker_code", "group", "language"), TEXT),
            "toward": _one_of("all", "own", "other"),
            "span": _one_of("turn", "edge"),
            "marker": _one_of(*MARKERS, nullable=True),
            "n": COUNT,
            **dict.fromkeys(("n_target", "n_reply", "n_both", "n_markers"), MAYBE_COUNT),
            "coordination": pa.Column(pl.Float64, pa.Check.in_range(-1, 1), nullable=True),
        }
    ),
    "interaction_rates": pa.DataFrameSchema(
        {
            "family": _one_of("floor", "uptake", "coordination"),
            "measure": TEXT,
            "item": MAYBE,
            "group": TEXT,
            **dict.fromkeys(("numerator", "denominator"), NUMBER),
            **dict.fromkeys(("rate", "low", "high"), MAYBE_NUMBER),
            "n_speakers": COUNT,
        }
    ),
    "multiverse": pa.DataFrameSchema(
        {
            **_FINDING,
            "specification": TEXT,
            "n_choices": COUNT,
            **{name: MAYBE_NUMBER for name in ("rate_a", "rate_b", "difference", "low", "high")},
            "p": MAYBE_SHARE,
            "q": MAYBE_SHARE,
            **{name: MAYBE_COUNT for name in ("n_tests", "n_speakers_a", "n_speakers_b")},
            "touched": pa.Column(pl.Boolean),
            "distinct": pa.Column(pl.Boolean),
            **{
                name: pa.Column(pl.Boolean, nullable=True)
                for name in ("same_direction", "excludes_zero", "told")
            },
        }
    ),
    "multiverse_findings": pa.DataFrameSchema(
        {
            **_FINDING,
            "difference": pa.Column(pl.Float64),
            "low": MAYBE_NUMBER,
            "high": MAYBE_NUMBER,
            "q": MAYBE_SHARE,
            "n_specifications": COUNT,
            "n_undefined": COUNT,
            **{f"share_{name}": MAYBE_SHARE for name in ("same_direction", "excludes_zero", "told")},
            "lowest": pa.Column(pl.Float64),
            "highest": pa.Column(pl.Float64),
            "moved_by": MAYBE,
            "moved_to": MAYBE_NUMBER,
            "changed_by": MAYBE,
        }
    ),
    "multiverse_choices": pa.DataFrameSchema(
        {
            "choice": TEXT,
            "option": TEXT,
            "crossed": pa.Column(pl.Boolean),
            "evaluated": pa.Column(pl.Boolean),
            "reason": MAYBE,
            **{f"n_{name}": COUNT for name in ("touched", "undefined", "turned", "lost", "gained")},
            **{name: TEXT for name in ("main", "label", "short", "why")},
            "source": MAYBE,
            "touches": TEXT,
        }
    ),
    "co_assignment": pa.DataFrameSchema(
        {
            "k": pa.Column(pl.Int64, pa.Check.ge(2)),
            **{
                name: pa.Column(pl.Int64, pa.Check.ge(1))
                for name in ("tile_a", "tile_b", "cluster_a", "cluster_b", "n_units_a", "n_units_b")
            },
            "share": MAYBE_SHARE,
        },
        checks=pa.Check(lambda data: data.lazyframe.select(pl.col("tile_a") <= pl.col("tile_b"))),
    ),
    "exclusions": pa.DataFrameSchema(
        {
            "process": pa.Column(pl.String, unique=True),
            "transcript": TEXT,
            "turn": TEXT,
            "sentence": TEXT,
            "clause_start": OFFSET,
            "clause_end": OFFSET,
            "lemma": TEXT,
            "verb": TEXT,
            "process_type": _one_of(*PROCESS_TYPES),
            "form": _one_of(*FORMS, nullable=True),
            "passive": MAYBE,
            "class": _one_of("generic", "backgrounded", "impersonal", "suppressed"),
            "by": _one_of("same verb", "last actor", nullable=True),
            "retrieved_process": MAYBE,
            "retrieved_turn": MAYBE,
            "retrieved_start": NO_OFFSET,
            "retrieved_end": NO_OFFSET,
            "retrieved": MAYBE,
            "retrieved_actor": MAYBE,
            "distance": NO_OFFSET,
        }
    ),
    "collocations": pa.DataFrameSchema(
        {
            "language": MAYBE,
            **dict.fromkeys(("group", "actor", "lemma", "upos"), TEXT),
            "observed": COUNTED,
            "expected": pa.Column(pl.Float64, pa.Check.gt(0)),
            **dict.fromkeys(("ratio", "ratio_within"), pa.Column(pl.Float64, pa.Check.gt(0))),
            **dict.fromkeys(("mi", "t"), pa.Column(pl.Float64)),
            "log_dice": pa.Column(pl.Float64, nullable=True),
            **dict.fromkeys(("n_node", "n_collocate", "n_span", "size"), COUNTED),
            **dict.fromkeys(("n_speakers", "n_naming", "n_transcripts"), COUNTED),
            "dp": SHARE,
            "dp_norm": MAYBE_SHARE,
            "tokens": pa.Column(pl.List(pl.String)),
        }
    ),
    "kwic": pa.DataFrameSchema(
        {
            "kind": _one_of("key word", "collocate"),
            "actor": MAYBE,
            **dict.fromkeys(("lemma", "upos"), TEXT),
            "language": MAYBE,
            **dict.fromkeys(("transcript", "turn", "sentence", "token"), TEXT),
            **dict.fromkeys(("start", "end", "node_start", "node_end"), OFFSET),
            **dict.fromkeys(("left", "node", "right"), TEXT),
        }
    ),
}
"""Table -> what its rows must be."""
