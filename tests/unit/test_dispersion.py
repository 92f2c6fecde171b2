"""Spread over speakers: the examples of the papers and the edges."""

import numpy as np
import pytest

from machtstaal.comparison.dispersion import dp, dp_norm, juilland


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


def test_juillands_d_is_that_of_an_independent_program():
    """scattertext 0.2.2, `Dispersion(term_doc_mat=X).jullands_d()`, for words of parts of 9 to 11 and of 100, 300 and 600; its
    `dp` and `dp_norm` of the latter too."""
    assert juilland(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])) == pytest.approx(0.7851505)
    counts, sizes = np.array([[0, 50, 50], [7, 40, 253], [3, 310, 287]]), np.array([100, 300, 600])
    assert juilland(counts, sizes) == pytest.approx([0.248991, 0.673672, 0.805308], abs=1e-6)
    assert dp(counts, sizes) == pytest.approx([0.4, 0.2, 0.128814], abs=1e-6)
    assert dp_norm(counts, sizes) == pytest.approx([0.444444, 0.222222, 0.143126], abs=1e-6)


def test_juillands_d_calls_even_what_one_in_ten_of_many_parts_has():
    """Its caveat (Biber et al. 2016): with many parts it is near 1 for what most of them lack."""
    counts, sizes = np.repeat([3, 0], [100, 900]), np.full(1000, 100)
    assert juilland(counts, sizes) > 0.9 and dp_norm(counts, sizes) > 0.9


def test_juillands_d_needs_two_parts_and_an_occurrence():
    assert np.isnan(juilland(np.array([4]), np.array([50])))
    assert np.isnan(juilland(np.array([0, 0]), np.array([50, 50])))
    assert float(juilland(np.array([4, 0, 0]), np.array([50, 50, 0]))) == pytest.approx(0)
