import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from training_material import config

from machtstaal.annotation import bundle

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.workflow
def test_from_treebanks_to_models_and_their_card(tmp_path):
    pytest.importorskip("udtools")
    values = config(tmp_path)
    del values["languages"]["nl"]  # English has multiword tokens, so it takes every step
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(values), encoding="utf-8")
    command = [sys.executable, "-m", "snakemake", "-s", str(REPOSITORY / "workflow/train/Snakefile")]
    command += [
        "--cores",
        "2",
        "--configfile",
        str(tmp_path / "config.yaml"),
        "--show-failed-logs",
        "--quiet",
        "rules",
    ]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    models = tmp_path / "results/training/models/en"
    assert bundle.check(models, "en").processors == ["tokenize", "mwt", "pos", "lemma", "depparse"]
    card = (models / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| en-dev | gold words | 100.00 |" in card
    assert "fillers and repairs" in card
