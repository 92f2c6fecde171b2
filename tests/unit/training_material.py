"""A treebank of our own, small enough to train on in seconds. One word a group: form/lemma/UPOS/head/relation.

`+` before a form: no space before it. `Don't=` before the first word of a multiword token names its surface form.
"""

from machtstaal.training.treebank import Sentence, Word, write

DUTCH = """
De/de/DET/2/det gemeente/gemeente/NOUN/3/nsubj verzamelt/verzamelen/VERB/0/root gegevens/gegeven/NOUN/3/obj +././PUNCT/3/punct
Wij/wij/PRON/2/nsubj willen/willen/VERB/0/root dat/dat/PRON/2/obj niet/niet/ADV/2/advmod +././PUNCT/2/punct
Wie/wie/PRON/2/nsubj beslist/beslissen/VERB/0/root hier/hier/ADV/2/advmod +?/?/PUNCT/2/punct
Het/het/DET/2/det bedrijf/bedrijf/NOUN/3/nsubj noemt/noemen/VERB/0/root het/het/PRON/3/obj +"/"/PUNCT/6/punct veilig/veilig/ADJ/3/xcomp +"/"/PUNCT/6/punct +././PUNCT/3/punct
"""

ENGLISH = """
The/the/DET/2/det city/city/NOUN/3/nsubj collects/collect/VERB/0/root our/our/PRON/5/nmod:poss data/data/NOUN/3/obj +././PUNCT/3/punct
We/we/PRON/4/nsubj Don't=do/do/AUX/4/aux +n't/not/PART/4/advmod want/want/VERB/0/root that/that/PRON/4/obj +././PUNCT/4/punct
It's=It/it/PRON/3/nsubj +'s/be/AUX/3/cop simple/simple/ADJ/0/root +,/,/PUNCT/3/punct they/they/PRON/6/nsubj say/say/VERB/3/parataxis +././PUNCT/3/punct
Who/who/PRON/2/nsubj decides/decide/VERB/0/root here/here/ADV/2/advmod +?/?/PUNCT/2/punct
The/the/DET/2/det rules/rule/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass made/make/VERB/0/root by/by/ADP/7/case large/large/ADJ/7/amod firms/firm/NOUN/4/obl:agent +././PUNCT/4/punct
People/people/NOUN/2/nsubj Can't=ca/can/AUX/4/aux +n't/not/PART/4/advmod refuse/refuse/VERB/0/root +././PUNCT/4/punct
"""


def sentences(source: str) -> list[Sentence]:
    """Sentences of one of the texts above, tags of the treebank made from the universal ones."""
    return [_sentence(line.split()) for line in source.strip().splitlines()]


def _sentence(groups: list[str]) -> Sentence:
    words: Sentence = []
    for number, group in enumerate(groups):
        surface, equals, rest = group.partition("=")
        if not equals:
            surface, rest = None, group
        form, lemma, upos, head, deprel = rest.lstrip("+").split("/")
        glued = number + 1 < len(groups) and groups[number + 1].startswith("+")
        continues = bool(words) and words[-1].surface is not None
        words.append(
            Word(form, lemma, upos, upos.lower(), "_", int(head), deprel, not glued, surface, continues)
        )
    # A multiword token is spaced as a whole: its words carry what follows its last word.
    for place in range(len(words) - 1):
        if words[place].surface is not None:
            words[place] = _spaced(words[place], words[place + 1].space_after)
    return words


def _spaced(word: Word, space_after: bool) -> Word:
    from dataclasses import replace

    return replace(word, space_after=space_after)


def save(source: str, path, times: int = 1) -> None:
    """Write one of the texts as CoNLL-U, some times over."""
    write(sentences(source) * times, path)


def tiny_encoder(folder) -> None:
    """Write an encoder of random weights: four layers of 32 units, single letters as word pieces."""
    import json
    import string

    import torch
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    folder.mkdir(parents=True, exist_ok=True)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    letters = [*string.printable.split()[0], "▁"]
    pieces = [(piece, -5.0) for piece in [*special, *letters]]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(special)
    tokenizer.save(str(folder / "tokenizer.json"))
    names = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
    }
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": "<unk>",
        "model_max_length": 512,
    } | names
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    config = {"vocab_size": len(pieces), "hidden_size": 32, "num_hidden_layers": 4, "num_attention_heads": 2}
    config |= {
        "intermediate_size": 64,
        "pad_token_id": 1,
        "max_position_embeddings": 512,
        "model_type": "bert",
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    model = BertModel(BertConfig.from_dict(config), add_pooling_layer=False)
    save_file(dict(model.state_dict()), folder / "model.safetensors", metadata={"format": "pt"})


def config(folder, **duration) -> dict:
    """Settings of a training of a few steps on the sentences above, everything in `folder`."""
    tiny_encoder(folder / "encoder")
    languages = {}
    for language, source in (("nl", DUTCH), ("en", ENGLISH)):
        save(source, folder / f"{language}-train.conllu", times=5)
        save(source, folder / f"{language}-dev.conllu")
        languages[language] = {"train": f"{language}-train.conllu", "dev": f"{language}-dev.conllu"}
    short = {
        "joint_steps": 6,
        "tokenizer_steps": 20,
        "tokenizer_eval": 10,
        "mwt_epochs": 1,
        "lemma_epochs": 1,
    }
    short |= {"save_every": 2, "warmup": 2, "pieces": 400}
    return {"encoder": "encoder", "frozen": 1, "languages": languages, "duration": short | duration}
