"""False discovery rate: the example of the paper, and scipy."""

import numpy as np
import pytest
from scipy import stats

from machtstaal.comparison.multiplicity import benjamini_hochberg

# Benjamini & Hochberg 1995, section 3.1: 15 comparisons in a trial of thrombolysis; the method rejects the first four
TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip


def test_the_example_of_the_paper_has_four_findings():
    q = benjamini_hochberg(np.array(TRIAL))
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4) and q[4] == pytest.approx(0.0201 * 15 / 5)


def test_it_agrees_with_scipy_in_any_order():
    p = np.random.default_rng(1).permutation(np.r_[TRIAL, TRIAL[:4]])
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p))


def test_what_was_not_tested_does_not_count():
    q = benjamini_hochberg(np.array([np.nan, 0.01, np.nan, 0.04]))
    assert q[[1, 3]] == pytest.approx([0.02, 0.04]) and np.isnan(q[[0, 2]]).all()


def test_nothing_tested_gives_nothing():
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()
    assert benjamini_hochberg(np.array([])).size == 0


def test_a_p_value_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg(np.array([0.2, 1.2]))
