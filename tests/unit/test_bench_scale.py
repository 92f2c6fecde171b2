"""The corpus of the bench at scale: the same words under new ids, each id once."""

import polars as pl

from machtstaal import conllu
from machtstaal.commands import bench_scale

LINES = """# newdoc id = a
# newpar id = a-1
# sent_id = a-1:1
1	Ja	ja	INTJ	_	_	0	root	_	start_char=0|end_char=2
"""


def test_a_repeated_corpus_has_every_id_once(tmp_path, monkeypatch):
    results = tmp_path / "study" / "results"
    (results / "corpus").mkdir(parents=True)
    (results / "annotation").mkdir()
    (results / "annotation" / "a.conllu").write_text(LINES, encoding="utf-8")
    turns = pl.DataFrame({"transcript": ["a"], "turn": ["a-1"], "speaker": ["Anna"], "speaker_code": ["C01"]})
    turns.write_parquet(results / "corpus" / "turns.parquet")
    monkeypatch.setattr(bench_scale, "STUDY", tmp_path / "study")
    tokens = conllu.read(bench_scale.repeated(3, tmp_path / "copy"))
    told = pl.read_parquet(tmp_path / "copy" / "corpus" / "turns.parquet")
    assert tokens["turn"].to_list() == told["turn"].to_list() == ["c0-a-1", "c1-a-1", "c2-a-1"]
    assert tokens["sentence"].to_list() == ["c0-a-1:1", "c1-a-1:1", "c2-a-1:1"]
    assert told["speaker_code"].n_unique() == 3


def test_the_peak_of_memory_is_that_of_this_process_and_not_of_its_parent():
    import subprocess
    import sys

    held = bytearray(b"x") * (400 * 2**20)  # written to, so that it is there
    code = "from machtstaal.commands.bench_scale import _peak; print(_peak())"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = bench_scale._peak()
    assert here > len(held) // 2**10
    assert int(child.stdout) < here - 300 * 2**10
