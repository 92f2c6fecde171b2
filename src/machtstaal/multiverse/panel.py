"""Every finding under every specification: how large, how sure, in the same direction, still told."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import polars as pl

from machtstaal.comparison import contrasts
from machtstaal.comparison.counts import Counts
from machtstaal.comparison.measures import Catalogue
from machtstaal.comparison.told import supported
from machtstaal.multiverse.choices import MAIN, Plan, Specification
from machtstaal.multiverse.findings import KEY
from machtstaal.multiverse.worlds import World

SCHEMA = {
    "family": pl.String,
    "measure": pl.String,
    "item": pl.String,
    "group_a": pl.String,
    "group_b": pl.String,
    "role": pl.String,
    "specification": pl.String,
    "n_choices": pl.Int64,
    "rate_a": pl.Float64,
    "rate_b": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_speakers_a": pl.Int64,
    "n_speakers_b": pl.Int64,
    "touched": pl.Boolean,
    "distinct": pl.Boolean,
    "same_direction": pl.Boolean,
    "excludes_zero": pl.Boolean,
    "told": pl.Boolean,
}
RESULTS = (
    "rate_a",
    "rate_b",
    "difference",
    "low",
    "high",
    "p",
    "q",
    "n_tests",
    "n_speakers_a",
    "n_speakers_b",
)
NOTHING = 1e-18
"""Products of two differences below this are of one that is nought but for rounding."""
FEWEST = 19
"""Bootstrap resamples where their intervals are not looked at."""

Key = tuple[str, str | None, str, str]


def named(specification: Specification) -> str:
    """Name a specification.

    >>> named(()), named((("short_turns", "out"), ("talkative", "out")))
    ('main', 'short_turns=out; talkative=out')
    """
    return "; ".join(f"{choice}={option}" for choice, option in specification) or MAIN


def evaluate(
    findings: pl.DataFrame,
    plan: Plan,
    world: World,
    catalogue: Catalogue,
    groups: Sequence[str],
    *,
    alpha: float,
    **settings: Any,
) -> pl.DataFrame:
    """Compare the groups anew under every specification.

    The comparison is that of the main analysis, with the same tests in each family (so that q means the same), the same
    labellings and seed. A finding is `touched` where what was counted for it is not what the main analysis counts, and the
    specification is `distinct` for it where no specification before it (with fewer choices) counted the same. Only those
    say something about it: the others repeat what was said.

    Parameters
    ----------
    findings
        What is asked about (`findings.choose`).
    plan
        Specifications, the main one first.
    world
        The study as the main analysis has it.
    catalogue, groups
        Measures and groups of the main analysis.
    alpha
        Level below which q has to be for a difference to be told.
    settings
        resamples, permutations, confidence, min_speakers and seed of the comparison.

    Returns
    -------
    DataFrame
        A row a finding and specification; direction, interval and told are empty where nothing is left to count (a choice that
        takes away what is measured), `told` is false where too little is left to test.
    """
    asked = Catalogue(
        families=catalogue.families,
        measures=tuple(one for one in catalogue.measures if one.family in set(findings["family"])),
    )
    engine = _Engine(findings, settings)
    found: list[dict[str, Any]] = []
    main: dict[Key, dict[str, Any]] = {}
    seen: set[tuple[Any, ...]] = set()
    for specification in plan.specifications:
        there = world.under(*(plan.option(*one) for one in specification))
        rows = engine.compare(there.counted(asked, groups))
        main = main or rows
        for finding in findings.iter_rows(named=True):
            key = tuple(finding[name] for name in KEY)
            row = rows.get(key)
            counted = (key, row["counts"] if row else None)
            found.append(
                {
                    **finding,
                    "specification": named(specification),
                    "n_choices": len(specification),
                    **{name: row[name] if row else None for name in RESULTS},
                    "touched": counted != (key, main[key]["counts"]),
                    "distinct": counted not in seen,
                    **_verdict(row, main[key], alpha),
                }
            )
            seen.add(counted)
    return pl.DataFrame(found, schema=SCHEMA, infer_schema_length=None)


def _verdict(row: Mapping[str, Any] | None, main: Mapping[str, Any], alpha: float) -> dict[str, bool | None]:
    """Whether a finding stands in a specification; unknown where nothing is left to count."""
    if row is None or row["difference"] is None or not row["n"]:
        return dict.fromkeys(("same_direction", "excludes_zero", "told"))
    same = row["difference"] * main["difference"] > NOTHING
    clear = row["low"] is not None and row["high"] is not None and (row["low"] > 0 or row["high"] < 0)
    return {
        "same_direction": same,
        "excludes_zero": same and clear,
        "told": same and supported(dict(row), alpha),
    }


@dataclass
class _Engine:
    """Compares groups, and remembers what it compared: many specifications leave a family as it is."""

    findings: pl.DataFrame
    settings: dict[str, Any]
    known: dict[bytes, dict[Key, dict[str, Any]]] = field(default_factory=dict)

    def compare(self, counts: Counts) -> dict[Key, dict[str, Any]]:
        """Contrasts of the findings, with q in their family."""
        found: dict[Key, dict[str, Any]] = {}
        for family in self.findings["family"].unique(maintain_order=True):
            here = _columns(counts, [name == family for name in counts.columns["family"]])
            digest = _digest(here)
            if digest not in self.known:
                self.known[digest] = self._family(here, family)
            found |= self.known[digest]
        return found

    def _family(self, counts: Counts, family: str) -> dict[Key, dict[str, Any]]:
        asked = set(self.findings.filter(family=family).select("measure", "item").iter_rows())
        ours = _columns(counts, [pair in asked for pair in _pairs(counts)])
        if ours.columns.is_empty():
            return {}
        # p and q need all tests of the family, intervals only the findings
        tested = contrasts.compare(
            counts, **(self.settings | {"resamples": FEWEST}), method="percentile", single=False
        )
        compared = contrasts.compare(ours, **self.settings, single=False).drop("q", "n_tests")
        rows = compared.join(
            tested.select(*KEY, "q", "n_tests"), on=KEY, how="left", nulls_equal=True, maintain_order="left"
        )
        return {
            tuple(row[name] for name in KEY): row | _counted(ours, row) for row in rows.iter_rows(named=True)
        }


def _pairs(counts: Counts) -> list[tuple[str, str | None]]:
    return counts.columns.select("measure", "item").rows()


def _columns(counts: Counts, which: Sequence[bool]) -> Counts:
    """Counts of some columns only."""
    kept = np.array(which, dtype=bool)
    return replace(
        counts,
        columns=counts.columns.filter(pl.Series(which, dtype=pl.Boolean)),
        numerators=counts.numerators[:, kept],
        denominators=counts.denominators[:, kept],
        by_language={name: _columns(part, which) for name, part in counts.by_language.items()},
    )


def _digest(counts: Counts) -> bytes:
    """Digest of all that a comparison of these counts depends on."""
    parts = [counts, *counts.by_language.values()]
    digest = hashlib.sha256(repr((counts.groups, counts.speakers.rows(), counts.columns.rows())).encode())
    for part in parts:
        for array in (part.numerators, part.denominators, part.words):
            digest.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return digest.digest()


def _counted(counts: Counts, row: Mapping[str, Any]) -> dict[str, Any]:
    """How often it occurs in both groups together, and a digest of who says it how often of what."""
    whole = counts.within(None)
    place = whole[[_pairs(counts)[at] for at in whole].index((row["measure"], row["item"]))]
    pair = counts.speakers["group"].is_in([row["group_a"], row["group_b"]]).to_numpy()
    said = counts.denominators[:, place] > 0
    there = pair & said
    counted = np.column_stack([counts.numerators[there, place], counts.denominators[there, place]])
    speakers = counts.speakers["speaker_code"].filter(pl.Series(there)).to_list()
    return {"n": int(counted[:, 0].sum()), "counts": (tuple(speakers), counted.tobytes())}
