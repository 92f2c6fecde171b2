"""What was computed again under other choices of the analysis, and what stood."""

import polars as pl

from machtstaal.methods.facts import Facts
from machtstaal.methods.prose import counted, paragraph, spelled
from machtstaal.multiverse.choices import MAIN


def paragraphs(facts: Facts) -> list[str]:
    """Choices that were tried and how the differences fared; nothing where none was."""
    found, choices = facts.tables.multiverse_findings, facts.tables.multiverse_choices
    if found.is_empty():
        return []
    tried = choices.filter(pl.col("evaluated") & (pl.col("choice") != MAIN))
    crossed = tried.filter("crossed")["choice"].n_unique()
    all_of = f", {spelled(crossed)} of them also in all combinations" if crossed > 1 else ""
    return [
        paragraph(
            "To see what hangs on choices of the analysis that could reasonably have been made otherwise, the comparison was "
            f"made again under {counted(tried['choice'].n_unique(), 'other choice')}{all_of} "
            "[@steegen2016; @simonsohn2020]; which differences are looked at was settled before.",
            _fared(found.filter(role="told", n_undefined=0).filter(pl.col("n_specifications") > 0)),
        )
    ]


def _fared(told: pl.DataFrame) -> str:
    """How the told differences fared that some choice touches and none makes undefined."""
    if told.is_empty():
        return ""
    same, stay = ((told[name] == 1).sum() for name in ("share_same_direction", "share_told"))
    return (
        f"Of {counted(told.height, 'difference')} that some choice touches, {spelled(same)} "
        f"kept the direction under all, and {spelled(stay)} the level of significance too."
    )
