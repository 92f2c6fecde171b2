"""Annotation conventions: bringing a treebank made under one release of the guidelines to those of another.

Releases of Universal Dependencies differ in details (UD 2.13 tags foreign words of Dutch Alpino as `SYM`,
UD 2.15 as `X` with `Foreign=Yes`). A model trained on one and scored on another loses points for nothing.
The rules are data (in the training config), so that a reader can see what was changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from machtstaal.training.treebank import Sentence, Word

Rule = Mapping[str, Any]


def harmonise(sentence: Sentence, rules: Sequence[Rule]) -> Sentence:
    """A sentence after the rules, applied in order to every word.

    Parameters
    ----------
    rules
        Mappings with `where` (column: value; a word must have them all; may be empty), `set` (column: new
        value) and `drop` (names of features to take out of `feats`).

    Examples
    --------
    >>> word = Word("port", "port", "SYM", "SPEC|vreemd", "_", 0, "root")
    >>> rules = [{"where": {"xpos": "SPEC|vreemd"}, "set": {"upos": "X", "feats": "Foreign=Yes"}}]
    >>> harmonise([word], rules)[0].upos
    'X'
    """
    return [_word(word, rules) for word in sentence]


def _word(word: Word, rules: Sequence[Rule]) -> Word:
    for rule in rules:
        if all(getattr(word, column) == value for column, value in rule.get("where", {}).items()):
            word = replace(word, **rule.get("set", {}))
            dropped = rule.get("drop", ())
            if dropped:
                features = [part for part in word.feats.split("|") if part.split("=")[0] not in dropped]
                word = replace(word, feats="|".join(features) or "_")
    return word
