"""`make error-model`: what the machine finds on a gold file, side by side with the gold, as data for corrected rates."""

import argparse
import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

from machtstaal.annotation import bundle
from machtstaal.commands import score
from machtstaal.commands.run import REPOSITORY
from machtstaal.evaluation import accuracy, alignment, gold
from machtstaal.problems import Problem

FOLDER = REPOSITORY / "data" / "accuracy"
SETS = ("language", "gold", "sentences", "processes", "date", "models", "fitted", "annotated")


def models(language: str) -> str:
    """Which bundled models these are: the first twelve digits of their digest."""
    return bundle.check(REPOSITORY / "data" / "models" / language, language).digest[:12]


def record(path: Path, row: dict[str, object]) -> None:
    """Put one language's row into the table of gold sets, in the place of the row that it had."""
    rows = {}
    if path.exists():
        with open(path, encoding="utf-8", newline="") as file:
            rows = {one["language"]: one for one in csv.DictReader(file, delimiter="\t")}
    rows[str(row["language"])] = row
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, SETS, delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows[language] for language in sorted(rows))


def main() -> int:
    """Write `{language}.tsv` and the language's row of `sets.tsv`; print precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", default="nl")
    parser.add_argument("--corpora", type=Path, help="folder of the corpora that the gold file points into")
    parser.add_argument("--half", choices=gold.HALVES, help="only the sentences of this half (by their ids)")
    parser.add_argument(
        "--fitted", action="store_true", help="rules were written with these sentences in view"
    )
    parser.add_argument(
        "--annotated", default="", help="how and by whom, for the report: 'twice, not by humans'"
    )
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args()
    try:
        sentences = gold.of_half(gold.read(options.gold, options.lang, options.corpora), options.half)
        found = score.found_by_machine(sentences, options.lang)
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    wanted = gold.processes(sentences)
    aligned = alignment.align(wanted, gold.on_gold_tokens(found, sentences), sentences, options.gold.stem)
    alignment.write(aligned, options.to / f"{options.lang}.tsv")
    record(
        options.to / alignment.SETS,
        {
            "language": options.lang,
            "gold": f"{options.gold.stem}, {options.half} half" if options.half else options.gold.stem,
            "sentences": len(sentences),
            "processes": len(wanted),
            "date": datetime.now(UTC).date().isoformat(),
            "models": models(options.lang),
            "fitted": "yes" if options.fitted else "no",
            "annotated": options.annotated,
        },
    )
    for row in accuracy.measured(aligned).iter_rows(named=True):
        print(
            row["measure"], row["value"] or "", f"tp {row['tp']} fp {row['fp']} fn {row['fn']}",
            *(f"{name} {_told(row, name)}" for name in ("precision", "recall")),
        )  # fmt: skip
    return 0


def _told(row: dict, name: str) -> str:
    if row[name] is None:
        return "-"
    return f"{row[name]:.3f} [{row[f'{name}_low']:.3f}, {row[f'{name}_high']:.3f}]"


if __name__ == "__main__":
    sys.exit(main())
