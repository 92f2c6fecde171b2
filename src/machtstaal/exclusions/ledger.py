"""One row a process whose doer is left out or anybody: in which form, of which class, and who it may have been."""

import polars as pl

from machtstaal.exclusions import retrieval

CLASSES = ("generic", "backgrounded", "impersonal", "suppressed")

LEDGER_SCHEMA = {
    **dict.fromkeys(("process", "transcript", "turn", "sentence"), pl.String),
    **dict.fromkeys(("clause_start", "clause_end"), pl.Int32),
    **dict.fromkeys(("lemma", "verb", "process_type", "form", "passive", "class", "by"), pl.String),
    **dict.fromkeys(("retrieved_process", "retrieved_turn"), pl.String),
    **dict.fromkeys(("retrieved_start", "retrieved_end"), pl.Int32),
    **dict.fromkeys(("retrieved", "retrieved_actor"), pl.String),
    "distance": pl.Int32,
}


def find(processes: pl.DataFrame, order: pl.DataFrame, window: int = 2, reach: int = 5) -> pl.DataFrame:
    """Every process that implies a doer and has no specific one.

    The class agrees with `exclusion` of the processes table: ``backgrounded`` is the same in both, ``impersonal``
    and ``suppressed`` are what is ``suppressed`` there.

    Parameters
    ----------
    processes
        Processes table.
    order
        Columns turn and position (whole number, the turn's place in its transcript).
    window
        Turns before a process in which a left-out agent counts as retrievable.
    reach
        Turns before a process in which the same verb is looked for, so that the class under any window up to this one
        can be read off `distance`; a smaller one than `window` counts as `window`.

    Returns
    -------
    pl.DataFrame
        Columns of `LEDGER_SCHEMA`, in the order of `processes`.

    Examples
    --------
    >>> told = {
    ...     "process": ["p1", "p2"], "transcript": ["t", "t"], "turn": ["t-1", "t-2"], "sentence": ["t-1:1", "t-2:1"],
    ...     "clause_start": [0, 0], "clause_end": [20, 20], "head_start": [5, 5], "agent_start": [0, None],
    ...     "agent_end": [3, None], "lemma": ["wissen"] * 2, "verb": ["wissen"] * 2, "agent": ["bank", None],
    ...     "process_type": ["material"] * 2, "form": ["finite", "passive"], "passive": [None, "worden"],
    ...     "agent_actor": ["business", None], "agent_status": ["expressed", "suppressed"],
    ... }
    >>> order = pl.DataFrame({"turn": ["t-1", "t-2"], "position": [0, 1]})
    >>> found = find(pl.DataFrame(told), order)
    >>> found.select("process", "class", "by", "retrieved", "distance").rows()
    [('p2', 'backgrounded', 'same verb', 'bank', 1)]
    >>> find(pl.DataFrame(told), order, window=0)["class"].to_list()
    ['suppressed']
    """
    ordered = retrieval.placed(processes, order)
    verb = retrieval.same_verb(ordered, max(window, reach)).with_columns(by=pl.lit(retrieval.SAME_VERB))
    actor = retrieval.last_actor(ordered).with_columns(by=pl.lit(retrieval.LAST_ACTOR))
    found = pl.concat([verb, actor.join(verb, on="process", how="anti", maintain_order="left")])
    excluded = processes.filter(pl.col("agent_status").is_in(["suppressed", "generic"]))
    rows = excluded.join(found, on="process", how="left", maintain_order="left")
    near = (pl.col("by") == retrieval.SAME_VERB) & (pl.col("distance") <= window)
    cls = (
        pl.when(pl.col("agent_status") == "generic")
        .then(pl.lit("generic"))
        .when(near)
        .then(pl.lit("backgrounded"))
        .when(pl.col("form") == "impersonal passive")
        .then(pl.lit("impersonal"))
        .otherwise(pl.lit("suppressed"))
    )
    return rows.with_columns(cls.alias("class")).select(
        pl.col(name).cast(kind) for name, kind in LEDGER_SCHEMA.items()
    )
