"""Stanza's hook for transformer features, answered with the hidden states of the batch being trained on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

import torch


@contextmanager
def states_given(
    states: Sequence[torch.Tensor], places: torch.Tensor, lengths: Sequence[int]
) -> Iterator[None]:
    """Within it, taggers and parsers read these states instead of running a transformer.

    Parameters
    ----------
    states
        Hidden states of the layers, each of shape (sentences, pieces, hidden size).
    places
        Piece that stands for the root and for each word, shape (sentences, words + 1).
    lengths
        Words of each sentence.
    """

    def extract(_name, _tokenizer, _model, _data, _device, keep_endpoints, bert_layer_mix=None, **_):
        read = states[-bert_layer_mix.in_features :]
        weights = bert_layer_mix.weight[0] + 1 / len(
            read
        )  # Stanza's own offset: zero weights mean the average
        mixed = sum(weight * layer for weight, layer in zip(weights, read, strict=True))
        words = torch.gather(mixed, 1, places[:, :, None].expand(-1, -1, mixed.size(2)))
        # unbound, so that there is one gradient for all rows, not one of full size a row
        rows = zip(words.unbind(), lengths, strict=True)
        if keep_endpoints:
            return [torch.cat([row[: n + 1], row[:1]]) for row, n in rows]
        return [row[1 : n + 1] for row, n in rows]

    name = "extract_bert_embeddings"
    with (
        patch(f"stanza.models.pos.model.{name}", extract),
        patch(f"stanza.models.depparse.model.{name}", extract),
    ):
        yield
