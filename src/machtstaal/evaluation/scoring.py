"""Agreement of extracted processes with gold: F1 of processes and participants, accuracy of their fields."""

from dataclasses import dataclass

import polars as pl

from machtstaal.evaluation.gold import FIELDS, ROLES


@dataclass(frozen=True)
class Score:
    """One line of the table: a measure, its value, and the counts behind it."""

    measure: str
    value: float
    counts: str

    def __str__(self) -> str:
        return f"{self.measure} {self.value:.3f}  ({self.counts})"


def f1(correct: int, predicted: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where nothing was predicted or wanted.

    >>> f1(6, 8, 12)
    (0.75, 0.5, 0.6)
    >>> f1(0, 0, 5)
    (0.0, 0.0, 0.0)
    """
    precision = correct / predicted if predicted else 0.0
    recall = correct / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if correct else 0.0


def score(gold: pl.DataFrame, predicted: pl.DataFrame) -> list[Score]:
    """All measures of the gold standard's guidelines.

    Parameters
    ----------
    gold, predicted
        Processes on gold tokens (`machtstaal.evaluation.gold`): sentence, head, participants, fields, lemma.

    Returns
    -------
    list of Score
        ``process_f1`` (heads); accuracies of each field and of the lemma (case-folded) over matched processes;
        F1 of (process, participant) pairs over all processes; ``power_frame_f1`` of (head, agent, patient, power)
        over processes whose power is not ``none``.
    """
    n_predicted = len(predicted)
    unique = predicted.drop_nulls("head").unique(["sentence", "head"], keep="first", maintain_order=True)
    both = gold.join(unique, on=["sentence", "head"], suffix="_predicted")
    scores = [
        _f1(
            "process_f1",
            len(both),
            n_predicted,
            len(gold),
            f"{len(both)} of {len(gold)} gold, {n_predicted} predicted",
        )
    ]
    same = {field: pl.col(field).eq_missing(pl.col(f"{field}_predicted")) for field in FIELDS}
    same["lemma"] = pl.col("lemma").str.to_lowercase() == pl.col("lemma_predicted").str.to_lowercase()
    for field, agrees in same.items():
        correct = both.select(agrees.sum()).item()
        scores.append(
            Score(f"{field}_accuracy", correct / len(both) if len(both) else 0.0, f"{len(both)} matched")
        )
    for role in ROLES:
        keys = ["sentence", "head", role]
        scores.append(_pairs(f"{role}_f1", gold.drop_nulls(role), unique.drop_nulls(role), keys))
    keys = ["sentence", "head", "agent", "patient", "power"]
    frames = [frame.filter(pl.col("power") != "none") for frame in (gold, unique)]
    scores.append(_pairs("power_frame_f1", *frames, keys))
    return scores


def _pairs(measure: str, gold: pl.DataFrame, predicted: pl.DataFrame, keys: list[str]) -> Score:
    correct = len(gold.join(predicted, on=keys, how="semi", nulls_equal=True))
    return _f1(measure, correct, len(predicted), len(gold), f"{len(gold)} gold, {len(predicted)} predicted")


def _f1(measure: str, correct: int, predicted: int, wanted: int, counts: str) -> Score:
    precision, recall, value = f1(correct, predicted, wanted)
    return Score(measure, value, f"P {precision:.3f} R {recall:.3f}; {counts}")
