"""Other choices for made-up studies: a few of the bundled ones, evaluated by the project's own functions."""

import polars as pl

from machtstaal.comparison import measures
from machtstaal.multiverse import choices, findings, panel, study, summary
from machtstaal.multiverse.worlds import Tables, World

TRIED = ("zijn_passives", "nominalisations", "short_turns", "facilitators", "backgrounding_window", "models")
COLUMNS = ("turns", "mentions", "processes", "forces")


def tables(
    raw: dict[str, pl.DataFrame], contrasts: pl.DataFrame, groups, **settings
) -> dict[str, pl.DataFrame]:
    """The three tables of the multiverse, by name; without contrasts the first two are empty."""
    given = choices.Circumstances(languages=["nl"], coded=False, led=study.led(raw["turns"]))
    plan = choices.plan([one for one in choices.load() if one.choice in TRIED], given)
    found = findings.choose(contrasts, 0.05)
    rows = pl.DataFrame(schema=panel.SCHEMA)
    if not found.is_empty():
        world = World(Tables(*(raw[name] for name in COLUMNS)), facilitators=False, window=2)
        rows = panel.evaluate(found, plan, world, measures.load(), groups, alpha=0.05, **settings)
    return {
        "multiverse": rows,
        "multiverse_findings": summary.of_findings(rows),
        "multiverse_choices": summary.of_choices(rows, plan),
    }
