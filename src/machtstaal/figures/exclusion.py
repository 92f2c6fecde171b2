"""Where the doer stays out of sight: left out, anybody, passive, turned into a noun."""

from matplotlib.figure import Figure

from machtstaal.figures import profiles
from machtstaal.figures.labels import Tables
from machtstaal.figures.profiles import Row
from machtstaal.study.settings import Settings

EMPTY = "No process implies a doer that could be left out."

ROWS = (
    Row("suppressed_agents", None, "doer left out\n(of processes that imply one)"),
    Row("left_out_in_passive", "worden", "– in a passive with worden"),
    Row("left_out_in_passive", "zijn", "– in a passive with zijn"),
    Row("left_out_in_noun", None, "– in a noun"),
    Row("left_out_elsewhere", None, "– in an infinitive or other"),
    Row("generic_agents", None, "doer is anybody\n(of processes that imply one)"),
    Row("passives", None, "passive\n(of verbal processes)"),
    Row("nominalisations", None, "turned into a noun\n(of all processes)"),
    Row("agentless_passives_by_auxiliary", "worden", "no doer with it\n(of passives with worden)", 1),
    Row("agentless_passives_by_auxiliary", "zijn", "no doer with it\n(of passives with zijn)", 1),
    Row("backgrounded_agents", None, "doer named nearby\n(of doers left out)", 1),
)


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Forms of exclusion by group, with intervals; n is what the share is of."""
    return profiles.draw(tables, settings, width, ROWS, axis="Share (%)")


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    return profiles.facts(tables, settings, ROWS)
