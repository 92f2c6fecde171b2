"""A small study for the tests of the report: hand-written sentences, read by a toy parser, counted by the project itself."""

import re
from functools import cache

import multiverse_material
import numpy as np
import polars as pl

from machtstaal import exclusions, responsibility
from machtstaal.clusters import composition, description, features, units
from machtstaal.comparison import (
    baseline,
    collocations,
    concordance,
    contrasts,
    counts,
    keyness,
    measures,
    model_checks,
    rates,
)
from machtstaal.forces_grid import FORCES, SCENARIOS
from machtstaal.interaction import coordination, floor, inference, terms, uptake
from machtstaal.networks import building, difference, statements, uncertainty
from machtstaal.networks import edges as edge_tables
from machtstaal.networks import measures as centralities
from machtstaal.power import frames
from machtstaal.report import ReportTables
from machtstaal.study.settings import Comparison, Settings
from machtstaal.tables import checked, participants, situated

GROUPS = {"citizen": "Citizens", "expert": "Experts"}
SETTINGS = Settings(
    title='Proeftuin <digitaal> & "vrij"',
    constructed=True,
    groups=GROUPS,
    comparison=Comparison(resamples=199, permutations=199),
).model_dump(mode="json")

CITIZENS = [
    "De overheid moet de burgers beschermen.",
    "Bedrijven verzamelen gegevens en niemand zegt er iets van.",
    "Er moet iets geregeld worden voor de ouderen.",
    "Wij worden gevolgd, de hele dag.",
    "De gemeente dwingt ons naar dat loket.",
    "Wij kunnen het systeem niet controleren.",
    "Zij beslissen en wij betalen.",
    "De burgers vragen de overheid om hulp.",
    "Feest 🎉🎉 bij de bedrijven, zij verkopen de gegevens van burgers.",
    "Cafe\u0301 dicht, bedrijven weg: wij moeten het plein redden.",
]
EXPERTS = [
    "De overheid reguleert de bedrijven.",
    "De toezichthouder moet de bedrijven controleren.",
    "De norm wordt vastgesteld en de gegevens worden bewaard.",
    "Het systeem bepaalt welke burgers worden gecontroleerd.",
    "Bedrijven mogen gegevens verzamelen.",
    "De overheid kan de bedrijven dwingen.",
    "De wetenschap waarschuwt de overheid.",
    "Het systeem beschermt de burgers niet.",
    "Wij adviseren de gemeente.",
    "De infrastructuur moet worden beheerd.",
]
INERT = "Mijn wachtwoord is <script>alert('x')</script> & \"geheim\" </script><img src=x onerror=alert(1)> en bedrijven verzamelen gegevens."

ACTORS = {
    "overheid": "government", "gemeente": "local_government", "burgers": "citizens", "bedrijven": "business",
    "ouderen": "elderly", "systeem": "technology", "gegevens": "data", "toezichthouder": "regulators",
    "wetenschap": "experts",
}  # fmt: skip
PRONOUNS = {"wij": "we", "ons": "we", "zij": "they"}
VERBS = {
    "beschermen": ("beschermen", "material", "agent"), "beschermt": ("beschermen", "material", "agent"),
    "verzamelen": ("verzamelen", "material", "none"), "zegt": ("zeggen", "verbal", "none"),
    "geregeld": ("regelen", "material", "agent"), "gevolgd": ("volgen", "material", "agent"),
    "dwingt": ("dwingen", "material", "agent"), "dwingen": ("dwingen", "material", "agent"),
    "controleren": ("controleren", "material", "agent"), "gecontroleerd": ("controleren", "material", "agent"),
    "beslissen": ("beslissen", "mental", "none"), "betalen": ("betalen", "material", "none"),
    "vragen": ("vragen", "verbal", "patient"), "verkopen": ("verkopen", "material", "none"),
    "redden": ("redden", "material", "agent"), "reguleert": ("reguleren", "material", "agent"),
    "vastgesteld": ("vaststellen", "material", "none"), "bewaard": ("bewaren", "material", "none"),
    "bepaalt": ("bepalen", "material", "agent"), "waarschuwt": ("waarschuwen", "verbal", "equal"),
    "adviseren": ("adviseren", "verbal", "equal"), "beheerd": ("beheren", "material", "agent"),
}  # fmt: skip
MODALS = {
    "moet": "obligation",
    "moeten": "obligation",
    "kan": "ability",
    "kunnen": "ability",
    "mogen": "permission",
}
WORD = re.compile(r"[\w\u0301]+|[^\w\s]")


def turns(n: int = 30) -> pl.DataFrame:
    """Two groups of six speakers in two scenarios with `n` turns each, and a facilitator; the same in every run."""
    rng = np.random.default_rng(3)
    rows = []
    for group, sentences in (("citizen", CITIZENS), ("expert", EXPERTS)):
        other = EXPERTS if group == "citizen" else CITIZENS
        for scenario in ("wild_west", "big_brother"):
            transcript = f"{group}s-{scenario.replace('_', '-')}"
            said = [("Gespreksleider", "facilitator", "Wie begint? De overheid luistert mee.")]
            for number in rng.integers(0, 6, size=n):
                talk = [
                    str(rng.choice(sentences if rng.random() < 0.8 else other))
                    for _ in range(rng.integers(1, 4))
                ]
                said.append((f"Naam{number}", "participant", " ".join(talk)))
            if group == "citizen":
                said.append(("Naam0", "participant", INERT))
            for number, (speaker, role, text) in enumerate(said, 1):
                rows.append((transcript, f"{transcript}-{number:04d}", group, speaker, role, scenario, text))
    frame = pl.DataFrame(
        rows, schema=["transcript", "turn", "group", "speaker", "role", "scenario", "text"], orient="row"
    )
    letter = (
        pl.when(pl.col("role") == "facilitator")
        .then(pl.lit("F"))
        .otherwise(pl.col("group").str.slice(0, 1).str.to_uppercase())
    )
    place = (
        pl.when(pl.col("role") == "facilitator").then(pl.lit("1")).otherwise(pl.col("speaker").str.slice(4))
    )
    return frame.select(
        "transcript", "turn", pl.col("group").alias("workshop"), "group", "speaker", "role", "scenario",
        start_ms=pl.lit(None, pl.Int64), end_ms=pl.lit(None, pl.Int64), text="text", language=pl.lit("nl"),
        speaker_code=letter + pl.lit("0") + place, n_words=pl.col("text").str.split(" ").list.len().cast(pl.Int64),
    )  # fmt: skip


def read(turns: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Tokens, mentions, processes and forces of the turns, by a parser that knows these sentences only."""
    tokens, mentions, processes, forces = [], [], [], []
    for turn in turns.iter_rows(named=True):
        where = {"transcript": turn["transcript"], "turn": turn["turn"]}
        starts = [0, *(match.end() for match in re.finditer(r"[.!?] ", turn["text"]))]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(turn["text"])], strict=True), 1):
            here = {**where, "sentence": f"{turn['turn']}:{number}"}
            words = [
                (found[0], found.start() + start, found.end() + start)
                for found in WORD.finditer(turn["text"][start:end])
            ]
            tokens += [_token(here, place, *word) for place, word in enumerate(words, 1)]
            named = [(form.lower(), a, b) for form, a, b in words if form.lower() in ACTORS | PRONOUNS]
            mentions += [_mention(here, *one) for one in named]
            processes += _processes(here, words, named, start, end)
            forces += [{**here, "start": a, "end": b, "term": form.lower(), "force": "data_power"}
                       for form, a, b in words if form.lower() == "gegevens"]  # fmt: skip
    numbered = {"mention": mentions, "process": processes}
    for name, rows in numbered.items():
        for number, row in enumerate(rows, 1):
            row[name] = f"{row['turn']}:{name[0]}{number}"
    offsets = {name: pl.Int32 for name in ("start", "end", "token", "head")}
    spans = [
        f"{what}_{edge}"
        for what in ("clause", "head", "agent", "patient", "beneficiary")
        for edge in ("start", "end")
    ]
    texts = dict.fromkeys(("passive", "exclusion", "beneficiary", "beneficiary_actor", "modal"), pl.String)
    return {
        "tokens": pl.DataFrame(tokens, schema_overrides=offsets),
        "mentions": checked(pl.DataFrame(mentions, schema_overrides=offsets | dict.fromkeys(("head_start", "head_end"), pl.Int32) | dict.fromkeys(("inclusion", "identified_as", "resolved", "antecedent"), pl.String)), "mentions"),
        "processes": checked(pl.DataFrame(processes, schema_overrides=dict.fromkeys(spans, pl.Int32) | texts, infer_schema_length=None), "processes"),
        "forces": pl.DataFrame(forces, schema_overrides=offsets),
    }  # fmt: skip


def _token(here, place, form, start, end):
    upos = (
        "VERB"
        if form.lower() in VERBS
        else "NOUN"
        if form.lower() in ACTORS
        else "PUNCT"
        if not form[0].isalnum()
        else "X"
    )
    lemma = VERBS[form.lower()][0] if form.lower() in VERBS else form.lower()
    return {**here, "token": place, "start": start, "end": end, "form": form, "lemma": lemma, "upos": upos,
            "xpos": "_", "feats": "_", "head": 0, "deprel": "root"}  # fmt: skip


def _mention(here, form, start, end):
    pronoun = form in PRONOUNS
    return {**here, "start": start, "end": end, "text": form, "head_start": start, "head_end": end, "lemma": form,
            "actor": (ACTORS | PRONOUNS)[form], "source": "pronoun" if pronoun else "lexicon",
            "reference": "specific" if pronoun else "generic", "grouping": "collectivised",
            "naming": "pronominal" if pronoun else "classified", "identified_as": None, "resolved": None,
            "antecedent": None, "inclusion": "unclear" if (ACTORS | PRONOUNS)[form] == "we" else None}  # fmt: skip


def _processes(here, words, named, start, end):
    """One process a verb: the actor before it acts, the one after it undergoes; after `worden` nobody acts."""
    low = [form.lower() for form, _, _ in words]
    modal = next((MODALS[form] for form in low if form in MODALS), "none")
    rows = []
    for form, a, b in words:
        if form.lower() not in VERBS:
            continue
        lemma, process_type, relation = VERBS[form.lower()]
        passive = any(word in low for word in ("wordt", "worden")) and (
            form.startswith("ge") or form in ("vastgesteld", "bewaard")
        )
        before = [one for one in named if one[1] < a]
        after = [one for one in named if one[1] > a]
        agent, patient = (None, before[-1] if before else None) if passive else (
            before[0] if before else None,
            after[0] if after else (before[-1] if len(before) > 1 else None),
        )  # fmt: skip
        known = {"agent": agent, "patient": patient}
        roles = {}
        for role, one in known.items():
            roles |= {role: one and one[0], f"{role}_actor": one and (ACTORS | PRONOUNS)[one[0]],
                      f"{role}_start": one and one[1], f"{role}_end": one and one[2]}  # fmt: skip
        rows.append({
            **here, "clause_start": start, "clause_end": end, "head_start": a, "head_end": b, "lemma": lemma, "verb": lemma,
            "kind": "verb", "voice": "passive" if passive else "active", "passive": "worden" if passive else None,
            "form": ("passive" if patient else "impersonal passive") if passive else "finite",
            "process_type": process_type, **roles,
            "agent_status": "expressed" if agent else "suppressed",
            "exclusion": None if agent else "suppressed" if passive else "backgrounded",
            "beneficiary": None, "beneficiary_actor": None, "beneficiary_start": None, "beneficiary_end": None,
            "modality": modal, "modal": None, "negated": "niet" in low, "power": relation,
        })  # fmt: skip
    return rows


def words(said, tokens, mentions, groups=tuple(GROUPS)) -> dict[str, pl.DataFrame]:
    """Key words, collocations and their concordance."""
    here = situated(tokens, said)
    company = SETTINGS["collocations"] | {"min_count": 2}
    found = {
        "keyness": keyness.compare(here, groups=groups, permutations=99),
        "collocations": collocations.find(
            here, mentions, window=company["window"], min_count=company["min_count"]
        ),
    }
    kwic = concordance.write(here, mentions, said, **found, words=SETTINGS["keyness"]["top"], company=company)
    return found | {"kwic": kwic}


def interaction(
    turns: pl.DataFrame, tokens: pl.DataFrame, analysed: pl.DataFrame, groups: tuple[str, ...]
) -> dict[str, pl.DataFrame]:
    """Tables of interaction; function words are those that stand in the sentences."""
    words = {
        "de": "article",
        "het": "article",
        "wij": "pronoun",
        "ons": "pronoun",
        "en": "conjunction",
        "niet": "negation",
    }
    low = pl.col("form").str.to_lowercase()
    marked = tokens.filter(low.is_in(list(words))).select("turn", "start", marker=low.replace_strict(words))
    exchanged = coordination.exchanges(turns, tokens, marked)
    content = terms.find(tokens, turns)
    found = {
        "floor": floor.share(turns, {"nl": ["ja"], "en": ["yes"]}),
        "opportunities": uptake.opportunities(content, turns, 5),
        "uptake": uptake.measure(content, turns, permutations=99, seed=1),
        "coordination": coordination.measure(exchanged),
    }
    long = inference.by_speaker(found["floor"], found["opportunities"], found["coordination"])
    counted = inference.counts(long, analysed, list(groups))
    found["interaction_rates"] = inference.estimate(counted, resamples=199, seed=1)
    found["interaction_contrasts"] = inference.compare(counted, resamples=199, permutations=199, seed=1)
    return {name: checked(frame, name) for name, frame in found.items()}


@cache
def study(
    groups: tuple[str, ...] = tuple(GROUPS), n: int = 30, english: tuple[str, ...] = ()
) -> ReportTables:
    """All tables of the study, each made by the project's own functions.

    The toy parser reads Dutch only: the words of the transcripts that are called English stay as they are.
    """
    said = turns(n).filter(pl.col("group").is_in(list(groups)))
    foreign = pl.col("transcript").is_in(english)
    said = said.with_columns(language=pl.when(foreign).then(pl.lit("en")).otherwise("language"))
    raw = read(said)
    raw["participants"] = participants(raw["processes"])
    raw["power_frames"] = frames.extract(raw["processes"])
    order = said.select("turn", position=pl.int_range(pl.len()).over("transcript"))
    raw["exclusions"] = checked(exclusions.find(raw["processes"], order), "exclusions")
    here = {name: situated(frame, said) for name, frame in raw.items()}
    here["turns"] = situated(said, said)
    counted = counts.count(measures.load(), here, here["turns"], groups)
    size = {"resamples": 199, "seed": 1}
    traces = building.evidence(
        here["mentions"],
        here["turns"],
        here["processes"],
        here["power_frames"],
        window=2,
        by_language=bool(english),
    )
    edges = building.edges(traces, min_weight=2)
    shares = pl.concat(edge_tables.shares(rows, network) for network, rows in traces.items())
    speakers = building.speakers(here["turns"])
    found = units.select(here["turns"], 6)
    blocks = features.count(found, here["tokens"], here["mentions"], here["processes"], here["participants"])
    clustered = found.with_columns(
        cluster=(pl.int_range(pl.len()) % 2 + 1).cast(pl.Int64), centrality=pl.int_range(pl.len()) / pl.len()
    )
    differences = contrasts.compare(counted, permutations=199, **size)
    return ReportTables(
        turns=said,
        **interaction(said, raw["tokens"], here["turns"], groups),
        **{
            name: raw[name]
            for name in ("tokens", "mentions", "processes", "participants", "power_frames", "exclusions", "forces")
        },
        responsibility=responsibility.assign(here["processes"], said),
        power_baseline=baseline.compare(here["processes"], here["participants"], groups, permutations=99),
        rates=rates.estimate(counted, **size),
        **words(said, raw["tokens"], raw["mentions"], groups),
        contrasts=differences,
        model_checks=model_checks.compare(counted, differences),
        **multiverse_material.tables({**raw, "turns": said}, differences, groups, permutations=199, **size),
        edges=edges,
        networks=centralities.summary(edges, centralities.nodes(edges, here["mentions"])),
        centralities=uncertainty.centralities(edges, shares, speakers, **size),
        network_contrasts=difference.compare(edges, shares, speakers, groups, permutations=199),
        statements=statements.propose(here["processes"], by_language=bool(english)),
        units=clustered,
        cluster_terms=description.terms(blocks, clustered),
        composition=composition.composition(clustered, permutations=99, resamples=99),
        clusters=description.sizes(clustered, pl.DataFrame({
            "cluster": [1, 2], "consensus": [0.8, 0.7], "next_consensus": [0.2, 0.2], "jaccard": [0.9, 0.8],
        })),
        central=description.central(clustered),
        outcome={"outcome": "stable", "k": 2, "sentence": "Two clusters that a test made up."},
        scenarios=pl.DataFrame(
            [("wild_west", "Wild West", "data_power", "high", ""), ("big_brother", "Big Brother", "data_power", "low", "")],
            schema=SCENARIOS, orient="row",
        ),
        force_terms=pl.DataFrame([("data_power", "Power of data", "nl", "gegevens", "")], schema=FORCES, orient="row"),
        categories=pl.DataFrame({"actor": ["business", "government"], "label": ["Business", "Government"]}),
        warnings=("a.txt: turns without text were left out: 1.",),
        verbs={"nl": frozenset({"beschermen", "dwingen"})} | ({"en": frozenset({"beschermen"})} if english else {}),
    )  # fmt: skip
