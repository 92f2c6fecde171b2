"""How often the agent that is found nearby is the right one: tried on doers that are named, each hidden in turn."""

import polars as pl

from machtstaal.exclusions.retrieval import ACTING, LAST_ACTOR, SAME_VERB, THINGS, placed


def agreement(processes: pl.DataFrame, order: pl.DataFrame) -> pl.DataFrame:
    """Share of the named doers whose actor category the nearest earlier agent in the same turn has too.

    A doer that is named is no doer that is left out, so this is a hint of how far the ledger's guesses can be trusted,
    not their accuracy.

    Parameters
    ----------
    processes
        Processes table.
    order
        Columns turn and position (whole number, the turn's place in its transcript).

    Returns
    -------
    pl.DataFrame
        by (``same verb``, ``last actor``), n (doers with such an agent before them), right, share, and chance: the
        agreement of two doers drawn at random. Known actors other than technology and data, in doing, thinking,
        saying and behaving.

    Examples
    --------
    >>> told = {"process": ["a", "b", "c"], "transcript": ["t"] * 3, "turn": ["t-1"] * 3, "head_start": [0, 9, 20],
    ...     "verb": ["gaan", "zien", "gaan"], "process_type": ["material"] * 3, "agent_status": ["expressed"] * 3,
    ...     "agent_actor": ["we", "they", "we"]}
    >>> order = pl.DataFrame({"turn": ["t-1"], "position": [0]})
    >>> agreement(pl.DataFrame(told), order).select("by", "n", "right").rows()
    [('same verb', 1, 1), ('last actor', 2, 0)]
    """
    acts = (pl.col("agent_status") == "expressed") & pl.col("process_type").is_in(ACTING)
    somebody = pl.col("agent_actor").is_not_null() & ~pl.col("agent_actor").is_in(THINGS)
    named = placed(processes, order).filter(acts & somebody)
    shares = named["agent_actor"].value_counts(normalize=True)["proportion"]
    before = {SAME_VERB: ["turn", "verb"], LAST_ACTOR: ["turn"]}
    found = [
        named.select(found=pl.col("agent_actor").shift(1).over(keys), actor="agent_actor")
        .drop_nulls("found")
        .select(by=pl.lit(by), n=pl.len(), right=(pl.col("found") == pl.col("actor")).sum())
        for by, keys in before.items()
    ]
    return pl.concat(found).with_columns(
        share=pl.col("right") / pl.col("n"), chance=pl.lit(float((shares**2).sum()))
    )
