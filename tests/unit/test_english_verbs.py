"""Which English words head a process: particle verbs, helpers, copulas, existentials, fixed phrases."""

import pytest
from english_material import extract, lemmas, only, text, tokens, who

PHONE = "They/they/PR/nsubj/3 have//A/aux/3 cut/cut/VN/root/0 us/we/PR/obj/3 off//P/compound:prt/3"
COPY = "They/they/PR/nsubj/2 carry/carry/V/root/0 out//P/compound:prt/2 tests/test/NS/obj/2"
AGREED = "They/they/PR/nsubj/2 sold/sell/VD/root/0 it//PE/obj/2 cheaply//ADV/advmod/2"


ADVERB = "The//D/det/2 sink//N/nsubj/3 backs/back/V/root/0 up//ADV/advmod/3"


@pytest.mark.parametrize(
    ("sentence", "lemma"), [(PHONE, "cut off"), (COPY, "carry out"), (ADVERB, "back up"), (AGREED, "sell")]
)
def test_a_particle_stands_behind_its_verb(sentence, lemma):
    assert lemmas(sentence) == [lemma]


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("They/they/PR/nsubj/3 are/be/A/aux/3 rotting/rott/VR/root/0", "rot"),
        ("We/we/PR/nsubj/3 have//A/aux/3 tried/tried/VN/root/0 it//PE/obj/3", "try"),
        ("They/they/PR/nsubj/2 frobbed/frobb/VD/root/0", "frobb"),
    ],
)
def test_a_lemma_that_no_lexicon_knows_is_put_right_by_the_form(sentence, lemma):
    assert lemmas(sentence) == [lemma]


def test_words_of_a_contraction_have_their_own_spans():
    sentence = "They/they/PR/nsubj/4 do//A/aux/4 +n't/not/NOT/advmod/4 vote//VI/root/0"
    table, written = tokens(sentence), text(sentence)
    assert written == "They don't vote"
    assert [written[a:b] for a, b in table.select("start", "end").iter_rows()] == [
        "They",
        "do",
        "n't",
        "vote",
    ]
    assert only(sentence, "vote")["negated"]


HAVE_TO = (
    "Tenants/tenant/NS/nsubj/2 have//V/root/0 to//T/mark/4 report/report/VI/xcomp/2 leaks/leak/NS/obj/4",
    "report",
)
TRY = "She/she/PR/nsubj/2 tried/try/VD/root/0 to//T/mark/4 fix//VI/xcomp/2 it//PE/obj/4", "fix"
KEEP = "He/he/PR/nsubj/2 keeps/keep/V/root/0 asking/ask/VG/xcomp/2 for//P/case/5 money//N/obl/3", "ask"
GONNA = (
    "We/we/PR/nsubj/3 +'re/be/A/aux/3 gon/go/VR/root/0 +na/to/T/mark/5 move//VI/xcomp/3",
    "move",
)
ABLE = (
    "You/you/PR/nsubj/3 are/be/A/cop/3 able//J/root/0 to//T/mark/5 sue//VI/xcomp/3 them/they/PR/obj/5",
    "sue",
)
USED = "We/we/PR/nsubj/2 used/use/VD/root/0 to//T/mark/4 swim//VI/xcomp/2 there//ADV/advmod/4", "swim"
LIKE = (
    "I/i/PR/nsubj/3 +'d/would/AM/aux/3 like//VI/root/0 to//T/mark/5 vote//VI/xcomp/3",
    "vote",
)
AND = "They/they/PR/nsubj/2 try//V/root/0 and//C/cc/4 sell//V/conj/2 it//PE/obj/4", "sell"


@pytest.mark.parametrize(("sentence", "lemma"), [HAVE_TO, TRY, KEEP, GONNA, ABLE, USED, LIKE, AND])
def test_a_helper_and_what_it_helps_are_one_process(sentence, lemma):
    row = extract(sentence)
    assert row["lemma"].to_list() == [lemma]
    assert row["agent"].null_count() == 0


WANT_HIM = "They/they/PR/nsubj/2 want//V/root/0 him/he/PR/obj/2 to//T/mark/5 sign//VI/xcomp/2"
LIKE_TO = "Kids/kid/NS/nsubj/2 like//V/root/0 to//T/mark/4 swim//VI/xcomp/2"
HAVE_TIME = "We/we/PR/nsubj/2 have//V/root/0 time//N/obj/2 to//T/mark/5 talk//VI/xcomp/2"
KEEP_IT = "They/they/PR/nsubj/2 keep//V/root/0 it//PE/obj/2 running/run/VR/xcomp/2"


@pytest.mark.parametrize(
    ("sentence", "two"),
    [
        (WANT_HIM, ["want", "sign"]),
        (LIKE_TO, ["like", "swim"]),
        (HAVE_TIME, ["have", "talk"]),
        (KEEP_IT, ["keep", "run"]),
    ],
)
def test_a_verb_with_an_object_helps_nobody(sentence, two):
    assert lemmas(sentence) == two


def test_having_something_done_is_one_process_of_who_has_it_done():
    sentence = "We/we/PR/nsubj/2 had/have/VD/root/0 the//D/det/4 tap//N/obj/2 repaired/repair/VP/xcomp/2"
    assert lemmas(sentence) == ["repair"]
    assert (*who(sentence, "repair"), only(sentence, "repair")["voice"]) == ("we", "tap", "active")
    got = "She/she/PR/nsubj/2 got/get/VD/root/0 the//D/det/4 files/file/NS/obj/2 deleted/delete/VP/xcomp/2"
    assert who(got, "delete") == ("she", "file")


def test_having_to_protect_oneself_is_no_such_thing():
    sentence = "We/we/PR/nsubj/2 have//V/root/0 to//T/mark/4 protect//VI/xcomp/2 ourselves/ourselves/PR/obj/4"
    assert only(sentence, "protect")["agent"] == "we"


def test_who_does_it_for_them_is_the_agent():
    sentence = (
        "They/they/PR/nsubj/2 had/have/VD/root/0 it//PE/obj/2 tested/test/VP/xcomp/2 by//P/case/7"
        " a//D/det/7 lab//N/obl:agent/4"
    )
    assert who(sentence, "test") == ("lab", "it")


def test_making_somebody_do_something_is_a_process_of_its_own():
    sentence = (
        "They/they/PR/nsubj/2 had/have/VD/root/0 us/we/PR/obj/2 sign//VI/xcomp/2 a//D/det/6 form//N/obj/4"
    )
    assert lemmas(sentence) == ["have", "sign"]
    assert who(sentence, "sign") == ("we", "form")


LETS = "Let//VM/root/0 +'s/we/PR/obj/1 ask/ask/VI/xcomp/1 the//D/det/5 mayor//N/obj/3"
LET_ME = "Let//VM/root/0 me/i/PR/obj/1 explain//VI/xcomp/1 that//PD/obj/3"


@pytest.mark.parametrize(("sentence", "lemma", "agent"), [(LETS, "ask", "we"), (LET_ME, "explain", "i")])
def test_lets_calls_upon_the_speaker(sentence, lemma, agent):
    assert lemmas(sentence) == [lemma]
    assert only(sentence, lemma)["agent"] == agent


def test_letting_others_is_a_process_of_its_own():
    sentence = "They/they/PR/nsubj/2 let//VD/root/0 us/we/PR/obj/2 decide//VI/xcomp/2"
    assert lemmas(sentence) == ["let", "decide"]
    assert who(sentence, "let") == ("they", "we")
    assert who(sentence, "decide") == ("we", None)


BE = "The//D/det/2 well//N/nsubj/4 is/be/A/cop/4 dry//J/root/0"
SEEM = "The//D/det/2 map//N/nsubj/3 seems/seem/V/root/0 wrong//J/xcomp/3"
BECOME = "My//PR/nmod:poss/2 aunt//N/nsubj/3 became/become/VD/root/0 a//D/det/5 nurse//N/xcomp/3"
GET = "The//D/det/2 pipes/pipe/NS/nsubj/3 get//V/root/0 cold//J/xcomp/3"
SEEM_TO_BE = "It//PE/nsubj/2 seems/seem/V/root/0 to//T/mark/5 be//AI/cop/5 empty//J/xcomp/2"
IN = "They/they/PR/nsubj/5 are/be/A/cop/5 in//P/case/5 the//D/det/5 office//N/root/0"


@pytest.mark.parametrize(
    ("sentence", "head", "agent"),
    [
        (BE, "dry", "well"),
        (SEEM, "wrong", "map"),
        (BECOME, "nurse", "aunt"),
        (GET, "cold", "pipe"),
        (SEEM_TO_BE, "empty", "it"),
        (IN, "office", "they"),
    ],
)
def test_the_predicate_heads_a_copula(sentence, head, agent):
    assert lemmas(sentence) == [head]
    row = only(sentence, head)
    assert (row["kind"], row["process_type"], row["voice"], row["agent"]) == (
        "copula",
        "relational",
        None,
        agent,
    )


def test_getting_something_ready_is_no_copula():
    sentence = "We/we/PR/nsubj/2 got/get/VD/root/0 the//D/det/4 boat//N/obj/2 ready//J/xcomp/2"
    assert (lemmas(sentence), who(sentence, "get")) == (["get"], ("we", "boat"))


QUESTION = (
    "The//D/det/2 question//N/nsubj:outer/5 is/be/A/cop/5 who//INT/nsubj/5 pays/pay/V/root/0 +?//./punct/5"
)
PROBLEM = (
    "The//D/det/2 problem//N/nsubj:outer/7 is/be/A/cop/7 +n't/not/NOT/advmod/7 that//S/mark/7"
    " they/they/PR/nsubj/7 lie//V/root/0"
)


@pytest.mark.parametrize(
    ("sentence", "copula", "verb", "agents", "negated"),
    [
        (QUESTION, "be", "pay", ["question", "who"], [False, False]),
        (PROBLEM, "be", "lie", ["problem", "they"], [True, False]),
    ],
)
def test_a_clause_as_predicate_is_a_process_beside_the_copula(sentence, copula, verb, agents, negated):
    rows = extract(sentence)
    assert rows.select("lemma", "kind").rows() == [(copula, "copula"), (verb, "verb")]
    assert rows["agent"].to_list() == agents
    assert rows["negated"].to_list() == negated


THERE_IS = "There//PE/expl/2 is/be/V/root/0 no//D/det/4 doctor//N/nsubj/2", "doctor"
THERE_WILL = "There//PE/expl/3 will//AM/aux/3 be//VI/root/0 fees/fee/NS/nsubj/3", "fee"
THERE_SEEMS = (
    "There//PE/expl/2 seems/seem/V/root/0 to//T/mark/4 be//VI/xcomp/2 a//D/det/6 leak//N/nsubj/4",
    "leak",
)


@pytest.mark.parametrize(("sentence", "existent"), [THERE_IS, THERE_WILL, THERE_SEEMS])
def test_there_is_says_that_something_exists(sentence, existent):
    row = only(sentence, "be")
    assert (row["kind"], row["process_type"], row["agent"]) == ("existential", "existential", existent)
    assert row["agent_status"] == "none"


def test_there_as_a_place_is_no_existential():
    sentence = "The//D/det/2 clinic//N/nsubj/4 is/be/A/cop/4 there//ADV/root/0"
    assert only(sentence, "there")["kind"] == "copula"


YOU_KNOW = (
    "It//PE/nsubj/7 was/be/AD/cop/7 +,//./punct/5 you/you/PR/nsubj/5 know//V/parataxis/7 +,//./punct/5 cold//J/root/0",
    ["cold"],
)
I_MEAN = (
    "I/i/PR/nsubj/2 mean//V/root/0 they/they/PR/nsubj/4 pay//V/ccomp/2 nothing//PN/obj/4",
    ["pay"],
)
THANKS = "Thank//V/root/0 you/you/PR/obj/1 all//D/det/2", []


@pytest.mark.parametrize(("sentence", "left"), [YOU_KNOW, I_MEAN, THANKS])
def test_phrases_of_talk_are_no_process(sentence, left):
    assert lemmas(sentence) == left


KNOW = "You/you/PR/nsubj/2 know//V/root/0 the//D/det/4 answer//N/obj/2", ["know"]
IF_KNOW = (
    "If//S/mark/3 you/you/PR/nsubj/3 know//V/advcl/5 +,//./punct/3 tell//VM/root/0 us/we/PR/iobj/5",
    ["know", "tell"],
)
MEAN = (
    "I/i/PR/nsubj/2 mean//V/root/0 that//S/mark/5 they/they/PR/nsubj/5 pay//V/ccomp/2",
    ["mean", "pay"],
)


@pytest.mark.parametrize(("sentence", "found"), [KNOW, IF_KNOW, MEAN])
def test_the_same_words_in_a_real_clause_are(sentence, found):
    assert lemmas(sentence) == found


def test_an_auxiliary_alone_is_no_process():
    tag = "They/they/PR/nsubj/2 pay//V/root/0 +,//./punct/4 do//A/parataxis/2 +n't/not/NOT/advmod/4 they/they/PR/nsubj/4"
    assert lemmas(tag) == ["pay"]
    assert not only(tag, "pay")["negated"]
    assert lemmas("Yes//UH/discourse/3 we/we/PR/nsubj/3 can//AM/root/0") == []


def test_what_the_transcriber_puts_in_brackets_is_no_process():
    sentence = "They/they/PR/nsubj/2 moved/move/VD/root/0 to//P/case/5 [//./punct/5 +redacted/redact/VP/obl/2 +]//./punct/5"
    assert lemmas(sentence) == ["move"]


def test_what_the_speaker_takes_back_is_no_process():
    sentence = "They/they/PR/nsubj/3 collect//V/reparandum/3 collected/collect/VD/root/0 it//PE/obj/3"
    assert len(extract(sentence)) == 1


def test_a_participle_before_a_noun_is_no_process():
    sentence = "The//D/det/3 stolen/steal/VP/amod/3 files/file/NS/nsubj/4 vanished/vanish/VD/root/0"
    assert lemmas(sentence) == ["vanish"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It//PE/nsubj/2 rained/rain/VD/root/0",
        "It//PE/nsubj/3 is/be/A/cop/3 hard//J/root/0 to//T/mark/5 say//VI/csubj/3",
        "It//PE/expl/2 seems/seem/V/root/0 that//S/mark/5 they/they/PR/nsubj/5 lied/lie/VD/ccomp/2",
    ],
)
def test_a_dummy_subject_does_nothing(sentence):
    row = extract(sentence).row(0, named=True)
    assert (row["agent"], row["agent_status"]) == (None, "none")


def test_it_can_be_something():
    sentence = "It//PE/nsubj/2 leaks/leak/V/root/0"
    assert only(sentence, "leak")["agent"] == "it"


def test_a_happening_has_no_doer():
    sentence = "The//D/det/2 meeting//N/nsubj/3 took/take/VD/root/0 place//N/obj/3"
    assert only(sentence, "take")["agent_status"] == "none"
    assert (
        only("They/they/PR/nsubj/2 took/take/VD/root/0 it//PE/obj/2", "take")["agent_status"] == "expressed"
    )


def test_an_imperative_does_not_say_who():
    sentence = "I/i/PR/nsubj/2 agree//V/root/0 +,//./punct/5 so//C/cc/5 vote//VM/conj/2"
    assert (only(sentence, "vote")["agent"], only(sentence, "vote")["agent_status"]) == (None, "suppressed")
