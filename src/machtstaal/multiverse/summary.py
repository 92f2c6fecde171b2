"""What the panel comes to: how a finding fares over all specifications, and what each choice does."""

from typing import Any

import polars as pl

from machtstaal.multiverse.choices import MAIN, Plan
from machtstaal.multiverse.findings import KEY

FINDINGS = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "role": pl.String,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "q": pl.Float64,
    "n_specifications": pl.Int64,
    "n_undefined": pl.Int64,
    "share_same_direction": pl.Float64,
    "share_excludes_zero": pl.Float64,
    "share_told": pl.Float64,
    "lowest": pl.Float64,
    "highest": pl.Float64,
    "moved_by": pl.String,
    "moved_to": pl.Float64,
    "changed_by": pl.String,
}
CHOICES = {
    "choice": pl.String,
    "option": pl.String,
    "crossed": pl.Boolean,
    "evaluated": pl.Boolean,
    "reason": pl.String,
    "n_touched": pl.Int64,
    "n_undefined": pl.Int64,
    "n_turned": pl.Int64,
    "n_lost": pl.Int64,
    "n_gained": pl.Int64,
    "main": pl.String,
    "label": pl.String,
    "short": pl.String,
    "why": pl.String,
    "source": pl.String,
    "touches": pl.String,
}


def of_findings(panel: pl.DataFrame) -> pl.DataFrame:
    """How each finding fares over the distinct specifications that touch it.

    Parameters
    ----------
    panel
        Rows of `panel.evaluate`.

    Returns
    -------
    DataFrame
        One row a finding, in the order of the panel: the main estimate, and of the distinct specifications that touch it and
        leave it something to count their number and the shares (0 to 1; empty where there is none) with the same direction, with
        an interval on the same side of zero, and still told; the range of the estimate, the main one included; the single
        option that moves it most and to what; the single options under which its verdict is another one than in the main
        analysis (told or not told), also where only q changed, joined by `; `.

    Examples
    --------
    >>> row = {"family": "f", "measure": "m", "item": None, "group_a": "a", "group_b": "b", "role": "told", "low": 0.1,
    ...        "high": 0.3, "q": 0.01, "touched": True, "distinct": True, "same_direction": True, "excludes_zero": True,
    ...        "told": True}
    >>> panel = pl.DataFrame([
    ...     {**row, "specification": "main", "n_choices": 0, "difference": 0.2, "touched": False},
    ...     {**row, "specification": "x=out", "n_choices": 1, "difference": 0.3},
    ...     {**row, "specification": "y=out", "n_choices": 1, "difference": 0.05, "excludes_zero": False, "told": False},
    ... ])
    >>> of_findings(panel).select("n_specifications", "share_told", "lowest", "highest", "moved_by", "changed_by").rows()
    [(2, 0.5, 0.05, 0.3, 'y=out', 'y=out')]
    """
    rows = [_fares(list(one.iter_rows(named=True))) for _, one in panel.group_by(KEY, maintain_order=True)]
    return pl.DataFrame(rows, schema=FINDINGS, infer_schema_length=None)


def _fares(rows: list[dict[str, Any]]) -> dict[str, Any]:
    main = next(row for row in rows if row["specification"] == MAIN)
    others = [row for row in rows if row["specification"] != MAIN]
    known = [row for row in others if row["touched"] and row["same_direction"] is not None]
    touching = [row for row in known if row["distinct"]]
    single = [row for row in known if row["n_choices"] == 1]
    moved = max(single, key=lambda row: abs(row["difference"] - main["difference"]), default=None)
    changed = [
        row["specification"]
        for row in others
        if row["n_choices"] == 1 and row["told"] is not None and row["told"] != main["told"]
    ]
    n = len(touching)
    reached = [main["difference"], *(row["difference"] for row in touching)]
    return {
        **{name: main[name] for name in FINDINGS if name in main},
        "n_specifications": n,
        "n_undefined": sum(row["same_direction"] is None and row["n_choices"] == 1 for row in others),
        **{
            f"share_{name}": sum(row[name] for row in touching) / n if n else None
            for name in ("same_direction", "excludes_zero", "told")
        },
        "lowest": min(reached),
        "highest": max(reached),
        "moved_by": moved and moved["specification"],
        "moved_to": moved and moved["difference"],
        "changed_by": "; ".join(changed) or None,
    }


def of_choices(panel: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """What each option does by itself to the findings, and which choices were not evaluated, and why.

    Returns
    -------
    DataFrame
        One row an option: findings that it touches, that it leaves nothing to count of, that turn round under it, that
        are no longer told (of those told in the main analysis), and that are told under it only.
    """
    rows = []
    for decision in plan.decisions:
        for option in decision.options:
            name = f"{decision.choice.choice}={option.option}"
            here = panel.filter(specification=name)
            main = panel.filter(specification=MAIN).select(*KEY, main_told="told")
            both = here.join(main, on=KEY, how="left", nulls_equal=True)
            known = both.filter(pl.col("told").is_not_null())
            rows.append(
                {
                    "choice": decision.choice.choice,
                    "option": option.option,
                    "crossed": decision.choice.crossed,
                    "evaluated": not decision.reason and not panel.is_empty(),
                    "reason": decision.reason or ("nothing was compared again" if panel.is_empty() else None),
                    "n_touched": both.filter("touched").height,
                    "n_undefined": both.height - known.height,
                    "n_turned": known.filter(~pl.col("same_direction")).height,
                    "n_lost": known.filter(pl.col("main_told") & ~pl.col("told")).height,
                    "n_gained": known.filter(~pl.col("main_told") & pl.col("told")).height,
                    "main": decision.main,
                    "label": f"{decision.choice.label}: {option.label}",
                    "short": option.short,
                    "why": decision.choice.why,
                    "source": decision.choice.source,
                    "touches": ", ".join(decision.choice.touches),
                }
            )
    return pl.DataFrame(rows, schema=CHOICES, infer_schema_length=None)
