"""What several test files share."""

import numpy as np
import polars as pl
import pytest

from machtstaal.comparison.counts import Counts


@pytest.fixture(scope="module")
def varied_counts():
    """40 speakers whose habits differ a lot: overdispersed counts of 30 things, no difference between the groups."""
    rng = np.random.default_rng(5)
    denominators = np.repeat(rng.integers(40, 400, 40)[:, None], 30, axis=1)
    habits = rng.beta(2, 18, (40, 30))
    columns = pl.DataFrame(
        {"family": "f", "measure": [f"m{n}" for n in range(30)], "item": None, "scenario": None, "scale": 1},
        schema_overrides={"item": pl.String, "scenario": pl.String},
    )
    return Counts(
        groups=("a", "b"),
        speakers=pl.DataFrame({"speaker_code": [f"S{n}" for n in range(40)], "group": ["a", "b"] * 20}),
        columns=columns,
        numerators=rng.binomial(denominators, habits),
        denominators=denominators,
        scenarios=(None,),
        words=denominators[:, :1],
    )
