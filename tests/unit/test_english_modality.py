"""English modals and negation."""

import pytest
from english_material import extract, only

MUST = "Firms/firm/NS/nsubj/3 must//AM/aux/3 pay//VI/root/0", "pay", "obligation", False
SHOULD = "The//D/det/2 state//N/nsubj/4 should//AM/aux/4 help//VI/root/0", "help", "obligation", False
HAVE_TO = (
    "We/we/PR/nsubj/2 have//V/root/0 to//T/mark/4 boil//VI/xcomp/2 it//PE/obj/4",
    "boil",
    "obligation",
    False,
)
NEED_TO = "They/they/PR/nsubj/2 need//V/root/0 to//T/mark/4 ask//VI/xcomp/2", "ask", "obligation", False
GOTTA = (
    "You/you/PR/nsubj/2 got/get/VD/root/0 +ta/to/T/mark/4 wait//VI/xcomp/2",
    "wait",
    "obligation",
    False,
)
REQUIRED = (
    "Plants/plant/NS/nsubj:pass/3 are/be/A/aux:pass/3 required/require/VP/root/0 to//T/mark/5 report//VI/xcomp/3",
    "report",
    "obligation",
    False,
)
WOULD_HAVE_TO = (
    "They/they/PR/nsubj/3 would//AM/aux/3 have//VI/root/0 to//T/mark/5 ask//VI/xcomp/3",
    "ask",
    "obligation",
    False,
)
MUST_NOT = (
    "You/you/PR/nsubj/4 must//AM/aux/4 not//NOT/advmod/4 smoke//VI/root/0",
    "smoke",
    "prohibition",
    True,
)
SHOULD_NOT = (
    "They/they/PR/nsubj/4 should//AM/aux/4 +n't/not/NOT/advmod/4 know//VI/root/0",
    "know",
    "prohibition",
    True,
)
NOT_ALLOWED = (
    "We/we/PR/nsubj:pass/4 are/be/A/aux:pass/4 not//NOT/advmod/4 allowed/allow/VP/root/0 to//T/mark/6 fish//VI/xcomp/4",
    "fish",
    "prohibition",
    True,
)
NOT_SUPPOSED = (
    "You/you/PR/nsubj:pass/4 are/be/A/aux:pass/4 +n't/not/NOT/advmod/4 supposed/suppose/VP/root/0 to//T/mark/6"
    " swim//VI/xcomp/4",
    "swim",
    "prohibition",
    True,
)
ALLOWED = (
    "Tenants/tenant/NS/nsubj:pass/3 are/be/A/aux:pass/3 allowed/allow/VP/root/0 to//T/mark/5 paint//VI/xcomp/3",
    "paint",
    "permission",
    False,
)
MAY = (
    "Visitors/visitor/NS/nsubj/3 may//AM/aux/3 park//VI/root/0 here//ADV/advmod/3",
    "park",
    "permission",
    False,
)
DONT_HAVE = (
    "You/you/PR/nsubj/4 do//A/aux/4 +n't/not/NOT/advmod/4 have//VI/root/0 to//T/mark/6 sign//VI/xcomp/4",
    "sign",
    "no_obligation",
    True,
)
DONT_NEED = (
    "We/we/PR/nsubj/4 do//A/aux/4 +n't/not/NOT/advmod/4 need//VI/root/0 to//T/mark/6 pay//VI/xcomp/4",
    "pay",
    "no_obligation",
    True,
)
NOT_OBLIGED = (
    "They/they/PR/nsubj/4 are/be/A/cop/4 not//NOT/advmod/4 obliged//J/root/0 to//T/mark/6 answer//VI/xcomp/4",
    "answer",
    "no_obligation",
    True,
)
CAN = "She/she/PR/nsubj/3 can//AM/aux/3 see//VI/root/0 us/we/PR/obj/3", "see", "ability", False
CANT = (
    "I/i/PR/nsubj/4 ca/can/AM/aux/4 +n't/not/NOT/advmod/4 tell//VI/root/0 you/you/PR/iobj/4",
    "tell",
    "ability",
    True,
)
CANT_JUST = (
    "They/they/PR/nsubj/5 ca/can/AM/aux/5 +n't/not/NOT/advmod/5 just//ADV/advmod/5 sell//VI/root/0 it//PE/obj/5",
    "sell",
    "prohibition",
    True,
)
JUST_CANT = (
    "They/they/PR/nsubj/5 just//ADV/advmod/5 ca/can/AM/aux/5 +n't/not/NOT/advmod/5 see//VI/root/0 it//PE/obj/5",
    "see",
    "ability",
    True,
)
ABLE = (
    "We/we/PR/nsubj/3 were/be/AD/cop/3 able//J/root/0 to//T/mark/5 stop//VI/xcomp/3 it//PE/obj/5",
    "stop",
    "ability",
    False,
)
WANT = "I/i/PR/nsubj/2 want//V/root/0 to//T/mark/4 know//VI/xcomp/2", "know", "volition", False
WOULD_LIKE = (
    "We/we/PR/nsubj/3 would//AM/aux/3 like//VI/root/0 to//T/mark/5 vote//VI/xcomp/3",
    "vote",
    "volition",
    False,
)
WILL = "It//PE/nsubj/3 will//AM/aux/3 break//VI/root/0", "break", "prediction", False
GOING_TO = (
    "They/they/PR/nsubj/3 are/be/A/aux/3 going/go/VR/root/0 to//T/mark/5 close//VI/xcomp/3 it//PE/obj/5",
    "close",
    "prediction",
    False,
)
WILL_HAVE_TO = (
    "They/they/PR/nsubj/3 will//AM/aux/3 have//VI/root/0 to//T/mark/5 ask//VI/xcomp/3",
    "ask",
    "prediction",
    False,
)
WOULD = "I/i/PR/nsubj/3 would//AM/aux/3 leave//VI/root/0", "leave", "hypothetical", False
COULD = "They/they/PR/nsubj/3 could//AM/aux/3 ask//VI/root/0", "ask", "hypothetical", False
MIGHT_HAVE = (
    "They/they/PR/nsubj/4 might//AM/aux/4 have//AI/aux/4 lied/lie/VN/root/0",
    "lie",
    "hypothetical",
    False,
)
WOULD_HAVE = (
    "They/they/PR/nsubj/4 would//AM/aux/4 have//AI/aux/4 asked/ask/VN/root/0",
    "ask",
    "hypothetical",
    False,
)
SEEM = "They/they/PR/nsubj/2 seem//V/root/0 to//T/mark/4 sleep//VI/xcomp/2", "sleep", "epistemic", False
LIKELY = (
    "The//D/det/2 river//N/nsubj/4 is/be/A/cop/4 likely//J/root/0 to//T/mark/6 rise//VI/xcomp/4",
    "rise",
    "epistemic",
    False,
)
MUST_HAVE = (
    "They/they/PR/nsubj/4 must//AM/aux/4 have//AI/aux/4 known/know/VN/root/0",
    "know",
    "epistemic",
    False,
)
MAY_BE = "That//PD/nsubj/4 may//AM/aux/4 be//AI/cop/4 true//J/root/0", "true", "epistemic", False
PERFECT = "They/they/PR/nsubj/3 have//A/aux/3 asked/ask/VN/root/0", "ask", "none", False
SEEMS_FINE = "It//PE/nsubj/2 seems/seem/V/root/0 fine//J/xcomp/2", "fine", "none", False
USED_TO = "We/we/PR/nsubj/2 used/use/VD/root/0 to//T/mark/4 fish//VI/xcomp/2", "fish", "none", False
GO_VISIT = "We/we/PR/nsubj/2 go//V/root/0 visit//VI/xcomp/2 them/they/PR/obj/3", "visit", "none", False
DO = "They/they/PR/nsubj/3 do//A/aux/3 care//VI/root/0", "care", "none", False

MODALS = [value for name, value in list(globals().items()) if name.isupper() and isinstance(value, tuple)]


@pytest.mark.parametrize(("sentence", "lemma", "modality", "negated"), MODALS)
def test_modality(sentence, lemma, modality, negated):
    row = only(sentence, lemma)
    assert (row["modality"], row["negated"]) == (modality, negated)


def test_coordinated_infinitives_share_their_modal():
    sentence = "Firms/firm/NS/nsubj/3 must//AM/aux/3 stop//VI/root/0 and//C/cc/5 pay//VI/conj/3"
    assert extract(sentence)["modality"].to_list() == ["obligation", "obligation"]
    other = "Firms/firm/NS/nsubj/3 must//AM/aux/3 stop//VI/root/0 and//C/cc/6 we/we/PR/nsubj/6 pay//V/conj/3"
    assert extract(other)["modality"].to_list() == ["obligation", "none"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody//PN/nsubj/2 asked/ask/VD/root/0 us/we/PR/obj/2",
        "We/we/PR/nsubj/2 have//V/root/0 no//D/det/4 choice//N/obj/2",
        "They/they/PR/nsubj/3 never//ADV/advmod/3 call//V/root/0",
        "They/they/PR/nsubj/2 said/say/VD/root/0 nothing//PN/obj/2",
        "Neither/neither/C/cc:preconj/2 firms/firm/NS/nsubj/5 nor//C/cc/4 banks/bank/NS/conj/2 pay//V/root/0",
        "You/you/PR/nsubj/5 ca/can/AM/aux/5 +n't/not/NOT/advmod/5 just//ADV/advmod/5 take//VI/root/0 it//PE/obj/5",
        "He/he/PR/nsubj/5 is/be/A/cop/5 no//D/det/5 good//J/amod/5 mayor//N/root/0",
    ],
)
def test_a_negator_denies_its_clause(sentence):
    assert extract(sentence)["negated"].to_list() == [True]


@pytest.mark.parametrize(
    "sentence",
    [
        "No//UH/discourse/4 +,//./punct/1 we/we/PR/nsubj/4 pay//V/root/0",
        "Not//NOT/advmod/3 only//ADV/advmod/3 firms/firm/NS/nsubj/4 pay//V/root/0",
        "It//PE/nsubj/6 is/be/A/cop/6 +n't/not/NOT/advmod/6 just//ADV/advmod/6 a//D/det/6 tool//N/root/0",
    ],
)
def test_no_denial(sentence):
    assert extract(sentence)["negated"].to_list() == [False]


def test_thinking_not_is_no_denial_of_what_is_thought():
    sentence = "I/i/PR/nsubj/4 do//A/aux/4 +n't/not/NOT/advmod/4 think//VI/root/0 they/they/PR/nsubj/6 care//V/ccomp/4"
    assert extract(sentence)["negated"].to_list() == [True, False]
