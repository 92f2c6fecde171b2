"""How a mention presents people: a quantity, one body or one person, and somebody in particular or a class."""

import numpy as np
import polars as pl

from machtstaal.mentions.names import THING
from machtstaal.queries.matching import View

SINGLE, MANY, BODY = "individual", "aggregated", "collectivised"


def only_counts(view: View, rows: np.ndarray) -> np.ndarray:
    """Which of `rows` (head words of mentions) only say how many the mention below them are (*een groep burgers*)."""
    trees = view.trees
    heads = np.zeros(len(trees), dtype=bool)
    heads[rows] = True
    counts = trees.has_child(heads & trees.among("rel", ["nmod"]) & ~trees.among("deprel", ["nmod:poss"]))
    return ((view.holds("quantity_word") | view.holds("body_word")) & counts)[rows]


def quantity(view: View, rows: np.ndarray) -> np.ndarray:
    """Grouping that a quantity gives each of `rows` (head words of mentions), None where there is no quantity."""
    body = np.where(view.holds("collected"), BODY, None)
    return np.where(view.holds("quantified"), MANY, body)[rows]


def grouping(view: View, found: pl.DataFrame, quantity: np.ndarray) -> pl.Series:
    """Grouping of mentions: by quantity, by the lexicon, for bodies of people, else by number.

    Parameters
    ----------
    found
        Mentions: row, actor, grouping (of the lexicon, empty where it does not say), naming.
    quantity
        What `quantity` says of them.
    """
    plural = view.holds("plural")[found["row"].to_numpy()]
    said = pl.when(pl.col("grouping") != "").then("grouping")
    body = (pl.col("naming") == "impersonal") & ~pl.col("actor").is_in(THING)
    return found.select(
        pl.coalesce(
            pl.Series(quantity.tolist(), dtype=pl.String),
            said,
            pl.when(pl.Series(plural) | body).then(pl.lit(BODY)).otherwise(pl.lit(SINGLE)),
        ).alias("grouping")
    ).to_series()


def reference(view: View, found: pl.DataFrame, quantity: np.ndarray) -> pl.Series:
    """Reference of mentions: as the lexicon says, else generic for bare plurals, *every* and the generic definite.

    Parameters
    ----------
    found
        Mentions: row, reference (of the lexicon, null where it does not say), naming.
    quantity
        What `quantity` says of them; what is counted is no bare plural.
    """
    counted = pl.Series(quantity.tolist(), dtype=pl.String).is_not_null()
    rows = found["row"].to_numpy()
    whole = pl.Series((view.holds("universal") | view.holds("generic_definite"))[rows])
    bare = pl.Series((view.holds("plural") & view.holds("unspecified"))[rows]) & ~counted
    generic = (whole | bare) & (found["naming"] != "named")  # *the United States* are certain ones
    return found.select(
        pl.coalesce(
            pl.when(pl.col("reference") != "").then("reference"),
            pl.when(generic).then(pl.lit("generic")).otherwise(pl.lit("specific")),
        ).alias("reference")
    ).to_series()
