import subprocess
import sys
from pathlib import Path

import pytest

from machtstaal import conllu
from machtstaal.problems import Problem
from machtstaal.trees import Trees

TURNS = (
    "Eh, wij hebben d'r niets over te zeggen. Toch?",
    "Ja 🙂 precies, de ge- de gemeente regelt dat.",
    "Café",
)


@pytest.fixture(scope="module")
def written(annotator):
    return conllu.write(list(zip(TURNS, annotator.annotate(list(TURNS)), strict=True)))


def test_slicing_a_turn_by_a_tokens_offsets_gives_the_token(parse):
    text = {f"t-{n:03d}": turn for n, turn in enumerate(TURNS, start=1)}
    tokens = parse(*TURNS)
    assert len(tokens) > 20
    assert all(text[t["turn"]][t["start"] : t["end"]] == t["form"] for t in tokens.iter_rows(named=True))


def test_no_sentence_runs_over_the_end_of_a_turn(parse):
    tokens = parse("wij willen dat de", "gemeente dat regelt")
    assert sorted(tokens["sentence"].unique()) == ["t-001:1", "t-002:1"]


def test_output_is_valid_conllu_by_the_official_validator(written, tmp_path):
    path = tmp_path / "turns.conllu"
    path.write_text(conllu.address(written, "burgers", ["b-1", "b-2", "b-3"]), encoding="utf-8")
    validator = Path(sys.executable).with_name("udvalidate")
    command = [str(validator), "--lang", "nl", "--level", "2", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ids_are_those_of_the_study_not_of_the_store(written):
    addressed = conllu.address(written, "burgers", ["b-1", "b-2", "b-3"])
    assert "# newdoc id = burgers" in addressed
    assert "# sent_id = b-2:1" in addressed
    assert "# newpar id = 2" not in addressed


def test_reading_keeps_every_word_in_order(written, tmp_path):
    path = tmp_path / "turns.conllu"
    path.write_text(conllu.address(written, "burgers", ["b-1", "b-2", "b-3"]), encoding="utf-8")
    tokens = conllu.read([path])
    words = [line.split("\t")[1] for line in written.splitlines() if line[:1].isdigit()]
    assert tokens["form"].to_list() == words
    assert tokens["transcript"].unique().to_list() == ["burgers"]


def test_no_files_give_an_empty_table_with_all_columns():
    assert conllu.read([]).columns[:3] == ["transcript", "turn", "sentence"]


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "broken.conllu"
    path.write_text("# newdoc id = a\n1\tJa\tja\n\n", encoding="utf-8")
    with pytest.raises(Problem, match="broken.conllu: '1\tJa\tja' is not a CoNLL-U line"):
        conllu.read([path])


@pytest.mark.parametrize("place", ["_", "start_chr=0|end_char=2", "start_char=0"])
def test_a_word_without_its_place_in_the_turn_is_named(tmp_path, place):
    path = tmp_path / "foreign.conllu"
    path.write_text(
        f"# newdoc id = b\n# newpar id = b-1\n# sent_id = b-1:1\n1\tJa\tja\tINTJ\t_\t_\t0\troot\t_\t{place}\n",
        encoding="utf-8",
    )
    with pytest.raises(Problem, match=r"foreign.conllu: '1\s+Ja.*' does not say where its word stands"):
        conllu.read([path])


def test_answers_of_trees_cannot_be_written_over():
    tokens = conllu.read([])
    with pytest.raises(ValueError, match="read-only"):
        Trees(tokens).among("upos", ["NOUN"]).fill(True)
