"""English constructions whose participants or status the bare tree does not tell."""

import pytest
from english_material import only

EXIST = "Those//D/det/2 pumps/pump/NS/nsubj/3 exist//V/root/0"
OUT_OF = (
    "Water//N/nsubj/2 came/come/VD/root/0 out//P/case/6 of//P/case/6 the//D/det/6 tap//N/obl/2",
    "Water//N/nsubj/2 came/come/VD/root/0 from//P/case/5 the//D/det/5 tap//N/obl/2",
)
TAKES = (
    "It//PE/expl/2 takes/take/V/root/0 citizens/citizen/NS/obj/2 to//T/mark/5 drive//VI/csubj/2",
    "It//PE/expl/2 takes/take/V/root/0 time//N/obj/2 to//T/mark/5 drive//VI/csubj/2",
)
WITH = "We/we/PR/nsubj/2 {verb}/VD/root/0 with//P/case/4 citizens/citizen/NS/obl/2"
GIVE = (
    "They/they/PR/nsubj/2 gave/give/VD/root/0 money//N/obj/2 to//P/case/6 the//D/det/6 fund//N/obl/2",
    "They/they/PR/nsubj/2 brought/bring/VD/root/0 money//N/obj/2 to//P/case/6 the//D/det/6 house//N/obl/2",
)
BETWEEN = (
    "The//D/det/2 cooperation//N/nsubj/6 between//P/case/5 the//D/det/5 towns/town/NS/nmod/2 failed/fail/VD/root/0",
    "The//D/det/2 cooperation//N/nsubj/6 with//P/case/5 the//D/det/5 towns/town/NS/nmod/2 failed/fail/VD/root/0",
)
SUPPORT = "They/they/PR/nsubj/2 support//V/root/0 {object}/obj/2"


def test_what_exists_exists_without_there():
    row = only(EXIST, "exist")
    assert (row["kind"], row["agent"], row["agent_status"]) == ("existential", "pump", "none")


def test_out_of_belongs_to_a_verb_that_the_lexicon_has_with_out():
    assert only(OUT_OF[0], "come out")["agent"] == "water"
    assert only(OUT_OF[1], "come")["agent"] == "water"


def test_whom_it_takes_does_what_it_takes_them_for():
    assert only(TAKES[0], "drive")["agent"] == "citizen"
    assert only(TAKES[1], "drive")["agent"] is None
    assert only(TAKES[0], "take")["agent_status"] == "none"


@pytest.mark.parametrize(
    ("verb", "lemma", "partner"), [("talked/talk", "talk", "citizen"), ("walked/walk", "walk", None)]
)
def test_whom_one_talks_with_is_the_beneficiary(verb, lemma, partner):
    assert only(WITH.format(verb=verb), lemma)["beneficiary"] == partner


def test_whoever_is_given_something_gets_it_but_a_house_gets_nothing():
    assert only(GIVE[0], "give")["beneficiary"] == "fund"
    assert only(GIVE[1], "bring")["beneficiary"] is None


def test_those_who_cooperate_with_each_other_do_it():
    assert only(BETWEEN[0], "cooperation")["agent"] == "town"


@pytest.mark.parametrize(
    ("object", "power"), [("citizens/citizen/NS", "agent"), ("us/we/PR", "agent"), ("growth//N", "none")]
)
def test_support_is_power_over_a_person_only(object, power):
    assert only(SUPPORT.format(object=object), "support")["power"] == power


@pytest.mark.parametrize(
    ("sentence", "lemma", "status"),
    [
        ("Depends/depend/V/root/0 on//P/case/3 prices/price/NS/obl/1", "depend", "none"),
        ("Leaks/leak/V/root/0 here//ADV/advmod/1", "leak", "none"),
        ("Pays/pay/V/root/0 here//ADV/advmod/1", "pay", "suppressed"),
        ("Water//N/nsubj/2 leaks/leak/V/root/0", "leak", "expressed"),
    ],
)
def test_a_relation_or_a_leak_without_subject_leaves_no_doer_out(sentence, lemma, status):
    assert only(sentence, lemma)["agent_status"] == status
