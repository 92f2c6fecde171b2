"""Citation forms: a separated particle goes back to its verb (*legt ... op* -> *opleggen*, *carried out* -> *carry out*)."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.trees import NOWHERE, Trees


def particles(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Row of the separated particle of each verb, `NOWHERE` where there is none; shape (words,).

    The relation ``compound:prt`` also carries fixed adverbs and phrases (*te koop*, *omwille van*), so only
    known particles that head nothing themselves count. An adverb behind its verb is a particle if the lexicon has
    the two as one verb (*the sink backs up*), whatever the tree calls it.
    """
    alone = ~trees.has_child(trees.among("rel", ["fixed", "case"]))
    behind = trees.among("low", lexicons.words_of("particle_behind"))
    known = behind | trees.among("low", lexicons.words_of("particle"))
    # *er zijn regels voor*: to be has no particle, but prepositions that are left behind
    to_be = trees.at(trees.head, trees.among("stem", lexicons.words_of("copula")), False)
    labelled = trees.child(trees.among("deprel", ["compound:prt"]) & known & alone & ~to_be)
    adverb = behind & alone & trees.among("rel", ["advmod"]) & (trees.row > trees.head)
    adverb &= trees.at(trees.head, trees.among("upos", ["VERB"]), False)
    rows = np.flatnonzero(adverb)
    two = trees.frame["stem"].gather(trees.head[rows]) + " " + trees.frame["low"].gather(rows)
    adverb[rows] = two.is_in(lexicons.verbs["lemma"].to_list()).to_numpy()
    return np.where(labelled != NOWHERE, labelled, trees.child(adverb))


def bases(words: pl.DataFrame, suffix: str) -> pl.DataFrame:
    """What each word can be made of by `suffix`: columns word, base, several rows a word.

    Spelling may have dropped an *e*, doubled a consonant or made an *i* of *y* (*sharing*, *planning*, *certified*).

    >>> bases(pl.DataFrame({"word": ["planning", "reading"]}), "ing")["base"].to_list()
    ['plann', 'planne', 'plan', 'read', 'reade']
    """
    stem = pl.col("word").str.strip_suffix(suffix)
    doubled = stem.str.slice(-1) == stem.str.slice(-2, 1)
    single = pl.when(doubled).then(stem.str.head(-1))
    ways = pl.concat_list(
        stem, stem + "e", single, pl.when(stem.str.ends_with("i")).then(stem.str.head(-1) + "y")
    )
    found = words.filter(pl.col("word").str.ends_with(suffix)).with_columns(base=ways)
    return found.explode("base").drop_nulls("base")


def citation_forms(trees: Trees, lexicons: Lexicons) -> pl.Series:
    """Lemma of every word with its separated particle in front and joined, or behind it; text, length (words).

    A lemmatiser that has learnt ``af_hangen`` gives it to *hangt* too. A particle that stands neither in the form
    nor apart from it is taken off again.
    """
    lemma = trees.coded("lemma")
    learnt = lemma.names.str.to_lowercase().str.extract(r"^(\w+?)_\w").gather(lemma.codes)
    frame = trees.frame.select(
        "stem",
        "low",
        apart=trees.words("low", particles(trees, lexicons)),
        learnt=pl.when(pl.col("upos") == "VERB").then(learnt),
    )
    base = pl.col("stem").str.strip_prefix(pl.col("learnt"))
    unfounded = pl.col("learnt").is_not_null() & ~pl.col("low").str.starts_with(pl.col("learnt"))
    infinitive = trees.frame.select(
        infinitive=(pl.col("upos") == "VERB")
        & pl.col("feats").str.contains("VerbForm=Inf")
        & ~pl.col("low").is_in(lexicons.words_of("clipped_form"))
    )
    frame = frame.with_columns(infinitive).with_columns(
        # the citation form of an infinitive is its form, whatever a lemmatiser makes of it
        base=pl.when("infinitive").then("low").when(unfounded).then(base).otherwise("stem")
    )
    frame = frame.with_columns(base=_known_verbs(trees, lexicons, frame["base"]))
    behind = pl.col("apart").is_in(lexicons.words_of("particle_behind"))
    joined = (
        pl.when(behind)
        .then(pl.col("base") + " " + pl.col("apart"))
        .when(pl.col("base").str.starts_with(pl.col("apart")))
        .then("base")
        .otherwise(pl.col("apart") + pl.col("base"))
    )
    return frame.select(lemma=pl.when(pl.col("apart") == "").then("base").otherwise(joined)).to_series()


def _known_verbs(trees: Trees, lexicons: Lexicons, base: pl.Series) -> pl.Series:
    """Lemmas of verbs, those that no lexicon knows put right by the ending of the form (*rotting*: rott, but *rot*)."""
    verbs = lexicons.verbs["lemma"].unique().to_list()
    unknown = pl.Series(trees.among("upos", ["VERB"])) & ~base.is_in(verbs)
    words = trees.frame.select(word="low").filter(unknown).unique(maintain_order=True)
    found = [words.clear().with_columns(base="word")]
    found += [bases(words, suffix) for suffix in lexicons.words_of("verb_ending")]
    right = (
        pl.concat(found).filter(pl.col("base").is_in(verbs)).unique("word", keep="first", maintain_order=True)
    )
    low = trees.frame.select(word="low", old=base, unknown=unknown)
    low = low.join(right, on="word", how="left", maintain_order="left")
    return low.select(pl.when("unknown").then(pl.coalesce("base", "old")).otherwise("old")).to_series()
