"""Who is made to act: the share of an actor's participations in which it does, thinks or says something."""

from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import profiles
from machtstaal.figures.labels import Tables
from machtstaal.study.settings import Settings

EMPTY = "No social actor takes part in any process of doing, thinking or saying."


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Activation of the actors that take part most, by group, with intervals; n is their participations."""
    return profiles.draw(
        tables, settings, width, rows(tables, settings), axis="Doer, thinker or sayer (% of participations)"
    )


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    return profiles.facts(tables, settings, rows(tables, settings))


def rows(tables: Tables, settings: Settings) -> list[profiles.Row]:
    """Actors with most participations, most first."""
    labels = naming.of(settings, tables)
    rates = profiles.overall(tables.get("rates"), "activation")
    often = profiles.top(rates, settings.networks.top_actors, "denominator") if rates.height else []
    return [profiles.Row("activation", actor, labels("actor", actor)) for actor in often]
