"""`make score`: a study made of a gold file's sentences, run from raw text and scored."""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl
import yaml

from machtstaal.commands import run
from machtstaal.evaluation import gold, scoring
from machtstaal.problems import Problem


def write_study(sentences: list[dict], language: str, folder: Path, context: bool = False) -> Path:
    """A study whose only transcript has one turn for each gold sentence; returns its config.

    With `context` the turn is all that was said around the sentence, else the sentence alone.
    """
    said = "context" if context else "text"
    with open(folder / "gold.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["turn", "speaker", "text"])
        rows.writerows([f"gold-{n:05d}", "S1", sentence[said]] for n, sentence in enumerate(sentences))
    sheet = [
        "transcript\tpath\tlanguage\tworkshop\tgroup\tscenario",
        f"gold\tgold.csv\t{language}\tgold\tgold\t",
    ]
    (folder / "transcripts.tsv").write_text("\n".join(sheet) + "\n", encoding="utf-8")
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump({"title": "Gold", "groups": {"gold": "Gold"}}), encoding="utf-8")
    return config


def original_offsets(text: str) -> list[int]:
    r"""Offset in `text` of every character of its one-line form, and of its end.

    Turns are kept on one line, runs of white space as one space; gold offsets refer to the text as it was.

    >>> original_offsets(" ja\n  nee")
    [1, 2, 3, 6, 7, 8, 9]
    """
    first = len(text) - len(text.lstrip())
    pieces = re.finditer(r"\s+|\S", text.strip())
    return [first + piece.start() for piece in pieces] + [len(text.rstrip())]


def processes(config: Path) -> pl.DataFrame:
    """Run the workflow on a study as far as its processes table."""
    run.check(run.load(config))
    call = run.command(config, cores=1, extra=["results/discourse/processes.parquet", "--quiet", "all"])
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"The workflow failed on the gold sentences:\n{done.stdout}{done.stderr}")
    return pl.read_parquet(run.study_folder(config) / "results" / "discourse" / "processes.parquet")


def restore(table: pl.DataFrame, sentences: list[dict], context: bool = False) -> pl.DataFrame:
    """The processes table with gold ids as turns and offsets into the gold texts.

    With `context` only processes whose head lies in the sentence are kept, and participants outside it are null.
    """
    offsets = [original_offsets(sentence["context" if context else "text"]) for sentence in sentences]
    begins = [sentence["start"] if context else 0 for sentence in sentences]
    number = table["turn"].str.slice(5).cast(pl.Int64).to_list()
    columns = {"turn": [sentences[n]["id"] for n in number]}
    for role in ("head", *gold.ROLES):
        for side in ("start", "end"):
            values = table[f"{role}_{side}"].to_list()
            shift = 0 if side == "start" else 1  # an end is one past the last character
            columns[f"{role}_{side}"] = [
                None if value is None else offsets[n][value - shift] + shift - begins[n]
                for n, value in zip(number, values, strict=True)
            ]
    restored = table.with_columns(
        pl.Series("_length", [len(sentences[n]["text"]) for n in number], pl.Int64),
        *(pl.Series(name, values) for name, values in columns.items()),
    )
    inside = {
        role: (pl.col(f"{role}_start") >= 0) & (pl.col(f"{role}_end") <= pl.col("_length"))
        for role in ("head", *gold.ROLES)
    }
    return (
        restored.filter(inside["head"])
        .with_columns(
            pl.when(inside[role]).then(pl.col(f"{role}_{side}")).alias(f"{role}_{side}")
            for role in gold.ROLES
            for side in ("start", "end")
        )
        .drop("_length")
    )


def found_by_machine(sentences: list[dict], language: str, context: bool = False) -> pl.DataFrame:
    """Processes table of the sentences, run from raw text, with offsets into them.

    Parameters
    ----------
    sentences
        Gold sentences (`machtstaal.evaluation.gold.read`).
    language
        Their language.
    context
        Run each sentence's whole turn; else the sentence alone.

    Raises
    ------
    Problem
        If the workflow fails, or there is no context.
    """
    if context and any(sentence.get("context") is None for sentence in sentences):
        raise Problem(
            "This gold file holds sentences without the turns they stand in; run it without CONTEXT=1."
        )
    with tempfile.TemporaryDirectory(prefix="machtstaal-score-") as folder:
        table = processes(write_study(sentences, language, Path(folder), context))
    return restore(table, sentences, context)


def main() -> int:
    """Print one line a measure; with `--table PATH` also keep the processes table for other scorers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", default="nl")
    parser.add_argument("--corpora", type=Path, help="folder of the corpora that the gold file points into")
    parser.add_argument("--context", action="store_true", help="run whole turns instead of single sentences")
    parser.add_argument("--half", choices=gold.HALVES, help="only the sentences of this half (by their ids)")
    parser.add_argument("--table", type=Path, help="write the processes table here (.parquet or .csv)")
    options = parser.parse_args()
    try:
        sentences = gold.of_half(gold.read(options.gold, options.lang, options.corpora), options.half)
        found = found_by_machine(sentences, options.lang, options.context)
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    if options.table:
        found.write_csv(options.table) if options.table.suffix == ".csv" else found.write_parquet(
            options.table
        )
    print(f"sentences {len(sentences)}")
    for line in scoring.score(gold.processes(sentences), gold.on_gold_tokens(found, sentences)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
