"""`make agreement`: how far the two codings of each verb lexicon agree."""

import argparse
import sys
from pathlib import Path

from machtstaal.commands import run
from machtstaal.evaluation import codings
from machtstaal.problems import Problem

FOLDER = run.REPOSITORY / "data" / "lexicons" / "coding"


def main() -> int:
    """Print a line for each language and column, and below it how often which codes met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where LANGUAGE_verbs_first.tsv stands")
    parser.add_argument("--resamples", type=int, default=1999, help="resamples of senses (default 1999)")
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    try:
        for language in codings.languages(options.folder):
            first, second = (
                codings.read(options.folder / f"{language}_verbs_{which}.tsv")
                for which in ("first", "second")
            )
            both = codings.join(first, second)
            print(f"{language}: {len(first)} senses, {len(both)} coded twice")
            for found in codings.agreement(both, language, options.resamples, options.seed):
                print(f"  {found}")
                for one, other, count in found.pairs.iter_rows():
                    print(f"    {count:5}  first {one}, second {other}")
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
