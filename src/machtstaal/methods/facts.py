"""What the methods text is written from: the study as its report sees it, its lexicons, and what went into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from machtstaal import languages, lexicons
from machtstaal.annotation.bundle import SUMS
from machtstaal.methods import bibliography
from machtstaal.methods.bibliography import Work
from machtstaal.methods.prose import plain, series
from machtstaal.report.evidence import Evidence
from machtstaal.report.figures import Gallery
from machtstaal.report.inputs import ReportTables
from machtstaal.report.labels import Labels
from machtstaal.report.study import Study

DIGITS = 12
"""Digits of a sha256 that name a file in the text, as in `data/accuracy/sets.tsv`."""


@dataclass(frozen=True)
class Facts:
    """A study, and the number of entries of each lexicon.

    Attributes
    ----------
    study
        The study as its report sees it.
    entries
        Language to lexicon to its number of rows.
    own
        The program as a work that can be cited; None where it does not say how.
    """

    study: Study
    entries: Mapping[str, Mapping[str, int]]
    own: Work | None = None

    @property
    def settings(self) -> Mapping[str, Any]:
        """All settings of the study."""
        return self.study.settings

    @property
    def tables(self) -> ReportTables:
        """All tables of the study."""
        return self.study.tables

    @cached_property
    def language_names(self) -> dict[str, str]:
        """Languages that are spoken, in the order of the alphabet, to what readers call them."""
        return {language: languages.name(language) for language in self.study.languages}

    @property
    def several_languages(self) -> bool:
        """Whether what is analysed is in more than one language."""
        return len(self.language_names) > 1

    @property
    def compares(self) -> bool:
        """Whether there are groups to compare."""
        return len(self.study.groups) > 1

    @cached_property
    def packages(self) -> Mapping[str, str | None]:
        """Package to its version, of those the software is built on."""
        return self.study.provenance.get("software", {}).get("packages", {})

    def group(self, group: str) -> str:
        """Label of a group, safe for Markdown."""
        return plain(self.study.group(group))

    def rows(self, name: str) -> pl.DataFrame:
        """Rows of a table that are analysed."""
        return self.tables.situated(name)

    def models(self, language: str) -> Mapping[str, Any]:
        """What the provenance says of the models of a language; empty where it says nothing."""
        told = self.study.provenance.get("models", [])
        return next((one for one in told if one["language"] == language), {})

    def digest(self, language: str) -> str:
        """First digits of the sha256 that names all files of a language's models; empty where not known."""
        return self._sum(self.models(language).get("files", []), SUMS)

    def lexicon_digest(self, language: str, name: str) -> str:
        """First digits of the sha256 of a lexicon; empty where not known."""
        return self._sum(self.study.provenance.get("lexicons", []), f"{language}/{name}.tsv")

    def coverage(self, what: str) -> str:
        """Share of the verbs, agents or patients that the lexicons know, group by group: '62 % (A) and 58 % (B)'.

        Parameters
        ----------
        what
            ``verb``, ``agent`` or ``patient``.

        Returns
        -------
        str
            Empty where nothing was looked up.
        """
        known = self.study.evidence.frames["processes"].drop_nulls(f"{what}_known")
        shares = dict(known.group_by("group").agg(pl.col(f"{what}_known").mean()).iter_rows())
        return self.by_group({group: languages.percentage(share) for group, share in shares.items()})

    def by_group(self, values: Mapping[str, str]) -> str:
        """Values of the groups that have one, with the groups in brackets where there are several."""
        groups = [group for group in self.study.groups if group in values]
        if len(self.study.groups) < 2:
            return "".join(values[group] for group in groups)
        if len({*values.values()}) == 1 and len(groups) == len(self.study.groups):
            return f"{values[groups[0]]} ({'both' if len(groups) == 2 else 'all'} groups)"
        return series(f"{values[group]} ({self.group(group)})" for group in groups)

    def in_languages(self, values: Mapping[str, str]) -> str:
        """Values of the languages, with their names in front where there are several."""
        if not self.several_languages:
            return "".join(values.values())
        return "; ".join(f"{self.language_names[language]}: {value}" for language, value in values.items())

    @staticmethod
    def _sum(files: Sequence[Mapping[str, Any]], ending: str) -> str:
        return next((one["sha256"][:DIGITS] for one in files if one["path"].endswith(ending)), "")


def collect(
    tables: ReportTables,
    settings: Mapping[str, Any],
    provenance: Mapping[str, Any],
    folder: Path,
    spoken: Sequence[str],
    citation: str = "",
) -> Facts:
    """Facts of a study.

    Parameters
    ----------
    tables, settings, provenance
        As for its report.
    folder
        Folder of its lexicons.
    spoken
        Languages of its transcripts.
    citation
        Content of the program's CITATION.cff; empty where there is none.
    """
    labels = Labels(settings["groups"], tables.scenarios, tables.force_terms, tables.categories)
    study = Study(tables, settings, Evidence(tables), labels, Gallery({}), provenance)
    entries = {
        language: {
            name: lexicons.read(Path(folder) / language / f"{name}.tsv", name).height
            for name in lexicons.COLUMNS
        }
        for language in spoken
    }
    version = provenance.get("software", {}).get("version")
    return Facts(study, entries, bibliography.software(citation, version) if citation else None)
