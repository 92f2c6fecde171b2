"""One transformer for tagger and parser: it remembers a sentence's hidden states until they were read again.

Stanza's tagger and parser each ask "their" transformer for the same sentences. Both get it from a
``FoundationCache``, which is Stanza's own place for shared models, so an encoder that remembers is put there
and nothing of Stanza is patched.
"""

import json
from pathlib import Path

import torch
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
from transformers.modeling_outputs import BaseModelOutput

from machtstaal.annotation import weights

LAYERS_READ = 4
"""Tagger and parser mix the last four layers (``bert_hidden_layers`` of the saved models)."""

PIECES_PER_BATCH = 4096
"""Word pieces encoded at once: enough to keep two cores busy, small enough to stay in their caches."""


class RememberingEncoder(BertModel):
    """BERT that computes the hidden states of each distinct sentence once, until `forget` is called."""

    def __init__(self, config: BertConfig):
        super().__init__(config, add_pooling_layer=False)
        self._remembered: dict[bytes, torch.Tensor] = {}

    def forget(self) -> None:
        """Drop all remembered hidden states."""
        self._remembered.clear()

    def forward(self, input_ids, attention_mask=None, output_hidden_states=True, **_):
        """Hidden states of the last layers for a padded batch of sentences.

        Parameters
        ----------
        input_ids, attention_mask : torch.Tensor
            Shape (sentences, pieces).

        Returns
        -------
        BaseModelOutput
            ``hidden_states`` is a tuple of `LAYERS_READ` tensors of shape (sentences, pieces, hidden size);
            positions after a sentence's end hold zeros.
        """
        lengths = attention_mask.sum(dim=1).tolist()
        rows = [ids[:length] for ids, length in zip(input_ids, lengths, strict=True)]
        keys = [row.numpy().tobytes() for row in rows]
        self._remember({key: row for key, row in zip(keys, rows, strict=True) if key not in self._remembered})
        states = torch.zeros(LAYERS_READ, *input_ids.shape, self.config.hidden_size)
        for i, (key, length) in enumerate(zip(keys, lengths, strict=True)):
            states[:, i, :length] = self._remembered[key]
        layers = tuple(states)
        return BaseModelOutput(last_hidden_state=layers[-1], hidden_states=layers)

    def _remember(self, rows: dict[bytes, torch.Tensor]) -> None:
        # Sentences of similar length are encoded together, so that little of a batch is padding.
        batch: list[tuple[bytes, torch.Tensor]] = []
        for key, row in sorted(rows.items(), key=lambda item: (len(item[1]), item[0])):
            if batch and len(row) * (len(batch) + 1) > PIECES_PER_BATCH:
                self._encode(batch)
                batch = []
            batch.append((key, row))
        if batch:
            self._encode(batch)

    def _encode(self, batch: list[tuple[bytes, torch.Tensor]]) -> None:
        rows = [row for _, row in batch]
        ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=self.config.pad_token_id)
        lengths = torch.tensor([len(row) for row in rows])
        mask = (torch.arange(ids.shape[1])[None, :] < lengths[:, None]).long()
        output = super().forward(ids, attention_mask=mask, output_hidden_states=True)
        states = torch.stack(output.hidden_states[-LAYERS_READ:])
        for i, (key, row) in enumerate(batch):
            self._remembered[key] = states[:, i, : len(row)].clone()


def load(folder: Path) -> tuple[RememberingEncoder, PreTrainedTokenizerFast]:
    """Encoder and word-piece tokenizer from a folder."""
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    settings = {key: value for key, value in settings.items() if key not in ("dtype", "torch_dtype")}
    model = RememberingEncoder(BertConfig.from_dict(settings))
    missing, unexpected = model.load_state_dict(weights.load(folder), strict=False)
    unknown = [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]
    if unknown or unexpected:
        raise ValueError(f"{folder}: the weights do not fit config.json: {unknown + list(unexpected)}")
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder, add_prefix_space=True, local_files_only=True)
    return model.eval(), tokenizer
