"""Who does what to whom in Dutch: the facts of the tree that decide the rules, two or three sentences each."""

import pytest


def only(rows, lemma):
    """The one process with this lemma."""
    found = rows.filter(rows["lemma"] == lemma)
    assert len(found) == 1, rows.select("lemma", "kind", "agent", "patient").rows()
    return found.row(0, named=True)


def test_agent_is_propagated_over_a_coordinated_verb(extract):
    rows = extract("Bedrijven verzamelen gegevens en verkopen ze.")
    assert rows.select("lemma", "agent", "patient").rows() == [
        ("verzamelen", "bedrijf", "gegeven"),
        ("verkopen", "bedrijf", "ze"),
    ]


@pytest.mark.parametrize(
    ("text", "lemma", "passive"),
    [
        ("De gegevens worden verzameld.", "verzamelen", "worden"),
        ("Er werd besloten om te stoppen.", "besluiten", "worden"),
        ("Dat moet geregeld worden.", "regelen", "worden"),
        ("De camera's zijn door de gemeente geplaatst.", "plaatsen", "zijn"),
    ],
)
def test_passives_are_found_by_their_auxiliary(extract, text, lemma, passive):
    row = only(extract(text), lemma)
    assert (row["voice"], row["passive"]) == ("passive", passive)


@pytest.mark.parametrize(
    "text", ["Het wordt laat.", "Hij is gisteren gekomen.", "Ze heeft de brief gelezen."]
)
def test_worden_and_the_perfect_are_no_passive(extract, text):
    assert "passive" not in extract(text)["voice"].to_list()


def test_the_door_phrase_is_the_agent_of_a_passive(extract):
    row = only(extract("Burgers worden door de overheid gecontroleerd."), "controleren")
    assert (row["agent"], row["patient"], row["agent_status"]) == ("overheid", "burger", "expressed")
    assert (row["agent_actor"], row["patient_actor"]) == ("government", "citizens")


def test_a_passive_without_door_suppresses_its_agent(extract):
    row = only(extract("De regels worden niet nageleefd."), "naleven")
    assert (row["agent"], row["agent_status"], row["exclusion"]) == (None, "suppressed", "suppressed")
    assert row["negated"]


def test_an_agent_named_shortly_before_is_backgrounded_not_suppressed(extract):
    texts = ("De gemeente plaatst camera's.", "Waar?", "Er worden camera's geplaatst bij het station.")
    near = extract(*texts, window=2).filter(voice="passive").row(0, named=True)
    far = extract(*texts, window=1).filter(voice="passive").row(0, named=True)
    assert (near["exclusion"], far["exclusion"]) == ("backgrounded", "suppressed")


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("De overheid legt bedrijven een norm op.", "opleggen"),
        ("Ze pakken ons alles af.", "afpakken"),
        ("We moeten ingrijpen.", "ingrijpen"),
        ("Daar hangt het bord.", "hangen"),
    ],
)
def test_a_separated_particle_goes_back_to_its_verb(extract, text, lemma):
    assert lemma in extract(text)["lemma"].to_list()


@pytest.mark.parametrize(
    ("text", "lemma", "modality", "negated"),
    [
        ("De gemeente moet de bewoners helpen.", "helpen", "obligation", False),
        ("Je hoeft niet te betalen.", "betalen", "no_obligation", True),
        ("Bedrijven mogen gegevens bewaren.", "bewaren", "permission", False),
        ("Dat mag je niet vragen.", "vragen", "prohibition", True),
        ("Wij kunnen de gegevens wissen.", "wissen", "ability", False),
        ("Ik wil meedoen.", "meedoen", "volition", False),
        ("De minister zal ingrijpen.", "ingrijpen", "prediction", False),
        ("Dat gaat veranderen.", "veranderen", "prediction", False),
        ("Bedrijven zouden moeten betalen.", "betalen", "obligation", False),
        ("Ze zouden ons kunnen volgen.", "volgen", "hypothetical", False),
        ("Scholen dienen ouders te informeren.", "informeren", "obligation", False),
        ("Iedereen betaalt.", "betalen", "none", False),
        ("Niemand controleert dat.", "controleren", "none", True),
        ("Wij hebben geen keuze.", "hebben", "none", True),
    ],
)
def test_modality_and_negation(extract, text, lemma, modality, negated):
    row = only(extract(text), lemma)
    assert (row["modality"], row["negated"]) == (modality, negated)


def test_a_helper_verb_and_its_infinitive_are_one_process(extract):
    rows = extract("De overheid probeert dit te regelen.")
    assert rows["lemma"].to_list() == ["regelen"]
    assert rows["agent"].to_list() == ["overheid"]


def test_not_only_denies_nothing(extract):
    row = only(extract("Niet alleen burgers betalen belasting."), "betalen")
    assert not row["negated"]


@pytest.mark.parametrize(
    ("text", "head", "agent"),
    [
        ("De huur is te hoog.", "hoog", "huur"),
        ("Dat wordt een probleem.", "probleem", "dat"),
        ("Mijn buurvrouw blijft voorzitter.", "voorzitter", "buurvrouw"),
        ("Het systeem lijkt veilig.", "veilig", "systeem"),
    ],
)
def test_the_predicate_heads_a_copula(extract, text, head, agent):
    row = only(extract(text), head)
    assert (row["kind"], row["process_type"], row["agent"]) == ("copula", "relational", agent)
    assert row["voice"] is None


def test_an_existential_has_its_existent_as_agent_and_nobody_does_it(extract):
    row = only(extract("Er zijn regels voor."), "zijn")
    assert (row["kind"], row["agent"], row["agent_status"]) == ("existential", "regel", "none")


def test_an_event_noun_with_an_undergoer_is_a_process(extract):
    row = only(extract("De verzameling van gegevens baart mij zorgen."), "verzameling")
    assert (row["kind"], row["patient"], row["agent_status"]) == ("nominalisation", "gegeven", "suppressed")


def test_a_nominal_infinitive_is_a_nominalisation(extract):
    row = only(extract("Het delen van data is gevaarlijk."), "delen")
    assert (row["kind"], row["patient"]) == ("nominalisation", "data")


def test_an_event_noun_alone_is_no_process(extract):
    assert "controle" not in extract("De controle duurde lang.")["lemma"].to_list()


def test_a_relative_clause_takes_its_antecedent(extract):
    rows = extract("Bedrijven die data verzamelen, verdienen veel geld.")
    row = only(rows, "verzamelen")
    assert (row["agent"], row["patient"]) == ("bedrijf", "data")


def test_the_controller_of_an_infinitive_is_its_agent(extract):
    row = only(extract("De gemeente belooft de bewoners te betrekken."), "betrekken")
    assert row["agent"] == "gemeente"


def test_a_participle_before_a_noun_is_no_process(extract):
    assert extract("De genoemde wet bestaat al.")["lemma"].to_list() == ["bestaan"]


def test_fixed_prepositional_objects_are_patients(extract):
    row = only(extract("Wij wachten op een antwoord."), "wachten")
    assert row["patient"] == "antwoord"


@pytest.mark.parametrize("text", ["Men controleert ons.", "Iedereen betaalt.", "Je weet het nooit."])
def test_anybody_is_a_generic_agent(extract, text):
    assert extract(text)["agent_status"].to_list() == ["generic"]


def test_a_greeting_is_no_process(extract):
    assert extract("Goedemorgen allemaal.").is_empty()
    assert extract("Bedankt voor de koffie.").is_empty()


def test_power_goes_by_the_predicate_whatever_the_voice(extract):
    active = only(extract("De politie controleert jongeren."), "controleren")
    passive = only(extract("Jongeren worden door de politie gecontroleerd."), "controleren")
    assert active["power"] == passive["power"] == "agent"
    assert (passive["agent_actor"], passive["patient_actor"]) == (
        active["agent_actor"],
        active["patient_actor"],
    )


def test_spans_are_those_of_the_head_words(extract):
    text = "Onze eigen gemeente helpt de oudere bewoners."
    row = only(extract(text), "helpen")
    assert text[row["head_start"] : row["head_end"]] == "helpt"
    assert text[row["agent_start"] : row["agent_end"]] == "gemeente"
    assert text[row["patient_start"] : row["patient_end"]] == "bewoners"
    assert text[row["clause_start"] : row["clause_end"]] == "Onze eigen gemeente helpt de oudere bewoners"


def test_an_empty_table_has_all_columns(extract, parse):
    from machtstaal.tables import checked

    assert extract("Ja.").columns[:3] == ["process", "transcript", "turn"]
    checked(extract("Ja."), "processes")
    checked(extract("De gemeente betaalt het."), "processes")


@pytest.mark.parametrize(
    ("text", "lemma", "modality"),
    [
        ("De gemeente is verplicht om bewoners te informeren.", "informeren", "obligation"),
        ("Het bedrijf is in staat om dat te regelen.", "regelen", "ability"),
    ],
)
def test_a_set_phrase_of_modality_helps_its_infinitive(extract, text, lemma, modality):
    row = only(extract(text), lemma)
    assert (row["kind"], row["modality"]) == ("verb", modality)


def test_a_bare_participle_behind_a_noun_is_a_passive(extract):
    row = only(extract("De maatregelen genomen door de raad werken niet."), "nemen")
    assert (row["voice"], row["patient"], row["agent"]) == ("passive", "maatregel", "raad")


def test_an_imperative_that_asks_for_something_is_a_process(extract):
    assert "kijken" in extract("Kijk eens naar de gemeente!")["lemma"].to_list()
    assert "kijken" not in extract("Kijk, dat bedoel ik.")["lemma"].to_list()


def test_an_infinitive_used_as_a_bare_noun_is_no_process(extract):
    assert "delen" not in extract("Het delen kost veel tijd.")["lemma"].to_list()


def test_looking_big_is_no_likelihood_but_seeming_to_be_is(extract):
    assert only(extract("Het probleem lijkt groot."), "groot")["modality"] == "none"
    assert only(extract("Het probleem lijkt groot te zijn."), "groot")["modality"] == "epistemic"


def test_who_lets_something_be_done_to_himself_undergoes_it(extract):
    row = only(extract("Wij laten ons controleren door Google."), "controleren")
    assert (row["agent"], row["patient"]) == ("google", "wij")
    row = only(extract("Jongeren laten zich beïnvloeden."), "beïnvloeden")
    assert (row["agent"], row["agent_status"]) == (None, "suppressed")


def test_who_has_something_done_by_another_is_not_the_doer(extract):
    row = only(extract("De gemeente laat de camera's door een bedrijf installeren."), "installeren")
    assert (row["agent"], row["patient"]) == ("bedrijf", "camera")


def test_why_and_therefore_are_no_prepositional_objects(extract):
    therefore = only(extract("Daarom geven wij onze gegevens aan Google."), "geven")
    assert (
        therefore["process_type"]
        == only(extract("Wij geven onze gegevens aan Google."), "geven")["process_type"]
    )


def test_a_negation_at_the_end_of_a_turn_stands(extract):
    rows = extract("Dat willen we niet", "Alleen als het veilig is, doe ik mee.")
    assert rows.filter(turn="t-001")["negated"].to_list() == [True]


def test_not_just_like_that_is_a_denial(extract):
    assert only(extract("Dat mag niet zomaar gebeuren."), "gebeuren")["negated"]


def test_participles_used_as_nouns_are_no_processes(extract):
    assert extract("Werkenden betalen alles.")["lemma"].to_list() == ["betalen"]
    assert extract("De betrokkenen beslissen zelf.")["lemma"].to_list() == ["beslissen"]


def test_coordinated_infinitives_share_their_modal(extract):
    rows = extract("Bedrijven moeten gegevens verwijderen en boetes betalen.")
    assert rows["modality"].to_list() == ["obligation", "obligation"]


def test_the_subject_of_a_getting_passive_is_the_beneficiary(extract):
    row = only(extract("Ik kreeg een boete opgelegd."), "opleggen")
    assert (row["patient"], row["beneficiary"]) == ("boete", "ik")


def test_neither_nor_is_a_negation(extract):
    assert only(extract("Noch de overheid noch de bedrijven nemen verantwoordelijkheid."), "nemen")["negated"]
