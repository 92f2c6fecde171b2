"""The methods text: every number from the study, nothing that does not apply to it, and prose without holes."""

import re
from copy import deepcopy
from dataclasses import replace
from zipfile import ZipFile

import polars as pl
import pytest
import report_material as material
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from machtstaal import wording
from machtstaal.evaluation import alignment
from machtstaal.methods import bibliography, citing, facts, markdown, text, word
from machtstaal.networks.statements import SCHEMA as STATEMENTS
from machtstaal.report.sections import methods_text

PROVENANCE = {
    "models": [{
        "language": "nl", "files": [{"path": "models/nl/SHA256SUMS", "sha256": "c0599a656e98" + 52 * "0"}],
        "scores": [{"treebank": "nl_alpino-test", "from": "gold words", "LAS": "89.96"},
                   {"treebank": "nl_alpino-test", "from": "raw text", "LAS": "88.94"}],
    }],
    "lexicons": [{"path": "lexicons/nl/verbs.tsv", "sha256": "1d1441c3d8e8" + 52 * "0"}],
    "software": {"version": "0.1.0", "commit": "0123456789abcdef", "changed": True, "python": "3.11.7", "packages": {"stanza": "1.15.0"}},
}  # fmt: skip
HOLES = (
    r"\bNone\b|\bnan\b|[{}]|  | [,.;:)]|\(\s*\)|\( |\.\.|,,|;\.|,\.|\b(?:1|one) (?:turn|word|speaker|transcript|role|term|mention|value)s\b"
    r"|(?<!\\)@[a-z]|\[@"
)


def changed(**sections):
    """Settings of the study with other values: changed(discourse={"backgrounding_window": 0})."""
    made = deepcopy(material.SETTINGS)
    for name, value in sections.items():
        made[name] = {**made[name], **value} if isinstance(value, dict) and name != "groups" else value
    return made


@pytest.fixture(scope="module")
def written(repository):
    """The text of a study: written(tables, settings, provenance)."""
    citation = (repository / "CITATION.cff").read_text(encoding="utf-8")

    def writing(tables=None, chosen=None, provenance=PROVENANCE, spoken=("nl",)):
        tables = material.study() if tables is None else tables
        found = facts.collect(
            tables,
            chosen or material.SETTINGS,
            provenance,
            repository / "data" / "lexicons",
            spoken,
            citation,
        )
        return text.write(found)

    return writing


@pytest.fixture(scope="module")
def whole(written) -> str:
    return body(written())


def body(found: text.Text) -> str:
    """Text without its references, with plain spaces."""
    return found.markdown().partition("\n\n## References")[0].replace("\N{NO-BREAK SPACE}", " ")


def section(said: str, heading: str) -> str:
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", said, re.MULTILINE | re.DOTALL)[1].strip()


def sound(said: str) -> None:
    """No holes, no lost citations, and paragraphs that are whole sentences."""
    hole = re.search(HOLES, said)
    assert not hole, said[max(0, hole.start() - 80) : hole.end() + 40]
    for paragraph in said.split("\n\n")[1:]:
        assert paragraph.startswith("#") or re.match(r"[A-Z*]", paragraph), paragraph[:60]
        assert paragraph.startswith("#") or paragraph.endswith("."), paragraph[-60:]


def test_numbers_are_those_of_the_study(whole):
    tables = material.study()
    turns = tables.analysed
    said = section(whole, "Material")
    assert f"12 speakers, {turns.height} turns and {turns['n_words'].sum():,} words" in said
    led = tables.turns.filter(role="facilitator")
    assert f"What one facilitator said ({led.height} turns, {led['n_words'].sum()} words" in said
    said = section(whole, "Social actors, processes and power")
    assert f"There are {tables.situated('processes').height} processes" in said
    frames = tables.situated("power_frames").group_by("polarity").len()
    assert all(f"{polarity} ({n})" in said for polarity, n in frames.iter_rows())
    assert "(2,264 nouns and names, 57 forms of pronouns)" in said
    said = section(whole, "Statistics")
    overall = tables.contrasts.filter(pl.col("scenario").is_null() & pl.col("p").is_not_null())
    for family, n in overall.group_by("family").agg(pl.col("n_tests").max()).iter_rows():
        assert f"{family.replace('_', ' ')} ({n})" in said
    assert f"({tables.contrasts['p'].null_count()} of {tables.contrasts.height})" in said
    assert f"({tables.statements.height} statements, not corrected by hand)" in whole
    assert "A division into two clusters passed; the terms" in section(whole, "Clusters")


def test_models_and_lexicons_are_named_with_version_digest_and_score(whole):
    said = section(whole, "Annotation")
    assert "by Stanza 1.15.0 (Qi et al. 2020)" in said
    assert "88.94 (UD Alpino)" in said and "89.96" not in whole
    said = section(whole, "Software")
    assert (
        "machtstaal 0.1.0 (The machtstaal developers 2026; commit 0123456789ab, with changes that are not committed),"
        in said
    )
    assert "Dutch models c0599a656e98 and verbs 1d1441c3d8e8" in said
    assert "the seed 2025" in said


def test_the_warning_stands_where_groups_are_compared(whole):
    assert wording.events(2) in section(whole, "Limits")
    assert "With fewer than 10 speakers, as in Citizens (six) and Experts (six)" in section(
        whole, "Statistics"
    )


def test_one_group_is_not_compared(written):
    said = body(written(material.study(groups=("citizen",))))
    sound(said)
    assert "All speakers belong to one group, Citizens, so no groups are compared." in said
    for absent in ("permuting", "false discovery", "Key words", "populations", "for each group", "Experts"):
        assert absent not in said
    assert "by a jackknife over speakers" in said


def test_two_languages(written):
    english = ("experts-wild-west",)
    said = body(written(material.study(english=english), spoken=("en", "nl")))
    sound(said)
    assert "in English and Dutch" in said and "Citizens spoke Dutch; Experts spoke Dutch (" in said
    assert "The groups do not speak one and the same language." in section(said, "Limits")
    assert "Mantel–Haenszel weights (Greenland & Robins 1985)" in said
    assert "the phrase with *by* or *door*" in said
    assert "over all lemmas of a language" in said
    assert "right in English and Dutch was not measured" in said


def test_groups_without_a_common_language(written):
    tables = material.study(english=("experts-wild-west", "experts-big-brother"))
    said = body(written(tables, spoken=("en", "nl")))
    sound(said)
    assert (
        "Citizens and Experts have no language in common, so that language and group cannot be told apart."
        in said
    )
    assert "Greenland" not in said and "Key words" not in said


def test_one_language_says_nothing_of_languages(whole):
    for absent in ("English", "*by*", "same language", "Mantel", "of a language", "language with most"):
        assert absent not in whole


def test_no_scenarios_and_no_forces(written):
    tables = material.study()
    tables = replace(
        tables,
        turns=tables.turns.with_columns(scenario=pl.lit(None, pl.String)),
        scenarios=tables.scenarios.clear(),
        force_terms=tables.force_terms.clear(),
        contrasts=tables.contrasts.filter(pl.col("scenario").is_null()),
    )
    said = body(written(tables))
    sound(said)
    for absent in ("scenario", "driving force", "dictionary", "Wild West"):
        assert absent not in said


def test_times_and_facilitators_only_where_there_are_any(written, whole):
    assert "time stamps" not in whole
    tables = material.study()
    timed = tables.turns.with_columns(
        start_ms=pl.int_range(pl.len(), dtype=pl.Int64).over("transcript") * 60_000,
        end_ms=pl.lit(None, pl.Int64),
    )
    said = body(written(replace(tables, turns=timed)))
    minutes = (
        timed.group_by("transcript").agg(pl.col("start_ms").max() - pl.col("start_ms").min())[:, 1].sum()
        / 3_600_000
    )
    assert f"The transcripts carry time stamps, which span {minutes:.1f} hours." in said
    alone = replace(tables, turns=tables.turns.filter(role="participant"))
    assert "facilitator said" not in body(written(alone))
    kept = replace(tables, facilitators=True)
    assert "is part of the analysis" in body(written(kept, changed(corpus={"exclude_facilitators": False})))


def test_models_and_lexicons_of_ones_own_claim_no_scores_of_the_bundled(written):
    chosen = changed(annotation={"models": "stanza"}, discourse={"lexicons": "../lexicons"})
    said = body(written(chosen=chosen, provenance={}))
    sound(said)
    assert "multilingual-e5-small" not in said and "attachment score" not in said and "sha256" not in said
    assert "those that Stanza distributes by default" in said and "of our own" in said


@pytest.mark.parametrize(
    ("section_", "values", "wanted"),
    [
        ("discourse", {"backgrounding_window": 0}, "has an agent in the same turn, and suppressed"),
        ("discourse", {"backgrounding_window": 1}, "in the same turn or the one before it, and"),
        ("discourse", {"backgrounding_window": 50}, "or in the 50 turns before it"),
        ("discourse", {"resolve_pronouns": True}, "pronouns that can stand for one actor only (0)"),
        ("networks", {"turn_window": 1}, "named in one sentence, or in one turn;"),
        ("networks", {"turn_window": 12}, "a moving window of 12 turns"),
        ("networks", {"min_weight": 3}, "Ties seen fewer than three times were left out"),
        ("networks", {"concept": "object"}, "here the process with what undergoes it"),
        ("networks", {"statements": "s.csv"}, "statements, corrected by hand)"),
        ("clusters", {"k_min": 3, "k_max": 3}, "divided into three clusters"),
        ("clusters", {"stability": 1.0, "resamples": 2}, "at least 1 over 2 subsets"),
        ("clusters", {"min_words": 1}, "turns of at least 1 word "),
        ("comparison", {"confidence": 0.9}, "with 90 % intervals of a binomial of their effective size"),
        ("comparison", {"rate_interval": "percentile", "resamples": 19}, "from 19 bootstrap samples"),
        ("comparison", {"rate_interval": "bca"}, "with 95 % BCa intervals from 199 bootstrap samples"),
        ("comparison", {"power_permutations": 20_000}, "under 20,000 permutations"),
        ("keyness", {"min_count": 1}, "Key words are lemmas of content words ("),
    ],
)
def test_settings_decide_what_is_said(written, whole, section_, values, wanted):
    said = body(written(chosen=changed(**{section_: values})))
    sound(said)
    assert wanted in said and wanted not in whole


def test_settings_that_make_a_sentence_needless_take_it_out(written, whole):
    chosen = changed(networks={"min_weight": 1}, comparison={"min_speakers": 2}, constructed=False)
    said = body(written(chosen=chosen))
    sound(said)
    for gone in ("Ties seen", "With fewer than 10 speakers", "The transcripts are constructed"):
        assert gone in whole and gone not in said


def test_an_exact_test_says_so_and_how_small_p_can_be(written):
    tables = material.study()
    few = pl.when(pl.col("p").is_not_null()).then(20).otherwise(0)
    exact = tables.contrasts.with_columns(
        n_permutations=few.cast(pl.Int64),
        exact=pl.lit(True),
    )
    said = body(written(replace(tables, contrasts=exact)))
    sound(said)
    assert "All 20 possible labellings were enumerated, so that no *p* can be below 0.100." in said
    assert "Phipson" not in said and "drawn at random" not in said
    mixed = pl.when(pl.col("scenario").is_null()).then(pl.lit(False)).otherwise("exact")
    said = body(written(replace(tables, contrasts=exact.with_columns(exact=mixed))))
    assert "Where there are no more than 199 possible labellings all were enumerated (20)" in said


def test_nothing_to_test_or_to_cluster(written):
    tables = material.study()
    untested = tables.contrasts.with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in ("p", "q", "low", "high")),
        n_permutations=pl.lit(0, pl.Int64),
    )
    outcome = {
        "outcome": "no stable structure",
        "k": None,
        "stability": None,
        "null_high": None,
        "n_units": 3,
    }
    said = body(
        written(
            replace(
                tables,
                contrasts=untested,
                keyness=tables.keyness.clear(),
                outcome=outcome,
                statements=pl.DataFrame(schema=STATEMENTS),
            )
        )
    )
    sound(said)
    assert "No difference between groups could be tested" in said
    assert "turns of at least 12 words (3 in all), but there was too little in these to divide." in said
    assert "discourse networks" not in said and "Key words" not in said and "false discovery" not in said


def test_accuracy_is_counted_on_gold(written, repository):
    folder = repository / "data" / "accuracy"
    paths = [str(folder / "nl.tsv"), str(folder / "sets.tsv")]
    aligned = alignment.read_all(paths)
    tables = replace(material.study(), accuracy=aligned, gold_sets=alignment.sets(paths))
    said = section(body(written(tables)), "Accuracy of the extraction")
    found = aligned["nl"].group_by("status").len()
    n = dict(found.iter_rows())
    precision = n["matched"] / (n["matched"] + n["spurious"])
    recall = n["matched"] / (n["matched"] + n["missed"])
    assert f"Precision and recall are {100 * precision:.0f} % and {100 * recall:.0f} % for processes" in said
    assert f"{n['matched'] + n['missed']} processes) drawn from be-digital and be-chamber-56" in said
    assert "not by humans" in said
    sound(said)


def test_every_work_that_is_cited_is_listed_and_no_other(written):
    found = written()
    keys = citing.keys("\n".join(one for _, paragraphs in found.sections for one in paragraphs))
    assert sorted(re.findall(r"^@\w+\{(\w+),", found.bibtex(), re.MULTILINE)) == sorted(keys)
    listed = found.markdown().partition("## References\n\n")[2].splitlines()
    assert listed == [f"- {bibliography.reference(found.works[key])}" for key in found.keys]
    assert len(listed) == len(keys) > 25


def test_labels_of_the_study_do_nothing_in_markdown(written):
    groups = {"citizen": "*C* [@sap2017] <b>", "expert": "E_x\n  y"}
    found = written(chosen=changed(groups=groups))
    blocks = [block.plain for block in markdown.blocks(found.markdown())]
    assert any("*C* [@sap2017] <b> (6 speakers" in block and "E_x y (6" in block for block in blocks)


def test_the_word_document_has_the_same_words_and_the_same_bytes_twice(written, tmp_path):
    said = written().markdown()
    for name in ("a.docx", "b.docx"):
        word.write(said, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with ZipFile(tmp_path / "a.docx") as archive:
        assert {info.date_time for info in archive.infolist()} == {word.DATE}
    read = Document(str(tmp_path / "a.docx"))
    blocks = list(markdown.blocks(said))
    assert [paragraph.text for paragraph in read.paragraphs] == [block.plain for block in blocks]
    italic = [run.text for paragraph in read.paragraphs for run in paragraph.runs if run.italic]
    assert italic == [run.text for block in blocks for run in block.runs if run.italic]


def test_the_report_shows_the_same_words_and_leads_out_of_itself_nowhere(repository):
    said = "# Methods: x\n\n## Material\n\nNow *p* is small \\& <b>.\n\n## References\n\n- Efron (1979). doi:10.1214/aos\n"
    found = facts.collect(
        replace(material.study(), methods=said),
        material.SETTINGS,
        {},
        repository / "data" / "lexicons",
        ["nl"],
    )
    (fold,) = methods_text.folds(found.study)
    note, *paragraphs, listing = fold.blocks
    assert "methods.docx" in note.parts[0] and "references.bib" in note.parts[0]
    shown = [
        "".join(part if isinstance(part, str) else part.text for part in one.parts) for one in paragraphs
    ]
    assert shown == ["Material", "Now p is small & <b>.", "References"]
    assert listing.items == [["Efron (1979). doi:10.1214/aos"]]
    assert methods_text.folds(replace(found.study, tables=material.study())) == []


def test_the_list_of_references_needs_no_network(written):
    assert "://" not in written().markdown()


LABELS = st.text(alphabet="abcdefgABC -'&*_[]<>|`~#\\é", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(
    groups=st.tuples(LABELS, LABELS),
    title=LABELS,
    constructed=st.booleans(),
    discourse=st.fixed_dictionaries(
        {"backgrounding_window": st.integers(0, 50), "resolve_pronouns": st.booleans()}
    ),
    networks=st.fixed_dictionaries({"turn_window": st.integers(1, 50), "min_weight": st.integers(1, 99)}),
    comparison=st.fixed_dictionaries(
        {"confidence": st.floats(0.5, 0.999, exclude_min=True), "min_speakers": st.integers(2, 99)}
    ),
    keyness=st.fixed_dictionaries({"min_count": st.integers(1, 99)}),
    one=st.booleans(),
    told=st.sampled_from(
        [{}, PROVENANCE, {"software": {"version": None, "commit": None, "packages": {"stanza": None}}}]
    ),
)
def test_no_settings_make_holes(written, groups, title, one, told, **sections):
    chosen = changed(title=title, groups=dict(zip(material.GROUPS, groups, strict=True)), **sections)
    found = written(material.study(groups=("expert",)) if one else None, chosen, told)
    sound(re.sub(r"\\[!-/:-@\[-`{-~]", "x", body(found)))
    assert found.markdown().count("\n- ") == len(found.keys)
