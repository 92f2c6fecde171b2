"""The gold of our own is what its two annotations and the decisions between them make it."""

import csv
import json

import pytest

from machtstaal.evaluation import agreement, gold

VALUES = ("lemma", *gold.FIELDS, *gold.ROLES)


def lines(repository, name):
    text = (repository / "data" / "gold" / name).read_text(encoding="utf-8")
    return {line["id"]: line for line in map(json.loads, text.splitlines())}


def heads(line):
    return {tuple(process["head"]): process for process in line["processes"]}


def said(value):
    if isinstance(value, list):
        return "-".join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture(scope="module")
def decisions(repository):
    with open(repository / "data" / "gold" / "nl_decisions.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {(row["id"], row["what"]): row for row in rows}


def test_each_difference_has_its_decision_and_all_else_is_what_both_say(repository, decisions):
    a, b, decided = (lines(repository, f"nl{name}.jsonl") for name in ("_a", "_b", ""))
    used = set()
    for name, line in decided.items():
        first, second, last = heads(a[name]), heads(b[name]), heads(line)
        for head in first.keys() | second.keys():
            place = f"{head[0]}-{head[1]}"
            if (head in first) != (head in second):
                used.add((name, f"{place} process"))
                assert (head in last) == (decisions[name, f"{place} process"]["decided"] == "present")
                continue
            for field in VALUES:
                values = [said(one[head][field]) for one in (first, second, last)]
                if values[0] != values[1]:
                    used.add((name, f"{place} {field}"))
                    row = decisions[name, f"{place} {field}"]
                    assert [row["a"], row["b"], row["decided"]] == values
                else:
                    assert values[2] == values[0], (name, place, field)
    rest = [row for key, row in decisions.items() if key not in used]
    assert [(row["id"], row["decided"]) for row in rest] == [("own-nl-109", "dropped")]  # it is French


def test_there_are_enough_sentences_and_values_are_those_of_the_guidelines(repository):
    decided = lines(repository, "nl.jsonl")
    assert len(decided) >= 150
    for line in decided.values():
        for process in line["processes"]:
            assert line["start"] <= process["head"][0] < process["head"][1] <= line["end"]
            assert (process["agent"] is not None) or process["agent_status"] in ("suppressed", "none")
            assert (process["voice"] is None) == (process["kind"] != "verb")
            assert "text" not in line


def test_the_halves_are_those_of_the_first_split(repository):
    halves = [gold.half(name) for name in lines(repository, "nl.jsonl")]
    assert (halves.count("seen"), halves.count("unseen")) == (90, 79)


def test_the_table_of_errors_names_sentences_of_the_gold(repository):
    with open(repository / "data" / "gold" / "nl_errors.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["id"] for row in rows} <= set(lines(repository, "nl.jsonl"))
    assert {row["cause"] for row in rows} == {"parser", "rule", "lexicon", "gold"}


def test_an_annotation_agrees_with_itself_and_less_with_the_other(repository):
    folder = repository / "data" / "gold"
    a, b = (agreement.read(folder / f"nl_{name}.jsonl") for name in "ab")
    itself = {line.measure: line.value for line in agreement.agreement(a, a)}
    other = {line.measure: line.value for line in agreement.agreement(a, b)}
    assert set(itself.values()) == {1.0}
    assert 0.9 < other["agent_status_alpha"] < 1
    assert other["process_f1"] < 1
