"""One encoder trained together with a tagger and a parser for each language.

The bottom layers are frozen: their output is computed once a sentence and kept.
"""

from collections import Counter
from collections.abc import Sequence

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import AttentionInterface

from machtstaal.annotation import decoding
from machtstaal.training.batches import Batch, Example, batches, collate, padded
from machtstaal.training.heads import Heads
from machtstaal.training.hooks import states_given

MASKED = -1e9
ATTENTION = "float32"


class Joint:
    """An encoder and the heads of some languages, trained together.

    Parameters
    ----------
    frozen
        Bottom layers of the encoder that are not trained.
    half
        Multiply in bfloat16 while the encoder trains; weights, sums and attention stay in 32 bits.
    """

    def __init__(
        self, encoder: torch.nn.Module, tokenizer, heads: Sequence[Heads], frozen: int, half: bool = False
    ):
        self.encoder, self.tokenizer, self.heads, self.frozen = encoder, tokenizer, list(heads), frozen
        self.half = half
        encoder.config._attn_implementation = ATTENTION
        for module in encoder.modules():  # dropout in the heads is enough; in the encoder it slows learning
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0
        encoder.requires_grad_(True)
        encoder.embeddings.requires_grad_(False)
        for layer in encoder.encoder.layer[:frozen]:
            layer.requires_grad_(False)

    def train_mode(self, training: bool) -> None:
        """Switch dropout on or off everywhere."""
        for module in (self.encoder, *(module for heads in self.heads for module in heads.modules)):
            module.train(training)

    @torch.no_grad()
    def _fill_bottom(self, examples: Sequence[Example]) -> None:
        if not examples:
            return
        mask = _mask(padded([[1] * len(one.pieces) for one in examples]))
        hidden = self.encoder.embeddings(input_ids=padded([one.pieces for one in examples], 1))
        for layer in self.encoder.encoder.layer[: self.frozen]:
            hidden = _through(layer, hidden, mask)
        for row, one in enumerate(examples):
            one.bottom = hidden[row, : len(one.pieces)].half().clone()

    def states(self, batch: Batch) -> list[torch.Tensor]:
        """Hidden states of every trained layer, and of the last frozen one, for a batch."""
        self._fill_bottom([one for one in batch.examples if one.bottom is None])
        mask = _mask(batch.attention)
        out = [pad_sequence([one.bottom for one in batch.examples], batch_first=True).float()]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half and torch.is_grad_enabled()):
            for layer in self.encoder.encoder.layer[self.frozen :]:
                out.append(_through(layer, out[-1], mask))
        return [states.float() for states in out]

    def loss(self, heads: Heads, batch: Batch, tagging: float) -> torch.Tensor:
        """Loss of the parser over a batch, and `tagging` times that of the tagger."""
        with states_given(self.states(batch), batch.places, batch.lengths):
            loss = _parsing_loss(heads, batch)
            return loss + tagging * _tag(heads, batch, gold=True)[0] if tagging else loss

    def parser_loss(self, heads: Heads, batch: Batch) -> torch.Tensor:
        """Loss of the parser alone, as Stanza computes it."""
        with states_given(self.states(batch), batch.places, batch.lengths):
            return _parse(heads, batch)[0]

    @torch.no_grad()
    def evaluate(self, heads: Heads, examples: Sequence[Example], pieces: int = 2500) -> dict[str, float]:
        """Accuracy (per cent) of tags, features, heads and (without subtypes) relations, on gold words."""
        self.train_mode(False)
        right: Counter[str] = Counter()
        for indices in batches(examples, pieces):
            batch = collate([examples[index] for index in indices])
            with states_given(self.states(batch), batch.places, batch.lengths):
                _, scores = _parse(heads, batch)
                _, tags = _tag(heads, batch, gold=False)
            vocab = heads.tagger.vocab
            trees = decoding.most_probable(
                heads.parser.vocab["deprel"], len(batch.lengths), scores, [n + 1 for n in batch.lengths]
            )
            for row, one in enumerate(batch.examples):
                columns = [
                    vocab[name].unmap(found[row][: len(one)].tolist())
                    for name, found in zip(("upos", "xpos", "feats"), tags, strict=True)
                ]
                for word, upos, xpos, feats, (head, deprel) in zip(
                    one.gold, *columns, trees[row], strict=True
                ):
                    attached = int(head) == word.head
                    labelled = deprel.split(":")[0] == word.deprel.split(":")[0]
                    right.update(
                        {
                            "words": 1,
                            "UPOS": upos == word.upos,
                            "XPOS": xpos == word.xpos,
                            "UFeats": (feats or "_") == word.feats,
                            "UAS": attached,
                            "LAS": attached and labelled,
                        }
                    )
        self.train_mode(True)
        return {name: 100 * count / right["words"] for name, count in right.items() if name != "words"}

    def state(self) -> dict:
        """Weights of the encoder (the word embeddings, never trained, left out) and of all heads."""
        weights = self.encoder.state_dict()
        weights.pop("embeddings.word_embeddings.weight")
        return {"encoder": weights} | {heads.language: heads.state() for heads in self.heads}

    def load(self, state: dict) -> None:
        """Take over weights saved by `state`."""
        self.encoder.load_state_dict(state["encoder"], strict=False)
        for heads in self.heads:
            heads.load(state[heads.language])


def _attention(_module, query, key, value, attention_mask, scaling=None, **_):
    """Attention in 32 bits, whatever the layers around it multiply in: in bfloat16 its gradient is slower."""
    with torch.autocast("cpu", enabled=False):
        out = functional.scaled_dot_product_attention(
            query.float(), key.float(), value.float(), attn_mask=attention_mask, scale=scaling
        )
    return out.transpose(1, 2).contiguous(), None


AttentionInterface.register(ATTENTION, _attention)


def _mask(attention: torch.Tensor) -> torch.Tensor:
    """What is added to attention scores: a great negative number where there is no word piece."""
    return (1.0 - attention[:, None, None, :].float()) * MASKED


def _through(layer: torch.nn.Module, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    out = layer(hidden, mask)
    return out[0] if isinstance(out, tuple) else out


def _tag(heads: Heads, batch: Batch, gold: bool):
    columns = batch.columns
    targets = [columns["upos"], columns["xpos"], columns["feats"]] if gold else None
    nothing = [None] * len(batch.lengths)
    return heads.tagger.model(
        columns["upos"], None, None, None, targets, None, None, batch.lengths, None, nothing
    )


def _embed_arguments(batch: Batch) -> tuple:
    words = (~batch.blank).long()
    columns = batch.columns
    lengths = [n + 1 for n in batch.lengths]
    characters = torch.zeros(batch.n_words, 1)  # the parser divides its loss by their number
    nothing = [None] * len(lengths)
    gold = (columns["head"], columns["deprel"])
    return (
        words,
        batch.blank,
        characters,
        None,
        None,
        None,
        None,
        None,
        None,
        *gold,
        None,
        lengths,
        None,
        nothing,
    )


def _parse(heads: Heads, batch: Batch):
    return heads.parser.model(*_embed_arguments(batch))


def _parsing_loss(heads: Heads, batch: Batch) -> torch.Tensor:
    """The parser's own loss, a word; relations are scored at the gold heads alone, which saves time."""
    model = heads.parser.model
    hidden = model.embed(*_embed_arguments(batch))
    head = batch.columns["head"]
    word = ~batch.blank[:, 1:]
    arcs = model.unlabeled(model.drop(hidden), model.drop(hidden)).squeeze(3)
    itself = torch.eye(arcs.size(1), dtype=torch.bool)[None]
    arcs = arcs.masked_fill(itself | batch.blank[:, None, :], MASKED)[:, 1:]
    loss = functional.cross_entropy(arcs[word], head[word], reduction="sum")
    scorer = model.deprel
    below = scorer.dropout(functional.relu(scorer.W1(model.drop(hidden)[:, 1:][word])))
    above = functional.relu(scorer.W2(model.drop(hidden)))
    above = torch.gather(above, 1, head[:, :, None].expand(-1, -1, above.size(2)))[word]
    one = below.new_ones(below.size(0), 1)
    below, above = torch.cat([below, one], 1), torch.cat([scorer.dropout(above), one], 1)
    weight = scorer.scorer.W_bilin.weight
    pairs = (below @ weight.reshape(weight.size(0), -1)).view(-1, *weight.shape[1:])
    labels = torch.bmm(above[:, None, :], pairs)[:, 0] + scorer.scorer.W_bilin.bias
    wanted = batch.columns["deprel"][word] - VOCAB_PREFIX_SIZE
    return (loss + functional.cross_entropy(labels, wanted, reduction="sum")) / batch.n_words
