"""Rates put back through the errors seen on gold: exact where errors are known, covered where they are estimated."""

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison import bootstrap, correction, measures
from machtstaal.evaluation import accuracy, alignment
from machtstaal.evaluation.errors import Confusion, back_calculate
from machtstaal.evaluation.gold import FIELDS, ROLES
from machtstaal.evaluation.intervals import newcombe, wilson

PLAIN = {
    "kind": "verb", "voice": "active", "agent_status": "expressed", "modality": "none", "negated": "false",
    "process_type": "material", "power": "none",
}  # fmt: skip
CATALOGUE = measures.load()


def aligned(*rows):
    """Rows of (sentence, status, gold values that are not plain, found values that are not plain)."""
    table = []
    for sentence, status, wanted, found in rows:
        row = {"gold": "own", "corpus": "own", "group": None, "sentence": sentence, "status": status}
        for field in FIELDS:
            row[field] = None if status == "spurious" else wanted.get(field, PLAIN[field])
            row[f"{field}_found"] = None if status == "missed" else found.get(field, PLAIN[field])
        table.append(row | dict.fromkeys(ROLES, "none"))
    return pl.DataFrame(table, schema=alignment.SCHEMA)


def confusion(cells, n=40):
    """The same counts in each of `n` sentences, with the row "no process" and the column "not found"."""
    return Confusion(np.repeat(np.asarray(cells, float)[None], n, axis=0))


@pytest.mark.parametrize("true", [0.0, 0.07, 0.5, 1.0])
def test_a_known_error_is_undone_and_it_is_the_estimator_of_rogan_and_gladen(true):
    sensitivity, specificity = 0.8, 0.9
    found = true * sensitivity + (1 - true) * (1 - specificity)
    matrix = np.array([[sensitivity, 1 - sensitivity], [1 - specificity, specificity]])
    corrected = back_calculate(np.array([found, 1 - found]), matrix)[0]
    assert corrected == pytest.approx(true)
    assert corrected == pytest.approx((found + specificity - 1) / (sensitivity + specificity - 1))


def test_what_is_missed_and_what_is_spurious_is_undone_too():
    counts = confusion([[6, 2, 2], [1, 19, 0], [1, 3, 0]])
    found = counts.total[:, :-1].sum(axis=0)
    true = counts.total[:-1].sum(axis=1)
    corrected = back_calculate(found / found.sum(), *counts.rates)
    assert corrected == pytest.approx(true / true.sum())


def test_a_share_below_the_false_alarms_is_none_at_all():
    matrix = np.array([[0.9, 0.1], [0.1, 0.9]])
    assert back_calculate(np.array([0.05, 0.95]), matrix).tolist() == [0, 1]


def test_a_machine_that_guesses_corrects_nothing():
    assert confusion([[5, 5, 0], [5, 5, 0], [0, 0, 0]]).fault() == "told apart too poorly"
    assert confusion([[1, 0, 0], [0, 9, 0], [0, 0, 0]], n=9).fault() == "too few in the gold"
    assert confusion([[1, 0, 0], [0, 9, 0], [0, 0, 0]], n=10).fault() is None
    assert np.isnan(back_calculate(np.array([0.5, 0.5]), np.full((2, 2), 0.5))).all()


def test_what_never_went_wrong_in_a_small_gold_can_still_go_wrong():
    matrices, true = confusion([[1, 0, 0], [0, 3, 0], [0, 0, 0]], n=20).draws(500, seed=4)
    assert matrices.shape == (500, 2, 2)
    assert 0.9 < matrices[:, 0, 0].mean() < 1
    assert (matrices.sum(axis=-1) <= 1).all() and (true <= 1).all()


def test_intervals_of_corrected_rates_hold_what_they_promise():
    """Speakers and gold sentences are both drawn anew: the true share lies in 95 % of the intervals, about."""
    random = np.random.default_rng(11)
    true, sensitivity, false_alarms, runs, inside, width = 0.3, 0.8, 0.1, 200, 0, []
    for run in range(runs):
        talk = random.integers(20, 60, size=12)
        shares = random.beta(30 * true, 30 * (1 - true), size=12)
        positive = random.binomial(talk, shares)
        found = random.binomial(positive, sensitivity) + random.binomial(talk - positive, false_alarms)
        gold = random.random((150, 2)) < true
        said = random.random((150, 2)) < np.where(gold, sensitivity, false_alarms)
        cells = np.zeros((150, 3, 3))
        np.add.at(cells, (np.repeat(np.arange(150), 2), 1 - gold.ravel(), 1 - said.ravel()), 1)
        drawn = bootstrap.replicates(found[:, None], talk[:, None], 400, run)[:, 0]
        varied = back_calculate(np.column_stack([drawn, 1 - drawn]), *Confusion(cells).draws(400, run))[:, 0]
        low, high = np.percentile(varied, [2.5, 97.5])
        inside += low <= true <= high
        width.append((high - low) / np.ptp(np.percentile(drawn, [2.5, 97.5])))
    assert 0.90 <= inside / runs <= 0.99  # twelve speakers: percentile intervals are a little narrow
    assert np.mean(width) > 1.1


def test_a_measure_asks_its_condition_of_both_sides():
    passive = {"voice": "passive"}
    noun = {"kind": "nominalisation", "voice": None}
    table = aligned(
        ("s1", "matched", passive, passive),
        ("s1", "matched", passive, {}),
        ("s2", "matched", {}, {}),
        ("s2", "matched", {}, noun),  # a verb that was taken for a noun is missed among the verbs
        ("s3", "missed", passive, {}),
        ("s3", "spurious", {}, {}),
        ("s3", "spurious", {}, noun),  # no verb on either side
    )
    model = correction.model(CATALOGUE["passives"], table)
    assert model.values == (True, False)
    assert model.confusion.total.tolist() == [[1, 1, 1], [0, 1, 1], [0, 1, 0]]


def test_rare_values_are_one_and_get_no_rate_of_their_own():
    rows = [
        (f"s{n}", "matched", {"process_type": kind}, {"process_type": kind})
        for n in range(12)
        for kind in ("mental", "verbal")
    ]
    model = correction.model(
        CATALOGUE["process_types"], aligned(*rows, ("s1", "matched", {"process_type": "behavioural"}, {}))
    )
    assert model.values == ("mental", "verbal", None)
    columns = pl.DataFrame({"measure": ["process_types"] * 3, "item": ["behavioural", "mental", "verbal"]})
    rates = np.array([0.1, 0.6, 0.3])
    done = correction.correct(
        correction.Errors(frozenset({"process_types"}), {("nl", "process_types"): model}),
        columns,
        rates,
        np.repeat(rates[None], 99, axis=0),
        ["nl"],
        0.95,
        1,
    )
    assert done.reason == ["too few in the gold", None, None]
    assert done.rate[1:].tolist() == pytest.approx([0.6, 0.3])
    assert np.isnan(done.rate[0])


def test_what_no_item_counts_is_the_value_that_the_measure_leaves_out():
    rows = [
        (f"s{n}", "matched", {"modality": kind}, {"modality": kind})
        for n in range(12)
        for kind in ("none", "ability")
    ]
    model = correction.model(CATALOGUE["modality"], aligned(*rows))
    shares = model.shares(["ability", "volition"], np.array([[0.2, 0.1]]))
    assert dict(zip(model.values, shares[0].round(6).tolist(), strict=True)) == {
        "ability": 0.2,
        "none": 0.7,
        None: 0.1,
    }


@pytest.mark.parametrize(
    ("spoken", "measure", "reason"),
    [
        (["en"], "passives", "no gold in this language"),
        (["nl", "en"], "passives", "several languages"),
        (["nl"], "prominence", "no gold field"),
    ],
)
def test_where_nothing_is_known_the_reason_is_told(spoken, measure, reason):
    table = aligned(("s1", "matched", {}, {}))
    found = correction.errors_of(CATALOGUE.measures, {"nl": table})
    columns = pl.DataFrame({"measure": [measure], "item": [None]}, schema_overrides={"item": pl.String})
    done = correction.correct(found, columns, np.array([0.2]), np.full((9, 1), 0.2), spoken, 0.95, 1)
    assert done.reason == [reason] and np.isnan(done.rate).all()


def test_who_did_not_talk_has_no_rate_to_correct():
    found = correction.errors_of(CATALOGUE.measures, {"nl": aligned(("s1", "matched", {}, {}))})
    columns = pl.DataFrame({"measure": ["passives"], "item": [None]}, schema_overrides={"item": pl.String})
    done = correction.correct(found, columns, np.array([np.nan]), np.full((9, 1), np.nan), [], 0.95, 1)
    assert done.reason == ["nothing to count against"]


def test_gold_and_found_are_put_side_by_side():
    schema = {
        "sentence": pl.String,
        "head": pl.Int64,
        **{f: pl.Boolean if f == "negated" else pl.String for f in FIELDS},
        **dict.fromkeys(ROLES, pl.Int64),
    }
    plain = PLAIN | {"negated": False}
    wanted = pl.DataFrame(
        [
            {"sentence": "s1", "head": 2, "agent": 1, "patient": 3, **plain},
            {"sentence": "s1", "head": 5, "agent": 4, **plain},
        ],
        schema=schema,
    )
    found = pl.DataFrame(
        [
            {"sentence": "s1", "head": 2, "agent": 0, "beneficiary": 3, **plain, "voice": "passive"},
            {"sentence": "s1", "head": None, **plain},
        ],
        schema=schema,
    )
    table = alignment.align(wanted, found, [{"id": "s1", "group": "a"}], "own")
    assert table.select("status", *ROLES).rows() == [
        ("matched", "wrong", "missed", "spurious"),
        ("missed", "missed", "none", "none"),
        ("spurious", "none", "none", "none"),
    ]
    assert table.select("voice", "voice_found", "negated", "corpus", "group").row(0) == (
        "active",
        "passive",
        "false",
        "own",
        "a",
    )


def test_precision_and_recall_are_counted_over_what_was_found():
    table = aligned(
        ("s1", "matched", {"power": "agent"}, {"power": "agent"}),
        ("s1", "matched", {}, {"power": "agent"}),
        ("s2", "missed", {"power": "agent"}, {}),
    )
    rows = {(row["measure"], row["value"]): row for row in accuracy.measured(table).iter_rows(named=True)}
    assert (rows["process", None]["tp"], rows["process", None]["fn"]) == (2, 1)
    assert (rows["power", "agent"]["precision"], rows["power", "agent"]["recall"]) == (0.5, 1.0)


def test_groups_in_which_the_machine_errs_unequally_are_flagged():
    rows = [(f"s{n}", "matched", {}, {"power": "agent"} if n % 2 and n < 80 else {}) for n in range(160)]
    table = aligned(*rows).with_columns(group=pl.Series(["a"] * 80 + ["b"] * 80))
    flagged = accuracy.differences(table).filter("differs")["measure"].to_list()
    assert flagged == ["power"]
    assert accuracy.differences(table.head(100)).is_empty()  # twenty are too few


def test_bundled_accuracy_is_of_the_bundled_gold(repository):
    folder = repository / "data" / "accuracy"
    for row in alignment.sets([str(folder / alignment.SETS)]):
        table = alignment.read(folder / f"{row['language']}.tsv")
        wanted = table.filter(pl.col("status") != "spurious")
        assert len(wanted) == int(row["processes"])
        assert wanted["sentence"].n_unique() <= int(row["sentences"])


def test_intervals_of_nothing_are_all_there_is():
    assert wilson(0, 0) == (0.0, 1.0)
    assert newcombe(0, 0, 1, 2) == (-1.0, 1.0)
    low, high = newcombe(5, 9, 5, 9)
    assert low == -high
