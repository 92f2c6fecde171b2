"""The responsibility matrix: who must, may, can, will or should not do what to whom, nobody among them."""

import polars as pl

UNASSIGNED, OTHER, NO_DOER = "unassigned", "other", "no_doer"
REST = (UNASSIGNED, OTHER, NO_DOER)
MODALITIES = (
    "obligation",
    "prohibition",
    "permission",
    "no_obligation",
    "ability",
    "volition",
    "prediction",
    "hypothetical",
    "epistemic",
)
CELL = ("group", "scenario", "modality", "who", "process_type", "patient_actor")
SCHEMA = {
    **dict.fromkeys(CELL, pl.String),
    **dict.fromkeys(("n", "n_negated", "n_speakers", "n_modality"), pl.Int64),
    "share": pl.Float64,
    "quote": pl.String,
    "processes": pl.List(pl.String),
}
MATRIX_SCHEMA = {
    **dict.fromkeys(("group", "scenario", "who"), pl.String),
    **dict.fromkeys(MODALITIES, pl.Int64),
    **dict.fromkeys((f"{name}_share" for name in MODALITIES), pl.Float64),
}


def who() -> pl.Expr:
    """Who is to act in a process: an actor category, or one of `REST`.

    *Er moet iets geregeld worden* is `unassigned`, a named doer outside the lexicon is `other`, and
    `no_doer` is what implies none (*er moet ruimte zijn*). *Men, je, iedereen* are the actor category
    `generic`.

    Examples
    --------
    >>> rows = pl.DataFrame({
    ...     "agent_status": ["expressed", "expressed", "suppressed", "none", "generic"],
    ...     "agent_actor": ["government", None, None, "technology", "generic"],
    ... })
    >>> rows.select(who())["who"].to_list()
    ['government', 'other', 'unassigned', 'no_doer', 'generic']
    """
    return (
        pl.when(pl.col("agent_status") == "suppressed")
        .then(pl.lit(UNASSIGNED))
        .when(pl.col("agent_status") == "none")
        .then(pl.lit(NO_DOER))
        .otherwise(pl.col("agent_actor").cast(pl.String).fill_null(OTHER))
        .alias("who")
    )


def assign(processes: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """Count who must, may, can or will do what kind of thing to whom, in each group and scenario.

    Parameters
    ----------
    processes
        Situated processes.
    turns
        Turns table, for the quotes.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`, one row a cell that occurs: cells do not overlap, so they can be added up
        (except n_speakers). `share` is of all clauses of the group with that modality (`n_modality`),
        whatever the scenario. `quote` is the clause of middle length, `processes` the ids of all, in the
        order of the text.
    """
    modal = processes.filter(pl.col("modality").is_in(MODALITIES) & pl.col("group").is_not_null())
    text = turns.select("turn", pl.col("text").alias("_text"))
    words = pl.col("_text").str.slice(pl.col("clause_start"), pl.col("clause_end") - pl.col("clause_start"))
    modal = modal.with_row_index("_order").join(text, on="turn", how="left", maintain_order="left")
    modal = modal.with_columns(who(), quote=words)
    middle = pl.col("quote").sort_by(pl.col("quote").str.len_chars(), "_order").get((pl.len() - 1) // 2)
    cells = modal.group_by(CELL).agg(
        n=pl.len(),
        n_negated=pl.col("negated").sum(),
        n_speakers=pl.col("speaker_code").n_unique(),
        quote=middle,
        processes=pl.col("process").sort_by("_order"),
    )
    total = pl.col("n").sum().over("group", "modality")
    cells = cells.with_columns(n_modality=total, share=pl.col("n") / total)
    place = pl.col("modality").replace_strict(MODALITIES, range(len(MODALITIES)), return_dtype=pl.Int8)
    cells = cells.sort(
        "group", "scenario", place, "n", *CELL[3:], descending=[False] * 3 + [True] + [False] * 3
    )
    return cells.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def matrix(cells: pl.DataFrame) -> pl.DataFrame:
    """Lay the table of responsibility out as a matrix: who in the rows, modalities in the columns.

    Parameters
    ----------
    cells
        Table of `assign`.

    Returns
    -------
    polars.DataFrame
        Columns of `MATRIX_SCHEMA`; for each group first all talk (scenario empty), then each scenario; in
        each `unassigned` first, then actors by how often they occur, then the other two of `REST`. Shares
        are of the column, within the group and scenario.

    Examples
    --------
    >>> cells = pl.DataFrame({
    ...     "group": "citizens", "scenario": ["open", "shut"], "modality": "obligation",
    ...     "who": ["unassigned", "government"], "n": [3, 1],
    ... })
    >>> matrix(cells).select("scenario", "who", "obligation", "obligation_share").rows()[:2]
    [(None, 'unassigned', 3, 0.75), (None, 'government', 1, 0.25)]
    """
    counted = cells.select("group", pl.col("scenario").cast(pl.String), "modality", "who", "n")
    everywhere = counted.with_columns(scenario=pl.lit(None, pl.String), _all=pl.lit(True))
    within = counted.drop_nulls("scenario").with_columns(_all=pl.lit(False))
    at = ["group", "_all", "scenario"]
    summed = (
        pl.concat([everywhere, within.select(everywhere.columns)])
        .group_by(*at, "who")
        .agg(*(pl.col("n").filter(pl.col("modality") == name).sum().alias(name) for name in MODALITIES))
    )
    shares = (
        (pl.col(name) / pl.col(name).sum().over(at)).fill_nan(None).alias(f"{name}_share")
        for name in MODALITIES
    )
    rank = pl.col("who").replace_strict(
        {UNASSIGNED: 0, OTHER: 2, NO_DOER: 3}, default=1, return_dtype=pl.Int8
    )
    often = pl.sum_horizontal(MODALITIES)
    ordered = summed.with_columns(shares).sort(
        "group", ~pl.col("_all"), "scenario", rank, often, "who", descending=[False] * 4 + [True, False]
    )
    return ordered.select(pl.col(name).cast(kind) for name, kind in MATRIX_SCHEMA.items())
