"""Spread over speakers: the examples of the papers and the edges."""

import numpy as np
import pytest

from machtstaal.comparison.dispersion import dp, dp_norm


def test_the_example_of_gries_2008():
    counts, sizes = np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])
    assert float(dp(counts, sizes)) == pytest.approx(0.18)
    assert float(dp_norm(counts, sizes)) == pytest.approx(0.18 / 0.82)


def test_the_example_of_lijffijt_and_gries_2012():
    assert float(dp(np.array([2, 1, 0]), np.array([5, 5, 5]))) == pytest.approx(1 / 3)
    assert float(dp_norm(np.array([2, 1, 0]), np.array([5, 5, 5]))) == pytest.approx(1 / 2)


def test_even_is_zero_and_all_in_the_smallest_part_is_one():
    sizes = np.array([100, 300, 600])
    counts = np.array([[1, 5, 0], [3, 0, 0], [6, 0, 0]])
    assert dp_norm(counts, sizes)[:2] == pytest.approx([0, 1])
    assert np.isnan(dp(counts, sizes)[2])  # does not occur


def test_a_part_without_words_is_no_part():
    assert float(dp_norm(np.array([0, 2, 1, 0]), np.array([0, 5, 5, 5]))) == pytest.approx(1 / 2)


def test_a_single_part_has_no_spread_and_no_parts_is_an_error():
    assert float(dp(np.array([4]), np.array([50]))) == 0 and np.isnan(dp_norm(np.array([4]), np.array([50])))
    with pytest.raises(ValueError, match="at least one part"):
        dp(np.array([0, 0]), np.array([0, 0]))
