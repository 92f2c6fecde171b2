"""Forms of verbs: which words head a clause without a finite verb, by the features of Universal Dependencies."""

import numpy as np
import polars as pl

from machtstaal.trees import NOWHERE, Trees


def infinitival(trees: Trees, head: np.ndarray | None = None) -> np.ndarray:
    """Words that head an infinitive, by themselves or through an auxiliary (*te worden beoordeeld*, *ziek te zijn*)."""
    return _unfinite(trees, trees.matches("feats", "VerbForm=Inf"), head)


def gerundial(trees: Trees, head: np.ndarray | None = None) -> np.ndarray:
    """Words that head an English *-ing* clause, by themselves or through an auxiliary (*being watched*)."""
    return _unfinite(trees, _ing(trees), head)


def past_participle(trees: Trees) -> np.ndarray:
    """Past participles; a participle that says nothing of its tense is one too, unless its tag says otherwise."""
    return trees.matches("feats", "VerbForm=Part") & ~_ing(trees) & ~trees.matches("xpos", r"WW\|od")


def same_speaker(trees: Trees, rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether the pronouns at `rows` and at `others` are of one person, the first or the second (*ik*, *mij*)."""
    tags = trees.coded("xpos")
    found = tags.names.str.extract(r"\|(1|2)[a-z]*\|").fill_null("0").cast(pl.Int8)
    person = found.to_numpy().take(tags.codes)
    one = trees.at(rows, person, NOWHERE)
    return (one > 0) & (one == trees.at(others, person, NOWHERE))


def bare(trees: Trees, head: np.ndarray) -> np.ndarray:
    """Words without an auxiliary or copula."""
    return ~trees.has_child(trees.among("rel", ["aux", "cop"]), head)


def _ing(trees: Trees) -> np.ndarray:
    # some treebanks call all of them gerunds, some call those that modify participles of the present
    gerund = trees.matches("feats", "VerbForm=Ger")
    return gerund | (trees.matches("feats", "VerbForm=Part") & trees.matches("feats", "Tense=Pres"))


def _unfinite(trees: Trees, form: np.ndarray, head: np.ndarray | None) -> np.ndarray:
    support = trees.among("rel", ["aux", "cop"])
    finite = trees.matches("feats", "VerbForm=Fin")
    return (form | trees.has_child(support & form, head)) & ~trees.has_child(support & finite, head) & ~finite
