"""What kinds of happening make up the talk: process types."""

from matplotlib.figure import Figure

from machtstaal.figures import profiles
from machtstaal.figures.labels import PROCESS_TYPES, Tables
from machtstaal.study.settings import Settings

EMPTY = "There are no processes."
ROWS = tuple(profiles.Row("process_types", kind, label) for kind, label in PROCESS_TYPES.items())


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Process types by group, with intervals; n is the number of processes of that type."""
    return profiles.draw(tables, settings, width, ROWS, axis="Share of processes (%)", n="numerator")


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    return profiles.facts(tables, settings, ROWS)
