"""`make coverage`: which share of a study's verbs, and of those who think and speak in it, the lexicons know."""

import argparse
import sys
from pathlib import Path

import polars as pl

from machtstaal import languages, lexicons, mentions, processes, tables
from machtstaal.commands import run
from machtstaal.problems import Problem
from machtstaal.processes import lemmas
from machtstaal.trees import Trees

VERBS, ACTORS = "verbs", "human and institution nouns"
CONSCIOUS = ["mental", "verbal"]
LISTED = 15
"""Unknown lemmas that are shown of each kind."""


def verbs(tokens: pl.DataFrame, known: lexicons.Lexicons) -> pl.DataFrame:
    """Verb tokens of one language: lemma (citation form) and whether the verb or the modal lexicon has it.

    Parameters
    ----------
    tokens
        Tokens table; auxiliaries (`AUX`) are no verbs here.
    """
    trees = Trees(tokens)
    listed = set(known.verbs["lemma"]) | set(known.modals["lemma"])
    lemma = lemmas.citation_forms(trees, known)
    table = pl.DataFrame({"lemma": lemma}).filter(pl.Series(trees.among("upos", ["VERB"])))
    return table.with_columns(known=pl.col("lemma").is_in(sorted(listed)))


def actors(tokens: pl.DataFrame, known: lexicons.Lexicons) -> pl.DataFrame:
    """Noun tokens that think or say something: lemma and whether they are a known actor.

    Which nouns are people or institutions cannot be asked of the lexicon that is measured. Grammar knows some: who
    senses or speaks is treated as conscious (Halliday & Matthiessen 2014, ch. 5).
    """
    rows = processes.extract(tokens, mentions.find(tokens, known), known)
    rows = rows.filter(
        (pl.col("kind") == "verb")
        & pl.col("process_type").is_in(CONSCIOUS)
        & pl.col("agent_start").is_not_null()
    )
    nouns = tokens.filter(pl.col("upos") == "NOUN").select("turn", agent_start="start")
    rows = rows.join(nouns, on=["turn", "agent_start"], how="semi")
    return rows.select(lemma="agent", known=pl.col("agent_actor").is_not_null())


def measure(tokens: pl.DataFrame, turns: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """Coverage of a study's words, language by language.

    Returns
    -------
    pl.DataFrame
        One row a token that is counted: language, kind (`verbs` or `human and institution nouns`), lemma, known.
    """

    def of(spoken: pl.DataFrame, language: str) -> pl.DataFrame:
        known = lexicons.load(folder, language)
        parts = {VERBS: verbs(spoken, known), ACTORS: actors(spoken, known)}
        return pl.concat(
            part.select(pl.lit(kind).alias("kind"), "lemma", "known") for kind, part in parts.items()
        )

    found = []
    for language in languages.of(turns):
        said = turns.filter(pl.col("language") == language).select("turn")
        spoken = tokens.join(said, on="turn", how="semi", maintain_order="left")
        found.append(of(spoken, language).select(pl.lit(language).alias("language"), pl.all()))
    return pl.concat(found)


def lines(found: pl.DataFrame) -> list[str]:
    """What is printed: a line for each language and kind, and the commonest lemmas that are missing.

    >>> lines(pl.DataFrame({"language": "nl", "kind": "verbs", "lemma": ["eten", "foetelen"], "known": [True, False]}))
    ['nl verbs: 50.0 % of 2 tokens known; missing: foetelen 1']
    """
    said = []
    for (language, kind), rows in found.group_by("language", "kind", maintain_order=True):
        missing = (
            rows.filter(~pl.col("known"))
            .group_by("lemma")
            .len()
            .sort("len", "lemma", descending=[True, False])
        )
        names = ", ".join(f"{lemma} {count}" for lemma, count in missing.head(LISTED).iter_rows())
        share = f"{100 * rows['known'].mean():.1f} % of {len(rows)} tokens known"
        said.append(f"{language} {kind}: {share}" + (f"; missing: {names}" if names else ""))
    return said


def main() -> int:
    """Print the coverage of the study whose config or results folder is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "study", type=Path, help="the study's config.yaml, its folder, or its folder of results"
    )
    parser.add_argument(
        "--lexicons", type=Path, help="folder of lexicons; by default the study's own or the bundled"
    )
    options = parser.parse_args()
    try:
        results, folder = _places(options.study)
        paths = [results / "annotation" / "tokens.parquet", results / "corpus" / "turns.parquet"]
        for path in paths:
            if not path.exists():
                raise Problem(
                    f"{path} is not there. Run the study first: make report CONFIG={options.study}."
                )
        tokens, turns = (tables.read(path) for path in paths)
        print("\n".join(lines(measure(tokens, turns, options.lexicons or folder))))
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    return 0


def _places(study: Path) -> tuple[Path, Path]:
    """Folders of a study's results and of the lexicons it is read with."""
    bundled = run.REPOSITORY / "data" / "lexicons"
    if (study / "annotation").is_dir():
        return study, bundled
    config = run.find_config(study)
    return run.study_folder(config) / "results", run.load(config).lexicons or bundled


if __name__ == "__main__":
    sys.exit(main())
