"""The network algebra of Discourse Network Analyzer: from statements to one-mode and two-mode networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
import polars as pl

Duplicates = Literal["include", "turn", "transcript", "study"]
TwoMode = Literal["ignore", "combine", "subtract"]
OneMode = Literal["ignore", "congruence", "conflict", "subtract"]

BOTH, DISAGREE, AGREE = 3, 2, 1
"""Values of `combine`: what the actor says of the concept."""


@dataclass(frozen=True)
class Stances:
    """How often each actor agrees and disagrees with each concept.

    Attributes
    ----------
    actors, concepts
        Names of the rows and of the columns, in alphabetical order.
    agree, disagree
        Statements, counts, actors by concepts.
    """

    actors: Sequence[str]
    concepts: Sequence[str]
    agree: np.ndarray
    disagree: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """Statements whatever their agreement, actors by concepts."""
        return self.agree + self.disagree

    @property
    def levels(self) -> np.ndarray:
        """Both levels of agreement beside each other, actors by twice the concepts: agreement first."""
        return np.hstack([self.agree, self.disagree])

    def transposed(self) -> Self:
        """Concepts as rows and actors as columns, for one-mode networks of concepts."""
        return type(self)(self.concepts, self.actors, self.agree.T, self.disagree.T)


def count(
    statements: pl.DataFrame,
    *,
    actor: str = "speaker_code",
    duplicates: Duplicates = "include",
    qualified: bool = True,
) -> Stances:
    """Count statements by actor, concept and agreement.

    Parameters
    ----------
    statements
        Statements in the order of the talk: `actor`, concept, agreement, and turn and transcript where
        duplicates are looked for in them.
    actor
        Column of the actors: `speaker_code` (persons), or `group` (organisations, in DNA's words).
    duplicates
        `include` counts every statement; else an actor's statement of the same concept with the same
        agreement counts once in a turn, a transcript (DNA's *document*), or the study (*acrossrange*).
    qualified
        Whether statements must have the same agreement to be duplicates. DNA says no where agreement is
        ignored: then the first statement of a concept stays.

    Returns
    -------
    Stances
        Counts as floats.

    Examples
    --------
    >>> statements = pl.DataFrame({
    ...     "speaker_code": ["A", "A", "A", "B"], "concept": ["delen"] * 3 + ["meten"], "turn": ["t-001"] * 4,
    ...     "agreement": [True, True, False, True],
    ... })
    >>> stances = count(statements)
    >>> stances.agree.tolist(), stances.disagree.tolist()
    ([[2.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 0.0]])
    >>> count(statements, duplicates="turn").agree.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    if duplicates != "include":
        same = [actor, "concept", *(["agreement"] if qualified else [])]
        same += [duplicates] if duplicates != "study" else []
        statements = statements.unique(same, keep="first", maintain_order=True)
    named = statements.drop_nulls([actor, "concept", "agreement"])
    actors, concepts = (named[column].unique().sort().to_list() for column in (actor, "concept"))
    places = [
        named[column].cast(pl.Enum(names)).to_physical().to_numpy()
        for column, names in ((actor, actors), ("concept", concepts))
    ]
    counts = np.zeros((2, len(actors), len(concepts)))
    np.add.at(counts, (named["agreement"].cast(pl.UInt32).to_numpy(), *places), 1)
    return Stances(actors, concepts, agree=counts[1], disagree=counts[0])


def two_mode(stances: Stances, qualifier: TwoMode = "subtract") -> np.ndarray:
    """Tie actors to concepts (Leifeld 2017).

    For a agreements and d disagreements of an actor with a concept:

    - `ignore`: a + d;
    - `combine`: 0 no statement, 1 agreement only, 2 disagreement only, 3 both;
    - `subtract`: a - d.

    `ignore` of statements counted with ``duplicates="study", qualified=False`` is binary.

    Parameters
    ----------
    stances
        Counts.
    qualifier
        How agreement is treated; DNA calls it qualifier aggregation.

    Returns
    -------
    ndarray
        Weights, actors by concepts.

    Examples
    --------
    One actor, four concepts: twice agreed, once denied, both (2 and 1), nothing.

    >>> stances = Stances(["A"], list("klmn"), np.array([[2.0, 0, 2, 0]]), np.array([[0.0, 1, 1, 0]]))
    >>> two_mode(stances, "ignore").tolist(), two_mode(stances, "combine").tolist(), two_mode(stances).tolist()
    ([[2.0, 1.0, 3.0, 0.0]], [[1.0, 2.0, 3.0, 0.0]], [[2.0, -1.0, 1.0, 0.0]])
    """
    if qualifier == "ignore":
        return stances.total
    if qualifier == "combine":
        return 1.0 * AGREE * (stances.agree > 0) + DISAGREE * (stances.disagree > 0)
    return stances.agree - stances.disagree


def activity(weights: np.ndarray, stances: Stances) -> np.ndarray:
    """Divide the weights of an actor by its activity: all its statements (DNA: activity normalisation).

    w(i, j) / sum over j of (a + d)(i, j). Talkative actors stop dominating; rows of `ignore` add up to 1. For
    `combine` DNA divides by the number of concepts instead and calls the outcome uninterpretable, so it is left out.

    Examples
    --------
    Two agreements and one denial of the first concept, one agreement with the second: of 4 statements, 2 - 1
    and 1.

    >>> stances = Stances(["A"], ["k", "l"], np.array([[2.0, 1]]), np.array([[1.0, 0]]))
    >>> activity(two_mode(stances), stances).tolist()
    [[0.25, 0.25]]
    """
    return _divided(weights, stances.total.sum(axis=1, keepdims=True))


def prominence(weights: np.ndarray, stances: Stances) -> np.ndarray:
    """Divide the weights of a concept by its prominence: all statements of it (DNA: prominence normalisation).

    w(i, j) / sum over i of (a + d)(i, j). Concepts that everybody names stop dominating.

    Examples
    --------
    The concept has 4 statements: 2 agreements of A, 2 denials of B.

    >>> stances = Stances(["A", "B"], ["k"], np.array([[2.0], [0]]), np.array([[0.0], [2]]))
    >>> prominence(two_mode(stances), stances).tolist()
    [[0.5], [-0.5]]
    """
    return _divided(weights, stances.total.sum(axis=0, keepdims=True))


def one_mode(stances: Stances, qualifier: OneMode = "congruence") -> np.ndarray:
    """Tie actors by the concepts that both speak of (Leifeld 2017).

    With A and D the matrices of agreements and disagreements, and N = A + D:

    - `ignore`: N N', the concepts that both name;
    - `congruence`: A A' + D D', both agree or both disagree;
    - `conflict`: A D' + D A', one agrees and the other disagrees;
    - `subtract`: congruence - conflict = (A - D) (A - D)'.

    Counts are multiplied, as DNA does: who says it twice and who says it three times are tied by 6. Nobody is
    tied to himself. One-mode networks of concepts are those of `Stances.transposed`.

    Parameters
    ----------
    stances
        Counts.
    qualifier
        How agreement is treated.

    Returns
    -------
    ndarray
        Weights, actors by actors, symmetric, zeros on the diagonal.

    Examples
    --------
    Over two concepts A agrees twice and once, B agrees three times and disagrees twice: they agree on the
    first 2 x 3 times and conflict on the second 1 x 2 times.

    >>> stances = Stances(["A", "B"], ["k", "l"], np.array([[2.0, 1], [3, 0]]), np.array([[0.0, 0], [0, 2]]))
    >>> [one_mode(stances, how)[0, 1].item() for how in ("ignore", "congruence", "conflict", "subtract")]
    [8.0, 6.0, 2.0, 4.0]
    """
    agree, disagree, total = stances.agree, stances.disagree, stances.total
    if qualifier == "ignore":
        weights = total @ total.T
    elif qualifier == "congruence":
        weights = agree @ agree.T + disagree @ disagree.T
    elif qualifier == "conflict":
        weights = agree @ disagree.T + disagree @ agree.T
    else:
        weights = (agree - disagree) @ (agree - disagree).T
    return _hollow(weights)


def average(weights: np.ndarray, stances: Stances) -> np.ndarray:
    """Divide ties by the average activity of the two actors (DNA: average activity normalisation).

    w(i, j) / ((n_i + n_j) / 2), with n the statements of an actor.

    Examples
    --------
    A makes 3 statements, B 5; their congruence of 6 is divided by 4.

    >>> stances = Stances(["A", "B"], ["k", "l"], np.array([[2.0, 1], [3, 0]]), np.array([[0.0, 0], [0, 2]]))
    >>> average(one_mode(stances), stances)[0, 1].item()
    1.5
    """
    active = stances.total.sum(axis=1)
    return _divided(weights, (active[:, None] + active) / 2)


def jaccard(weights: np.ndarray, stances: Stances) -> np.ndarray:
    """Divide ties by shared and unshared stances (DNA: Jaccard normalisation, on counts).

    w(i, j) / (m11 + m10 + m01) over concepts and levels of agreement: m11 the sum of products of counts where
    both have any, m10 the statements of i where j has none, m01 those of j where i has none.

    Examples
    --------
    A agrees 2 times with k and once with l; B agrees 3 times with k and disagrees 2 times with l: m11 = 2 x 3,
    m10 = 1 (A's agreement with l), m01 = 2 (B's disagreement with l).

    >>> stances = Stances(["A", "B"], ["k", "l"], np.array([[2.0, 1], [3, 0]]), np.array([[0.0, 0], [0, 2]]))
    >>> round(jaccard(one_mode(stances), stances)[0, 1].item(), 6)  # 6 / 9
    0.666667
    """
    counts = stances.levels
    alone = counts @ (counts == 0).T.astype(float)
    return _divided(weights, counts @ counts.T + alone + alone.T)


def cosine(weights: np.ndarray, stances: Stances) -> np.ndarray:
    """Divide ties by the product of the activities of the two actors (DNA: cosine normalisation).

    w(i, j) / (n_i n_j), with n the statements of an actor. This is what DNA 3 computes under that name: it
    takes the lengths of the two totals, not of the two vectors as the cosine of Salton & McGill (1983) does.

    Examples
    --------
    >>> stances = Stances(["A", "B"], ["k", "l"], np.array([[2.0, 1], [3, 0]]), np.array([[0.0, 0], [0, 2]]))
    >>> cosine(one_mode(stances), stances)[0, 1].item()  # 6 / (3 x 5)
    0.4
    """
    active = stances.total.sum(axis=1)
    return _divided(weights, np.outer(active, active))


def _divided(weights: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Divide; zero where there is nothing to divide by, as in DNA."""
    by = np.broadcast_to(by, weights.shape)
    return np.divide(weights, by, out=np.zeros_like(weights, dtype=float), where=by != 0)


def _hollow(weights: np.ndarray) -> np.ndarray:
    np.fill_diagonal(weights, 0)
    return weights
