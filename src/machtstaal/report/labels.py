"""Ids of the tables in the words of the report."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from machtstaal.languages import NAMES

NOT_NAMED = "none"
ACTORS = ("actor", "agent_actor", "patient_actor", "beneficiary_actor", "holder", "subject")
"""Columns whose values are categories of actors."""
GROUPS = ("group", "giver_group", "taker_group")
"""Columns whose values are groups."""


class Labels:
    """Labels of the values of each column; groups, scenarios and forces have those of the study.

    Parameters
    ----------
    groups
        Group id to label.
    scenarios, forces, categories
        Tables with the columns scenario, force or actor, and `label`.
    """

    def __init__(
        self,
        groups: Mapping[str, str],
        scenarios: pl.DataFrame | None = None,
        forces: pl.DataFrame | None = None,
        categories: pl.DataFrame | None = None,
    ) -> None:
        bundled = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"))
        actors = {actor: _within_sentence(label) for actor, label in _pairs(categories, "actor").items()}
        self.columns: dict[str, dict[str, str]] = {
            **bundled,
            **dict.fromkeys(ACTORS, actors),
            **{column: {**groups, "all": "all groups together"} for column in GROUPS},
            "language": NAMES,
            "scenario": _pairs(scenarios, "scenario"),
            "force": _pairs(forces, "force"),
        }

    def __call__(self, column: str, value: Any) -> str:
        """Label of a value of a column.

        >>> categories = pl.DataFrame({"actor": ["big_tech"], "label": ["Big tech"]})
        >>> labels = Labels({"citizen": "Citizens"}, categories=categories)
        >>> labels("group", "citizen"), labels("actor", "big_tech"), labels("actor", "water_boards")
        ('Citizens', 'big tech', 'water boards')
        """
        if value is None:
            return NOT_NAMED
        known = self.columns.get(column, {}).get(
            str(value).lower() if isinstance(value, bool) else str(value)
        )
        if known is not None:
            return known
        return str(value).replace("_", " ") if column in self.columns else str(value)


def _pairs(frame: pl.DataFrame | None, column: str) -> dict[str, str]:
    if frame is None or column not in frame.columns:
        return {}
    return dict(frame.select(column, "label").drop_nulls().unique(maintain_order=True).iter_rows())


def _within_sentence(label: str) -> str:
    """Label without its first capital, unless that is all there is ("I") or it is an abbreviation ("EU").

    >>> _within_sentence("Big tech"), _within_sentence("I"), _within_sentence("EU bodies")
    ('big tech', 'I', 'EU bodies')
    """
    first = label.split(" ")[0]
    return label if first.isupper() else label[:1].lower() + label[1:]
