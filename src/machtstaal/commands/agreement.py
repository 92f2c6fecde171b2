"""`make agreement-gold`: how far two annotations of the same sentences agree."""

import argparse
import sys
from pathlib import Path

from machtstaal.evaluation import agreement
from machtstaal.problems import Problem


def main() -> int:
    """Print one line a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    try:
        lines = agreement.agreement(agreement.read(options.first), agreement.read(options.second))
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    for line in lines:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
