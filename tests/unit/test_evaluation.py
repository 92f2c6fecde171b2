import json
import subprocess
import sys

import polars as pl
import pytest

from machtstaal.commands.score import original_offsets, restore, write_study
from machtstaal.evaluation import gold, scoring
from machtstaal.problems import Problem

SENTENCE = {
    "id": "g1",
    "lang": "nl",
    "text": "De staat volgt burgers.",
    "tokens": [["De", 0, 2], ["staat", 3, 8], ["volgt", 9, 14], ["burgers", 15, 22], [".", 22, 23]],
    "processes": [
        {"head": 2, "lemma": "volgen", "kind": "verb", "voice": "active", "agent": 1, "agent_status": "expressed",
         "patient": 3, "beneficiary": None, "modality": "none", "negated": False, "process_type": "material", "power": "agent"}
    ],
}  # fmt: skip
ROW = {
    "turn": "g1", "lemma": "volgen", "head_start": 9, "head_end": 14, "agent_start": 3, "agent_end": 8, "patient_start": 15,
    "patient_end": 22, "beneficiary_start": None, "beneficiary_end": None, "kind": "verb", "voice": "active",
    "agent_status": "expressed", "modality": "none", "negated": False, "process_type": "material", "power": "agent",
}  # fmt: skip


def table(*rows):
    schema = {"beneficiary_start": pl.Int64, "beneficiary_end": pl.Int64}
    return pl.DataFrame([ROW | row for row in rows], schema_overrides=schema)


def values(predicted, sentences=(SENTENCE,)):
    sentences = list(sentences)
    lines = scoring.score(gold.processes(sentences), gold.on_gold_tokens(predicted, sentences))
    return {line.measure: round(line.value, 3) for line in lines}


def test_what_is_all_right_scores_one():
    found = values(table({}))
    assert found.pop("beneficiary_f1") == 0.0  # none wanted, none predicted
    assert set(found.values()) == {1.0}


def test_a_wrong_agent_costs_the_agent_and_the_frame_only():
    found = values(table({"agent_start": 15, "agent_end": 22}))
    assert (found["process_f1"], found["patient_f1"]) == (1.0, 1.0)
    assert (found["agent_f1"], found["power_frame_f1"]) == (0.0, 0.0)


def test_a_process_too_many_costs_precision():
    found = values(table({}, {"head_start": 3, "head_end": 8, "agent_start": None, "agent_end": None}))
    assert found["process_f1"] == round(2 * 0.5 / 1.5, 3)


def test_the_scorer_agrees_with_the_standards_own(shared, tmp_path):
    sentences = gold.read(shared / "gold" / "dev.jsonl", "nl")
    wrong = {
        "kind": ("verb", "copula"),
        "agent": (None, 0),
        "negated": (False, True),
        "power": ("none", "agent"),
    }
    rows = []
    for n, sentence in enumerate(sentences):
        for m, process in enumerate(sentence["processes"]):
            if (n + m) % 7 == 0:
                continue
            row = {"turn": sentence["id"]} | {name: process.get(name) for name in (*gold.FIELDS, "lemma")}
            for field, (old, new) in wrong.items():
                if (n + 2 * m) % 5 == 0 and process.get(field) == old:
                    row[field] = new
            for role in ("head", *gold.ROLES):
                at = process.get(role)
                if role == "agent" and (n + m) % 4 == 0:
                    at = 0
                spans = [None, None] if at is None else sentence["tokens"][at][1:]
                row |= {f"{role}_start": spans[0], f"{role}_end": spans[1]}
            rows.append(row)
    predicted = pl.DataFrame(rows, infer_schema_length=None)
    predicted.write_parquet(tmp_path / "p.parquet")
    call = [
        sys.executable,
        shared / "gold" / "score.py",
        shared / "gold" / "dev.jsonl",
        tmp_path / "p.parquet",
        "--lang",
        "nl",
    ]
    theirs = subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()
    ours = scoring.score(gold.processes(sentences), gold.on_gold_tokens(predicted, sentences))
    assert [str(line) for line in ours] == theirs[1:]


def test_a_study_is_made_of_the_sentences_and_undone_again(tmp_path):
    strange = SENTENCE | {"id": "17", "text": " De  staat\nvolgt burgers."}
    config = write_study([SENTENCE, strange], "nl", tmp_path)
    assert config.exists()
    predicted = table({"turn": "gold-00001"})
    back = restore(predicted, [SENTENCE, strange]).row(0, named=True)
    assert back["turn"] == "17"
    assert strange["text"][back["head_start"] : back["head_end"]] == "volgt"
    assert strange["text"][back["patient_start"] : back["patient_end"]] == "burgers"


def test_offsets_of_plain_text_are_themselves():
    assert original_offsets("Ja, dat.") == list(range(9))


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1: not a gold sentence"), (json.dumps({"id": "x"}), "line 1: not a gold sentence")],
)
def test_a_broken_gold_line_is_named(tmp_path, line, said):
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(Problem, match=said):
        gold.read(path)


def test_a_gold_file_without_the_language_or_at_all_is_told(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(SENTENCE) + "\n", encoding="utf-8")
    with pytest.raises(Problem, match="no sentence in language 'en'"):
        gold.read(path, "en")
    with pytest.raises(Problem, match="there is no gold file here"):
        gold.read(tmp_path / "other.jsonl")
