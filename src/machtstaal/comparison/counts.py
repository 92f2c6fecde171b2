"""Count every measure for every speaker: the table from which all rates, intervals and tests are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from machtstaal import languages
from machtstaal.comparison.measures import Catalogue, Measure
from machtstaal.problems import Problem

COLUMN_SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "scenario": pl.String,
    "scale": pl.Int64,
}


@dataclass(frozen=True)
class Counts:
    """Counts of a study, speakers by columns; a column is one measure of one item in one scenario.

    Attributes
    ----------
    groups
        Group ids, in the order in which they are compared.
    speakers
        One row a speaker: speaker_code, group.
    columns
        One row a column: family, measure, item (null: no items), scenario (null: all talk), scale (from
        ratio to unit).
    numerators, denominators
        Counts, integers, speakers by columns.
    scenarios
        None (all talk), then the scenario ids.
    words
        Words, integers, speakers by scenarios: who has none in a scenario took no part in it.
    by_language
        Language -> the counts of what was said in it, for the same speakers and columns; they add up to these. Empty
        where no language is known.
    """

    groups: tuple[str, ...]
    speakers: pl.DataFrame
    columns: pl.DataFrame
    numerators: np.ndarray
    denominators: np.ndarray
    scenarios: tuple[str | None, ...]
    words: np.ndarray
    by_language: Mapping[str, "Counts"] = field(default_factory=dict)

    def members(self, group: str, scenario: str | None) -> np.ndarray:
        """Mark the speakers of a group who took part in a scenario (bool, one a speaker)."""
        took_part = self.words[:, self.scenarios.index(scenario)] > 0
        return (self.speakers["group"] == group).to_numpy() & took_part

    def within(self, scenario: str | None) -> np.ndarray:
        """Positions of the columns of one scenario, or of all talk (None)."""
        same = self.columns.select(pl.col("scenario").eq_missing(pl.lit(scenario, dtype=pl.String)))
        return np.flatnonzero(same.to_series().to_numpy())

    def spoken(self, group: str, scenario: str | None) -> dict[str, float]:
        """Languages that a group speaks in a scenario, with their shares of its words (0 to 1), the largest first."""
        place, theirs = self.scenarios.index(scenario), (self.speakers["group"] == group).to_numpy()
        said = {language: int(part.words[theirs, place].sum()) for language, part in self.by_language.items()}
        return languages.shares(said)


def count(
    catalogue: Catalogue,
    tables: Mapping[str, pl.DataFrame],
    turns: pl.DataFrame,
    groups: Sequence[str] | None = None,
) -> Counts:
    """Count the numerator and denominator of every measure, item and scenario for every speaker.

    Parameters
    ----------
    catalogue
        The measures.
    tables
        `mentions`, `processes`, `participants`, `forces`, each situated: with speaker_code, group, scenario
        and language, without facilitators.
    turns
        Situated turns with n_words; they define who the speakers are and how much they said, in which language.
    groups
        Group ids in the order of comparison; by default sorted.

    Returns
    -------
    Counts
        Columns sorted by measure (in the catalogue's order), item, scenario. Columns without anything to
        count against are left out.

    Raises
    ------
    Problem
        If a table is missing, a speaker is in two groups, or a table has a speaker the turns do not have.
    """
    speakers, spoken = _speakers(turns, groups), languages.of(turns)
    scenarios = (None, *sorted(turns["scenario"].drop_nulls().unique().to_list()))
    place = _Place(speakers, scenarios, spoken)
    words = place.dense(place.coded(turns, "turns"), pl.col("n_words").sum())[:, :, 0]
    coded = {name: place.coded(frame, name) for name, frame in tables.items()}
    parts = [_count(measure, coded, place, words) for measure in catalogue.measures]
    columns = pl.concat([part[0] for part in parts]) if parts else pl.DataFrame(schema=COLUMN_SCHEMA)
    empty = np.zeros((len(words), 0), dtype=np.int64)
    numerators, denominators, words = (
        place.voices(array)
        for array in (
            np.hstack([empty, *(part[1] for part in parts)]),
            np.hstack([empty, *(part[2] for part in parts)]),
            words,
        )
    )
    whole = Counts(
        groups=tuple(
            group for group in (groups or sorted(set(speakers["group"]))) if group in set(speakers["group"])
        ),
        speakers=speakers,
        columns=columns,
        numerators=numerators.sum(axis=1),
        denominators=denominators.sum(axis=1),
        scenarios=scenarios,
        words=words.sum(axis=1),
    )
    by_language = {
        language: replace(
            whole, numerators=numerators[:, at], denominators=denominators[:, at], words=words[:, at]
        )
        for at, language in enumerate(spoken)
    }
    return replace(whole, by_language=by_language)


def _speakers(turns: pl.DataFrame, groups: Sequence[str] | None) -> pl.DataFrame:
    speakers = turns.select("speaker_code", "group").unique()
    twice = speakers.filter(pl.col("speaker_code").is_duplicated())["speaker_code"].sort()
    if twice.len():
        raise Problem(f"speaker '{twice[0]}' is in two groups; give each speaker one group in the sheet.")
    unknown = sorted(set(speakers["group"]) - set(groups)) if groups else []
    if unknown:
        raise Problem(
            f"group '{unknown[0]}' has turns but is not among the groups compared: {', '.join(groups or ())}."
        )
    return speakers.sort("group", "speaker_code")


class _Place:
    """Puts counted rows into arrays of voices by scenarios by items; a voice is a speaker in one language."""

    def __init__(
        self, speakers: pl.DataFrame, scenarios: Sequence[str | None], spoken: Sequence[str]
    ) -> None:
        self.scenarios = scenarios
        self.spoken = spoken or [""]
        self.speaker = speakers.select("speaker_code").with_row_index("_speaker")
        scenario = pl.DataFrame({"scenario": scenarios[1:]}, schema={"scenario": pl.String})
        self.scenario = scenario.with_row_index("_scenario", offset=1)

    def coded(self, frame: pl.DataFrame, name: str) -> pl.DataFrame:
        """Add the positions of voice and scenario (0: none), once a table; text is slow to group by."""
        frame = frame.with_columns(pl.col("speaker_code", "scenario").cast(pl.String))  # all-null has no type
        coded = frame.join(self.speaker, on="speaker_code", how="left").join(
            self.scenario, on="scenario", how="left"
        )
        stranger = coded.filter(pl.col("_speaker").is_null())["speaker_code"].sort()
        if stranger.len():
            raise Problem(
                f"{name} has speaker '{stranger[0]}' who has no turn; situate the table with the same turns."
            )
        voice = pl.col("_speaker") * len(self.spoken) + self._language()
        return coded.with_columns(pl.col("_scenario").fill_null(0), voice.alias("_voice"))

    def _language(self) -> pl.Expr:
        """Position of a row's language; where there is one only, rows need not say which."""
        if len(self.spoken) == 1:
            return pl.lit(0, pl.UInt32)
        return pl.col("language").replace_strict(
            self.spoken, list(range(len(self.spoken))), return_dtype=pl.UInt32
        )

    def voices(self, array: np.ndarray) -> np.ndarray:
        """Split the first axis, voices, in two: speakers by languages."""
        return array.reshape(self.speaker.height, len(self.spoken), *array.shape[1:])

    def dense(
        self, coded: pl.DataFrame, value: pl.Expr, item: str | None = None, items: Sequence[str] = ("",)
    ) -> np.ndarray:
        """Aggregate `value` by voice, scenario and item (int64); scenario 0 is the sum over all talk."""
        key = pl.col(item).cast(pl.String) if item else pl.lit("")
        index = pl.DataFrame({"_item": items}, schema={"_item": pl.String}).with_row_index("_position")
        cells = (
            coded.group_by("_voice", "_scenario", key.alias("_item"))
            .agg(value.cast(pl.Int64).alias("_n"))
            .join(index, on="_item")
        )
        shape = (self.speaker.height * len(self.spoken), len(self.scenarios), len(items))
        dense = np.zeros(shape, dtype=np.int64)
        place = tuple(cells[column].to_numpy() for column in ("_voice", "_scenario", "_position"))
        dense[place] = cells["_n"]
        dense[:, 0] = dense.sum(axis=1)
        return dense


def _count(
    measure: Measure, tables: Mapping[str, pl.DataFrame], place: _Place, words: np.ndarray
) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    """Count one measure: its columns, numerators and denominators (voices by columns)."""
    if measure.table not in tables:
        raise Problem(f"measure '{measure.measure}' needs the table '{measure.table}', which was not given.")
    frame = tables[measure.table]
    counted = frame.filter(measure.numerator())
    against = None if measure.per == "words" else frame.filter(measure.denominator())
    base = against if against is not None and measure.share_of == "item" else counted
    items = sorted(base[measure.item].drop_nulls().cast(pl.String).unique()) if measure.item else [""]
    numerators = place.dense(counted, pl.len(), measure.item, items)
    if against is None:
        denominators = np.broadcast_to(words[:, :, None], numerators.shape)
    elif measure.share_of == "item":
        denominators = place.dense(against, pl.len(), measure.item, items)
    else:
        denominators = np.broadcast_to(place.dense(against, pl.len()), numerators.shape)
    scenarios = list(place.scenarios)
    columns = pl.DataFrame(
        {
            "family": measure.family,
            "measure": measure.measure,
            "item": [item if measure.item else None for item in items for _ in scenarios],
            "scenario": scenarios * len(items),
            "scale": measure.scale,
        },
        schema=COLUMN_SCHEMA,
    )
    # voices x scenarios x items -> voices x (items, then scenarios within an item)
    flat = [
        np.swapaxes(array, 1, 2).reshape(len(array), array.shape[1] * array.shape[2])
        for array in (numerators, denominators)
    ]
    filled = flat[1].any(axis=0)
    return columns.filter(pl.Series(filled)), flat[0][:, filled], flat[1][:, filled]
