"""English event nouns and mentions of actors."""

import pytest
from english_material import en, extract, lemmas, only, tokens, who

from machtstaal import mentions
from machtstaal.tables import checked

OF = (
    "The//D/det/2 collection//N/nsubj/5 of//P/case/4 data//N/nmod/2 grows/grow/V/root/0",
    "collection",
    (None, "data"),
)
ING = (
    "The//D/det/2 monitoring//N/nsubj/8 of//P/case/4 people/people/NS/nmod/2 by//P/case/6 firms/firm/NS/nmod/2"
    " must//AM/aux/8 stop//VI/root/0",
    "monitoring",
    ("firm", "people"),
)
GENITIVE = (
    "The//D/det/2 mayor//N/nmod:poss/4 +'s/'s/T/case/2 protection//N/nsubj/7 of//P/case/6 tenants/tenant/NS/nmod/4"
    " failed/fail/VD/root/0",
    "protection",
    ("mayor", "tenant"),
)
ARREST = (
    "Their/their/PE/nmod:poss/2 arrest//N/nsubj/6 by//P/case/5 the//D/det/5 police//N/nmod/2 surprised/surprise/VD/root/0"
    " us/we/PR/obj/6",
    "arrest",
    ("police", "their"),
)
COMPOUND = (
    "Their/their/PE/nmod:poss/3 data//N/compound/3 collection//N/nsubj/4 grows/grow/V/root/0",
    "collection",
    ("their", "data"),
)


@pytest.mark.parametrize(("sentence", "lemma", "pair"), [OF, ING, GENITIVE, ARREST, COMPOUND])
def test_an_event_noun_with_somebody_in_it_is_a_process(sentence, lemma, pair):
    assert only(sentence, lemma)["kind"] == "nominalisation"
    assert who(sentence, lemma) == pair


@pytest.mark.parametrize(
    ("sentence", "no"),
    [
        ("The//D/det/2 collection//N/nsubj/3 grows/grow/V/root/0", "collection"),
        ("Data//N/compound/2 collection//N/nsubj/3 grows/grow/V/root/0", "collection"),
        ("Today//N/nmod:poss/3 +'s/'s/T/case/1 announcement//N/nsubj/4 hurt/hurt/VD/root/0", "announcement"),
        ("My/my/PE/nmod:poss/2 swimming//N/nsubj/3 improves/improve/V/root/0", "swimming"),
        (
            "The//D/det/2 meeting//N/nsubj/6 of//P/case/5 the//D/det/5 board//N/nmod/2 ended/end/VD/root/0",
            "meeting",
        ),
        (
            "The//D/det/2 reduction//N/nsubj/5 by//P/case/4 2030//NUM/nmod/2 failed/fail/VD/root/0",
            "reduction",
        ),
    ],
)
def test_without_it_is_none(sentence, no):
    assert no not in lemmas(sentence)


def test_an_ing_clause_is_a_verb():
    sentence = "Sharing/share/VG/csubj/4 data//N/obj/1 is/be/A/cop/4 risky//J/root/0"
    row = only(sentence, "share")
    assert (row["kind"], row["agent"], row["patient"], row["agent_status"]) == (
        "verb",
        None,
        "data",
        "suppressed",
    )


def found(sentence: str) -> dict[str, str]:
    table = checked(mentions.find(tokens(sentence), en()), "mentions")
    return dict(zip(table["text"], table["actor"], strict=True))


def test_people_and_institutions_are_found():
    actors = found(
        "The//D/det/2 government//N/nsubj/3 asks/ask/V/root/0 citizens/citizen/NS/obj/3 and//C/cc/6 doctors/doctor/NS/conj/4"
    )
    assert actors == {"The government": "government", "citizens": "citizens", "doctors": "health_care"}


@pytest.mark.parametrize(
    ("pronoun", "actor"),
    [
        ("We/we/PR/nsubj/2", "we"),
        ("They/they/PR/nsubj/2", "they"),
        ("You/you/PR/nsubj/2", "generic"),
        ("I/i/PR/nsubj/2", "speaker"),
        ("Everybody//PI/nsubj/2", "generic"),
    ],
)
def test_pronouns(pronoun, actor):
    assert list(found(f"{pronoun} pays/pay/V/root/0").values()) == [actor]


@pytest.mark.parametrize("pronoun", ["It//PE/nsubj/2", "That//PD/nsubj/2"])
def test_things_are_nobody(pronoun):
    assert found(f"{pronoun} helps/help/V/root/0") == {}


def test_a_noun_before_a_noun_only_says_of_what_kind_it_is():
    sentence = "The//D/det/3 government//N/compound/3 letter//N/nsubj/4 came/come/VD/root/0"
    assert found(sentence) == {}
    owner = "The//D/det/2 government//N/nmod:poss/4 +'s/'s/T/case/2 letter//N/nsubj/5 came/come/VD/root/0"
    assert list(found(owner).values()) == ["government"]


def test_a_name_is_its_first_word_and_is_quoted_whole():
    sentence = "Jennifer//NP/nsubj/3 Harrow//NP/flat/1 asked/ask/VD/root/0 us/we/PR/obj/3"
    assert only(sentence, "ask")["agent_actor"] == "named"
    assert found(sentence) == {"Jennifer Harrow": "named", "us": "we"}


def test_a_quantity_aggregates_and_a_bare_plural_is_generic():
    table = mentions.find(
        tokens(
            "Many//J/amod/2 citizens/citizen/NS/nsubj/3 complain//V/root/0",
            "Citizens/citizen/NS/nsubj/2 complain//V/root/0",
            "That/that/D/det/2 citizen//N/nsubj/3 complains/complain/V/root/0",
        ),
        en(),
    )
    assert table.select("grouping", "reference").rows()[0][0] == "aggregated"
    assert table.select("grouping", "reference").rows()[1:] == [
        ("collectivised", "generic"),
        ("individual", "specific"),
    ]


def test_the_processes_table_keeps_its_contract():
    checked(extract("They/they/PR/nsubj/2 help//V/root/0 us/we/PR/obj/2"), "processes")
    checked(extract("Yes//UH/root/0"), "processes")
