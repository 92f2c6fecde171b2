"""A permuted baseline of power: whether an actor is stronger more often than its roles make it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from machtstaal.comparison import measures
from machtstaal.comparison.contrasts import MIN_EVENTS
from machtstaal.comparison.multiplicity import benjamini_hochberg
from machtstaal.comparison.seeds import stream
from machtstaal.power.frames import is_frame
from machtstaal.power.polarity import polarity

BASES = ("frames", "exercised", "participations")
SLOTS = ("agent", "patient", "beneficiary")
LABELS = ("none", "agent", "patient", "equal")
SCHEMA = {
    "group": pl.String,
    "basis": pl.String,
    "actor": pl.String,
    "n": pl.Int64,
    "n_holder": pl.Int64,
    "n_free": pl.Int64,
    "n_speakers": pl.Int64,
    "observed": pl.Float64,
    "expected": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,
    "n_tests": pl.Int64,
    "n_permutations": pl.Int64,
    "activation": pl.Float64,
    "n_activation": pl.Int64,
}
CELLS = 2_000_000
"""Labels that are permuted at once, so that memory stays small."""


@dataclass(frozen=True)
class Null:
    """What permuting the labels of power makes of the number of times each actor is the stronger party.

    Attributes
    ----------
    observed
        Times each actor is the stronger party, shape (actors,), counts.
    expected
        Their mean over all permutations, exact, shape (actors,).
    permuted
        The same in each permutation, shape (permutations, actors), counts.
    """

    observed: np.ndarray
    expected: np.ndarray
    permuted: np.ndarray

    @property
    def p(self) -> np.ndarray:
        """Two-sided permutation p, (b + 1) / (m + 1), shape (actors,) (Phipson & Smyth 2010)."""
        reached = np.abs(self.permuted - self.expected) >= np.abs(self.observed - self.expected) - 1e-6
        return (reached.sum(axis=0) + 1) / (len(self.permuted) + 1)


def permute(
    labels: np.ndarray,
    agents: np.ndarray,
    patients: np.ndarray,
    strata: np.ndarray,
    *,
    permutations: int,
    seed: int,
) -> Null:
    """Permute the labels of power over the processes of each stratum; who is agent and who patient stays.

    Parameters
    ----------
    labels
        Power of each process as its place in `LABELS`, shape (processes,).
    agents, patients
        Whether an actor is agent, or patient, of a process, booleans, shape (processes, actors).
    strata
        Number of the stratum of each process, shape (processes,), whole numbers from 0.
    permutations
        How many, a count.
    seed
        Seed of this draw.

    Examples
    --------
    Two predicates of one stratum, one for the agent and one for the patient: an actor that is the agent of
    the first is the stronger party in half of the permutations.

    >>> null = permute(np.array([1, 2]), np.array([[True], [False]]), np.array([[False], [False]]),
    ...                np.array([0, 0]), permutations=99, seed=1)
    >>> int(null.observed[0]), float(null.expected[0]), float(null.p[0])
    (1, 0.5, 1.0)
    """
    order = np.argsort(strata, kind="stable")
    labels, strata = labels[order], strata[order]
    slots = [array[order].astype(np.float32) for array in (agents, patients)]
    sizes = np.maximum(np.bincount(strata), 1)
    shares = [(np.bincount(strata, labels == LABELS.index(role)) / sizes)[strata] for role in SLOTS[:2]]
    free = free_rows(labels, strata)
    fixed = _held(labels[None, ~free], [slot[~free] for slot in slots])[0]
    moving = [slot[free] for slot in slots]
    rng = np.random.default_rng(seed)
    rows = max(1, CELLS // max(int(free.sum()), 1))
    parts = []
    for start in range(0, permutations, rows):
        keys = rng.random((min(rows, permutations - start), int(free.sum()))) + strata[free]
        parts.append(_held(labels[free][np.argsort(keys, axis=1)], moving) + fixed)
    return Null(
        observed=_held(labels[None, :], slots)[0],
        expected=sum(share @ slot for share, slot in zip(shares, slots, strict=True)),
        permuted=np.concatenate(parts),
    )


def free_rows(labels: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Whether permuting can change the label of a process: its stratum has more than one. Shape (processes,).

    Examples
    --------
    >>> free_rows(np.array([1, 2, 1, 1]), np.array([0, 0, 1, 1])).tolist()
    [True, True, False, False]
    """
    kinds = np.zeros((strata.max(initial=-1) + 1, len(LABELS)), dtype=bool)
    kinds[strata, labels] = True
    return (kinds.sum(axis=1) > 1)[strata]


def _held(labels: np.ndarray, slots: Sequence[np.ndarray]) -> np.ndarray:
    """Times each actor is the stronger party, for labels of shape (permutations, processes)."""
    return sum(
        (labels == LABELS.index(role)).astype(np.float32) @ slot
        for role, slot in zip(SLOTS, slots, strict=False)
    ).astype(np.float64)


def compare(
    processes: pl.DataFrame,
    participants: pl.DataFrame,
    groups: Sequence[str],
    *,
    permutations: int = 999,
    confidence: float = 0.95,
    seed: int = 2025,
) -> pl.DataFrame:
    """Set how often an actor is the stronger party beside what its roles alone would make it.

    Most predicates of power favour their agent, so whoever is often agent looks powerful. The null keeps
    who is agent and who is patient of each process and permutes the labels of power (`agent`, `patient`,
    `equal`, and `none`) over the processes of one speaker that have the same participants filled (agent,
    patient, beneficiary). It says that, given a speaker's habits and the actor's roles, it does not matter
    which predicate of that speaker the actor stands with. What exceeds the band is power that the roles do
    not explain.

    Three bases are tested: `frames` (all power frames: of the frames the actor is in, those in which it is
    the stronger), `exercised` (the same among frames whose power is said to be exercised) and
    `participations` (all processes with a verb or an event noun, those without power included: how often an
    actor is the stronger party at all).

    Parameters
    ----------
    processes, participants
        Situated tables.
    groups
        Groups, each by itself, in this order.
    permutations
        How many, a count.
    confidence
        Share of the permutations within the band, between 0 and 1.
    seed
        The study's seed.

    Returns
    -------
    polars.DataFrame
        Columns of `SCHEMA`, a row an actor, in each basis and group, most participations first. `n` counts
        participations as agent or patient, `n_free` those that permuting can reach; p is empty where `n` is
        below five or `n_free` is 0, and q is adjusted over the actors of that group and basis.
    """
    active = _activation(participants)
    parts = [
        _actors(frame, group, basis, permutations, confidence, seed)
        for group, basis, frame in _cells(processes, groups)
    ]
    known = [part for part in parts if part.height]
    if not known:
        return pl.DataFrame(schema=SCHEMA)
    found = pl.concat(known).join(active, on=["group", "actor"], how="left", maintain_order="left")
    return found.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _cells(processes: pl.DataFrame, groups: Sequence[str]) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Processes that each group and basis permutes."""
    named = pl.any_horizontal(pl.col(f"{role}_actor").is_not_null() for role in SLOTS)
    within = {
        "frames": is_frame(),
        "exercised": is_frame() & (polarity() == "exercised"),
        "participations": named & pl.col("kind").is_in(["verb", "nominalisation"]),
    }
    for group in groups:
        for basis in BASES:
            yield group, basis, processes.filter((pl.col("group") == group) & within[basis])


def _actors(
    frame: pl.DataFrame, group: str, basis: str, permutations: int, confidence: float, seed: int
) -> pl.DataFrame:
    """All actors of one group and basis, tested."""
    roles = {role: frame[f"{role}_actor"].cast(pl.String) for role in SLOTS[:2]}
    actors = pl.concat(roles.values()).drop_nulls().unique().sort()
    if actors.is_empty():
        return pl.DataFrame()
    agents, patients = (
        np.array([role.eq_missing(actor).to_numpy() for actor in actors]).T for role in roles.values()
    )
    filled = [pl.col(slot).is_not_null() for slot in SLOTS]
    alike = pl.struct("speaker_code", *(slot.alias(name) for slot, name in zip(filled, SLOTS, strict=True)))
    strata = frame.select(alike.rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    labels = frame["power"].replace_strict(LABELS, range(len(LABELS)), return_dtype=pl.Int8).to_numpy()
    null = permute(
        labels, agents, patients, strata,
        permutations=permutations, seed=stream(seed, "power", group, basis),
    )  # fmt: skip
    taken = agents.astype(int) + patients
    n, n_free = taken.sum(axis=0), taken[free_rows(labels, strata)].sum(axis=0)
    speakers = frame["speaker_code"].rank("dense").to_numpy() - 1
    heard = [len(np.unique(speakers[taken[:, place] > 0])) for place in range(len(actors))]
    tail = (1 - confidence) / 2
    low, high = np.quantile(null.permuted / n, [tail, 1 - tail], axis=0)
    p = np.where((n >= MIN_EVENTS) & (n_free > 0), null.p, np.nan)
    table = pl.DataFrame(
        {
            "group": group, "basis": basis, "actor": actors, "n": n, "n_holder": null.observed.astype(int),
            "n_free": n_free, "n_speakers": heard,
            "observed": null.observed / n, "expected": null.expected / n,
            "difference": (null.observed - null.expected) / n, "low": low, "high": high,
            "p": p, "q": benjamini_hochberg(p), "n_tests": int((~np.isnan(p)).sum()),
            "n_permutations": permutations,
        }
    )  # fmt: skip
    ordered = table.sort("n", "actor", descending=[True, False])
    return ordered.with_columns(pl.col("p", "q").fill_nan(None))


def _activation(participants: pl.DataFrame) -> pl.DataFrame:
    """Plain activation of each actor in each group, as the measure `activation` has it."""
    measure = measures.load()["activation"]
    counted = participants.filter(measure.denominator()).with_columns(acts=measure.numerator())
    return counted.group_by("group", "actor").agg(
        pl.col("acts").mean().alias("activation"), pl.len().cast(pl.Int64).alias("n_activation")
    )
