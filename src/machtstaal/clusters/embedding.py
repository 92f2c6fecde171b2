"""A vector for each unit, from the bundled language model: features without a name, used only where a study asks for them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from scipy import sparse

from machtstaal.annotation import encoder
from machtstaal.clusters.features import Block

WINDOW = 510
"""Word pieces read at once, without the two marks around them."""
UNITS_AT_ONCE = 64


def block(texts: Sequence[str], folder: Path) -> Block:
    """Mean of the hidden states of all word pieces of each text, last layer.

    A text that is longer than the model reads at once is read in windows. The model was made for words in their
    sentences, not for likeness of texts, so the vectors say less than those of models made for that.

    Parameters
    ----------
    texts
        Text of each unit.
    folder
        Where the model is: data/models/encoder.

    Returns
    -------
    Block
        Units by hidden size; a text without word pieces lies at the mean of the others.
    """
    torch.set_num_threads(1)  # as in `solutions.solve`: a rerun must give the same bits
    model, tokenizer = encoder.load(folder)
    begin, end = tokenizer.cls_token_id, tokenizer.sep_token_id
    sums, n = np.zeros((len(texts), model.config.hidden_size)), np.zeros(len(texts))
    with torch.inference_mode():
        for start in range(0, len(texts), UNITS_AT_ONCE):
            owners, windows = [], []
            pieces = tokenizer(
                list(texts[start : start + UNITS_AT_ONCE]), add_special_tokens=False, verbose=False
            )
            for owner, ids in enumerate(pieces["input_ids"], start):
                for first in range(0, len(ids), WINDOW):
                    owners.append(owner)
                    windows.append([begin, *ids[first : first + WINDOW], end])
            for owner, window in zip(owners, windows, strict=True):
                rows = torch.tensor([window])
                states = model(rows, torch.ones_like(rows)).hidden_states[-1][0, 1:-1]
                sums[owner] += states.sum(dim=0).double().numpy()
                n[owner] += len(states)
            model.forget()
    vectors = sums / np.maximum(n, 1)[:, None]
    vectors[n == 0] = vectors[n > 0].mean(axis=0) if (n > 0).any() else 0.0
    return Block(sparse.csr_array(vectors), ())
