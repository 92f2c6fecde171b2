"""The page: one file that needs nothing, shows no names, runs nothing it is told, and is the same every time."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
import report_material as material
from report_reader import Page

from machtstaal import wording
from machtstaal.evaluation import alignment
from machtstaal.problems import Problem
from machtstaal.report import build

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'
PROVENANCE = {
    "study": {"config": {"path": "config/config.yaml", "bytes": 9, "sha256": "ab"}, "command": "make report", "seed": 1},
    "inputs": [{"path": "data/<b>.txt", "bytes": 1234, "sha256": "cd"}],
    "models": [{
        "language": "nl", "folder": "models/nl", "files": [{"path": "models/nl/pos.pt", "bytes": 5, "sha256": "ef"}],
        "scores": [{"test set": "Alpino test", "input": "raw text", "LAS": "86.15"}], "limits": "Written `Dutch`\nonly.",
    }],
    "lexicons": [{"path": "lexicons/verbs.tsv", "bytes": 7, "sha256": "01"}],
    "software": {"name": "machtstaal", "version": "0.1.0", "commit": "abc", "changed": True, "python": "3.11.7", "packages": {"polars": "2.1.0"}},
    "machine": {"system": "Linux"},
}  # fmt: skip


@pytest.fixture(scope="module")
def html(tmp_path_factory) -> str:
    drawing = tmp_path_factory.mktemp("figures") / "power_network.svg"
    drawing.write_text(DRAWING, encoding="utf-8")
    figures = {
        "power_network": (drawing, "Who is put over whom.", "A network."),
        "unforeseen": (drawing, "Something else."),
    }
    return build(material.study(), material.SETTINGS, figures, PROVENANCE)


@pytest.fixture(scope="module")
def page(html) -> Page:
    return Page(html)


def test_the_page_needs_nothing_but_itself(page, html):
    assert page.tags.count("link") == 0
    assert all(source.startswith("data:image/") for source in page.sources)
    assert all(link.startswith("#") for link in page.links)
    assert "://" not in html
    assert "@import" not in html and "url(" not in html


def test_only_the_scripts_of_the_page_can_run(page, html):
    assert page.tags.count("script") == 2  # the data and the program; none of those in the talk
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy.replace("&#39;", "'"))
    assert "onerror=" not in re.sub(r"<script type=.*?</script>", "", html, flags=re.DOTALL).replace(
        "&lt;img src=x onerror=", ""
    )


def test_the_data_cannot_end_its_element(html):
    data = re.search(r'<script type="application/json" id="evidence">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in data
    assert "\\u003cscript>alert" in data


def test_titles_and_labels_are_escaped(page, html):
    assert page.headings[0] == (1, 'Proeftuin <digitaal> & "vrij"')
    assert "<digitaal>" not in html
    assert "data/&lt;b&gt;.txt" in html


def test_no_speaker_is_named(page, html):
    assert not re.search(r"Naam\d", html)
    assert "Gespreksleider" not in html
    assert {"C00", "E05", "F01"} <= set(page.evidence["turns"]["columns"]["speaker_code"]["values"])


def test_warnings_of_the_readers_show_codes():
    warned = replace(material.study(), warnings=("workshop 'citizen': 'Naam1' counts as one person.",))
    html = build(warned, material.SETTINGS)
    assert "workshop &#39;citizen&#39;: C01 or E01 counts as one person." in html


def test_the_warning_stands_wherever_groups_are_compared(html):
    first = wording.TWO_EVENTS.split(". ")[0]
    sections = re.split(r'<section id="', html)[1:]
    compared = [text.partition('"')[0] for text in sections if "Citizens minus Experts" in text]
    assert len(compared) > 8
    assert all(first in text for text in sections if "Citizens minus Experts" in text)
    assert html.count(wording.TWO_EVENTS) == 2


def test_headings_go_down_step_by_step(page):
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_lead_somewhere(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_constructed_talk_says_so(html):
    assert "Nobody said this" in html
    assert "Nobody said this" not in build(material.study(), material.SETTINGS | {"constructed": False})


def test_figures_go_to_their_section_and_none_is_lost(html):
    assert re.search(
        r'<section id="power".*id="figure-power_network".*<section id="pronouns"', html, re.DOTALL
    )
    assert re.search(r'<section id="figures".*id="figure-unforeseen"', html, re.DOTALL)
    assert 'alt="A network."' in html
    assert re.search(
        r'id="figure-power_network".*?<a href="#table-power-all">Counts and quotes</a>', html, re.DOTALL
    )
    assert 'alt="Something else."' in html


def test_a_figure_that_is_missing_or_of_a_wrong_kind_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="this figure is missing"):
        build(material.study(), material.SETTINGS, {"floor": (tmp_path / "floor.svg", "")})
    with pytest.raises(Problem, match="is SVG or PNG"):
        build(material.study(), material.SETTINGS, {"floor": (tmp_path / "floor.pdf", "")})


def test_provenance_and_scores_are_shown(page):
    assert "86.15" in page.texts["table-scores-nl"]
    assert "Written Dutch only." in page.texts["accuracy"]
    assert "abc with changes that are not committed" in page.texts["table-run"]
    assert "polars" in page.texts["table-packages"]


def test_how_sure_the_machine_is_and_rates_without_its_errors_are_shown(repository):
    folder = repository / "data" / "accuracy"
    files = [str(folder / "nl.tsv"), str(folder / "sets.tsv")]
    known = replace(material.study(), accuracy=alignment.read_all(files), gold_sets=alignment.sets(files))
    told = Page(build(known, material.SETTINGS)).texts
    assert "written without these sentences in view" in told["accuracy"]
    assert "Recall" in told["table-precision-nl"] and "Power" in told["table-precision-nl"]
    assert "office holder, questioner" in told["table-accuracy-groups-nl"]
    assert "Passive, of all verbal processes" in told["table-corrected"]


def test_without_gold_nothing_is_said_to_be_corrected(page):
    assert "no rate is corrected" in page.texts["accuracy"]
    assert "table-corrected" not in page.texts


def test_log_ratios_are_those_of_the_keyness_table(page):
    first = material.study().keyness.filter(pl.col("log_ratio") > 0).row(0, named=True)
    assert f"{first['log_ratio']:+.2f}" in page.texts["table-words-citizen-expert-citizen"]


def test_key_words_have_their_conservative_log_ratio_and_spread_over_transcripts(page):
    shown = page.texts["table-words-citizen-expert-citizen"]
    for row in material.study().keyness.filter(pl.col("log_ratio") > 0).head(5).iter_rows(named=True):
        sure = f"at least {row['lrc']:+.2f}" if row["lrc"] > 0 else "may be 0"
        assert sure in shown and f"transcripts {row['dp_norm_transcripts_a']:.2f}" in shown


def test_words_around_the_actors_are_above_chance(page):
    told = material.study().collocations.filter(pl.col("ratio") > 1, pl.col("t") >= 2)
    shown = page.texts["table-collocations-citizen"]
    first = told.filter(group="citizen").row(0, named=True)
    assert f"expected {first['expected']:.1f}" in shown and f"{first['log_dice']:.1f}" in shown
    assert "no difference between the groups" in page.texts["collocations"]


def test_the_same_study_gives_the_same_page():
    program = "import report_material as m, hashlib; from machtstaal.report import build; "
    program += "print(hashlib.sha256(build(m.study(), m.SETTINGS).encode()).hexdigest())"
    sums = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=Path(__file__).parent, check=True, capture_output=True, text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(sums) == 1


def test_a_study_with_next_to_nothing_has_a_report():
    full = material.study()
    bare = replace(
        full, forces=full.forces.clear(), contrasts=full.contrasts.clear(), keyness=full.keyness.clear(), collocations=full.collocations.clear(), edges=full.edges.clear(),
        rates=full.rates.filter((pl.col("family") != "forces") & pl.col("scenario").is_null()),
        networks=None, units=None, cluster_terms=None, composition=None, clusters=None, central=None, outcome={},
        scenarios=full.scenarios.clear(), force_terms=full.force_terms.clear(), categories=None, warnings=(), verbs=None,
        turns=full.turns.with_columns(scenario=pl.lit(None, pl.String)),
    )  # fmt: skip
    page = Page(build(bare, material.SETTINGS))
    assert {"findings", "corpus", "actors", "power", "floor", "method"} <= set(page.ids)
    assert not {"forces", "words", "networks", "clusters", "differences", "provenance"} & set(page.ids)
    assert all(len(page.rows(name)) == n for name, n in page.numbers)


def test_one_group_alone_has_a_report():
    page = Page(build(material.study(("citizen",)), material.SETTINGS))
    assert "differences" not in page.ids
    assert "two populations" not in page.html
    assert all(len(page.rows(name)) == n for name, n in page.numbers)


def test_clusters_that_are_not_stable_are_a_sentence():
    full = material.study()
    none = replace(
        full, outcome={"outcome": "no stable structure", "k": None, "sentence": "No stable structure: it comes and goes."},
        units=full.units.with_columns(cluster=pl.lit(None, pl.Int64)), clusters=None, cluster_terms=None, composition=None, central=None,
    )  # fmt: skip
    page = Page(build(none, material.SETTINGS))
    assert "No stable structure: it comes and goes." in page.texts["clusters"]
    assert "cluster-1" not in page.ids


def test_names_of_speakers_are_no_key_words():
    full = material.study()
    named = full.tokens.with_columns(
        lemma=pl.when(pl.col("form") == "systeem").then(pl.lit("Naam")).otherwise("lemma"),
        upos=pl.when(pl.col("form") == "systeem").then(pl.lit("PROPN")).otherwise("upos"),
    )
    made = material.words(full.turns, named, full.mentions)
    assert "Naam" in made["keyness"]["lemma"] and "Naam" not in made["kwic"]["lemma"]
    page = Page(
        build(replace(full, tokens=named, **made, units=None, outcome={}, clusters=None), material.SETTINGS)
    )
    assert "Naam" not in page.texts["words"]
    assert "waarschuwen" in page.texts["words"]


def test_three_groups_are_compared_two_by_two(monkeypatch):
    guest = (pl.col("group") == "expert") & pl.col("speaker").is_in(["Naam4", "Naam5"])
    three = material.turns().with_columns(
        group=pl.when(guest).then(pl.lit("guest")).otherwise("group"),
        speaker_code=pl.when(guest).then("G" + pl.col("speaker_code").str.slice(1)).otherwise("speaker_code"),
    )
    monkeypatch.setattr(material, "turns", lambda n: three)
    groups = {"citizen": "Citizens", "expert": "Experts", "guest": "Guests"}
    page = Page(build(material.study.__wrapped__(tuple(groups)), material.SETTINGS | {"groups": groups}))
    assert all(len(page.rows(name)) == n for name, n in page.numbers)
    assert {
        f"table-differences-{pair}" for pair in ("citizen-expert", "citizen-guest", "expert-guest")
    } <= set(page.ids)
    assert "Three events, not three populations" in page.html
    assert len(page.ids) == len(set(page.ids))
