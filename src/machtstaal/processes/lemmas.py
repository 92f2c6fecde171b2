"""Citation forms: a separated particle goes back to its verb (*legt ... op* -> *opleggen*, *carried out* -> *carry out*)."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.trees import Trees, text


def particles(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Row of the separated particle of each verb, `NOWHERE` where there is none; shape (words,).

    The relation ``compound:prt`` also carries fixed adverbs and phrases (*te koop*, *omwille van*), so only
    known particles that head nothing themselves count.
    """
    fixed = trees.has_child(trees.among("rel", ["fixed", "case"]))
    known = trees.among("low", [*lexicons.words_of("particle"), *lexicons.words_of("particle_behind")])
    return trees.child(trees.among("deprel", ["compound:prt"]) & known & ~fixed)


def citation_forms(trees: Trees, lexicons: Lexicons) -> pl.Series:
    """Lemma of every word with its separated particle in front and joined, or behind it; text, length (words).

    A lemmatiser that has learnt ``af_hangen`` gives it to *hangt* too. A particle that stands neither in the form
    nor apart from it is taken off again.
    """
    frame = trees.frame.select(
        "stem",
        "low",
        apart=text(trees.at(particles(trees, lexicons), trees.frame["low"].to_numpy(), "")),
        learnt=pl.when(pl.col("upos") == "VERB").then(
            pl.col("lemma").str.to_lowercase().str.extract(r"^(\w+?)_\w")
        ),
    )
    base = pl.col("stem").str.strip_prefix(pl.col("learnt"))
    unfounded = pl.col("learnt").is_not_null() & ~pl.col("low").str.starts_with(pl.col("learnt"))
    infinitive = trees.frame.select(
        infinitive=(pl.col("upos") == "VERB")
        & pl.col("feats").str.contains("VerbForm=Inf")
        & ~pl.col("low").is_in(lexicons.words_of("clipped_form"))
    )
    frame = frame.with_columns(infinitive).with_columns(
        # the citation form of an infinitive is its form, whatever a lemmatiser makes of it
        base=pl.when("infinitive").then("low").when(unfounded).then(base).otherwise("stem")
    )
    behind = pl.col("apart").is_in(lexicons.words_of("particle_behind"))
    joined = (
        pl.when(behind)
        .then(pl.col("base") + " " + pl.col("apart"))
        .when(pl.col("base").str.starts_with(pl.col("apart")))
        .then("base")
        .otherwise(pl.col("apart") + pl.col("base"))
    )
    return frame.select(lemma=pl.when(pl.col("apart") == "").then("base").otherwise(joined)).to_series()
