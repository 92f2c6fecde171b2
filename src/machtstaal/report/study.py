"""What every section of the report is given: the study, its evidence, its words, its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from machtstaal import languages as tongues
from machtstaal import wording
from machtstaal.comparison.measures import Measure
from machtstaal.report import numbers
from machtstaal.report.blocks import Paragraph, Text
from machtstaal.report.evidence import Evidence
from machtstaal.report.figures import Gallery
from machtstaal.report.inputs import ReportTables
from machtstaal.report.labels import Labels


@dataclass(frozen=True)
class Study:
    """A study as its report sees it."""

    tables: ReportTables
    settings: Mapping[str, Any]
    evidence: Evidence
    labels: Labels
    gallery: Gallery
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def groups(self) -> list[str]:
        """Ids of the groups that speak, in the order of the settings."""
        speaking = set(self.tables.analysed["group"].drop_nulls())
        return [group for group in self.settings["groups"] if group in speaking]

    @cached_property
    def scenarios(self) -> list[str]:
        """Ids of the scenarios that are talked in, in the order of the grid, then of the talk."""
        said = self.tables.analysed["scenario"].drop_nulls().unique(maintain_order=True).to_list()
        listed = self.tables.scenarios["scenario"].unique(maintain_order=True).to_list()
        return [name for name in listed if name in said] + [name for name in said if name not in listed]

    @cached_property
    def n_speakers(self) -> dict[str, int]:
        """Group to its number of speakers."""
        counted = self.tables.analysed.group_by("group").agg(pl.col("speaker_code").n_unique())
        return dict(counted.iter_rows())

    @cached_property
    def n_words(self) -> dict[str, int]:
        """Group to its number of words."""
        return dict(self.tables.analysed.group_by("group").agg(pl.col("n_words").sum()).iter_rows())

    @cached_property
    def languages(self) -> list[str]:
        """Languages of what is analysed, in the order of the alphabet."""
        return tongues.of(self.tables.analysed)

    @cached_property
    def spoken(self) -> dict[str | None, dict[str, dict[str, float]]]:
        """Scenario (None: all talk) to group to its languages, with their shares of its words."""
        turns = self.tables.analysed
        within = {name: turns.filter(pl.col("scenario") == name) for name in self.scenarios}
        return {name: tongues.by_group(frame) for name, frame in {None: turns, **within}.items()}

    @cached_property
    def rate_rows(self) -> dict[tuple[str | None, ...], dict[str, Any]]:
        """Rows of the rates table by measure, item, scenario and group."""
        return _index(self.tables.rates, "measure", "item", "scenario", "group")

    @cached_property
    def contrast_rows(self) -> dict[tuple[str | None, ...], dict[str, Any]]:
        """Rows of the contrasts table by measure, item, scenario and the two groups."""
        return _index(self.tables.contrasts, "measure", "item", "scenario", "group_a", "group_b")

    @cached_property
    def largest(self) -> dict[str, float]:
        """Largest rate of each measure, upper bounds of intervals included."""
        reached = self.tables.rates.group_by("measure").agg(pl.max_horizontal(pl.col("rate", "high").max()))
        return dict(reached.iter_rows())

    @property
    def alpha(self) -> float:
        """Rate of false discoveries that is put up with: what the confidence leaves."""
        return 1 - self.settings["comparison"]["confidence"]

    @property
    def confidence(self) -> str:
        """Confidence of the intervals, as a percentage."""
        return f"{100 * self.settings['comparison']['confidence']:g}{numbers.SPACE}%"

    def group(self, group: str) -> str:
        """Label of a group."""
        return self.labels("group", group)

    def measure(self, name: str) -> Measure | None:
        """Measure with this id; None where the study's catalogue does not have it."""
        return next((one for one in self.tables.catalogue.measures if one.measure == name), None)

    def warning(self, full: bool = True) -> list[Paragraph]:
        """Say what a comparison of these groups is not, wherever groups are compared; in full or its first sentence."""
        sentence = wording.events(len(self.groups))
        if not sentence:
            return []
        events = sentence if full else f"{sentence.split('. ')[0]}."
        style = "warning" if full else "caution"
        said = [events, self.of_languages(*self.groups, full=full)]
        return [Paragraph([one], style) for one in said if one]

    def of_languages(self, *groups: str, scenario: str | None = None, full: bool = True) -> str:
        """Warn of groups that do not speak one and the same language; empty where they do."""
        spoken = self.spoken[scenario]
        return wording.languages({self.group(group): spoken.get(group, {}) for group in groups}, full)

    def of_language(self, language: str | None) -> dict[str, str]:
        """Condition on the language of rows, needed only in a study with several."""
        return {"language": language} if language is not None and len(self.languages) > 1 else {}

    def few(self) -> list[Paragraph]:
        """Say which groups have few speakers."""
        minimum = self.settings["comparison"]["min_speakers"]
        told = [
            wording.few_speakers(self.n_speakers[group], minimum, self.group(group)) for group in self.groups
        ]
        return [Paragraph([sentence], "warning") for sentence in told if sentence]

    def speakers(self, *groups: str, language: str | None = None) -> str:
        """Say how many speakers of each group, and of a language, an uncertainty rests on.

        'these 18 speakers (Citizens 11, Experts 7)'
        """
        chosen = list(groups) or self.groups
        n_speakers = self.n_speakers
        if language is not None:
            turns = self.tables.analysed.filter(pl.col("language") == language)
            n_speakers = dict(turns.group_by("group").agg(pl.col("speaker_code").n_unique()).iter_rows())
        each = ", ".join(f"{self.group(group)} {n_speakers[group]}" for group in chosen)
        total = numbers.plural(sum(n_speakers[group] for group in chosen), "speaker")
        return f"these {total} ({each})" if len(chosen) > 1 else f"these {total}"

    def word(self, lemma: str, language: str | None) -> Text:
        """Cell with a lemma, and its language in a study with several."""
        several = bool(self.of_language(language))
        return Text(lemma, lemma.casefold(), self.labels("language", language) if several else "")

    def named(self, column: str, value: str | None) -> Text:
        """Cell with the label of a value, sorted by it."""
        label = self.labels(column, value)
        return Text(label, label.casefold())


def _index(frame: pl.DataFrame, *columns: str) -> dict[tuple[str | None, ...], dict[str, Any]]:
    return {tuple(row[column] for column in columns): row for row in frame.iter_rows(named=True)}
