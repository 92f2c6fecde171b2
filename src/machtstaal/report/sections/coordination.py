"""Who follows whose way of speaking: coordination of function words, by group and class."""

import polars as pl

from machtstaal.report.blocks import Fold, Paragraph, Subsection
from machtstaal.report.sections import interaction
from machtstaal.report.sections.interaction import said
from machtstaal.report.study import Study


def blocks(study: Study) -> list[Subsection]:
    """Tables of coordination, or the sentence that there is none to measure."""
    settings = study.settings["interaction"]
    words = {"least": settings["min_replies"], "edge": settings["edge_words"]}
    defined = study.tables.interaction_rates.filter(pl.col("family") == "coordination")
    if defined.is_empty():
        return [_part([Paragraph([said()["coordination_nobody"].format(**words)], "note")])]
    means = interaction.table(
        study,
        ["coordination", "coordination_edge"],
        "coordination",
        said()["coordination_caption"].format(**words),
    )
    classes = interaction.table(
        study, ["coordination_marker"], "coordination-markers", said()["coordination_markers"]
    )
    folded = [Fold("By class of words", classes)] if classes else []
    between = [Paragraph([said()["coordination_between"]], "caution")] if _apart(study, defined) else []
    reading = Paragraph([said()["coordination_reading"]], "note")
    return [_part([Paragraph([said()["coordination_lead"]]), *means, *folded, *between, reading])]


def _apart(study: Study, defined: pl.DataFrame) -> bool:
    """Whether there are several groups and nobody has a coordination toward another one."""
    return len(study.groups) > 1 and defined.filter(item="other").is_empty()


def _part(content: list) -> Subsection:
    return Subsection("coordination", "Who follows whose way of speaking?", content)
