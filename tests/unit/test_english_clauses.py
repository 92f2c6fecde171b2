"""English clauses that share a participant with another: relative clauses, control, coordination."""

import pytest
from english_material import extract, only, who

WHO = "Firms/firm/NS/root/0 who/who/REL/nsubj/3 sell//V/acl:relcl/1 data//N/obj/3", "sell", ("firm", "data")
THAT = (
    "data//N/root/0 that//REL/obj/4 they/they/PR/nsubj/4 sell//V/acl:relcl/1",
    "sell",
    ("they", "data"),
)
ZERO = (
    "the//D/det/2 water//N/root/0 we/we/PR/nsubj/4 haul//V/acl:relcl/2",
    "haul",
    ("we", "water"),
)
ZERO_HELPED = (
    "the//D/det/2 tax//N/root/0 we/we/PR/nsubj/4 have//V/acl:relcl/2 to//T/mark/6 pay//VI/xcomp/4",
    "pay",
    ("we", "tax"),
)
ZERO_DEEP = (
    "the//D/det/2 tax//N/root/0 they/they/PR/nsubj/4 say//V/acl:relcl/2 we/we/PR/nsubj/6 owe//V/ccomp/4",
    "owe",
    ("we", "tax"),
)
DEEP = (
    "men/man/NS/root/0 who//REL/nsubj/5 they/they/PR/nsubj/4 say//V/acl:relcl/1 lied/lie/VD/ccomp/4",
    "lie",
    ("man", None),
)
STRANDED = (
    "the//D/det/2 river//N/root/0 we/we/PR/nsubj/5 are/be/A/aux/5 talking/talk/VR/acl:relcl/2 about//P/obl/5",
    "talk",
    ("we", "river"),
)
WHICH = (
    "the//D/det/2 well//N/root/0 on//P/case/4 which//REL/obl/6 we/we/PR/nsubj/6 rely//V/acl:relcl/2",
    "rely",
    ("we", "well"),
)
CLEFT = (
    "It//PE/nsubj/4 was/be/AD/cop/4 the//D/det/4 state//N/root/0 that//REL/nsubj/6 paid/pay/VD/advcl:relcl/4",
    "pay",
    ("state", None),
)
WHAT = (
    "I/i/PR/nsubj/2 know//V/root/0 what/what/REL/obj/2 they/they/PR/nsubj/5 need//V/acl:relcl/3",
    "need",
    ("they", "what"),
)
WHAT_HAPPENED = (
    "I/i/PR/nsubj/2 know//V/root/0 what/what/REL/obj/2 broke/break/VD/acl:relcl/3",
    "break",
    ("what", None),
)
TO_HIDE = (
    "They/they/PR/nsubj/2 have//V/root/0 nothing//PN/obj/2 to//T/mark/5 hide//VI/acl/3",
    "hide",
    ("they", "nothing"),
)


@pytest.mark.parametrize(
    ("sentence", "lemma", "pair"),
    [WHO, THAT, ZERO, ZERO_HELPED, ZERO_DEEP, DEEP, STRANDED, WHICH, CLEFT, WHAT, WHAT_HAPPENED, TO_HIDE],
)
def test_a_relative_clause_takes_its_antecedent(sentence, lemma, pair):
    assert who(sentence, lemma) == pair


WAY = "the//D/det/2 way//N/root/0 we/we/PR/nsubj/4 live//V/acl:relcl/2", "live"
HAS_OBJECT = (
    "the//D/det/2 day//N/root/0 they/they/PR/nsubj/4 sold/sell/VD/acl:relcl/2 it//PE/obj/4",
    "sell",
)
WHERE = (
    "a//D/det/2 town//N/root/0 where//ADVR/advmod/5 people/people/NS/nsubj/5 hunt//V/acl:relcl/2",
    "hunt",
)
TO_SELL = (
    "their/their/PE/nmod:poss/2 plan//N/root/0 to//T/mark/4 sell//VI/acl/2",
    "sell",
)


@pytest.mark.parametrize(("sentence", "lemma"), [WAY, HAS_OBJECT, WHERE, TO_SELL])
def test_times_ways_and_contents_are_no_objects(sentence, lemma):
    assert who(sentence, lemma)[1] in (None, "it")


def test_which_can_refer_to_a_whole_clause():
    sentence = (
        "They/they/PR/nsubj/2 left/leave/VD/root/0 town//N/obj/2 +,//./punct/6 which//REL/nsubj/6 hurt/hurt/VD/advcl:relcl/2"
        " us/we/PR/obj/6"
    )
    assert who(sentence, "hurt") == ("which", "we")


SUBJECT = "They/they/PR/nsubj/2 promised/promise/VD/root/0 to//T/mark/4 pay//VI/xcomp/2", "pay", "they"
OBJECT = (
    "They/they/PR/nsubj/2 forced/force/VD/root/0 him/he/PR/obj/2 to//T/mark/5 sign//VI/xcomp/2",
    "sign",
    "he",
)
INDIRECT = (
    "They/they/PR/nsubj/2 asked/ask/VD/root/0 him/he/PR/iobj/2 to//T/mark/5 sign//VI/xcomp/2",
    "sign",
    "he",
)
PASSIVE = (
    "He/he/PR/nsubj:pass/3 was/be/AD/aux:pass/3 told/tell/VP/root/0 to//T/mark/5 sign//VI/xcomp/3",
    "sign",
    "he",
)
HELP = "They/they/PR/nsubj/2 help//V/root/0 him/he/PR/obj/2 move//VI/xcomp/2", "move", "he"
TIME = (
    "We/we/PR/nsubj/2 need//V/root/0 time//N/obj/2 to//T/mark/5 think//VI/xcomp/2",
    "think",
    "we",
)
TROUBLE = (
    "We/we/PR/nsubj/2 have//V/root/0 trouble//N/obj/2 sleeping/sleep/VG/acl/3",
    "sleep",
    "we",
)
FROM = (
    "It//PE/nsubj/2 keeps/keep/V/root/0 them/they/PR/obj/2 from//S/mark/5 asking/ask/VG/advcl/2",
    "ask",
    "they",
)
WITHOUT = (
    "They/they/PR/nsubj/2 left/leave/VD/root/0 without//S/mark/4 asking/ask/VG/advcl/2",
    "ask",
    "they",
)
PURPOSE = (
    "He/he/PR/nsubj/2 moved/move/VD/root/0 to//T/mark/4 work//VI/advcl/2",
    "work",
    "he",
)
FOR_US = (
    "It//PE/nsubj/3 is/be/A/cop/3 hard//J/root/0 for//P/case/5 us/we/PR/obl/3 to//T/mark/7 pay//VI/ccomp/3",
    "pay",
    "we",
)
HOLDER = (
    "The//D/det/2 plan//N/nsubj:outer/8 of//P/case/5 the//D/det/5 board//N/nmod/2 is/be/A/cop/8 to//T/mark/8 sell//VI/root/0",
    "sell",
    "board",
)


@pytest.mark.parametrize(
    ("sentence", "lemma", "agent"),
    [SUBJECT, OBJECT, INDIRECT, PASSIVE, HELP, TIME, TROUBLE, FROM, WITHOUT, PURPOSE, FOR_US, HOLDER],
)
def test_the_controller_of_an_infinitive_is_its_agent(sentence, lemma, agent):
    assert only(sentence, lemma)["agent"] == agent


USED_TO_TRACK = (
    "Phones/phone/NS/nsubj:pass/3 are/be/A/aux:pass/3 used/use/VP/root/0 to//T/mark/5 track//VI/advcl/3 us/we/PR/obj/5",
    "track",
)
BY_DOING = (
    "Data//N/nsubj:pass/3 is/be/A/aux:pass/3 taken/take/VP/root/0 by//S/mark/5 tracking/track/VG/advcl/3 us/we/PR/obj/5",
    "track",
)
SAY = "It//PE/nsubj/3 is/be/A/cop/3 easy//J/root/0 to//T/mark/5 lie//VI/csubj/3", "lie"


@pytest.mark.parametrize(("sentence", "lemma"), [USED_TO_TRACK, BY_DOING, SAY])
def test_what_nobody_controls_has_no_agent(sentence, lemma):
    assert only(sentence, lemma)["agent"] is None


def test_what_is_hard_to_get_is_not_who_gets_it():
    sentence = "The//D/det/2 water//N/nsubj/4 is/be/A/cop/4 hard//J/root/0 to//T/mark/6 get//VI/ccomp/4"
    assert who(sentence, "get") == (None, "water")
    ready = "The//D/det/2 crew//N/nsubj/4 is/be/A/cop/4 ready//J/root/0 to//T/mark/6 go//VI/xcomp/4"
    assert who(ready, "go") == ("crew", None)


def test_who_is_wanted_to_do_something_undergoes_nothing():
    want = "They/they/PR/nsubj/2 want//V/root/0 us/we/PR/obj/2 to//T/mark/5 pay//VI/xcomp/2"
    force = "They/they/PR/nsubj/2 force//V/root/0 us/we/PR/obj/2 to//T/mark/5 pay//VI/xcomp/2"
    assert who(want, "want") == ("they", None)
    assert who(force, "force") == ("they", "we")


def test_coordinated_verbs_share_their_subject():
    sentence = "Firms/firm/NS/nsubj/2 collect//V/root/0 data//N/obj/2 and//C/cc/5 sell//V/conj/2 it//PE/obj/5"
    assert extract(sentence)["agent"].to_list() == ["firm", "firm"]
    other = "Firms/firm/NS/nsubj/2 collect//V/root/0 data//N/obj/2 and//C/cc/6 we/we/PR/nsubj/6 pay//V/conj/2"
    assert extract(other)["agent"].to_list() == ["firm", "we"]


def test_an_object_behind_two_verbs_belongs_to_both():
    sentence = "They/they/PR/nsubj/2 copy//V/root/0 and//C/cc/4 sell//V/conj/2 files/file/NS/obj/2"
    assert extract(sentence)["patient"].to_list() == ["file", "file"]
    other = "They/they/PR/nsubj/2 sell//V/root/0 files/file/NS/obj/2 and//C/cc/5 leave//V/conj/2"
    assert extract(other)["patient"].to_list() == ["file", None]
