"""From a parser's scores to trees: the tree whose heads and relations are most probable together.

Stanza's graph parser takes the tree of the most probable heads, and then the most probable relation of each. But the
two scores are of one arc: a head whose best relation is in doubt is in doubt itself. Dozat & Manning (2017), from whom
the parser is, train them as one probability.
"""

from collections.abc import Sequence

import numpy as np
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse.head_constraints import resolve_head_constraint_violations


def most_probable(
    vocab,
    batch_size: int,
    scores: Sequence[np.ndarray],
    lengths: Sequence[int],
    resolve_head_constraints=True,
) -> list[list[list]]:
    """Head and relation of each word, for a batch of sentences; takes the place of Stanza's `decode_graph_predictions`.

    Parameters
    ----------
    vocab
        The parser's relations.
    scores
        Logarithms of probabilities: of each head (first item; shape (sentences, words + 1, words + 1)) and of each
        relation to it (third item; one axis more). Row 0 is the root.
    lengths
        Words of each sentence and its root.
    resolve_head_constraints
        Give no word two subjects or two objects (Stanza's own repair).
    """
    trees = []
    for number in range(batch_size):
        length = lengths[number]
        heads, relations = scores[0][number][:length, :length], scores[2][number][:length, :length]
        tree = chuliu_edmonds_one_root(heads + relations.max(axis=2))
        if resolve_head_constraints:
            tree, chosen = resolve_head_constraint_violations(heads, relations, tree, vocab)
        else:
            chosen = [int(relations[word, tree[word]].argmax()) for word in range(1, length)]
        names = vocab.unmap([relation + VOCAB_PREFIX_SIZE for relation in chosen])
        trees.append([[head, name] for head, name in zip(tree[1:], names, strict=True)])
    return trees
