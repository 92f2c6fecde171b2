"""Findings under other choices: what is planted to hang on a choice falls with it, what is not stands."""

from dataclasses import replace
from functools import cache, partial

import english_material as english
import polars as pl
import pytest
import report_material
from english_material import LEXICONS

from machtstaal import mentions, processes
from machtstaal.comparison import contrasts, measures
from machtstaal.comparison.told import supported
from machtstaal.contracts import SCHEMAS
from machtstaal.evaluation import codings
from machtstaal.multiverse import choices, findings, panel, rereading, study, summary
from machtstaal.multiverse.choices import Circumstances
from machtstaal.multiverse.worlds import Tables, World
from machtstaal.problems import Problem
from machtstaal.study.settings import Settings
from machtstaal.tables import checked

GROUPS = ("a", "b")
SIZE = {"resamples": 199, "permutations": 999, "confidence": 0.95, "min_speakers": 2, "seed": 1}
ROW = dict.fromkeys(SCHEMAS["processes"].columns) | {
    "kind": "verb", "voice": "active", "process_type": "material", "agent_status": "expressed", "modality": "none",
    "negated": False, "power": "none", "form": "finite", "agent": "raad", "agent_actor": "government", "lemma": "doen", "verb": "doen",
    "clause_start": 0, "clause_end": 9, "head_start": 0, "head_end": 4,
}  # fmt: skip
BE = {
    "voice": "passive", "passive": "zijn", "form": "passive", "agent": None, "agent_actor": None, "agent_status": "suppressed",
    "exclusion": "suppressed", "patient": "data", "patient_actor": "data",
}  # fmt: skip
PASSIVE = BE | {"passive": "worden"}


@cache
def planted() -> World:
    """Eight speakers a group. Group a has more passives, all by *zijn*, and more negation, whatever the passives.

    One speaker of each group says ten times as much; in both groups every third turn is short and empty.
    """
    turns, rows = [], []
    for group in GROUPS:
        for speaker in range(8):
            code = f"{group.upper()}{speaker}"
            for number in range(1, 10):
                turn = f"{code}-{number}"
                n_words = 3 if number % 3 == 0 else 200 if speaker == 0 else 20
                turns.append((code, turn, group, "participant", code, n_words))
                if number % 3 == 0:
                    continue
                denied = 5 if group == "a" else speaker % 2
                said = (
                    [{"negated": True}] * denied
                    + [{}] * (10 + speaker % 3 - denied)
                    + [PASSIVE] * (1 + (number + speaker) % 2)
                )
                said += [BE] * ((4 if group == "a" else 0) + (speaker + number) % 2)
                said += [{"kind": "nominalisation", "voice": None, "form": "nominalisation"}] * 2
                rows += [{**ROW, **one, "process": f"{turn}.{at:02d}", "turn": turn, "transcript": code, "sentence": f"{turn}:1"}
                         for at, one in enumerate(said)]  # fmt: skip
        turns.append((f"{group.upper()}0", f"{group}-led", group, "facilitator", f"F{group}", 50))
    names = ["transcript", "turn", "group", "role", "speaker_code", "n_words"]
    said = pl.DataFrame(turns, schema=names, orient="row").with_columns(
        workshop="group",
        scenario=pl.lit("now"),
        language=pl.lit("nl"),
        n_words=pl.col("n_words").cast(pl.Int64),
    )
    spans = {name: pl.Int32 for name in SCHEMAS["processes"].columns if name.endswith(("_start", "_end"))}
    texts = {name: pl.String for name, value in ROW.items() if value is None and name not in spans}
    found = pl.DataFrame(rows, schema_overrides=texts | spans, infer_schema_length=None)
    named = pl.DataFrame(
        schema=dict.fromkeys(
            ("turn", "actor", "source", "lemma", "reference", "grouping", "naming"), pl.String
        )
    )
    forces = pl.DataFrame(schema=dict.fromkeys(("turn", "force", "term"), pl.String))
    return World(Tables(said, named, checked(found, "processes"), forces), facilitators=False, window=2)


def tried(*names: str, **given) -> choices.Plan:
    chosen = [one for one in choices.load() if one.choice in names]
    return choices.plan(chosen, Circumstances(languages=["nl"], **given))


@cache
def evaluated() -> tuple[pl.DataFrame, choices.Plan]:
    world, catalogue = planted(), measures.load()
    plan = tried("zijn_passives", "nominalisations", "short_turns", "talkative", "backgrounding_window")
    found = findings.choose(contrasts.compare(world.counted(catalogue, GROUPS), **SIZE), 0.05)
    return panel.evaluate(found, plan, world, catalogue, GROUPS, alpha=0.05, **SIZE), plan


def row(measure: str, specification: str = "main") -> dict:
    here = evaluated()[0].filter(measure=measure, specification=specification)
    return next(here.iter_rows(named=True))


def test_a_finding_that_hangs_on_passives_with_zijn_falls_with_them_and_the_report_of_it_says_so():
    main, state = row("passives"), row("passives", "zijn_passives=state")
    assert main["told"] and main["difference"] > 0.1
    assert state["touched"] and not state["told"]
    assert state["q"] > 0.5 and abs(state["difference"]) < 0.02
    fares = summary.of_findings(evaluated()[0]).filter(measure="passives").row(0, named=True)
    assert fares["moved_by"] == "zijn_passives=state"
    assert fares["moved_to"] == state["difference"]
    assert fares["changed_by"] == "zijn_passives=state"
    assert 0 < fares["share_told"] < 1
    assert fares["lowest"] < 0.02 < main["difference"] <= fares["highest"]


def test_rates_without_passives_by_zijn_are_those_of_a_count_by_hand():
    """Speaker a-0 of 10 turns' verbs: no state is a verb any more, so neither counted nor counted against."""
    found = planted().tables.processes.join(planted().tables.turns.select("turn", "group"), on="turn")
    verbs = found.filter(
        (pl.col("kind") == "verb") & (pl.col("passive").is_null() | (pl.col("passive") != "zijn"))
    )
    share = {group: (part["voice"] == "passive").mean() for (group,), part in verbs.group_by("group")}
    state = row("passives", "zijn_passives=state")
    assert (state["rate_a"], state["rate_b"]) == pytest.approx((share["a"], share["b"]))


def test_a_state_has_its_subject_as_carrier_and_nobody_left_out():
    state = planted().under(tried("zijn_passives").option("zijn_passives", "state")).tables.processes
    before = planted().tables.processes.filter(passive="zijn")["process"]
    told = (
        state.filter(pl.col("process").is_in(before.to_list()))
        .drop("process", "turn", "transcript", "sentence")
        .unique()
    )
    assert told.height == 1
    assert told.select("kind", "process_type", "agent", "agent_actor", "agent_status", "patient", "voice", "passive").row(0) == (
        "copula", "relational", "data", "data", "expressed", None, None, None,
    )  # fmt: skip


def test_a_finding_that_does_not_hang_on_any_choice_stands_under_all():
    fares = summary.of_findings(evaluated()[0]).filter(measure="negation").row(0, named=True)
    assert fares["role"] == "told"
    assert fares["share_told"] == fares["share_same_direction"] == 1
    assert fares["changed_by"] is None


def test_a_choice_that_leaves_the_counts_alone_is_no_evidence_and_what_counts_the_same_counts_once():
    assert not row("negation", "zijn_passives=state")["touched"]  # they are clauses as before
    assert row("negation", "talkative=out")["touched"]
    again = row("negation", "zijn_passives=state; talkative=out")
    assert again["touched"] and not again["distinct"]
    fares = summary.of_findings(evaluated()[0]).filter(measure="negation").row(0, named=True)
    assert (
        fares["n_specifications"] == 1
    )  # short turns are empty, event nouns no clauses, so only who speaks differs


def test_a_choice_that_takes_away_what_is_measured_leaves_no_verdict():
    found = pl.DataFrame(
        [("exclusion", "nominalisations", None, "a", "b", "nearest")], schema=findings.SCHEMA, orient="row"
    )
    rows = panel.evaluate(
        found, tried("nominalisations"), planted(), measures.load(), GROUPS, alpha=0.05, **SIZE
    )
    gone = rows.filter(specification="nominalisations=out").row(0, named=True)
    assert (gone["same_direction"], gone["told"], gone["touched"]) == (None, None, True)
    fares = summary.of_findings(rows).row(0, named=True)
    assert (fares["n_specifications"], fares["n_undefined"], fares["share_told"]) == (0, 1, None)


def test_the_main_specification_is_the_main_analysis():
    world, catalogue = planted(), measures.load()
    whole = contrasts.compare(world.counted(catalogue, GROUPS), **SIZE)
    main = evaluated()[0].filter(specification="main")
    both = main.join(
        whole.filter(pl.col("scenario").is_null()), on=findings.KEY, nulls_equal=True, suffix="_whole"
    )
    assert both.height == main.height > 3
    for name in ("difference", "low", "high", "p", "q"):
        assert both[name].to_list() == both[f"{name}_whole"].to_list()
    told = [supported(one, 0.05) for one in both.iter_rows(named=True)]
    assert told == (both["role"] == "told").to_list() == both["told"].to_list()


def test_scenarios_that_divide_the_speakers_stay_in_the_comparison():
    """Whatever the contrasts make of two break-out groups, the main specification makes the same."""
    world, catalogue = planted(), measures.load()
    divided = pl.when(pl.col("speaker_code").str.tail(1).cast(pl.Int32, strict=False) % 2 == 0).then(
        pl.lit("later")
    )
    turns = world.tables.turns.with_columns(scenario=divided.otherwise("scenario"))
    there = replace(world, tables=replace(world.tables, turns=turns))
    whole = contrasts.compare(there.counted(catalogue, GROUPS), **SIZE)
    found = findings.choose(whole, 0.05)
    rows = panel.evaluate(found, tried("short_turns"), there, catalogue, GROUPS, alpha=0.05, **SIZE)
    study._agree(rows, whole)
    assert rows.height == 2 * found.height > 6


def test_crossed_choices_meet_in_all_combinations_and_the_others_one_at_a_time():
    specifications = evaluated()[1].specifications
    assert len(specifications) == 1 + 6 + (2**4 - 1 - 4)
    assert all("backgrounding_window" not in dict(chosen) for chosen in specifications if len(chosen) > 1)
    assert [len(chosen) for chosen in specifications] == sorted(map(len, specifications))


def test_two_evaluations_are_equal():
    world, catalogue = planted(), measures.load()
    found = evaluated()[0].filter(specification="main").select(list(findings.SCHEMA))
    again = panel.evaluate(found, evaluated()[1], world, catalogue, GROUPS, alpha=0.05, **SIZE)
    assert again.equals(evaluated()[0])


# ---- what options do to a study ---------------------------------------------------------------------------------


def counted(*options: choices.Option, of: str = "prominence", plan: World | None = None):
    catalogue = measures.load()
    only = measures.Catalogue(families=catalogue.families, measures=(catalogue[of],))
    return (plan or planted()).under(*options).counted(only, GROUPS)


def words(counts) -> int:
    return int(counts.words[:, 0].sum())


def test_short_turns_talkative_speakers_and_facilitators_leave_and_enter_the_count_of_words():
    plan = tried("short_turns", "talkative", "facilitators")
    short, talkative, led = (plan.option(*one) for one in
                             (("short_turns", "out"), ("talkative", "out"), ("facilitators", "in")))  # fmt: skip
    full = 2 * (6 * 200 + 7 * 6 * 20)
    assert words(counted()) == full + 2 * 8 * 3 * 3
    assert words(counted(short)) == full
    assert words(counted(talkative, short)) == words(counted(short, talkative)) == 2 * 7 * 6 * 20
    assert words(counted(led)) == words(counted()) + 2 * 50
    assert counted(talkative).speakers["speaker_code"].to_list() == [
        f"{g}{n}" for g in "AB" for n in range(1, 8)
    ]


def test_a_wider_window_finds_more_doers_nearby():
    """A verb that acts in the first turn of a speaker, and lacks its doer in the fifth."""
    turns = pl.DataFrame(
        [("t", f"t-{n}", "ab"[n % 2], "participant", "AB"[n % 2], 10) for n in range(6)],
        schema=["transcript", "turn", "group", "role", "speaker_code", "n_words"],
        orient="row",
    ).with_columns(workshop="group", scenario=pl.lit(None, pl.String), language=pl.lit("nl"))
    rows = [ROW | {"turn": "t-0"}, ROW | PASSIVE | {"turn": "t-4"}, ROW | PASSIVE | {"turn": "t-1"}]
    known = pl.DataFrame(
        [one | {"process": f"p{at}", "transcript": "t", "sentence": "s"} for at, one in enumerate(rows)],
        schema_overrides={name: pl.String for name, value in ROW.items() if value is None}, infer_schema_length=None,
    )  # fmt: skip
    world = World(
        Tables(turns, planted().tables.mentions, known, planted().tables.forces), facilitators=False, window=2
    )
    plan = tried("backgrounding_window", window=2)
    near = [counted(*options, of="backgrounded_agents", plan=world).numerators.sum()
            for options in ((plan.option("backgrounding_window", "0"),), (), (plan.option("backgrounding_window", "5"),))]  # fmt: skip
    assert near == [0, 1, 2]


def test_whoever_does_something_to_somebody_is_over_them_without_a_lexicon():
    known = report_material.study().processes
    world = World(
        Tables(report_material.study().turns, planted().tables.mentions, known, planted().tables.forces),
        False,
        2,
    )
    recoded = world.under(tried("power_lexicon").option("power_lexicon", "activation")).tables.processes
    both = pl.col("agent").is_not_null() & pl.col("patient").is_not_null()
    assert set(recoded.filter(both & (pl.col("process_type") == "material"))["power"]) == {"agent"}
    assert set(recoded.filter(~both)["power"]) == {"none"}
    assert "agent" in set(known.filter(~both)["power"])


@pytest.mark.parametrize("choice", [one for one in choices.load() if one.choice not in ("models", "verb_codes", "resolve_pronouns")],
                         ids=lambda one: one.choice)  # fmt: skip
def test_a_choice_changes_the_counts_of_those_families_only_that_it_says(choice):
    catalogue, tables = measures.load(), report_material.study()
    raw = Tables(tables.turns, tables.mentions, tables.processes, tables.forces)
    groups = tuple(report_material.GROUPS)
    for world in (planted(), World(raw, facilitators=False, window=2)):
        names = groups if world is not planted() else GROUPS
        main = world.counted(catalogue, names)
        plan = tried(choice.choice, window=2, led=study.led(world.tables.turns))
        for option in () if plan.decisions[0].reason else plan.decisions[0].options:
            other = world.under(option).counted(catalogue, names)
            changed = {
                family for family in catalogue.families if _counts(main, family) != _counts(other, family)
            }
            assert "all" in choice.touches or changed <= set(choice.touches)


def _counts(counts, family):
    here = (counts.columns["family"] == family).to_numpy()
    return (
        counts.columns.filter(family=family).rows(),
        counts.numerators[:, here].tolist(),
        counts.denominators[:, here].tolist(),
    )


# ---- words read again --------------------------------------------------------------------------------------------

SENTENCES = (
    "The//D/det/2 board//N/nsubj/3 regulates/regulate/V/root/0 the//D/det/5 firms/firm/NS/obj/3",
    "They/they/PR/nsubj/2 visit//V/root/0 us/we/PE/obj/2",
)


def test_another_reading_of_the_words_has_the_same_processes_and_the_codes_of_both_coders():
    tokens = english.tokens(*SENTENCES)
    turns = (
        tokens.select("turn", "transcript").unique(maintain_order=True).with_columns(language=pl.lit("en"))
    )
    again = rereading.read(tokens, turns, LEXICONS, window=2, resolve_pronouns=False)
    named = mentions.find(tokens, english.en())
    assert again.mentions.equals(named)
    assert again.processes.equals(processes.extract(tokens, named, english.en(), window=2))
    first, second = (
        codings.read(LEXICONS / "coding" / f"en_verbs_{which}.tsv") for which in ("first", "second")
    )
    verbs = again.codes.join(again.processes.select("process", "lemma"), on="process")
    assert set(verbs["lemma"]) == {"regulate", "visit"}
    for coding, which in ((first, "first"), (second, "second")):
        for lemma, power in verbs.select("lemma", f"{which}_power").iter_rows():
            assert power in coding.filter(lemma=lemma)["power"]


def test_a_coder_s_codes_take_the_place_of_the_lexicon_s_and_a_disagreement_leaves_no_power():
    plan = tried("verb_codes")
    known = planted().tables.processes.head(3).with_columns(power=pl.lit("agent"))
    coded = known.select("process").with_columns(
        first_process_type=pl.lit("mental"), first_power=pl.Series(["agent", "patient", "none"]),
        second_process_type=pl.lit("verbal"), second_power=pl.Series(["agent", "agent", "none"]),
    ).head(2)  # fmt: skip
    tables = Tables(planted().tables.turns, planted().tables.mentions, known, planted().tables.forces)
    world = World(tables, False, 2, rereading=rereading.Rereading(tables.mentions, known, coded))
    under = {
        name: world.under(plan.option("verb_codes", name)).tables.processes
        for name in ("first", "second", "agreed")
    }
    assert under["first"]["power"].to_list() == ["agent", "patient", "agent"]  # the third was coded once
    assert under["first"]["process_type"].to_list() == ["mental", "mental", "material"]
    assert under["second"]["power"].to_list() == ["agent", "agent", "agent"]
    assert under["agreed"]["power"].to_list() == ["agent", "none", "agent"]
    assert under["agreed"]["process_type"].to_list() == ["material"] * 3


# ---- what can be evaluated ------------------------------------------------------------------------------------------


def test_the_option_that_the_settings_take_is_the_main_one():
    chosen = {
        one.choice.choice: one
        for one in choices.plan(choices.load(), Circumstances(["nl"], window=5, facilitators=True)).decisions
    }
    window, led = chosen["backgrounding_window"], chosen["facilitators"]
    assert (window.main, [option.option for option in window.options]) == ("5 turns", ["0", "2"])
    assert (led.main, [option.option for option in led.options]) == (
        "counts with the group they lead",
        ["out"],
    )
    other = choices.plan(choices.load(), Circumstances(["nl"], window=3))
    assert (
        next(one.main for one in other.decisions if one.choice.choice == "backgrounding_window") == "3 turns"
    )


def test_what_cannot_be_evaluated_says_why():
    given = Circumstances(["en"], coded=False, led="a facilitator leads several groups")
    reasons = {
        one.choice.choice: one.reason for one in choices.plan(choices.load(), given).decisions if one.reason
    }
    assert reasons == {
        "zijn_passives": "no Dutch is spoken",
        "facilitators": "a facilitator leads several groups",
        "verb_codes": "of the study's own lexicons no second coding is known",
        "models": "the results of another run are not given (multiverse.other_results)",
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"role": "participant"}, "there are no facilitators"),
        ({"group": None}, "a facilitator leads no group in particular"),
        ({"speaker_code": "F1"}, "a facilitator leads several groups"),
        ({}, ""),
    ],
)
def test_facilitators_count_only_where_each_leads_one_group(change, reason):
    turns = planted().tables.turns
    led = pl.col("role") == "facilitator"
    turns = turns.with_columns(
        pl.when(led).then(pl.lit(value, pl.String)).otherwise(name).alias(name)
        for name, value in change.items()
    )
    settings = Settings(groups={"a": "A", "b": "B"}).model_dump(mode="json")
    given = study.circumstances(turns, settings, LEXICONS, other=False)
    assert (given.led, given.coded) == (reason, True)


def test_another_run_is_compared_if_it_is_of_the_same_talk():
    world = planted()
    other = Tables(
        world.tables.turns,
        world.tables.mentions,
        world.tables.processes.filter(pl.col("passive").is_null()),
        world.tables.forces,
    )
    assert study._same_talk(world.tables, other) is other
    plan = tried("models", other=True)
    found = evaluated()[0].filter(specification="main").select(list(findings.SCHEMA))
    there = World(world.tables, False, 2, other=other)
    rows = panel.evaluate(found, plan, there, measures.load(), GROUPS, alpha=0.05, **SIZE).filter(
        specification="models=other"
    )
    assert rows.filter(measure="passives")["told"].to_list() == [None]  # that run has no passives
    assert rows.filter(measure="negation")["told"].to_list() == [True]
    with pytest.raises(Problem, match="that run is of other transcripts, groups or speakers"):
        study._same_talk(
            world.tables, Tables(other.turns.head(5), other.mentions, other.processes, other.forces)
        )


def test_tables_of_different_runs_are_told_apart():
    wrong = contrasts.compare(
        planted().counted(measures.load(), GROUPS), **(SIZE | {"seed": 2, "permutations": 99})
    )
    with pytest.raises(ValueError, match="here and .* in the contrasts"):
        study._agree(evaluated()[0], wrong)


def test_without_findings_or_where_it_is_not_wanted_only_the_choices_are_listed():
    settings = Settings(groups={"a": "A", "b": "B"}, multiverse={"evaluate": False}).model_dump(mode="json")
    known = {name: getattr(planted().tables, name) for name in study.TABLES}
    whole = contrasts.compare(planted().counted(measures.load(), GROUPS), **SIZE)
    rows, of_findings, of_choices = study.vary(
        {**known, "tokens": pl.DataFrame(), "contrasts": whole}, LEXICONS, settings
    )
    assert rows.is_empty() and of_findings.is_empty() and of_choices.height > 10
    for name, frame in (
        ("multiverse", rows),
        ("multiverse_findings", of_findings),
        ("multiverse_choices", of_choices),
    ):
        checked(frame, name)


OPTION = "{option: out, label: out, short: out, %s}"
CHOICE = "choices:\n  - {choice: x, label: x, main: x, why: x, touches: [all], options: [%s]}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- 1", "is no list of choices"),
        ("choices: [\n", "is no list of choices"),
        (CHOICE % (OPTION % "min_words: 5, window: 2"), "an option does one thing"),
        (CHOICE % (OPTION % "windw: 2"), "options.0.windw"),
        (CHOICE % (OPTION % "changes: [{table: processes, where: {voise: [active]}, drop: true}]"), "unknown column 'voise'"),
        (CHOICE % (OPTION % "changes: [{table: processes, where: {voice: [middle]}, drop: true}]"), "'voice' is never 'middle'"),
        (CHOICE % (OPTION % "changes: [{table: processes, where: {voice: [active]}}]"), "either 'drop: true' or what to 'set'"),
        (CHOICE % (OPTION % "changes: [{table: processes, where: {}, set: {power: strong}}]"), "'power' is never 'strong'"),
        (CHOICE % f"{OPTION % 'window: 1'}, {OPTION % 'window: 2'}", "'x', option 'out' stands twice"),
    ],
)  # fmt: skip
def test_a_wrong_list_of_choices_is_told_in_one_sentence(tmp_path, text, sentence):
    path = tmp_path / "choices.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as told:
        choices.load(path)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_each_bundled_choice_has_a_reason_known_families_and_short_names():
    known = {*measures.load().families, "all"}
    for choice in choices.load():
        assert choice.why and set(choice.touches) <= known
        assert all(len(option.short) <= 18 for option in choice.options)
    assert partial(choices.plan, choices.load())(Circumstances(["nl"], other=True)).specifications[0] == ()
