"""Dutch constructions that a parser has in several shapes: what is read out of each, and what must not be."""

import pytest


def only(rows, lemma):
    """The one process with this lemma."""
    (row,) = rows.filter(rows["lemma"] == lemma).iter_rows(named=True)
    return row


def rows(extract, text):
    return extract(text).select("lemma", "kind", "agent").rows()


@pytest.mark.parametrize(
    ("text", "subject", "doer"),
    [
        ("De bedoeling is dat iedereen meedoet.", "bedoeling", "iedereen"),
        ("Het probleem is dat de pomp lekt.", "probleem", "pomp"),
        ("Ons plan is de app te verbieden.", "plan", "ons"),
        ("De taak van de raad is de burgers te beschermen.", "taak", "raad"),
        ("De bedoeling is om de rechten van patiënten te beschermen.", "bedoeling", None),
    ],
)
def test_a_clause_as_predicate_leaves_the_noun_its_subject(extract, text, subject, doer):
    first, second = extract(text).select("lemma", "kind", "agent").rows()
    assert first == ("zijn", "copula", subject)
    assert second[2] == doer


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Het is de vraag of dat lukt.", "vraag"),
        ("Jammer is dat hij niet komt.", "jammer"),
        ("Een goede zaak is dat niet.", "zaak"),
    ],
)
def test_a_predicate_before_its_subject_stays_one(extract, text, predicate):
    assert rows(extract, text)[0][:2] == (predicate, "copula")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Hij is in Gent.", "gent"),
        ("Waar is de burgemeester?", "waar"),
        ("Dat probleem is van de baan.", "baan"),
        ("Gisteren was ik thuis.", "thuis"),
        ("Wij zijn tegen het voorstel.", "voorstel"),
        ("Hij is gisteren in Gent geweest.", "gent"),
    ],
)
def test_where_or_how_somebody_is_is_a_predicate(extract, text, predicate):
    assert [row[:2] for row in rows(extract, text)] == [(predicate, "copula")]


@pytest.mark.parametrize(
    ("text", "existent"),
    [
        ("In Gent is een dokter.", "dokter"),
        ("In het dorp zijn geen winkels meer.", "winkel"),
        ("Zulke regels bestaan nog niet.", "regel"),
        ("Er is een dokter in Gent.", "dokter"),
    ],
)
def test_what_there_is_exists_also_without_er(extract, text, existent):
    row = extract(text).row(0, named=True)
    assert (row["kind"], row["agent"], row["agent_status"]) == ("existential", existent, "none")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("De raad bestaat uit tien leden.", "verb"), ("De winkels zijn in het dorp.", "copula")],
)
def test_what_a_thing_is_made_of_or_where_a_known_thing_is_does_not_exist(extract, text, kind):
    assert rows(extract, text)[0][1] == kind


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("Wij zijn van plan om dat te sluiten.", "sluiten", "volition"),
        ("De stad is niet van plan om camera's te plaatsen.", "plaatsen", "volition"),
        ("Wij zijn bereid om de kosten te delen.", "delen", "volition"),
        ("Hij is aan het werken.", "werken", "none"),
        ("Hij stopt met roken.", "roken", "none"),
        ("Zij gaan door met bouwen.", "bouwen", "none"),
    ],
)
def test_what_somebody_plans_or_is_at_is_one_process(extract, text, lemma, modality):
    (row,) = extract(text).iter_rows(named=True)
    assert (row["lemma"], row["kind"], row["modality"]) == (lemma, "verb", modality)
    assert row["agent"] in ("wij", "stad", "hij", "zij")


def test_an_infinitive_with_an_article_is_a_process_beside_the_verb(extract):
    found = rows(extract, "De stad begint met het verzamelen van gegevens.")
    assert [row[0] for row in found] == ["beginnen", "verzamelen"]


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("We moeten over de muur.", "moeten", "obligation"),
        ("Dat mag niet.", "mogen", "prohibition"),
        ("Dat kan.", "kunnen", "ability"),
    ],
)
def test_a_modal_that_is_the_verb_has_its_own_modality(extract, text, lemma, modality):
    assert only(extract(text), lemma)["modality"] == modality


@pytest.mark.parametrize(
    ("text", "agent", "actor"),
    [
        ("De Europese Commissie controleert de bedrijven.", "commissie", "european_union"),
        ("De Hoge Raad keurt het plan goed.", "raad", None),
        ("De Raad van State keurt het plan goed.", "raad", None),
        ("Jan Peeters keurt het plan goed.", "jan", None),
    ],
)
def test_a_name_stands_under_its_noun(extract, text, agent, actor):
    row = extract(text).row(0, named=True)
    assert row["agent"] == agent
    if actor:
        plain = extract("De EU controleert de bedrijven.").row(0, named=True)
        assert row["agent_actor"] == plain["agent_actor"] is not None


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Ik roep de burgers op om mee te doen.", "oproepen"),
        ("De berichten worden meegelezen.", "meelezen"),
        ("Dat antwoord stelt mij gerust.", "geruststellen"),
        ("Dat bevalt u vast.", "bevallen"),
    ],
)
def test_lemmas_are_put_right_by_the_form(extract, text, lemma):
    assert extract(text)["lemma"][0] == lemma


def test_a_form_of_an_auxiliary_is_no_form_of_another_verb(extract):
    assert "weren" not in extract("Werden op voorhand de eisen vastgesteld?")["lemma"].to_list()


@pytest.mark.parametrize(
    ("text", "lemma", "beneficiary"),
    [
        ("Zij geven het geld aan het fonds.", "geven", "fonds"),
        ("Zij verkopen de gegevens aan de handelaar.", "verkopen", "handelaar"),
        ("Wij vragen de minister om de prijs te verlagen.", "vragen", "minister"),
        ("Zij overleggen met de burgers.", "overleggen", "burger"),
        ("Wij hebben contact gehad met de bewoners.", "hebben", "bewoner"),
        ("Zij koppelen de app aan de gemeente.", "koppelen", None),
        ("Dat is alles wat zij ons kunnen vragen.", "vragen", "ons"),
        ("Zij werken met de burgers.", "werken", None),
    ],
)
def test_who_gets_it_and_whom_one_talks_with_are_beneficiaries(extract, text, lemma, beneficiary):
    assert only(extract(text), lemma)["beneficiary"] == beneficiary


@pytest.mark.parametrize(
    ("text", "lemma", "doer"),
    [
        ("Ik roep de burgers op om te helpen.", "helpen", "burger"),
        ("Wij vragen de minister om de prijs te verlagen.", "verlagen", "minister"),
        ("Het kost de buren veel tijd om te wachten.", "wachten", "buur"),
        ("Wij bellen de buren om te helpen.", "helpen", "wij"),
        ("Er moet veel gebeuren om de wet te kunnen uitvoeren.", "uitvoeren", None),
    ],
)
def test_who_does_the_infinitive_with_om(extract, text, lemma, doer):
    assert only(extract(text), lemma)["agent"] == doer


def test_infinitives_side_by_side_share_the_object_before_them(extract):
    found = extract("Wij komen om de app te testen en te verbeteren.")
    assert only(found, "testen")["patient"] == only(found, "verbeteren")["patient"] == "app"
    apart = extract("Wij komen om de app te testen en morgen thuis te eten.")
    assert only(apart, "eten")["patient"] is None


@pytest.mark.parametrize(
    ("text", "lemma", "agent", "patient"),
    [
        ("De samenwerking tussen de scholen loopt goed.", "samenwerking", "school", None),
        ("De uitvoering daarvan duurt lang.", "uitvoering", None, "daarvan"),
        ("De controle daarop is streng.", "controle", None, "daarop"),
        ("De invoering van de lidstaten duurt lang.", "invoering", "lidstaat", None),
        ("De invoering van de wet duurt lang.", "invoering", None, "wet"),
        ("De controle van de bedrijven is streng.", "controle", None, "bedrijf"),
    ],
)
def test_who_takes_part_in_an_event_noun(extract, text, lemma, agent, patient):
    row = only(extract(text), lemma)
    assert (row["agent"], row["patient"]) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("De coach ondersteunt de leraren.", "agent"),
        ("De coach ondersteunt mij.", "agent"),
        ("De coach ondersteunt de groei van het bedrijf.", "none"),
        ("De bank stuurt een inspecteur.", "agent"),
        ("De bank stuurt een brief.", "none"),
        ("De leraren worden door de coach ondersteund.", "agent"),
    ],
)
def test_power_of_some_verbs_is_over_a_person_only(extract, text, power):
    assert extract(text)["power"][0] == power


@pytest.mark.parametrize(
    ("text", "lemma", "process_type", "power"),
    [
        ("Zij brengen in kaart wat er misloopt.", "brengen", "verbal", "none"),
        ("De partijen plegen overleg.", "plegen", "verbal", "equal"),
        ("Winkels volgen de maatregelen.", "volgen", "material", "patient"),
        ("De wet voorziet in een recht.", "voorzien", "material", "agent"),
        ("Wij wachten op de bus.", "wachten", "behavioural", "none"),
    ],
)
def test_light_verbs_mean_what_they_mean_together(extract, text, lemma, process_type, power):
    row = only(extract(text), lemma)
    assert (row["process_type"], row["power"]) == (process_type, power)


@pytest.mark.parametrize(
    ("text", "lemma", "agent", "patient"),
    [
        ("Wie geen telefoon heeft, valt af.", "afvallen", "wie", None),
        ("Wat de raad beslist, gebeurt ook.", "gebeuren", "wat", None),
        ("Wat opvalt, is dat niemand luistert.", "zijn", "wat", None),
        ("Wat ik belangrijk vind, is dat er altijd een mens beslist.", "zijn", "wat", None),
        ("Wie beslist dat?", "beslissen", "wie", "dat"),
        ("Ik weet dat hij komt.", "weten", "ik", None),
    ],
)
def test_a_free_relative_stands_under_its_pronoun(extract, text, lemma, agent, patient):
    row = only(extract(text), lemma)
    assert (row["agent"], row["patient"]) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "lemma", "agent", "patient"),
    [
        ("Die gegevens verkoopt de bank zonder dat je het weet.", "verkopen", "bank", "gegeven"),
        ("Mijn vraag betreft het gebruik van de app.", "betreffen", "vraag", "gebruik"),
        ("De gemeente wil dat burgers meer zeggenschap krijgen.", "krijgen", "burger", "zeggenschap"),
        ("Vindt u dat zieken goed verzorgd worden?", "vinden", "u", None),
        ("De wet verplicht bedrijven om te betalen.", "verplichten", "wet", "bedrijf"),
        ("Zij werken samen met de universiteit.", "samenwerken", "zij", "universiteit"),
        ("Het is aan de overheid om dat te regelen.", "regelen", "overheid", "dat"),
        ("Het is moeilijk voor ouderen om te betalen.", "betalen", "oud", None),
    ],
)
def test_subjects_and_objects_that_the_tree_calls_otherwise(extract, text, lemma, agent, patient):
    row = only(extract(text), lemma)
    assert (row["agent"], row["patient"]) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "lemma", "patient", "process_type", "power"),
    [
        ("De gemeente voert een woonstcontrole uit.", "uitvoeren", "woonstcontrole", "material", "agent"),
        ("De gemeente voert een controle uit.", "uitvoeren", "controle", "material", "agent"),
        ("De gemeente voert een verbouwing uit.", "uitvoeren", "verbouwing", "material", "none"),
        ("Zij maken de thuiszorg duurder.", "maken", "thuiszorg", "material", "none"),
        ("De raad maakt het plan openbaar.", "maken", "plan", "verbal", "none"),
        ("De raad maakt een plan.", "maken", "plan", "mental", "none"),
    ],
)
def test_a_compound_and_what_is_made_of_the_object_say_which_sense_it_is(
    extract, text, lemma, patient, process_type, power
):
    row = only(extract(text), lemma)
    assert (row["patient"], row["process_type"], row["power"]) == (patient, process_type, power)


@pytest.mark.parametrize(
    ("text", "lemma", "patient"),
    [
        ("Ik schaam me voor die brief.", "schamen", "brief"),
        ("Ik heb mij gisteren vergist.", "vergissen", None),
        ("De politie houdt mij tegen.", "tegenhouden", "mij"),
        ("Wij helpen jullie.", "helpen", "jullie"),
        ("Ik roep jou op.", "oproepen", "jou"),
    ],
)
def test_a_pronoun_of_the_subject_itself_is_no_object(extract, text, lemma, patient):
    assert only(extract(text), lemma)["patient"] == patient


@pytest.mark.parametrize(
    ("text", "power"),
    [
        ("De hulpverleners helpen ouderen.", "agent"),
        ("Die tool helpt bij het opsporen van fouten.", "none"),
        ("Wij moeten die beelden uit de wereld helpen.", "agent"),
    ],
)
def test_helping_somebody_is_power_and_being_of_use_is_none(extract, text, power):
    assert only(extract(text), "helpen")["power"] == power
