"""A made-up study, counted and compared by the project's own functions, for the tests of the figures."""

from functools import cache

import multiverse_material
import numpy as np
import polars as pl

from machtstaal import responsibility
from machtstaal.clusters import consensus
from machtstaal.comparison import baseline, contrasts, counts, keyness, measures, rates
from machtstaal.contracts import MODALITIES, NAMINGS, PROCESS_TYPES
from machtstaal.interaction import stretches, uptake
from machtstaal.networks import cooccurrence, power
from machtstaal.networks import measures as centralities
from machtstaal.power import frames
from machtstaal.study.settings import Comparison, Settings
from machtstaal.tables import participants, situated

GROUPS = {"citizens": "Citizens", "experts": "Experts"}
ACTORS = [  # the first ones are named more often
    *(
        "government",
        "we",
        "citizens",
        "big_tech",
        "generic",
        "technology",
        "business",
        "people",
        "experts",
        "they",
    ),
    *(
        "local_government",
        "young",
        "data",
        "politicians",
        "civil_society",
        "regulators",
        "elderly",
        "international",
    ),
    *("vulnerable", "justice"),
]
SCENARIOS = {
    "wild-west": "Wild West",
    "big-brother": "Big Brother",
    "utopia": "User Utopia",
    "business": "Big Business",
}
FORCES = {
    "trust": "trust in institutions",
    "autonomy": "personal autonomy",
    "regulation": "regulation",
    "power": "market power",
}
KINDS = {
    "state": "government local_government politicians regulators justice international",
    "market": "big_tech business",
    "society": "citizens people young elderly vulnerable civil_society experts",
    "technology": "technology data",
    "talk": "we they generic",
}
COMPARISON = Comparison(resamples=199, permutations=199)


def settings(groups: dict[str, str] | None = None, **others) -> Settings:
    return Settings(title="A made-up study", groups=groups or GROUPS, comparison=COMPARISON, **others)


@cache
def tables(
    groups: tuple[str, ...] = tuple(GROUPS), speakers: int = 7, seed: int = 1
) -> dict[str, pl.DataFrame]:
    """All tables the figures need; speakers differ in how much they say, groups in whom they talk about."""
    rng = np.random.default_rng(seed)
    turns = _turns(groups, speakers, rng)
    here = turns.filter(pl.col("role") == "participant")
    mentions, processes = _mentions(here, groups, rng), _processes(here, groups, rng)
    situated_tables = {
        "mentions": situated(mentions, turns),
        "processes": situated(processes, turns),
        "participants": situated(participants(processes), turns),
        "forces": situated(_forces(here, rng), turns),
    }
    counted = counts.count(measures.load(), situated_tables, situated(turns, turns), groups)
    size = {"resamples": COMPARISON.resamples, "seed": 1}
    compared = contrasts.compare(counted, permutations=COMPARISON.permutations, **size)
    raw = {
        "turns": turns,
        "mentions": mentions,
        "processes": processes,
        "forces": _forces(here, np.random.default_rng(2)),
    }
    pairs = [power.edges(situated(frames.extract(processes), turns), min_weight=2)]
    pairs.append(cooccurrence.by_sentence(situated_tables["mentions"], min_weight=2))
    edges = pl.concat(pairs)
    return {
        "turns": turns,
        "responsibility": responsibility.assign(situated_tables["processes"], turns),
        "power_baseline": baseline.compare(
            situated_tables["processes"], situated_tables["participants"], groups, permutations=199, seed=1
        ),
        "categories": pl.DataFrame(
            [
                {"actor": actor, "label": None, "kind": kind}
                for kind, known in KINDS.items()
                for actor in known.split()
            ],
            schema={"actor": pl.String, "label": pl.String, "kind": pl.String},
        ),
        "rates": rates.estimate(counted, **size),
        "contrasts": compared,
        **multiverse_material.tables(raw, compared, groups, permutations=99, **size),
        "keyness": keyness.compare(situated(_tokens(here, rng), turns), groups=groups, permutations=99),
        "uptake": uptake.measure(*_terms(turns), permutations=99, seed=1),
        "edges": edges,
        "nodes": centralities.nodes(edges, situated_tables["mentions"]),
        "scenarios": pl.DataFrame(
            [
                {
                    "scenario": s,
                    "label": label,
                    "force": f,
                    "level": ("low", "middle", "high")[(i + j) % 3],
                    "note": "",
                }
                for i, (s, label) in enumerate(SCENARIOS.items())
                for j, f in enumerate(FORCES)
            ]
        ),
        "forces": pl.DataFrame([{"force": f, "label": label, "term": f} for f, label in FORCES.items()]),
        **clusters(groups),
    }


def _terms(turns: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Terms of each stretch: some of all times, some that belong to a stage of the talk; and the turns."""
    turns = turns.with_columns(language=pl.lit("nl"))
    rng = np.random.default_rng(4)
    said = stretches.number(turns).unique(["transcript", "stretch"], keep="first", maintain_order=True)
    rows = [
        {
            **{name: row[name] for name in (*stretches.PLACE, "turn")},
            "term": term,
            "upos": "NOUN",
            "start": 0,
            "end": 3,
        }
        for row in said.iter_rows(named=True)
        for term in {f"{row['stretch'] // 8}-{rng.integers(12)}" for _ in range(4)}
        | {f"any-{rng.integers(20)}"}
    ]
    kinds = {"start": pl.Int32, "end": pl.Int32, "stretch": pl.Int64}
    return pl.DataFrame(rows, schema_overrides=kinds).sort("transcript", "stretch", "term"), turns


def clusters(groups: tuple[str, ...], stable: bool = True) -> dict[str, pl.DataFrame]:
    """Outcome of a clustering: three stable clusters, or none."""
    ks = list(range(2, 9))
    stability = (
        [0.62, 0.81, 0.66, 0.58, 0.49, 0.44, 0.41] if stable else [0.31, 0.28, 0.25, 0.24, 0.22, 0.2, 0.2]
    )
    solutions = pl.DataFrame({"k": ks, "stability": stability}).with_columns(
        low=pl.col("stability") - 0.15,
        high=pl.col("stability") + 0.12,
        null_mean=pl.lit(0.2),
        null_high=pl.lit(0.34),
        p=pl.lit(0.048),
        smallest=pl.lit(40, pl.Int64),
        chosen=pl.col("k") == 3 if stable else pl.lit(False),
    )
    sets = [
        solutions.with_columns(
            features=pl.lit(name), stability=pl.col("stability") * share, chosen=pl.lit(False)
        )
        for name, share in (("lexical", 1.1), ("discourse", 0.7), ("both", 0.95))
    ]
    solutions = pl.concat([solutions.with_columns(features=pl.lit("consensus")), *sets])
    k, rng = (3 if stable else 2), np.random.default_rng(6)
    truth = np.arange(212) % k
    noisy = np.where(rng.random((60, 212)) < (0.3 if stable else 1), rng.integers(0, k, (60, 212)), truth)
    runs = consensus.Runs(noisy)
    items, _ = runs.between(truth)
    co_assignment = consensus.matrix(runs, truth, consensus.tiles(truth, items[np.arange(212), truth]), k)
    shares = [(c, g, 20 + 9 * c + 7 * i) for c in (1, 2, 3) for i, g in enumerate(groups)] if stable else []
    composition = pl.DataFrame(
        [
            {
                "cluster": c,
                "by": "group",
                "value": g,
                "n_units": n,
                "n_speakers": 6,
                "share": n / sum(x for k, _, x in shares if k == c),
                "share_overall": 1 / len(groups),
            }
            for c, g, n in shares
        ],
        schema={
            "cluster": pl.Int64,
            "by": pl.String,
            "value": pl.String,
            "n_units": pl.Int64,
            "n_speakers": pl.Int64,
        }
        | {"share": pl.Float64, "share_overall": pl.Float64},
    )
    sentence = (
        "212 turns of 14 speakers fall into 3 clusters that are found again."
        if stable
        else (
            "No stable structure: 212 turns of 14 speakers do not fall into clusters that are found again when a fifth of the "
            "speakers is left out."
        )
    )
    outcome = {
        "outcome": "stable" if stable else "no stable structure",
        "k": 3 if stable else None,
        "sentence": sentence,
    }
    outcome |= {"threshold": 0.7, "n_units": 212, "n_speakers": 14, "resamples": 50, "resampled": "speakers"}
    outcome |= {"features": ["lexical", "discourse", "both"]}
    return {
        "solutions": solutions,
        "co_assignment": co_assignment,
        "composition": composition,
        "outcome": pl.DataFrame([outcome]),
    }


def _turns(groups, speakers, rng) -> pl.DataFrame:
    rows = []
    for group in groups:
        codes = [f"{group[0].upper()}{n:02d}" for n in range(1, speakers + 1)]
        talkative = rng.dirichlet(np.full(speakers, 3.0))
        for scenario in SCENARIOS:
            for n in range(1, 46):
                led = n % 9 == 0
                code = f"F{groups.index(group) + 1:02d}" if led else str(rng.choice(codes, p=talkative))
                transcript = f"{group}-{scenario}"
                rows.append(
                    {
                        "transcript": transcript, "turn": f"{transcript}-{n:03d}", "workshop": group, "group": group,
                        "speaker": code, "role": "facilitator" if led else "participant", "scenario": scenario,
                        "speaker_code": code, "n_words": int(rng.integers(8, 70)), "text": "Zij regelen het.",
                    }
                )  # fmt: skip
    return pl.DataFrame(rows)


def _spread(turns: pl.DataFrame, n: int, rng) -> pl.DataFrame:
    """`n` places in the talk: turns by their length, two sentences each."""
    words = turns["n_words"].to_numpy()
    rows = np.sort(rng.choice(turns.height, n, p=words / words.sum()))
    sentence = pl.concat_str("turn", pl.lit(":"), pl.Series(rng.integers(1, 3, n)).cast(pl.String))
    return turns[rows].select("transcript", "turn", "group").with_columns(sentence=sentence)


def _pick(places: pl.DataFrame, groups, items, rng, empty: float = 0.0) -> list:
    """An item for each place, each group with leanings of its own."""
    taste = {g: rng.dirichlet(np.linspace(4, 0.4, len(items))) for g in groups}
    found = [str(rng.choice(items, p=taste[g])) for g in places["group"]]
    return [None if rng.random() < empty else item for item in found]


def _mentions(turns, groups, rng) -> pl.DataFrame:
    places = _spread(turns, 1500, rng)
    actor = _pick(places, groups, ACTORS, rng)
    talk = {"we", "they", "generic"}
    return places.drop("group").with_columns(
        mention=pl.int_range(places.height).cast(pl.String),
        actor=pl.Series(actor),
        source=pl.Series(["pronoun" if a in talk else "lexicon" for a in actor]),
        lemma=pl.Series(actor),
        reference=pl.Series(rng.choice(["specific", "generic"], places.height)),
        grouping=pl.Series(rng.choice(["individual", "collectivised"], places.height)),
        naming=pl.Series(rng.choice(NAMINGS, places.height)),
    )


def _processes(turns, groups, rng) -> pl.DataFrame:
    places = _spread(turns, 2200, rng)
    n = places.height
    voice = rng.choice(["active", "active", "active", "active", "passive"], n)
    kind = rng.choice(["verb", "copula", "nominalisation"], n, p=[0.8, 0.15, 0.05])
    status = np.where(
        voice == "passive",
        "suppressed",
        rng.choice(["expressed", "generic", "suppressed", "none"], n, p=[0.7, 0.1, 0.1, 0.1]),
    )
    agent = _pick(places, groups, ACTORS, rng, 0.3)
    agent = [a if s in ("expressed", "generic") else None for a, s in zip(agent, status, strict=True)]
    return places.drop("group").with_columns(
        process=pl.int_range(n).cast(pl.String).str.zfill(5),
        **{f"{part}_{edge}": pl.lit(end, pl.Int32) for part in ("clause", "head") for edge, end in (("start", 0), ("end", 16))},
        lemma=pl.Series(lemma := rng.choice(["dwingen", "regelen", "verzamelen", "beschermen"], n)),
        verb=pl.Series(lemma),
        kind=pl.Series(kind),
        voice=pl.Series(voice),
        passive=pl.Series([str(rng.choice(["worden", "zijn"], p=[0.7, 0.3])) if v == "passive" else None for v in voice]),
        form=pl.Series(np.where(kind == "nominalisation", kind, np.where(voice == "passive", voice, "finite"))),
        process_type=pl.Series(_pick(places, groups, PROCESS_TYPES, rng)),
        **{f"{role}_{edge}": pl.lit(None, pl.Int32) for role in ("agent", "patient", "beneficiary") for edge in ("start", "end")},
        agent=pl.Series(agent),
        agent_actor=pl.Series(agent),
        agent_status=pl.Series(status),
        exclusion=pl.Series([str(rng.choice(["suppressed", "backgrounded"])) if s == "suppressed" else None for s in status]),
        patient=pl.Series(patient := _pick(places, groups, ACTORS, rng, 0.5)),
        patient_actor=pl.Series(patient),
        beneficiary=pl.lit(None, pl.String),
        beneficiary_actor=pl.lit(None, pl.String),
        modality=pl.Series(rng.choice(MODALITIES, n, p=[0.62, 0.1, 0.01, 0.04, 0.01, 0.09, 0.04, 0.04, 0.02, 0.03])),
        modal=pl.lit(None, pl.String),
        negated=pl.Series(rng.random(n) < 0.1),
        power=pl.Series(rng.choice(["agent", "patient", "equal", "none"], n, p=[0.2, 0.04, 0.02, 0.74])),
    )  # fmt: skip


def _forces(turns, rng) -> pl.DataFrame:
    places = _spread(turns, 260, rng)
    return places.drop("group").with_columns(
        force=pl.Series(rng.choice(list(FORCES), places.height)), term=pl.lit("x")
    )


def _tokens(turns, rng) -> pl.DataFrame:
    words = [
        *(
            "app",
            "buurman",
            "ziekenhuis",
            "telefoon",
            "pinpas",
            "toeslag",
            "kleinkind",
            "wachtwoord",
            "balie",
        ),
        *(
            "mens",
            "gevoel",
            "privacy",
            "data",
            "overheid",
            "wet",
            "toezicht",
            "infrastructuur",
            "norm",
            "markt",
        ),
        *("interoperabiliteit", "kader", "governance", "beleid", "innovatie", "concurrentie", "platform"),
    ]
    places = _spread(turns, 4000, rng)
    lean = {
        g: np.linspace(3, 0.15, len(words)) if i % 2 == 0 else np.linspace(0.15, 3, len(words))
        for i, g in enumerate(dict.fromkeys(places["group"]))
    }
    lemma = [str(rng.choice(words, p=lean[g] / lean[g].sum())) for g in places["group"]]
    return places.drop("group").with_columns(lemma=pl.Series(lemma), upos=pl.lit("NOUN"))
