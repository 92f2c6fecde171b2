"""Stanza's tagger and parser of one language, as heads on an encoder that is shared and trained with them.

Both read the last layers of the encoder through a hook of Stanza's (`extract_bert_embeddings`), which the
training replaces by the hidden states of the batch at hand: so one pass of the encoder serves both heads,
and gradients reach it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import torch
from stanza.models import parser as parser_arguments
from stanza.models import tagger as tagger_arguments
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE, CharVocab
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.pos.trainer import Trainer as TaggerTrainer
from stanza.models.pos.vocab import FeatureVocab, MultiVocab, WordVocab

from machtstaal.training.treebank import Sentence

ENCODER = "e5-small-nlen-ud"
"""Name by which saved heads ask for their transformer; the annotator answers with the bundled encoder."""

SPEECH_RELATIONS = ("discourse", "reparandum")


@dataclass(frozen=True)
class Sizes:
    """Hidden units of LSTMs and biaffine layers, encoder layers mixed, dropout."""

    tagger: int = 256
    tagger_output: int = 400
    parser: int = 256
    parser_output: int = 192
    layers: int = 4
    dropout: float = 0.33


@dataclass
class Heads:
    """Tagger and parser of one language."""

    language: str
    tagger: TaggerTrainer
    parser: GraphTrainer

    @property
    def modules(self) -> tuple[torch.nn.Module, torch.nn.Module]:
        """The two networks."""
        return self.tagger.model, self.parser.model

    def parameters(self) -> Iterator[torch.nn.Parameter]:
        """Parameters of both heads, the encoder's left out."""
        for module in self.modules:
            for name, parameter in module.named_parameters():
                if not name.startswith("bert_model"):
                    yield parameter.requires_grad_(True)

    def state(self) -> dict[str, dict[str, torch.Tensor]]:
        """Weights of both heads, the encoder's left out."""
        return {
            name: {
                key: value for key, value in module.state_dict().items() if not key.startswith("bert_model")
            }
            for name, module in zip(("tagger", "parser"), self.modules, strict=True)
        }

    def load(self, state: dict[str, dict[str, torch.Tensor]]) -> None:
        """Take over weights saved by `state`."""
        for name, module in zip(("tagger", "parser"), self.modules, strict=True):
            module.load_state_dict(state[name], strict=False)


def build(
    language: str, sentences: Sequence[Sentence], encoder: torch.nn.Module, tokenizer, sizes: Sizes
) -> Heads:
    """New heads for the tags, features and relations that occur in the sentences."""
    tags, relations = vocabularies(language, sentences)
    common = ["--lang", language, "--shorthand", f"{language}_ud", "--no_pretrain", "--no_char", "--cpu"]
    common += ["--word_emb_dim", "0", "--tag_emb_dim", "0", "--num_layers", "1", "--word_dropout", "0.05"]
    common += [
        "--bert_model",
        ENCODER,
        "--bert_hidden_layers",
        str(sizes.layers),
        "--dropout",
        str(sizes.dropout),
    ]
    tagger = [
        "--hidden_dim",
        str(sizes.tagger),
        "--deep_biaff_hidden_dim",
        str(sizes.tagger_output),
        "--share_hid",
    ]
    parser = ["--hidden_dim", str(sizes.parser), "--deep_biaff_hidden_dim", str(sizes.parser_output)]
    parser += ["--no_upos", "--no_xpos", "--no_ufeats", "--no_linearization", "--no_distance"]
    with _encoder_given(encoder, tokenizer):
        return Heads(
            language,
            TaggerTrainer(args=tagger_arguments.parse_args(common + tagger), vocab=tags, device="cpu"),
            GraphTrainer(args=parser_arguments.parse_args(common + parser), vocab=relations, device="cpu"),
        )


def vocabularies(language: str, sentences: Sequence[Sentence]) -> tuple[MultiVocab, MultiVocab]:
    """Vocabularies of the tagger and of the parser."""
    rows = [[[w.form, w.upos, w.xpos, w.feats, w.lemma, w.head, w.deprel] for w in s] for s in sentences]
    speech = [[["uh", "INTJ", rows[0][0][2], "_", "uh", 0, relation] for relation in SPEECH_RELATIONS]]
    unused = [
        [["a", "X", "_", "_", "a", 0, "root"]]
    ]  # Stanza asks for them; the heads read the encoder alone
    tags = {
        "char": CharVocab([[["a"]]], language),
        "word": WordVocab(unused, language, lower=True),
        "upos": WordVocab(rows, language, idx=1),
        "xpos": WordVocab(rows, language, idx=2),
        "feats": FeatureVocab(rows, language, idx=3),
    }
    relations = {
        "lemma": WordVocab(unused, language, idx=4, lower=True),
        "deprel": WordVocab(rows + speech, language, idx=6),
    }
    return MultiVocab(dict(tags)), MultiVocab(tags | relations)


def start_from(heads: Heads, folder: Path, language: str) -> None:
    """Take over weights of saved heads (of another language, too), labels matched by name.

    The parser of a related language is a better start than random weights: heads are found alike. Rows of
    the tagger are taken over only in the same language.
    """
    saved = torch.load(folder / "depparse" / f"{language}_depparse.pt", weights_only=True)
    old = saved["vocab"]["deprel"]["_id2unit"][VOCAB_PREFIX_SIZE:]
    new = list(heads.parser.vocab["deprel"]._id2unit)[VOCAB_PREFIX_SIZE:]
    _take_over(heads.parser.model, saved["model"], {"deprel.scorer": _places(old, new)}, last=True)
    if language != heads.language:
        return
    saved = torch.load(folder / "pos" / f"{language}_pos.pt", weights_only=True)
    vocab = heads.tagger.vocab
    rows = {
        "upos_clf": _places(saved["vocab"]["upos"]["_id2unit"], vocab["upos"]._id2unit),
        "tag_clf.xpos": _places(saved["vocab"]["xpos"]["_id2unit"], vocab["xpos"]._id2unit),
    }
    features = list(saved["vocab"]["feats"]["_id2unit"])
    weights = {key: value for key, value in saved["model"].items() if not key.startswith("tag_clf.feats.")}
    for number, name in enumerate(vocab["feats"]._id2unit):
        if name in features:
            rows[f"tag_clf.feats.{number}."] = _places(
                saved["vocab"]["feats"]["_id2unit"][name], vocab["feats"]._id2unit[name]
            )
            for part in ("weight", "bias"):
                old_key = f"tag_clf.feats.{features.index(name)}.{part}"
                weights[f"tag_clf.feats.{number}.{part}"] = saved["model"][old_key]
    _take_over(heads.tagger.model, weights, rows, last=False)


def _places(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Where each new label stands among the old ones, itself or without its subtype."""
    where = {label: place for place, label in enumerate(old)}
    return [where.get(label, where.get(label.split(":")[0])) for label in new]


def _take_over(module: torch.nn.Module, weights: dict, rows: dict[str, list[int | None]], last: bool) -> None:
    own = module.state_dict()
    for key, saved in weights.items():
        if key not in own:
            continue
        value = saved.float()
        places = next((places for prefix, places in rows.items() if key.startswith(prefix)), None)
        if places is not None:
            target = own[key].clone()
            for place, source in enumerate(places):
                if source is None:
                    continue
                if last:
                    target[..., place] = value[..., source]
                else:
                    target[place] = value[source]
            value = target
        if value.shape == own[key].shape:
            own[key].copy_(value)


@contextmanager
def _encoder_given(encoder: torch.nn.Module, tokenizer) -> Iterator[None]:
    """Stanza's trainers, asked for a transformer by name, get this one."""
    given = lambda *_, **__: (encoder, tokenizer)  # noqa: E731
    with (
        patch("stanza.models.depparse.trainer.load_bert", given),
        patch("stanza.models.pos.trainer.load_bert", given),
    ):
        yield
