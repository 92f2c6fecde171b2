"""How often the machine is right: precision and recall of each field's values, by group, with intervals."""

from itertools import combinations

import polars as pl

from machtstaal.evaluation.alignment import FOUND
from machtstaal.evaluation.gold import FIELDS, ROLES
from machtstaal.evaluation.intervals import newcombe, wilson

PROCESS = "process"

SCHEMA = {
    "measure": pl.String,
    "value": pl.String,
    "tp": pl.Int64,
    "fp": pl.Int64,
    "fn": pl.Int64,
    "precision": pl.Float64,
    "precision_low": pl.Float64,
    "precision_high": pl.Float64,
    "recall": pl.Float64,
    "recall_low": pl.Float64,
    "recall_high": pl.Float64,
}
DIFFERENCES = {
    "measure": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    **dict.fromkeys(("right_a", "n_a", "right_b", "n_b"), pl.Int64),
    **dict.fromkeys(("low", "high"), pl.Float64),
    "differs": pl.Boolean,
}


def measured(aligned: pl.DataFrame, confidence: float = 0.95) -> pl.DataFrame:
    """Precision and recall of processes, participants, and each value of each field.

    Values of fields are counted over matched processes; processes that were missed or are spurious count in ``process``
    and, with their participants, in the roles.

    Parameters
    ----------
    aligned
        Processes side by side (`machtstaal.evaluation.alignment`).
    confidence
        Coverage of the Wilson intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        measure (``process``, a role, a field), value (null for processes and roles), tp, fp, fn (counts), precision and
        recall with their bounds (null where nothing was found, or nothing is in the gold).

    Examples
    --------
    >>> rows = {"status": ["matched", "matched", "missed"], "voice": ["active", "passive", "active"],
    ...         "voice_found": ["active", "active", None]}
    >>> rows |= {name: [None] * 3 for field in FIELDS if field != "voice" for name in (field, f"{field}_found")}
    >>> rows |= dict.fromkeys(ROLES, ["right", "wrong", "missed"])
    >>> found = measured(pl.DataFrame(rows))
    >>> found.filter(pl.col("value") == "active").select("tp", "fp", "fn").rows()
    [(1, 1, 0)]
    >>> found.filter(pl.col("measure") == "agent").select("tp", "fp", "fn").rows()
    [(1, 1, 2)]
    """
    status = aligned["status"]
    counts = [(PROCESS, None, *((status == one).sum() for one in ("matched", "spurious", "missed")))]
    for role in ROLES:
        outcome = dict(aligned[role].value_counts().iter_rows())
        right, wrong, missed, spurious = (
            outcome.get(one, 0) for one in ("right", "wrong", "missed", "spurious")
        )
        counts.append((role, None, right, wrong + spurious, wrong + missed))
    matched = aligned.filter(pl.col("status") == "matched")
    for field in FIELDS:
        counts += [(field, value, *cells) for value, *cells in _values(matched, field).iter_rows()]
    rows = [(*row, *_share(row[2], row[2] + row[3], confidence), *_share(row[2], row[2] + row[4], confidence))
            for row in counts]  # fmt: skip
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _values(matched: pl.DataFrame, field: str) -> pl.DataFrame:
    """Value, tp, fp, fn of each value of a field; the most frequent in gold first."""
    pairs = matched.select(wanted=pl.col(field), found=pl.col(f"{field}{FOUND}"))
    wanted = pairs.group_by(value="wanted").agg(n=pl.len(), tp=pl.col("found").eq(pl.col("wanted")).sum())
    found = pairs.group_by(value="found").agg(m=pl.len())
    both = wanted.join(found, on="value", how="full", coalesce=True).drop_nulls("value").fill_null(0)
    tp = pl.col("tp").cast(pl.Int64)
    return both.sort("n", "value", descending=[True, False]).select(
        "value", tp, (pl.col("m") - tp).alias("fp"), (pl.col("n") - tp).alias("fn")
    )


def _share(right: int, n: int, confidence: float) -> tuple[float | None, float | None, float | None]:
    return (right / n, *wilson(right, n, confidence)) if n else (None, None, None)


def differences(aligned: pl.DataFrame, confidence: float = 0.95, least: int = 30) -> pl.DataFrame:
    """Whether the machine is right equally often in each two groups of the gold.

    Of a field: the share of matched processes in which it is right; of ``process``: the share of gold processes that
    were found; of a role: the share of those named that were found. Where they differ, a contrast of groups is biased.

    Parameters
    ----------
    aligned
        Processes side by side.
    confidence
        Coverage of the interval of the difference, between 0 and 1. Each measure has its own: with ten measures, expect
        one in two pairs of equal groups to be flagged somewhere.
    least
        Groups with fewer processes in the gold are left out.

    Returns
    -------
    DataFrame
        measure, group_a, group_b, right and n of both (counts), bounds of the difference (Newcombe 1998), differs
        (the interval leaves out 0).
    """
    wanted = aligned.filter(pl.col("status") != "spurious")
    sizes = wanted.drop_nulls("group").group_by("group").len().filter(pl.col("len") >= least)
    groups = sizes["group"].sort().to_list()
    rows = []
    for a, b in combinations(groups, 2):
        for measure in (PROCESS, *ROLES, *FIELDS):
            right_a, n_a = _right(wanted.filter(pl.col("group") == a), measure)
            right_b, n_b = _right(wanted.filter(pl.col("group") == b), measure)
            if not n_a or not n_b:
                continue
            low, high = newcombe(right_a, n_a, right_b, n_b, confidence)
            rows.append((measure, a, b, right_a, n_a, right_b, n_b, low, high, low > 0 or high < 0))
    return pl.DataFrame(rows, schema=DIFFERENCES, orient="row")


def _right(wanted: pl.DataFrame, measure: str) -> tuple[int, int]:
    if measure == PROCESS:
        return int((wanted["status"] == "matched").sum()), len(wanted)
    if measure in ROLES:
        named = wanted.filter(pl.col(measure).is_in(["right", "wrong", "missed"]))
        return int((named[measure] == "right").sum()), len(named)
    matched = wanted.filter(pl.col("status") == "matched")
    return int(matched[measure].eq_missing(matched[f"{measure}{FOUND}"]).sum()), len(matched)
