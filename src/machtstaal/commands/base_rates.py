"""`make base-rates`: how often treebanks leave the doer out, by hand-made trees and by the bundled parser."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from machtstaal import lexicons
from machtstaal.annotation import bundle
from machtstaal.annotation.bundle import Bundle
from machtstaal.base_rates import measuring, table
from machtstaal.comparison import measures
from machtstaal.problems import Problem
from machtstaal.training import systems, treebank
from machtstaal.training.treebank import Sentence

DATA = Path(__file__).parents[3] / "data"


def name_of(paths: Sequence[Path]) -> str:
    """One name for treebank files that are measured together.

    >>> name_of([Path("nl_alpino-test.conllu.xz"), Path("nl_alpino-dev.conllu.xz")])
    'nl_alpino-test+dev'
    >>> name_of([Path("a/en_gum-test.conllu")])
    'en_gum-test'
    """
    first, *others = [path.name.partition(".")[0] for path in paths]
    corpus = first.rpartition("-")[0]
    return "+".join([first, *(other.removeprefix(f"{corpus}-") for other in others)])


def renewed(kept: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Base rates with those of a treebank put in the place of its earlier ones."""
    others = kept.join(found, on=["language", "treebank", "source"], how="anti", maintain_order="left")
    order = ["language", "treebank", "source"]
    return pl.concat([others, found.select(*table.SCHEMA)]).sort(order, maintain_order=True)


def measured(
    trees: Mapping[str, Sequence[Sentence]], language: str, told: Mapping[str, str], digest: str
) -> pl.DataFrame:
    """Base rates of one treebank.

    Parameters
    ----------
    trees
        Its sentences by the source of their trees (``gold``, ``parser``).
    language
        Language of the lexicons.
    told
        What is kept beside the rates: treebank, date, command.
    digest
        Digest of the models that parsed.
    """
    words, catalogue = lexicons.load(DATA / "lexicons", language), measures.load()
    parts = []
    for source, sentences in trees.items():
        rates = measuring.measure(measuring.tokens(sentences), words, catalogue)
        models = digest[:12] if source == table.PARSER else ""
        made = {**told, "language": language, "source": source, "models": models}
        parts.append(rates.with_columns(**{column: pl.lit(value) for column, value in made.items()}))
    return pl.concat(parts).select(pl.col(name).cast(kind) for name, kind in table.SCHEMA.items())


def trees_of(paths: Sequence[Path], language: str, models: Bundle) -> dict[str, list[Sentence]]:
    """Sentences of treebank files, and what the models make of their running text."""
    paragraphs = [paragraph for path in paths for paragraph in treebank.paragraphs(path)]
    parsed = systems.load(models.folder, language).from_text(paragraphs)
    return {table.GOLD: [one for paragraph in paragraphs for one in paragraph], table.PARSER: parsed}


def about(paths: Sequence[Path], language: str) -> dict[str, str]:
    """What is kept beside the rates of treebank files."""
    files = " ".join(path.name for path in paths)
    command = f"make base-rates TREEBANK='{files}' MODEL={language}"
    return {"treebank": name_of(paths), "date": datetime.now(UTC).date().isoformat(), "command": command}


def main() -> int:
    """Measure, print, and renew the kept table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "treebank", type=Path, nargs="+", help="CoNLL-U files (.conllu or .conllu.xz), as one"
    )
    parser.add_argument("--model", default="nl", help="language of the models and lexicons")
    parser.add_argument("--table", type=Path, default=table.BUNDLED, help="table that is renewed")
    options = parser.parse_args()
    try:
        models = bundle.check(DATA / "models" / options.model, options.model)
        trees = trees_of(options.treebank, options.model, models)
        found = measured(trees, options.model, about(options.treebank, options.model), models.digest)
    except Problem as problem:
        print(f"\nmachtstaal: {problem}\n", file=sys.stderr)
        return 1
    kept = table.load(options.table) if options.table.exists() else pl.DataFrame(schema=table.SCHEMA)
    renewed(kept, found).write_csv(options.table, separator="\t", quote_style="never")
    for row in found.iter_rows(named=True):
        what = f"{row['measure']}{' ' + row['item'] if row['item'] else ''}"
        print(f"{row['treebank']} {row['source']:<6} {what:<44} {row['n']} of {row['of']}: {row['rate']:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
