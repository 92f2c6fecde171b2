"""The tables of a study as they would be under other choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from machtstaal import tables
from machtstaal.comparison import counts, measures
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.measures import Catalogue
from machtstaal.multiverse.choices import COPIED, Change, Option
from machtstaal.multiverse.rereading import Rereading
from machtstaal.processes import exclusion

DYNAMIC = ("material", "mental", "verbal", "behavioural")
"""Process types in which somebody does something."""


@dataclass(frozen=True)
class Tables:
    """Tables of a run, facilitators included."""

    turns: pl.DataFrame
    mentions: pl.DataFrame
    processes: pl.DataFrame
    forces: pl.DataFrame


@dataclass(frozen=True)
class World:
    """A study under some choices.

    Attributes
    ----------
    tables
        Its tables.
    facilitators
        Whether what facilitators say is part of the analysis.
    window
        Turns before a process in which its doer counts as named nearby.
    rereading, other
        The words read again, and the tables of another run, where a choice needs them.
    min_words
        Turns with fewer words are not counted; what stands in them is still nearby.
    without
        Codes of speakers who are left out.
    changes
        Changes of participants, which are made from the processes last.
    """

    tables: Tables
    facilitators: bool
    window: int
    rereading: Rereading | None = None
    other: Tables | None = None
    min_words: int = 0
    without: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()

    def under(self, *options: Option) -> "World":
        """Return the study under options, those that replace whole tables first."""
        order = ("results", "resolve_pronouns", "codes", "changes")
        chosen = sorted(options, key=lambda one: order.index(one.act) if one.act in order else len(order))
        world = self
        for option in chosen:
            world = getattr(world, f"_by_{option.act}")(option)
        return world

    def counted(self, catalogue: Catalogue, groups: Sequence[str]) -> Counts:
        """Count what every speaker says."""
        here = self._analysed()
        frames = {"mentions": self.tables.mentions, "processes": self._placed(), "forces": self.tables.forces}
        taking_part = tables.participants(frames["processes"])
        for change in self.changes:
            taking_part = _changed(taking_part, change)
        frames["participants"] = taking_part
        needed = {measure.table for measure in catalogue.measures}
        return counts.count(
            catalogue,
            {name: tables.situated(frame, here, True) for name, frame in frames.items() if name in needed},
            tables.situated(here, here, True),
            groups,
        )

    def _analysed(self) -> pl.DataFrame:
        """Turns that are counted."""
        turns = self.tables.turns
        if not self.facilitators:
            turns = turns.filter(pl.col("role") == "participant")
        kept = (pl.col("n_words") >= self.min_words) & ~pl.col("speaker_code").is_in(list(self.without))
        return turns.filter(kept)

    def _placed(self) -> pl.DataFrame:
        """Processes with their exclusion: what is nearby depends on the window, and on what else is a process."""
        turns = self.tables.turns.select("turn", "transcript")
        order = turns.with_columns(position=pl.int_range(pl.len()).over("transcript"))
        found = exclusion.classify(
            self.tables.processes.drop("exclusion"), order.drop("transcript"), self.window
        )
        return self.tables.processes.drop("exclusion").join(
            found, on="process", how="left", maintain_order="left"
        )

    def _by_changes(self, option: Option) -> "World":
        known, late = self.tables, self.changes
        for change in option.changes:
            if change.table == "participants":
                late = (*late, change)
            else:
                known = replace(known, **{change.table: _changed(getattr(known, change.table), change)})
        return replace(self, tables=known, changes=late)

    def _by_min_words(self, option: Option) -> "World":
        return replace(self, min_words=option.min_words or 0)

    def _by_without(self, option: Option) -> "World":
        said = self._analysed().group_by("group", "speaker_code").agg(pl.col("n_words").sum())
        ordered = said.sort("n_words", "speaker_code", descending=[True, False])
        first = ordered.unique("group", keep="first", maintain_order=True)
        return replace(self, without=self.without | set(first["speaker_code"]))

    def _by_window(self, option: Option) -> "World":
        return replace(self, window=option.window)

    def _by_facilitators(self, option: Option) -> "World":
        return replace(self, facilitators=option.facilitators)

    def _by_resolve_pronouns(self, option: Option) -> "World":
        again = self._reread()
        return replace(self, tables=replace(self.tables, mentions=again.mentions, processes=again.processes))

    def _by_results(self, option: Option) -> "World":
        if self.other is None:
            raise ValueError("no tables of another run were given")
        return replace(self, tables=self.other)

    def _by_codes(self, option: Option) -> "World":
        found = self.tables.processes
        if option.codes == "activation":
            recoded = found.with_columns(power=_by_activation())
        else:
            coded = found.join(self._reread().codes, on="process", how="left", maintain_order="left")
            recoded = coded.with_columns(**_CODED[str(option.codes)]).select(found.columns)
        return replace(self, tables=replace(self.tables, processes=recoded))

    def _reread(self) -> Rereading:
        if self.rereading is None:
            raise ValueError("the words were not read again")
        return self.rereading


def _by_activation() -> pl.Expr:
    """Power without a lexicon: whoever does something to a party is over it."""
    acts = pl.col("kind").is_in(["verb", "nominalisation"]) & pl.col("process_type").is_in(DYNAMIC)
    parties = pl.col("agent").is_not_null() & pl.col("patient").is_not_null()
    return pl.when(acts & parties).then(pl.lit("agent")).otherwise(pl.lit("none"))


def _of_coder(coder: str) -> Mapping[str, pl.Expr]:
    verbal = pl.col("kind") != "existential"  # whose type does not hang on the verb
    return {
        name: pl.when(verbal).then(pl.coalesce(f"{coder}_{name}", name)).otherwise(name)
        for name in ("process_type", "power")
    }


_CODED: Mapping[str, Mapping[str, pl.Expr]] = {
    "first": _of_coder("first"),
    "second": _of_coder("second"),
    "agreed": {
        "power": pl.when((pl.col("first_power") != pl.col("second_power")).fill_null(False))
        .then(pl.lit("none"))
        .otherwise("power")
    },
}


def _changed(frame: pl.DataFrame, change: Change) -> pl.DataFrame:
    """Table with the rows of a change left out or read otherwise."""
    meant = measures.select(change.where)
    if change.drop:
        return frame.filter(~meant)
    return frame.with_columns(
        pl.when(meant).then(_value(value)).otherwise(pl.col(column)).cast(frame.schema[column]).alias(column)
        for column, value in change.set.items()
    )


def _value(value: object) -> pl.Expr:
    copied = isinstance(value, str) and value.startswith(COPIED)
    return pl.col(value.removeprefix(COPIED)) if copied else pl.lit(value)
