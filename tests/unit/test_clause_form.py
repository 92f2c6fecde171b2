"""How a process stands in its clause, in Dutch (parsed) and English (trees by hand)."""

import pytest
from english_material import only


def form(rows, lemma):
    found = rows.filter(rows["lemma"] == lemma)
    assert len(found) == 1, rows.select("lemma", "kind", "form").rows()
    return found["form"][0]


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("De gegevens worden verzameld.", "verzamelen", "passive"),
        ("Er worden camera's geplaatst.", "plaatsen", "passive"),
        ("De gegevens worden verzameld en verkocht.", "verkopen", "passive"),
        ("Dat moet geregeld worden.", "regelen", "passive"),
        ("Er wordt hard gewerkt.", "werken", "impersonal passive"),
        ("Er werd besloten om te stoppen.", "besluiten", "impersonal passive"),
        ("Er moet beter geluisterd worden.", "luisteren", "impersonal passive"),
        ("Er wordt gewerkt en gepraat.", "praten", "impersonal passive"),
        ("De maatregelen genomen door de raad waren streng.", "nemen", "participle"),
        ("Het is nodig om data te delen.", "delen", "infinitive"),
        ("Om te kunnen helpen is geld nodig.", "helpen", "infinitive"),
        ("Geef de burgers meer ruimte.", "geven", "imperative"),
        ("Geef de burgers ruimte en luister naar hen.", "luisteren", "imperative"),
        ("Niet roken!", "roken", "imperative"),
        ("De verzameling van gegevens kost geld.", "verzameling", "nominalisation"),
        ("De gemeente verzamelt gegevens.", "verzamelen", "finite"),
        ("De gemeente wil gegevens verzamelen.", "verzamelen", "finite"),
        ("De gemeente heeft gegevens verzameld.", "verzamelen", "finite"),
        ("De gemeente heeft gegevens verzameld en verkocht.", "verkopen", "finite"),
        ("De gemeente wil kopen en verkopen.", "verkopen", "finite"),
        ("Laten we beginnen.", "beginnen", "finite"),
    ],
)
def test_a_dutch_process_has_the_form_of_its_clause(extract, text, lemma, expected):
    assert form(extract(text), lemma) == expected


@pytest.mark.parametrize("text", ["De huur is te hoog.", "Er is een probleem."])
def test_copulas_and_existence_have_no_form(extract, text):
    assert extract(text)["form"].to_list() == [None]


PASSIVE = "Files/file/NS/nsubj:pass/3 were/be/AD/aux:pass/3 copied/copy/VP/root/0", "copy", "passive"
SHARED = (
    "Files/file/NS/nsubj:pass/3 are/be/A/aux:pass/3 copied/copy/VP/root/0 and//C/cc/5 sold/sell/VN/conj/3",
    "sell",
    "passive",
)
DECIDED = (
    "It//PE/expl/3 was/be/AD/aux:pass/3 decided/decide/VP/root/0 that//S/mark/6 we/we/PR/nsubj/6"
    " stop//V/csubj:pass/3",
    "decide",
    "impersonal passive",
)
CALLED_SUBJECT = (DECIDED[0].replace("expl/3", "nsubj:pass/3").replace("csubj:pass", "ccomp"), *DECIDED[1:])
BEHIND_NOUN = (
    "Measures/measure/NS/nsubj/5 taken/take/VP/acl/1 last//J/amod/4 year//N/obl/2 failed/fail/VD/root/0",
    "take",
    "participle",
)
TO = (
    "It//PE/expl/3 is/be/A/cop/3 hard//J/root/0 to//T/mark/5 share//VI/csubj/3 data//N/obj/5",
    "share",
    "infinitive",
)
ING = (
    "Sharing/share/VG/csubj/3 data//N/obj/1 costs/cost/V/root/0 money//N/obj/3",
    "share",
    "infinitive",
)
ORDER = "Share//VM/root/0 the//D/det/3 data//N/obj/1", "share", "imperative"
DO_NOT = "Do//AMI/aux/3 not//NOT/advmod/3 wait//VI/root/0", "wait", "imperative"
PERFECT = (
    "They/they/PR/nsubj/3 have//A/aux/3 copied/copy/VN/root/0 and//C/cc/5 sold/sell/VN/conj/3 files/file/NS/obj/5",
    "sell",
    "finite",
)
MODAL = (
    "They/they/PR/nsubj/3 must//AM/aux/3 copy//VI/root/0 and//C/cc/5 sell//VI/conj/3 files/file/NS/obj/5",
    "sell",
    "finite",
)
PROGRESSIVE = (
    "They/they/PR/nsubj/3 are/be/A/aux/3 copying/copy/VR/root/0 it//PE/obj/3",
    "copy",
    "finite",
)


@pytest.mark.parametrize(
    ("sentence", "lemma", "expected"),
    [
        PASSIVE,
        SHARED,
        DECIDED,
        CALLED_SUBJECT,
        BEHIND_NOUN,
        TO,
        ING,
        ORDER,
        DO_NOT,
        PERFECT,
        MODAL,
        PROGRESSIVE,
    ],
)
def test_an_english_process_has_the_form_of_its_clause(sentence, lemma, expected):
    assert only(sentence, lemma)["form"] == expected


def test_a_subject_left_unsaid_is_no_command(extract):
    assert form(extract("Kan wel veranderen."), "veranderen") == "finite"
    assert only("Went/go/VD/root/0 home//ADV/advmod/1", "go")["form"] == "finite"


def test_an_english_noun_of_an_event_is_a_nominalisation():
    sentence = (
        "The//D/det/2 collection//N/nsubj/5 of//P/case/4 data//N/nmod/2 costs/cost/V/root/0 money//N/obj/5"
    )
    assert only(sentence, "collection")["form"] == "nominalisation"
