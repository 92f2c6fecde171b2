"""What figures show is what the tables say."""

import figure_material as material
import numpy as np
import polars as pl
import pytest
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch

from machtstaal import base_rates
from machtstaal import responsibility as responsibilities
from machtstaal.figures import (
    clusters,
    contrasts,
    exclusion,
    files,
    floor,
    gallery,
    keyness,
    networks,
    placing,
    responsibility,
    style,
)

BLUE, VERMILION = style.COLOURS[:2]


def turns(groups=("citizens", "experts")) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "turn": [f"t-{g}" for g in groups],
            "group": list(groups),
            "speaker_code": [f"{g[0].upper()}01" for g in groups],
            "role": ["participant"] * len(groups),
            "workshop": list(groups),
            "scenario": [None] * len(groups),
            "n_words": [100 * (i + 1) for i, _ in enumerate(groups)],
        },
        schema_overrides={"scenario": pl.String},
    )


def rate(measure, item, group, value, low, high, n=10) -> dict:
    return {
        "family": "f", "measure": measure, "item": item, "scenario": None, "group": group,
        "numerator": round(value * n), "denominator": n, "rate": value, "low": low, "high": high, "n_speakers": 3,
    }  # fmt: skip


def dots(ax, colour) -> np.ndarray:
    """Places of dots whose edge has a colour."""
    found = [np.asarray(c.get_offsets()) for c in marks(ax) if _edge(c) == colour.lower()]
    return np.vstack(found) if found else np.empty((0, 2))


def marks(ax) -> list:
    return [c for c in ax.collections if isinstance(c, PathCollection)]


def _edge(collection) -> str | None:
    colours = collection.get_edgecolor()
    return to_hex(colours[0]) if len(colours) else None


def spans(ax) -> set:
    """Intervals drawn as horizontal lines: low, high."""
    lines = [s for c in ax.collections if hasattr(c, "get_segments") for s in c.get_segments()]
    return {(round(a[0], 6), round(b[0], 6)) for a, b in lines if a[1] == b[1]}


def test_rates_stand_where_they_are_with_their_intervals_in_per_cent():
    rows = [
        rate("activation", "citizens", "citizens", 0.4, 0.3, 0.55),
        rate("activation", "citizens", "experts", 0.2, None, None),
    ]
    tables = {
        "turns": turns(),
        "rates": pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64}),
    }
    ax = gallery.draw("activation", tables, material.settings(), "1col").axes[0]
    assert dots(ax, BLUE)[:, 0] == pytest.approx([40])
    assert dots(ax, VERMILION)[:, 0] == pytest.approx([20])
    assert spans(ax) == {(30.0, 55.0)}
    faces = {_edge(c): to_hex(c.get_facecolor()[0]) for c in marks(ax)}
    assert faces[BLUE.lower()] == BLUE.lower()
    assert faces[VERMILION.lower()] == "#ffffff"  # no interval: hollow
    assert [t.get_text() for t in ax.texts] == ["10", "10", "n"]


def test_differences_are_filled_only_below_the_threshold():
    shared = {"measure": "activation", "scenario": None, "low": -0.1, "high": 0.4}
    rows = [rate("activation", item, g, 0.5, 0.4, 0.6) for item in ("a", "b") for g in material.GROUPS]
    tested = [
        shared | {"item": "a", "difference": 0.3, "q": 0.049},
        shared | {"item": "b", "difference": 0.1, "q": 0.05},
    ]
    tables = {
        "turns": turns(), "rates": pl.DataFrame(rows),
        "contrasts": pl.DataFrame(tested, schema_overrides={"scenario": pl.String}),
    }  # fmt: skip
    _, right = gallery.draw("activation", tables, material.settings(), "2col").axes
    found = {round(float(c.get_offsets()[0][0])): to_hex(c.get_facecolor()[0]) for c in marks(right)}
    assert found == {30: style.INK, 10: "#ffffff"}
    assert "Citizens − Experts" in right.get_xlabel()
    assert len(gallery.draw("activation", tables, material.settings(), "1col").axes) == 1


def test_more_actors_than_asked_for_are_left_out_by_frequency():
    rows = [rate("prominence", f"a{n}", "citizens", n, 0, n + 1) for n in range(1, 6)]
    tables = {"turns": turns(("citizens",)), "rates": pl.DataFrame(rows)}
    settings = material.settings({"citizens": "Citizens"}, networks={"top_actors": 2})
    ax = gallery.draw("actors", tables, settings, "1col").axes[0]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a5", "a4"]


def test_exclusion_draws_only_measures_of_the_catalogue_and_says_what_each_is_a_share_of():
    labels = [
        row.label for row in exclusion.ROWS if row.measure in set(material.tables()["rates"]["measure"])
    ]
    assert len(labels) >= 7
    assert all("(of " in label or label.startswith("–") for label in labels)  # parts of the row above


def test_exclusion_has_the_span_of_the_treebanks_of_the_language_behind_its_dots(monkeypatch):
    kept = base_rates.load().filter(measure="agentless_passives", language="nl", source="gold")
    read = kept.with_columns(source=pl.lit("parser"), of=pl.lit(100, pl.Int64))
    monkeypatch.setattr(base_rates, "load", lambda: read)
    rows = [rate("agentless_passives", None, group, 0.9, 0.8, 1.0) for group in material.GROUPS]
    tables = {"turns": turns().with_columns(language=pl.lit("nl")), "rates": pl.DataFrame(rows)}
    figure = gallery.draw("exclusion", tables, material.settings(), "1col")
    (span,) = [c for c in figure.axes[0].collections if isinstance(c, PolyCollection)]
    assert to_hex(span.get_facecolor()[0]) == style.HAIR
    edges = span.get_paths()[0].vertices[:, 0]
    low, high = 100 * read["rate"].min(), 100 * read["rate"].max()
    assert (edges.min(), edges.max()) == pytest.approx((low, high))
    assert "written language, same parser" in {t.get_text() for t in figure.legends[0].get_texts()}
    assert f"({low:.0f} to {high:.0f} %)" in gallery.caption("exclusion", tables, material.settings()).text
    foreign = tables | {"turns": turns().with_columns(language=pl.lit("en"))}
    assert "Grey" not in gallery.caption("exclusion", foreign, material.settings()).text


PROCESSES = [
    # group, agent_status, agent_actor, modality
    ("citizens", "expressed", "government", "obligation"),
    ("citizens", "suppressed", None, "obligation"),
    ("citizens", "suppressed", None, "obligation"),
    ("citizens", "expressed", None, "obligation"),
    ("citizens", "none", None, "ability"),
    ("citizens", "expressed", "business", "none"),
    ("experts", "generic", "generic", "permission"),
]


def processes() -> pl.DataFrame:
    columns = ["group", "agent_status", "agent_actor", "modality"]
    frame = pl.DataFrame(PROCESSES, schema=columns, orient="row")
    return frame.with_columns(
        turn="t-" + pl.col("group"), process=pl.int_range(pl.len()).cast(pl.String), scenario=pl.lit(None, pl.String),
        speaker_code=pl.col("group"), process_type=pl.lit("material"), patient_actor=pl.lit(None, pl.String),
        negated=False, clause_start=0, clause_end=2,
    )  # fmt: skip


def test_who_must_counts_nobody_and_shares_add_up_to_the_column():
    said = turns().with_columns(text=pl.lit("Ja"))
    tables = {"turns": said, "responsibility": responsibilities.assign(processes(), said)}
    counts = responsibility.tally(tables, material.settings())
    shown = responsibility.pick(counts, 5)
    numbers, shares = responsibility.grid(counts, "citizens", shown)
    must = dict(zip([*shown, *responsibility.LAST], numbers["obligation"], strict=True))
    assert must == {"generic": 0, "government": 1, "_others": 0, "other": 1, "unassigned": 2, "no_doer": 0}
    assert shares["obligation"].sum() == pytest.approx(100)
    assert shares["permission"].sum() == 0
    facts = responsibility.facts(tables, material.settings())
    assert facts == {"unassigned": "2 of 4 (Citizens)"}


def edge(group, source, target, weight, n_speakers=2, network="power") -> dict:
    return {
        "network": network, "group": group, "source": source, "target": target, "weight": weight, "n_speakers": n_speakers
    }  # fmt: skip


def test_power_arrows_are_as_wide_as_exercised_and_dashed_when_one_speaker_says_so():
    edges = pl.DataFrame(
        [
            edge("citizens", "government", "citizens", 8),
            edge("citizens", "big_tech", "citizens", 2, n_speakers=1),
            edge("citizens", "citizens", "big_tech", 0),
            edge("citizens", "we", "we", 3),
            edge("experts", "government", "business", 4),
        ]
    )
    figure = gallery.draw("power_network", {"turns": turns(), "edges": edges}, material.settings(), "2col")
    first, second = (
        [p for p in ax.patches if isinstance(p, FancyArrowPatch)] for ax in figure.axes
    )  # a tie of weight nought is none, and power over one's own kind is a number
    assert [p.get_linestyle() == "-" for p in sorted(first, key=lambda p: p.get_linewidth())] == [False, True]
    assert len(second) == 1
    assert max(p.get_linewidth() for p in first) == pytest.approx(networks.THICK)
    named = [{t.get_text(): t.get_position() for t in ax.texts} for ax in figure.axes]
    assert "we ↻3" in named[0] and "we" in named[1]
    assert named[0]["government"] == named[1]["government"]


def test_a_baseline_has_its_dot_over_the_band_of_the_roles_alone():
    row = {
        "basis": "frames", "actor": "government", "n": 9, "observed": 0.8, "expected": 0.5, "low": 0.3, "high": 0.7,
    }  # fmt: skip
    found = [row | {"group": "citizens", "q": 0.01}, row | {"group": "experts", "observed": 0.6, "q": None}]
    tables = {"turns": turns(), "power_baseline": pl.DataFrame(found)}
    ax = gallery.draw("power_baseline", tables, material.settings(), "1col").axes[0]
    assert dots(ax, BLUE)[:, 0] == pytest.approx([80])
    assert dots(ax, VERMILION)[:, 0] == pytest.approx([60])
    assert spans(ax) == {(30.0, 70.0)}
    faces = {_edge(c): to_hex(c.get_facecolor()[0]) for c in marks(ax)}
    assert faces == {BLUE.lower(): BLUE.lower(), VERMILION.lower(): "#ffffff"}  # not tested: hollow
    assert [t.get_text() for t in ax.texts] == ["9", "9", "n"]


def test_co_occurring_actors_keep_their_place_from_panel_to_panel():
    tables = material.tables()
    figure = gallery.draw("cooccurrence_network", tables, material.settings(), "2col")
    places = [{tuple(np.round(c.get_offsets()[0], 5)) for c in marks(ax)} for ax in figure.axes]
    assert places[0] == places[1]
    assert len(places[0]) > 10


def test_a_forces_dot_is_as_full_as_the_force_is_assumed_to_be():
    rows = [rate("forces", "trust", "citizens", 2.0, 1.0, 3.0) | {"scenario": s} for s in ("wild", "calm")]
    grid = [
        {"scenario": s, "label": s, "force": "trust", "level": level, "note": ""}
        for s, level in (("wild", "low"), ("calm", "high"))
    ]
    tables = {"turns": turns(("citizens",)), "rates": pl.DataFrame(rows), "scenarios": pl.DataFrame(grid)}
    ax = gallery.draw("forces", tables, material.settings({"citizens": "Citizens"}), "1col").axes[0]
    faces = [to_hex(c.get_facecolor()[0]) for c in sorted(marks(ax), key=lambda c: c.get_offsets()[0][1])]
    assert faces == ["#ffffff", BLUE.lower()]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["trust", "wild", "calm"]


def test_words_of_one_speaker_or_without_evidence_are_not_named():
    row = {
        "upos": "NOUN", "language": "nl", "group_a": "citizens", "group_b": "experts", "log_ratio": 2.0, "g2": 9.0, "dp_norm_a": 0.3,
        "dp_norm_b": 0.4, "n_speakers_a": 3, "n_speakers_b": 3, "q": 0.2, "n_tests": 4,
    }  # fmt: skip
    words = pl.DataFrame(
        [
            row | {"lemma": "op_bellen"},
            row | {"lemma": "alleen", "n_speakers_a": 1, "log_ratio": 1.5},
            row | {"lemma": "gewoon", "g2": 1.0, "log_ratio": 0.2},
            row | {"lemma": "kader", "log_ratio": -3.0},
        ]
    )
    tables = {"turns": turns(), "keyness": words}
    ax = gallery.draw("keyness", tables, material.settings(), "2col").axes[0]
    named = {t.get_text() for t in ax.texts} - {"← Citizens", "Experts →"}
    assert named == {"opbellen", "kader"}
    assert ax.get_xlim()[0] > 0 > ax.get_xlim()[1]  # the first group's words are on the left
    assert keyness.facts(tables, material.settings()) == {"n_words": 4, "within": "", "apart": ""}


def test_without_stable_structure_the_outcome_is_told_in_words():
    tables = material.tables() | material.clusters(tuple(material.GROUPS), stable=False)
    for width in files.WIDTHS:
        figure = gallery.draw("clusters", tables, material.settings(), width)
        said = " ".join(figure.axes[1].texts[0].get_text().split())
        assert said == tables["outcome"]["sentence"][0]
    assert clusters.facts(tables, material.settings())["stable"] is False


def test_the_forest_has_every_tested_difference_of_its_family_and_no_other():
    figure = gallery.draw("contrasts", material.tables(), material.settings(), "2col")
    tested = material.tables()["contrasts"].filter(
        (pl.col("family") == contrasts.FAMILY) & pl.col("scenario").is_null() & pl.col("p").is_not_null()
    )
    assert sum(len(dots(ax, style.INK)) for ax in figure.axes) == tested.height > 10
    facts = contrasts.facts(material.tables(), material.settings())
    assert facts["n_tests"] == tested.height
    assert facts["n_found"] == tested.filter(pl.col("q") < 0.05).height


def test_the_floor_is_shared_by_words_and_many_speakers_are_summed_up():
    many = pl.DataFrame(
        {
            "group": ["citizens"] * 30,
            "speaker_code": [f"C{n:02d}" for n in range(30)],
            "role": ["participant"] * 30,
            "n_words": [100] * 24 + [50] * 6,
        }
    )
    settings = material.settings({"citizens": "Citizens"})
    shares = floor.shares({"turns": many}, settings)
    assert shares["share"].sum() == pytest.approx(100)
    assert shares["share"][0] == pytest.approx(100 * 100 / 2700)
    ax = gallery.draw("floor", {"turns": many}, settings, "1col").axes[0]
    assert [t.get_text() for t in ax.get_yticklabels()][-1] == "6 others, mean"
    assert len(ax.get_yticklabels()) == 25


def test_names_are_put_where_they_do_not_touch():
    with style.applied():
        figure = style.sheet("1col", 60)
        ax = figure.subplots()
        ax.set(xlim=(0, 1), ylim=(0, 1))
        style.settle(figure)
        points = np.array([[0.5, 0.5], [0.52, 0.5], [0.5, 0.53], [0.97, 0.5]])
        texts = placing.names(ax, points, ["government", "business", "citizens", "big tech"], [2, 2, 2, 2])
        boxes = [text.get_window_extent(figure.canvas.get_renderer()) for text in texts]
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])
        assert box.x1 <= ax.get_window_extent().x1 + 1
