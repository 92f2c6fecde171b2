"""What must, may, can and will happen: the modality of clauses."""

from matplotlib.figure import Figure

from machtstaal.figures import labels as naming
from machtstaal.figures import profiles
from machtstaal.figures.labels import MODALITIES, Tables
from machtstaal.study.settings import Settings

EMPTY = "No clause has a modality."
ROWS = tuple(
    profiles.Row("modality", modality, f"{word} ({modality.replace('_', ' ')})")
    for modality, word in MODALITIES.items()
)


def draw(tables: Tables, settings: Settings, width: str) -> Figure | None:
    """Modality profile by group, with intervals; n is the number of clauses with that modality."""
    return profiles.draw(tables, settings, width, ROWS, axis="Share of clauses (%)", n="numerator")


def facts(tables: Tables, settings: Settings) -> dict[str, object] | None:
    """Numbers of the caption; None where there is nothing to draw."""
    found = profiles.facts(tables, settings, ROWS)
    if found is None:
        return None
    labels = naming.of(settings, tables)
    bare = profiles.overall(tables.get("rates"), "unmodalised")
    shares = {r["group"]: r["rate"] for r in bare.iter_rows(named=True) if r["rate"] is not None}
    said = [f"{100 * shares[g]:.0f} % ({labels('group', g)})" for g in labels.groups if g in shares]
    return found | {"unmodalised": " and ".join(said)}
