import yaml

from machtstaal.commands import bench, run


def test_a_config_means_the_same_in_another_folder(repository):
    tiny = repository / "tests" / "studies" / "tiny" / "config" / "config.yaml"
    moved = yaml.safe_load(bench.elsewhere(tiny))
    assert moved["transcripts"] == str(tiny.parent / "transcripts.tsv")
    assert moved["comparison"] == {"resamples": 99, "permutations": 99}


def test_as_many_transcripts_are_timed_as_hold_the_words_asked_for(repository):
    tiny = repository / "tests" / "studies" / "tiny" / "config" / "config.yaml"
    assert len(bench.transcripts(tiny, words=1)) == 1
    assert len(bench.transcripts(tiny, words=10_000)) == 3


def test_results_lie_beside_the_config_or_beside_its_folder(tmp_path):
    assert run.study_folder(tmp_path / "config" / "config.yaml") == tmp_path
    assert run.study_folder(tmp_path / "study.yaml") == tmp_path
