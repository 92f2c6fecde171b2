import numpy as np
import pytest

from machtstaal.clusters import planted
from machtstaal.commands import cluster_errors


def tried(k, ways=None, likeness=None):
    return {"k": dict(zip(cluster_errors.FLOORS, k, strict=True)), "ways": ways, "likeness": likeness}


def test_a_line_counts_what_was_found_at_each_threshold_and_how_right_it_was():
    trials = [
        tried([3, 3, 3], 3, 0.9),
        tried([3, 3, None], 3),
        tried([2, 2, 2], 3, 0.5),
        tried([3, None, None], 3),
    ]
    line = cluster_errors.summary("planted", trials)
    assert "found in 4 of 4 runs at 0 " in line
    assert "3 of 4 runs at 0.5 " in line
    assert "2 of 4 runs at 0.7 " in line
    assert line.endswith("the right number at 0.7 in 1, mean adjusted Rand index with the truth 0.70")
    assert "right number" not in cluster_errors.summary("shuffled", [tried([None] * 3)])


@pytest.mark.parametrize("name", cluster_errors.TALK)
def test_constructed_talk_is_the_same_for_the_same_number_and_knows_its_ways(name):
    blocks, units, way = cluster_errors.constructed(name, 3, seed=1)
    again, _, _ = cluster_errors.constructed(name, 3, seed=1)
    other, _, _ = cluster_errors.constructed(name, 4, seed=1)
    lemma = blocks["lemma"].counts
    assert (lemma != again["lemma"].counts).nnz == 0
    assert lemma.shape != other["lemma"].counts.shape or (lemma != other["lemma"].counts).nnz > 0
    assert units.height == cluster_errors.TURNS
    assert (way is not None) == name.startswith("planted")


def test_planted_ways_differ_in_words_and_frames_and_idiolects_by_speaker_only():
    blocks, _, way = planted.talk(400, 2, 0.5, frames=0.5, seed=1)
    for kind in ("lemma", "actor", "process", "power"):
        table = blocks[kind].counts.toarray()
        shares = [table[way == one].sum(axis=0) / table[way == one].sum() for one in (0, 1)]
        assert np.abs(shares[0] - shares[1]).sum() / 2 > 0.3, kind
    blocks, units, _ = planted.talk(400, 1, 0.5, structure="idiolects", n_speakers=4, seed=1)
    words = blocks["lemma"].counts.toarray()[:, planted.COMMON :]
    _, speaker = np.unique(units["speaker_code"], return_inverse=True)
    own = words.reshape(400, 4, planted.OWN).sum(axis=2)
    assert (own.argmax(axis=1) == speaker)[own.sum(axis=1) > 0].all()


def test_a_study_that_was_not_run_is_told_so(tmp_path, capsys):
    (tmp_path / "config.yaml").write_text("groups: {a: A}\n", encoding="utf-8")
    assert cluster_errors.main(["--talk", "-", "--study", str(tmp_path / "config.yaml")]) == 1
    assert capsys.readouterr().err.startswith("machtstaal: ")
