import pytest

from machtstaal import mentions
from machtstaal.tables import checked


@pytest.fixture(scope="module")
def find(parse, nl):
    return lambda *texts: checked(mentions.find(parse(*texts), nl), "mentions")


def actors(rows):
    return dict(zip(rows["lemma"], rows["actor"], strict=True))


def test_people_and_institutions_are_found_by_lemma(find):
    rows = find("De gemeente stuurt ouderen en jongeren naar de bibliotheek.")
    found = dict(zip(rows["text"], rows["actor"], strict=True))
    assert found["De gemeente"] == "local_government"
    assert found["ouderen"] == "elderly"
    assert found["jongeren"] == "young"


def test_a_compound_is_its_head(find):
    assert actors(find("De techbedrijven luisteren niet."))["techbedrijf"] in ("business", "big_tech")
    assert "burgerinitiatief" not in actors(find("Het burgerinitiatief liep goed.")) or (
        actors(find("Het burgerinitiatief liep goed."))["burgerinitiatief"] != "citizens"
    )


def test_several_words_are_one_mention(find):
    rows = find("De Europese Commissie beslist.")
    assert rows["actor"].to_list() == ["international"]
    assert rows["text"].to_list() == ["De Europese Commissie"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Wij betalen dat.", "we"),
        ("Dat is onze straat.", "we"),
        ("Zij hebben ons niets gevraagd.", "they"),
        ("Hebben ze dat gezegd?", "they"),
        ("Men weet het niet.", "generic"),
        ("Ik woon hier.", "speaker"),
    ],
)
def test_pronouns(find, text, actor):
    assert actor in find(text)["actor"].to_list()


def test_she_is_not_they(find):
    assert "they" not in find("Mijn zus zegt dat zij morgen komt.")["actor"].to_list()


def test_an_unknown_name_is_a_named_actor(find):
    rows = find("Toen belde Annemieke de Vries mij op.")
    row = rows.filter(source="name").row(0, named=True)
    assert (row["actor"], row["naming"], row["grouping"]) == ("named", "named", "individual")


def test_a_quantity_aggregates_and_a_bare_plural_is_generic(find):
    quantified = find("Veel burgers klagen.").filter(lemma="burger").row(0, named=True)
    bare = find("Burgers klagen.").filter(lemma="burger").row(0, named=True)
    one = find("Die burger klaagt.").filter(lemma="burger").row(0, named=True)
    assert quantified["grouping"] == "aggregated"
    assert (bare["reference"], bare["grouping"]) == ("generic", "collectivised")
    assert (one["reference"], one["grouping"]) == ("specific", "individual")


def test_the_quoted_span_is_the_phrase(find):
    text = "Ik ken drie oudere bewoners."
    row = find(text).filter(lemma="bewoner").row(0, named=True)
    assert text[row["start"] : row["end"]] == "drie oudere bewoners"
    assert text[row["head_start"] : row["head_end"]] == "bewoners"


def test_no_actors_give_an_empty_table(find):
    assert find("Het regent.").is_empty()


def test_nominal_adjectives_are_plural_by_their_tag(find):
    row = find("Jongeren delen alles.").filter(actor="young").row(0, named=True)
    assert (row["grouping"], row["reference"]) == ("collectivised", "generic")
