import numpy as np
import polars as pl
import pytest

from machtstaal.clusters import composition
from machtstaal.comparison.dispersion import dp


def units(rows):
    """Units of (speaker, group, scenario, cluster, how many)."""
    return pl.DataFrame(
        [row[:4] for row in rows for _ in range(row[4])],
        schema=["speaker_code", "group", "scenario", "cluster"],
        schema_overrides={"scenario": pl.String, "cluster": pl.Int64},
        orient="row",
    )


def people(group, shares, n=10):
    """Speakers of a group with so many of `n` turns in cluster 1, the others in cluster 2."""
    rows = []
    for number, inside in enumerate(shares):
        rows += [
            (f"{group}{number}", group, None, 1, inside),
            (f"{group}{number}", group, None, 2, n - inside),
        ]
    return rows


def row(table, cluster, by, value):
    return table.filter(cluster=cluster, by=by, value=value).row(0, named=True)


def test_composition_counts_units_and_speakers_beside_the_whole():
    here = units([("C01", "citizens", "wild_west", 1, 2), ("C01", "citizens", None, 1, 1), ("C02", "citizens", None, 1, 1), ("E01", "experts", None, 2, 1)])  # fmt: skip
    table = composition.composition(here, permutations=99, resamples=99)
    table = table.with_columns(pl.col(pl.Float64).round(9))
    counts = table.select("cluster", "by", "value", "n_units", "n_speakers", "share", "share_overall").rows()
    assert counts[0] == (1, "group", "citizens", 4, 2, 1.0, 0.8)
    assert (1, "scenario", None, 2, 2, 0.5, 0.6) in counts
    assert (1, "scenario", "wild_west", 2, 1, 0.5, 0.4) in counts
    assert (1, "speaker", "C01", 3, 1, 0.75, 0.6) in counts


def test_groups_are_tested_over_speakers_with_all_labellings():
    # C(6, 3) = 20 labellings; the observed one and its mirror are the furthest apart
    here = units(people("a", [9, 8, 7]) + people("b", [1, 2, 3]))
    table = composition.composition(here, confidence=0.8)
    found = row(table, 1, "group", "a")
    assert found["rate"] == pytest.approx(0.8)
    assert found["rate_others"] == pytest.approx(0.2)
    assert found["difference"] == pytest.approx(0.6)
    assert found["p"] == pytest.approx(0.1)
    assert found["n_permutations"] == 20
    assert 0 < found["low"] < 0.6 < found["high"]
    assert found["q"] == pytest.approx(0.1)  # all four tests say the same
    mirror = row(table, 1, "group", "b")
    assert mirror["difference"] == pytest.approx(-0.6)
    assert (mirror["rate"], mirror["rate_others"]) == pytest.approx((found["rate_others"], found["rate"]))
    assert (mirror["low"], mirror["high"], mirror["p"]) == (-found["high"], -found["low"], found["p"])


def test_two_groups_share_one_test_also_where_labellings_are_drawn():
    rng = np.random.default_rng(3)
    here = units(people("a", rng.integers(0, 10, 14)) + people("b", rng.integers(0, 10, 14)))
    table = composition.composition(here, permutations=199, resamples=99)
    one, other = (row(table, 1, "group", value) for value in "ab")
    assert (other["low"], other["high"], other["p"]) == (-one["high"], -one["low"], one["p"])


def test_many_turns_of_one_speaker_are_no_evidence_about_a_group():
    here = units(people("a", [90, 0, 0, 0], n=90) + people("b", [0, 0, 0, 0], n=90))
    assert row(composition.composition(here), 1, "group", "a")["p"] > 0.4


def test_scenarios_are_compared_within_speakers():
    # each of five speakers has 8 of 10 turns in cluster 1 in one scenario and 2 of 10 in the other:
    # of the 2^5 ways to swap, two are as far apart
    rows = []
    for number in range(5):
        who = (f"C{number}", "citizens")
        rows += [(*who, "x", 1, 8), (*who, "x", 2, 2), (*who, "y", 1, 2), (*who, "y", 2, 8)]
    table = composition.composition(units(rows))
    found = row(table, 1, "scenario", "x")
    assert found["difference"] == pytest.approx(0.6)
    assert found["p"] == pytest.approx(2 / 32)
    assert found["n_permutations"] == 32


def test_who_speaks_in_one_scenario_only_changes_places_with_such_others():
    rows = [(f"C{n}", "citizens", "x" if n < 3 else "y", 1 if n < 3 else 2, 5) for n in range(6)]
    rows += [("C9", "citizens", s, c, 3) for s in "xy" for c in (1, 2)]
    found = row(composition.composition(units(rows)), 1, "scenario", "x")
    assert found["n_permutations"] == 40  # C(6, 3) x 2


def test_what_cannot_be_tested_has_no_p():
    alone = composition.composition(units(people("a", [5, 5, 5])))
    assert row(alone, 1, "group", "a")["p"] is None
    few = composition.composition(units(people("a", [9]) + people("b", [1, 2, 3])))
    assert row(few, 1, "group", "a")["p"] is None
    rare = composition.composition(units(people("a", [1, 1, 0]) + people("b", [0, 0, 0])))
    assert row(rare, 1, "group", "a")["p"] is None
    assert row(rare, 1, "group", "a")["difference"] == pytest.approx(2 / 30)


def test_chance_gives_a_small_p_no_more_often_than_it_says():
    rng = np.random.default_rng(5)
    p = []
    for _ in range(150):
        shares = rng.binomial(12, rng.beta(2, 2, 12))
        here = units(people("a", shares[:6], n=12) + people("b", shares[6:], n=12))
        p.append(row(composition.composition(here, permutations=199, resamples=19), 1, "group", "a")["p"])
    assert np.mean(np.array(p) <= 0.1) < 0.1 + 3 * (0.1 * 0.9 / 150) ** 0.5


def test_a_cluster_of_few_speakers_is_spread_less_evenly_than_chance():
    table = composition.spread(units(people("a", [10, 10, 0, 0, 0, 0])))
    expected = dp(np.array([10, 10, 0, 0, 0, 0]), np.full(6, 10))
    assert table.filter(cluster=1)["dp"].item() == pytest.approx(expected) == pytest.approx(2 / 3)
    assert (table["dp_p"] <= 0.001).all()
    assert (table["dp_chance"] < 0.3).all()
    even = composition.spread(units(people("a", [5] * 6)))
    assert (even["dp_p"] == 1).all()


def test_without_clusters_the_tables_are_empty_and_typed():
    nothing = units(people("a", [1])).with_columns(cluster=pl.lit(None, pl.Int64))
    for table, schema in (
        (composition.composition(nothing), composition.SCHEMA),
        (composition.spread(nothing), composition.SPREAD_SCHEMA),
    ):
        assert table.height == 0
        assert dict(table.schema) == schema
