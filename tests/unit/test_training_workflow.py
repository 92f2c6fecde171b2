import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from training_material import config

from machtstaal import provenance
from machtstaal.annotation import bundle

REPOSITORY = Path(__file__).parents[2]


def snakemake(folder, *options):
    """Run the training workflow on the settings in a folder."""
    command = [sys.executable, "-m", "snakemake", "-s", str(REPOSITORY / "workflow/train/Snakefile")]
    command += ["--cores", "2", "--configfile", str(folder / "config.yaml"), *options]
    return subprocess.run(
        command,
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


@pytest.mark.workflow
def test_from_treebanks_to_models_and_their_card(tmp_path):
    pytest.importorskip("udtools")
    values = config(tmp_path)
    del values["languages"]["nl"]  # English has multiword tokens, so it takes every step
    values["languages"]["en"]["limits"] = "Six sentences."
    values["notes"] = "The plan was kept."
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(values), encoding="utf-8")
    done = snakemake(tmp_path, "--show-failed-logs", "--quiet", "rules")
    assert done.returncode == 0, done.stdout + done.stderr
    models = tmp_path / "results/training/models/en"
    checked = bundle.check(models, "en")
    assert checked.processors == ["tokenize", "mwt", "pos", "lemma", "depparse"]
    assert checked.encoder == models.parent / "encoder"
    card = (models / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| en-dev | gold words | 100.00 |" in card
    assert "fillers and repairs" in card
    assert "The plan was kept." in card
    assert "`../encoder/model.int8.safetensors`" in card
    assert provenance.chapter(card, "Limits") == "Six sentences."
    assert provenance.scores(card)[0]["from"] == "gold words"


@pytest.mark.workflow
def test_the_workflow_is_free_of_lint(tmp_path):
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config(tmp_path)), encoding="utf-8")
    done = snakemake(tmp_path, "--lint")
    assert "Congratulations" in done.stdout + done.stderr, done.stdout + done.stderr
