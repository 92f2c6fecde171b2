"""Texts as numbers: what rules ask of columns and of the labels they give."""

import numpy as np
import polars as pl

from machtstaal.coding import Labels, coded


def test_labels_are_given_one_by_one_and_passed_on():
    labels = Labels(4, "")
    labels.put(np.array([0, 2]), pl.Series(["material", None]))
    labels.pass_on(np.array([0]), to=np.array([3]))
    assert labels.at(np.array([0, 1, 2, 3, -1])).to_list() == ["material", "", None, "material", None]
    labels.put(np.array([], dtype=np.int64), pl.Series([], dtype=pl.String))
    assert labels.among(["material", "unheard"]).tolist() == [True, False, False, True]


def test_a_copy_of_labels_changes_alone():
    labels = Labels(2, "none")
    other = labels.copy()
    other[np.array([True, False])] = "patient"
    assert labels.at(np.arange(2)).to_list() == ["none", "none"]
    assert other.at(np.arange(2)).to_list() == ["patient", "none"]


def test_a_column_can_be_changed_and_asked_again():
    column = coded(pl.Series(["nsubj", "obj", "nsubj"]))
    labels = Labels.of(column)
    labels[np.array([2])] = "ccomp"
    changed = labels.coded()
    assert changed.texts().to_list() == ["nsubj", "obj", "ccomp"]
    assert changed.among(["nsubj", "ccomp"]).tolist() == [True, False, True]
    assert column.texts().to_list() == ["nsubj", "obj", "nsubj"]


def test_nulls_of_a_column_are_empty_text():
    column = coded(pl.Series(["a", None]))
    assert column.among([""]).tolist() == [False, True]
    assert column.renamed(column.names + "!").texts().to_list() == ["a!", "!"]
