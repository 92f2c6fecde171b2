"""English passives, reduced passives and who gains or loses."""

import pytest
from english_material import extract, lemmas, only, who

BE = "Files/file/NS/nsubj:pass/3 were/be/AD/aux:pass/3 copied/copy/VP/root/0", "copy", "be"
GET = "He/he/PR/nsubj:pass/3 got/get/AD/aux:pass/3 fined/fine/VP/root/0", "fine", "get"
MODAL = (
    "It//PE/nsubj:pass/4 must//AM/aux/4 be//AI/aux:pass/4 stopped/stop/VP/root/0",
    "stop",
    "be",
)
GET_AS_VERB = "They/they/PR/nsubj/2 get//V/root/0 confused/confuse/VP/xcomp/2", "confuse", "get"


@pytest.mark.parametrize(("sentence", "lemma", "passive"), [BE, GET, MODAL, GET_AS_VERB])
def test_passives_are_found_by_their_auxiliary(sentence, lemma, passive):
    row = only(sentence, lemma)
    assert (row["voice"], row["passive"], row["agent"]) == ("passive", passive, None)
    assert row["agent_status"] == "suppressed"
    assert row["patient"] is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "They/they/PR/nsubj/3 have//A/aux/3 copied/copy/VN/root/0 it//PE/obj/3",
        "They/they/PR/nsubj/3 are/be/A/aux/3 copying/copy/VR/root/0 it//PE/obj/3",
        "The//D/det/2 river//N/nsubj/4 has/have/A/aux/4 risen/rise/VN/root/0",
    ],
)
def test_the_perfect_and_the_progressive_are_no_passive(sentence):
    assert extract(sentence)["voice"].to_list() == ["active"]


def test_the_by_phrase_is_the_agent():
    sentence = (
        "Tenants/tenant/NS/nsubj:pass/3 are/be/A/aux:pass/3 watched/watch/VP/root/0 by//P/case/6"
        " the//D/det/6 landlord//N/obl:agent/3"
    )
    assert who(sentence, "watch") == ("landlord", "tenant")
    assert only(sentence, "watch")["agent_status"] == "expressed"


def test_by_friday_does_nothing():
    sentence = "It//PE/nsubj:pass/4 will//AM/aux/4 be//AI/aux:pass/4 paid/pay/VP/root/0 by//P/case/6 Friday//NP/obl/4"
    assert who(sentence, "pay") == (None, "it")


BEHIND_NOUN = (
    "Measures/measure/NS/nsubj/6 taken/take/VP/acl/1 by//P/case/5 the//D/det/5 board//N/obl:agent/2 failed/fail/VD/root/0",
    "take",
    ("board", "measure"),
)
BEFORE_CLAUSE = (
    "Asked/ask/VP/advcl/4 twice//ADV/advmod/1 she/she/PR/nsubj/4 refused/refuse/VD/root/0",
    "ask",
    (None, None),
)
HIDDEN = (
    "Hidden/hide/VP/advcl/4 underground//ADV/advmod/1 cables/cable/NS/nsubj/4 broke/break/VD/root/0",
    "hide",
    (None, "cable"),
)


@pytest.mark.parametrize(("sentence", "lemma", "pair"), [BEHIND_NOUN, BEFORE_CLAUSE, HIDDEN])
def test_a_participle_without_auxiliary_is_a_passive(sentence, lemma, pair):
    assert only(sentence, lemma)["voice"] == "passive"
    assert who(sentence, lemma) == pair


def test_ing_behind_a_noun_is_active():
    sentence = "Firms/firm/NS/nsubj/4 selling/sell/VG/acl/1 data//N/obj/2 grow//V/root/0"
    assert (who(sentence, "sell"), only(sentence, "sell")["voice"]) == (("firm", "data"), "active")


COPIED_AND_SOLD = (
    "Files/file/NS/nsubj:pass/3 are/be/A/aux:pass/3 copied/copy/VP/root/0 and//C/cc/5 sold/sell/VN/conj/3"
)
COPIED_AND_LEFT = "Files/file/NS/nsubj:pass/3 were/be/AD/aux:pass/3 copied/copy/VP/root/0 and//C/cc/6 they/they/PR/nsubj/6 left/leave/VD/conj/3"
HAS_TAKEN = "They/they/PR/nsubj/3 have//A/aux/3 copied/copy/VN/root/0 and//C/cc/5 sold/sell/VN/conj/3 files/file/NS/obj/5"


def test_coordinated_participles_share_their_auxiliary():
    assert extract(COPIED_AND_SOLD).select("lemma", "voice", "agent", "patient").rows() == [
        ("copy", "passive", None, "file"),
        ("sell", "passive", None, "file"),
    ]


@pytest.mark.parametrize(("sentence", "lemma"), [(COPIED_AND_LEFT, "leave"), (HAS_TAKEN, "sell")])
def test_what_has_a_subject_or_a_perfect_shares_no_passive(sentence, lemma):
    row = only(sentence, lemma)
    assert (row["voice"], row["agent"]) == ("active", "they")


def test_the_subject_of_a_passive_with_an_object_gets_it():
    sentence = "We/we/PR/nsubj:pass/3 were/be/AD/aux:pass/3 given/give/VP/root/0 a//D/det/5 form//N/obj/3"
    row = only(sentence, "give")
    assert (row["patient"], row["beneficiary"]) == ("form", "we")
    row = only("Forms/form/NS/nsubj:pass/3 were/be/AD/aux:pass/3 given/give/VP/root/0", "give")
    assert (row["patient"], row["beneficiary"]) == ("form", None)


INDIRECT = "They/they/PR/nsubj/2 sent/send/VD/root/0 us/we/PR/iobj/2 a//D/det/5 bill//N/obj/2", "send"
TO = (
    "They/they/PR/nsubj/2 sent/send/VD/root/0 the//D/det/4 bill//N/obj/2 to//P/case/6 us/we/PR/obl/2",
    "send",
)
FOR = (
    "They/they/PR/nsubj/2 built/build/VD/root/0 it//PE/obj/2 for//P/case/5 us/we/PR/obl/2",
    "build",
)
TOLD = "They/they/PR/nsubj/2 told/tell/VD/root/0 us/we/PR/obj/2", "tell"
ASKED = (
    "We/we/PR/nsubj:pass/3 were/be/AD/aux:pass/3 asked/ask/VP/root/0 to//T/mark/5 leave//VI/xcomp/3",
    "ask",
)


@pytest.mark.parametrize(("sentence", "lemma"), [INDIRECT, TO, FOR, TOLD, ASKED])
def test_who_gets_or_is_told_something_is_the_beneficiary(sentence, lemma):
    row = only(sentence, lemma)
    assert row["beneficiary"] == "we"
    assert row["patient"] != "we"


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("We/we/PR/nsubj/2 went/go/VD/root/0 to//P/case/5 the//D/det/5 mayor//N/obl/2", "go"),
        ("She/she/PR/nsubj/2 told/tell/VD/root/0 a//D/det/4 story//N/obj/2", "tell"),
        ("They/they/PR/nsubj/2 asked/ask/VD/root/0 this/this/PD/obj/2", "ask"),
    ],
)
def test_places_and_what_is_said_gain_nothing(sentence, lemma):
    assert only(sentence, lemma)["beneficiary"] is None


ABOUT = "We/we/PR/nsubj/2 talked/talk/VD/root/0 about//P/case/5 the//D/det/5 river//N/obl/2", "talk", "river"
WAIT = "They/they/PR/nsubj/2 wait//V/root/0 for//P/case/5 a//D/det/5 nurse//N/obl/2", "wait", "nurse"
RELY = (
    "The//D/det/2 town//N/nsubj/3 relies/rely/V/root/0 on//P/case/6 one//NUM/nummod/6 well//N/obl/3",
    "rely",
    "well",
)


@pytest.mark.parametrize(("sentence", "lemma", "patient"), [ABOUT, WAIT, RELY])
def test_fixed_prepositional_objects_are_patients(sentence, lemma, patient):
    assert who(sentence, lemma)[1] == patient


def test_a_place_is_no_patient():
    sentence = "We/we/PR/nsubj/2 waited/wait/VD/root/0 at//P/case/5 the//D/det/5 dock//N/obl/2"
    assert who(sentence, "wait") == ("we", None)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("You/you/PR/nsubj/3 never//ADV/advmod/3 know//V/root/0", "generic"),
        ("People/people/NS/nsubj/2 forget//V/root/0", "generic"),
        ("These/this/D/det/2 people//NS/nsubj/3 forget//V/root/0", "expressed"),
        ("They/they/PR/nsubj/2 forget//V/root/0", "expressed"),
    ],
)
def test_anybody_is_a_generic_agent(sentence, status):
    assert extract(sentence)["agent_status"].to_list() == [status]


def test_power_does_not_depend_on_voice():
    active = "The//D/det/2 state//N/nsubj/3 forces/force/V/root/0 us/we/PR/obj/3 out//ADV/advmod/3"
    passive = "We/we/PR/nsubj:pass/3 are/be/A/aux:pass/3 forced/force/VP/root/0 out//ADV/advmod/3"
    assert only(active, "force out")["power"] == only(passive, "force out")["power"] == "agent"
    assert lemmas(active) == lemmas(passive) == ["force out"]
