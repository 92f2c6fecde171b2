import json
import re

import jsonschema
import pytest

from machtstaal.problems import Problem
from machtstaal.study import settings

GROUPS = {"groups": {"citizen": "Citizens", "expert": "Experts"}}


def test_a_study_needs_only_its_groups_and_has_the_documented_defaults():
    read = settings.read(GROUPS, "config.yaml")
    assert list(read.groups) == ["citizen", "expert"]
    assert (read.transcripts, read.speakers, read.scenarios, read.forces, read.seed) == (
        "transcripts.tsv",
        None,
        None,
        None,
        2025,
    )
    assert read.corpus.facilitators == [] and read.corpus.exclude_facilitators
    assert (read.annotation.models, read.annotation.shards) == ("bundled", 2)
    assert read.discourse.model_dump() == {
        "backgrounding_window": 2,
        "resolve_pronouns": False,
        "retrieval_window": 5,
        "lexicons": None,
    }
    assert read.networks.model_dump() == {
        "turn_window": 2,
        "min_weight": 2,
        "concept": "lemma",
        "statements": None,
        "top_actors": 15,
    }
    assert read.clusters.model_dump() == {
        "features": ["lexical", "discourse", "both"],
        "k_min": 2,
        "k_max": 8,
        "resamples": 50,
        "min_words": 12,
        "stability": 0.7,
    }
    assert read.comparison.model_dump() == {
        "resamples": 1999,
        "permutations": 9999,
        "power_permutations": 999,
        "confidence": 0.95,
        "rate_interval": "effective",
        "min_speakers": 10,
    }
    assert read.multiverse.model_dump() == {"evaluate": True, "other_results": None}
    assert read.keyness.model_dump() == {"min_count": 5, "top": 30}
    assert read.figures.formats == ["pdf", "svg", "png"]


def test_a_section_of_which_all_keys_are_commented_out_has_its_defaults():
    assert settings.read({**GROUPS, "networks": None}, "config.yaml").networks.turn_window == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sead": 1}, "unknown key 'sead'; did you mean 'seed'?"),
        ({"networks": {"turn_windw": 3}}, "unknown key 'networks.turn_windw'; did you mean 'turn_window'?"),
        ({"turn_window": 3}, "unknown key 'turn_window'; it belongs under 'networks'."),
        ({"resamples": 9}, "unknown key 'resamples'; it belongs under 'clusters' or 'comparison'."),
        ({"keyness": {"x": 1}}, "unknown key 'keyness.x'; keys known here: 'min_count' and 'top'."),
        ({"gruops": {}, "groups": None}, "unknown key 'gruops'; did you mean 'groups'?"),
        ({"groups": {}}, "'groups' must be filled in, not {}."),
        (
            {"groups": {1: "Citizens"}},
            "groups: 1 is not fit for a key: write a letter, then letters, digits, '_' or '-'.",
        ),
        (
            {"groups": {"de burgers": "Citizens"}},
            "groups: 'de burgers' is not fit for a key: write a letter, then letters, digits, '_' or '-'.",
        ),
        (
            {"groups": {"citizen": "A", "Citizen": "B"}},
            "groups: 'citizen' stands here twice, in upper and lower case.",
        ),
        ({"groups": {"citizen": None}}, "'groups.citizen' must be text, not empty."),
        ({"groups": ["citizen"]}, "'groups' must be a group id and its label on each line, not ['citizen']."),
        ({"title": 2024}, "'title' must be text (put it between quotation marks), not 2024."),
        ({"seed": -1}, "'seed' must be at least 0, not -1."),
        ({"seed": 1.5}, "'seed' must be a whole number, not 1.5."),
        (
            {"networks": 3},
            "'networks' must be a section with keys 'turn_window', 'min_weight', 'concept', 'statements' and 'top_actors', not 3.",
        ),
        ({"clusters": {"k_min": "4"}}, "'clusters.k_min' must be a whole number, not '4'."),
        ({"clusters": {"k_min": 6, "k_max": 3}}, "clusters: k_min (6) must not be greater than k_max (3)."),
        ({"clusters": {"stability": 70}}, "'clusters.stability' must be at most 1.0, not 70."),
        ({"comparison": {"confidence": 95}}, "'comparison.confidence' must be less than 1.0, not 95."),
        (
            {"annotation": {"models": "spacy"}},
            "'annotation.models' must be 'bundled' or 'stanza', not 'spacy'.",
        ),
        (
            {"figures": {"formats": ["pdf", "jpg"]}},
            "'figures.formats', item 2, must be 'pdf', 'svg' or 'png', not 'jpg'.",
        ),
        ({"corpus": {"facilitators": "Jan"}}, "'corpus.facilitators' must be a list, not 'Jan'."),
        (
            {"corpus": {"exclude_facilitators": "nee"}},
            "'corpus.exclude_facilitators' must be true or false, not 'nee'.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_file_and_the_way_out(change, sentence):
    with pytest.raises(Problem) as problem:
        settings.read({**GROUPS, **change}, "study/config.yaml")
    assert str(problem.value) == f"study/config.yaml: {sentence}"


def test_a_missing_setting_says_what_it_is_for():
    with pytest.raises(Problem) as problem:
        settings.read({"title": "x"}, "config.yaml")
    assert str(problem.value) == (
        "config.yaml: 'groups' is missing. "
        "Groups that are compared: id and label, in the order in which figures show them."
    )


@pytest.mark.parametrize("content", [None, {}, [], "title: x"])
def test_a_config_without_settings_is_a_problem(content):
    with pytest.raises(
        Problem, match=re.escape("config.yaml: no settings here; a study needs at least 'groups'")
    ):
        settings.read(content, "config.yaml")


def test_every_setting_has_a_description_and_all_but_the_groups_a_default():
    for model in (settings.Settings, *settings.SECTIONS.values()):
        for name, field in model.model_fields.items():
            assert field.description, name
            assert name == "groups" or not field.is_required(), name


def test_the_json_schema_accepts_what_the_model_accepts():
    schema = json.loads(json.dumps(settings.json_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({**GROUPS, "networks": {"turn_window": 3}}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GROUPS, "networks": {"turn_windw": 3}}, schema)


def test_no_group_may_be_called_all():
    with pytest.raises(Problem, match="'all' is what all groups together are called"):
        settings.read({"groups": {"all": "Everybody"}}, "config.yaml")
