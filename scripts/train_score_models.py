"""Scores of the bundled models on a treebank, printed and put into the model card.

python scripts/train_score_models.py TREEBANK.conllu[.xz] nl|en [--as-written] [--models FOLDER] [--config FILE]
"""

import argparse
import sys
from pathlib import Path

from machtstaal.problems import Problem
from machtstaal.training import cards, scoring

parser = argparse.ArgumentParser(description="Score the bundled models on a Universal Dependencies treebank.")
parser.add_argument("treebank", type=Path)
parser.add_argument("language")
parser.add_argument("--models", type=Path, default=Path("data/models"))
parser.add_argument("--config", type=Path, default=Path("workflow/train/config.yaml"))
parser.add_argument("--seed", type=int, default=2025)
parser.add_argument(
    "--as-written",
    action="store_true",
    help="leave out the four kinds of transcribed speech: five times faster",
)
arguments = parser.parse_args()
try:
    folder = arguments.models / arguments.language
    found = scoring.score(
        folder, arguments.language, arguments.treebank, arguments.seed, not arguments.as_written
    )
    name = arguments.treebank.name.split(".")[0]
    print(cards.tables({name: found}))
    cards.renew(arguments.models, arguments.language, name, found, arguments.config)
except Problem as problem:
    sys.exit(f"\nmachtstaal: {problem}\n")
