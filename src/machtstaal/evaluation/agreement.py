"""Agreement of two annotations of the same sentences: Krippendorff's alpha of each field."""

import json
from pathlib import Path

import krippendorff
import polars as pl

from machtstaal.evaluation import gold, scoring
from machtstaal.evaluation.gold import FIELDS, ROLES
from machtstaal.evaluation.scoring import Score
from machtstaal.problems import Problem


def read(path: Path) -> pl.DataFrame:
    """Processes of an annotation, whether it holds texts or places: heads and participants as numbers.

    Places are named by their first character. Corpora are not needed.
    """
    if not path.is_file():
        raise Problem(f"{path}: there is no annotation here.")
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            sentence = json.loads(line)
            processes = [_numbered(process) for process in sentence["processes"]]
            sentences.append({"id": sentence["id"], "processes": processes})
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Problem(f"{path}, line {number}: not a gold sentence ({error}).") from error
    return gold.processes(sentences)


def _numbered(process: dict) -> dict:
    places = {role: process.get(role) for role in ("head", *ROLES)}
    return process | {role: place[0] if isinstance(place, list) else place for role, place in places.items()}


def alpha(first: pl.Series, second: pl.Series) -> float | None:
    """Krippendorff's alpha of two annotators on nominal values (Krippendorff 2019, ch. 12).

    One minus the ratio of the disagreement seen to that expected by chance; an empty value is a value too.

    Parameters
    ----------
    first, second
        Values of the same units, one a unit.

    Returns
    -------
    float or None
        1 is perfect, 0 what chance gives; None where all values are one and the same, so that chance cannot be told
        from agreement.

    Examples
    --------
    Ten pairs, one of them unequal: coincidences are 10 + 8 of 20 on the diagonal and 2 beside it, values occur 11 and
    9 times, so alpha = 1 - (2 / 20) / (2 * 11 * 9 / (20 * 19)).

    >>> a = pl.Series(["active"] * 6 + ["passive"] * 4)
    >>> b = pl.Series(["active"] * 5 + ["passive"] * 5)
    >>> round(alpha(a, b), 4), round(1 - 0.1 / (198 / 380), 4)
    (0.8081, 0.8081)
    """
    both = pl.concat([first.cast(pl.String), second.cast(pl.String)]).fill_null("")
    if both.n_unique() < 2:
        return None
    codes = both.rank("dense").to_numpy().reshape(2, len(first)).astype(float)
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def agreement(first: pl.DataFrame, second: pl.DataFrame) -> list[Score]:
    """All measures of the scorer with the second annotation held against the first, and alpha of each field.

    Parameters
    ----------
    first, second
        Processes (`read`). Alpha is over the processes that both have.
    """
    both = first.join(second, on=["sentence", "head"], suffix="_second")
    found = [(field, alpha(both[field], both[f"{field}_second"])) for field in FIELDS]
    return scoring.score(first, second) + [
        Score(f"{field}_alpha", value, f"{len(both)} processes")
        for field, value in found
        if value is not None
    ]
