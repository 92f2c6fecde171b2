import polars as pl
import pytest

from machtstaal import lexicons
from machtstaal.problems import Problem


def test_the_bundled_lexicons_are_as_large_as_promised(nl, repository):
    categories = set(nl.actors["actor"]) - {"-"}
    assert len(nl.actors.filter(pl.col("actor") != "-")) >= 250
    assert len(categories) >= 14
    assert nl.verbs["lemma"].n_unique() >= 300
    known = pl.read_csv(
        repository / "data" / "lexicons" / "actor_categories.tsv", separator="\t", quote_char=None
    )
    assert categories <= set(known["actor"])
    assert set(nl.pronouns["actor"]) <= set(known["actor"])


@pytest.mark.parametrize("name", ["actors", "verbs", "modals", "nominalisations", "pronouns", "negators"])
def test_every_row_has_an_example_and_no_row_stands_twice(nl, name):
    frame = getattr(nl, name)
    assert frame.filter(pl.col("example") == "").is_empty()
    keys = {
        "actors": ["pattern"],
        "verbs": ["lemma", "construction"],
        "modals": ["lemma", "construction"],
        "nominalisations": ["lemma"],
        "pronouns": ["lemma", "form", "xpos"],
        "negators": ["lemma"],
    }[name]
    assert frame.select(keys).is_duplicated().sum() == 0


def test_every_verb_is_coded(nl):
    assert nl.verbs.filter((pl.col("process_type") == "") | (pl.col("power") == "")).is_empty()


OF_THEIR_OWN = {
    "nl": {"oplevering", "overbrenging", "uitstoot"},  # handing over a building, carrying over, emission
    "en": {"confrontation", "engagement", "struggle"},  # each of the two sides does it to the other
}
"""Event nouns that mean something else than the verb behind them mostly does."""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_event_noun_is_coded_as_one_of_the_senses_of_its_verb(language, repository):
    found = lexicons.load(repository / "data" / "lexicons", language)
    senses = found.verbs.select("lemma", "process_type", "power").unique()
    known = found.nominalisations.filter(pl.col("verb").is_in(senses["lemma"].to_list()))
    keys = {"left_on": ["verb", "process_type", "power"], "right_on": ["lemma", "process_type", "power"]}
    other = known.join(senses, how="anti", **keys)
    assert set(other["lemma"]) == OF_THEIR_OWN[language]


def test_constructions_are_of_the_kinds_that_the_rules_know(nl):
    conditions = nl.verbs.filter(pl.col("construction") != "")["construction"].str.split("+").explode()
    known = r"^(obj|intr|iobj|ccomp|xcomp|refl|perfect|person|obj:\S+|xcomp:\S+|obl:\p{L}+(:\S+)?)!?$"
    assert conditions.filter(~conditions.str.contains(known)).to_list() == []


def write(folder, name, text):
    path = folder / f"{name}.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_column_is_named(tmp_path):
    path = write(tmp_path, "negators", "lemma\tpos\tnote\nniet\tADV\t\n")
    with pytest.raises(Problem, match="row 1: the column 'example' is missing"):
        lexicons.read(path, "negators")


def test_a_wrong_value_is_named_with_its_row(tmp_path):
    header = "lemma\tconstruction\tprocess_type\tpower\tagency\tgloss\texample\n"
    row = "eten\t\tmaterial\tnone\tpos\teat\tIk eet.\n"
    path = write(tmp_path, "verbs", header + row + row.replace("material", "materiel"))
    with pytest.raises(Problem, match="row 3: 'materiel' is not a process_type; choose one of behavioural"):
        lexicons.read(path, "verbs")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Problem, match=r"verbs\.tsv: this lexicon is missing"):
        lexicons.read(tmp_path / "verbs.tsv", "verbs")
