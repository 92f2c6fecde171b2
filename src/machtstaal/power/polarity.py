"""How what a clause says is put forward: as so, as a norm, as possible or imagined, or as not so."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

POLARITIES = ("exercised", "deontic", "hypothetical", "denied")


@cache
def mapping() -> Mapping[tuple[str, bool], str]:
    """Read which polarity a modality has, plain and negated, from `polarity.tsv` beside this module.

    The table gives a reason and an example for each pair. In short: what stands under a norm (obligation,
    prohibition, permission, no_obligation) is deontic, denied or not, for there the negation is part of the
    norm (*mag niet* is stored as prohibition and negated); elsewhere what is negated is denied; what is left
    is exercised without a modal and hypothetical with one (after the idea of factuality in Saurí &
    Pustejovsky 2009, cut to what modals and negators show).

    Returns
    -------
    dict
        (modality, negated) to polarity, one of `POLARITIES`.

    Examples
    --------
    >>> mapping()["none", False], mapping()["ability", True], mapping()["prohibition", True]
    ('exercised', 'denied', 'deontic')
    """
    lines = files("machtstaal.power").joinpath("polarity.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t")[:3] for line in lines[1:])
    return {(modality, negated == "true"): polarity for modality, negated, polarity in rows}


def polarity() -> pl.Expr:
    """Polarity of rows with `modality` and `negated`, as text; an empty cell counts as none and not negated.

    Examples
    --------
    >>> rows = pl.DataFrame({"modality": ["none", "obligation", "ability"], "negated": [True, False, False]})
    >>> rows.select(polarity())["polarity"].to_list()
    ['denied', 'deontic', 'hypothetical']
    """
    known = {f"{modality} {str(negated).lower()}": value for (modality, negated), value in mapping().items()}
    pair = pl.concat_str(
        pl.col("modality").fill_null("none"),
        pl.col("negated").fill_null(False).cast(pl.String),
        separator=" ",
    )
    return pair.replace_strict(known, return_dtype=pl.String).alias("polarity")


def flags() -> list[pl.Expr]:
    """Polarity as booleans n_exercised, n_deontic, n_hypothetical, n_denied: one is true of a row."""
    return [(polarity() == name).alias(f"n_{name}") for name in POLARITIES]
