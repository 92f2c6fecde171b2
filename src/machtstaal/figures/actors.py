"""Which social actors are talked about: mentions by noun or name per 1,000 words."""

from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import profiles
from machtstaal.figures.labels import Tables
from machtstaal.study.settings import Settings

EMPTY = "No social actor is mentioned by noun or name."


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Prominence of the most mentioned actors, by group, with intervals; n is the number of mentions."""
    return profiles.draw(
        tables, settings, width, rows(tables, settings), axis="Mentions per 1,000 words", n="numerator"
    )


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    return profiles.facts(tables, settings, rows(tables, settings))


def rows(tables: Tables, settings: Settings) -> list[profiles.Row]:
    """Actors with most mentions, most first."""
    labels = naming.of(settings, tables)
    rates = profiles.overall(tables.get("rates"), "prominence")
    often = profiles.top(rates, settings.networks.top_actors) if rates.height else []
    return [profiles.Row("prominence", actor, labels("actor", actor)) for actor in often]
