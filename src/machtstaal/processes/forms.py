"""Forms of verbs: which words head a clause without a finite verb, by the features of Universal Dependencies."""

import numpy as np

from machtstaal.trees import Trees


def infinitival(trees: Trees, head: np.ndarray | None = None) -> np.ndarray:
    """Words that head an infinitive, by themselves or through an auxiliary (*te worden beoordeeld*, *ziek te zijn*)."""
    return _unfinite(trees, trees.matches("feats", "VerbForm=Inf"), head)


def gerundial(trees: Trees, head: np.ndarray | None = None) -> np.ndarray:
    """Words that head an English *-ing* clause, by themselves or through an auxiliary (*being watched*)."""
    return _unfinite(trees, _ing(trees), head)


def past_participle(trees: Trees) -> np.ndarray:
    """Past participles; a participle that says nothing of its tense is one too, unless its tag says otherwise."""
    return trees.matches("feats", "VerbForm=Part") & ~_ing(trees) & ~trees.matches("xpos", r"WW\|od")


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
