import polars as pl
import pytest

from machtstaal import mentions, processes
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


def resolved(rows, text):
    return rows.filter(text=text).select("actor", "resolved").rows()


def test_a_name_that_stood_with_two_actors_takes_neither(find):
    rows = find("Wethouder Bakker kwam. Dokter Bakker ging. Bakker bleef.")
    assert rows.filter(pl.col("mention").str.contains(":3"))["resolved"].to_list() in ([None], [])


def test_a_vocative_with_a_clause_behind_it_is_no_apposition(find):
    rows = find("Mevrouw Pieters, de school is dicht.")
    assert rows.filter(lemma="mevrouw")["actor"].to_list() == ["named"]


def test_a_colleague_is_one_of_the_speaker_only(find):
    assert resolved(find("Collega Pieters zei dat. Pieters weet het."), "Pieters") == [("named", None)]


@pytest.mark.parametrize(
    "text",
    [
        "De burgers zagen de leidingen. Ze waren stuk.",
        "De burgers vertelden ons dat ze reclame maken.",
        "De gemeente doet niets. Ze luisteren niet.",
        "Bewoners klagen. Dat is zo. Ze willen een loket.",
    ],
)
def test_a_pronoun_that_could_be_another_is_not_resolved(find, text):
    assert find(text).filter(lemma="ze")["resolved"].drop_nulls().is_empty()


def test_he_and_she_are_mentions_only_where_asked_for(parse, nl):
    tokens = parse("De wethouder komt. Zij beslist alles.")
    assert mentions.find(tokens, nl)["lemma"].to_list() == ["wethouder"]
    assert mentions.find(tokens, nl, resolve_pronouns=True)["actor"].to_list() == ["local_government"] * 2


def test_participants_take_the_resolved_actor_only_where_asked_for(parse, nl):
    tokens = parse("Bewoners klagen. Ze willen een loket.")
    rows = mentions.find(tokens, nl)
    agents = [
        processes.extract(tokens, rows, nl, resolve_pronouns=wanted)["agent_actor"].to_list()
        for wanted in (False, True)
    ]
    assert agents == [["citizens", "they"], ["citizens", "citizens"]]


@pytest.mark.parametrize(
    ("text", "inclusion", "identified"),
    [
        ("Hebben wij van de gemeente iets gekregen?", "unclear", None),
        ("Ze zien ons als klanten.", "unclear", None),
        ("Wij moeten samen met jullie kiezen.", "unclear", None),
        ("We moeten als burgers met elkaar kiezen.", "inclusive", "citizens"),
        ("Wij regelen met elkaar dat u geld krijgt.", "inclusive", None),
    ],
)
def test_cues_of_inclusion_have_to_belong_to_the_clause(find, text, inclusion, identified):
    row = find(text).filter(actor="we").row(0, named=True)
    assert (row["inclusion"], row["identified_as"]) == (inclusion, identified)
