"""Citation forms: a separated particle goes back to its verb (*legt ... op* -> *opleggen*, *carried out* -> *carry out*)."""

import numpy as np
import polars as pl

from machtstaal.lexicons import Lexicons
from machtstaal.trees import NOWHERE, Trees

FINITE_ENDINGS = ["", "t", "d", "te", "de", "ten", "den"]
"""Endings of Dutch finite verbs and participles."""


def particles(trees: Trees, lexicons: Lexicons) -> np.ndarray:
    """Row of the separated particle of each verb, `NOWHERE` where there is none; shape (words,).

    The relation ``compound:prt`` also carries fixed adverbs and phrases (*te koop*, *omwille van*), so only
    known particles that head nothing themselves count. An adverb behind its verb is a particle if the lexicon has
    the two as one verb (*the sink backs up*), whatever the tree calls it, and so is an adjective.
    """
    alone = ~trees.has_child(trees.among("rel", ["fixed", "case"]))
    behind = trees.among("low", lexicons.words_of("particle_behind"))
    known = behind | trees.among("low", lexicons.words_of("particle"))
    # *er zijn regels voor*: to be has no particle, but prepositions that are left behind
    to_be = trees.at(trees.head, trees.among("stem", lexicons.words_of("copula")), False)
    labelled = trees.among("deprel", ["compound:prt"]) & known & alone & ~to_be
    verb = trees.at(trees.head, trees.among("upos", ["VERB"]), False) & (trees.row > trees.head)
    adverb = behind & alone & trees.among("rel", ["advmod"]) & verb
    # *het stelt ons gerust*, but *het bevalt ons vast*: of adjectives the lexicon says whether they are one verb
    adjective = known & ~behind & alone & trees.among("upos", ["ADJ"])
    adjective &= (trees.among("rel", ["xcomp"]) & verb) | labelled
    # *zij werken samen met de school*: so with some adverbs
    with_verb = trees.among("low", lexicons.words_of("particle_adverb")) & trees.among("upos", ["ADV", "ADP"])
    with_verb &= trees.among("rel", ["advcl", "advmod", "obl", "xcomp"]) & alone
    with_verb &= ~np.append(False, trees.among("upos", ["PUNCT"])[:-1])  # *komt langs, samen met de buren*
    adjective |= with_verb & (verb | trees.at(trees.head, trees.matches("feats", "VerbForm=Inf"), False))
    # *water came out of the tap*: the tree hangs the two prepositions on the noun
    of = trees.among("low", lexicons.words_of("possessive_preposition"))
    double = behind & trees.among("rel", ["case"]) & np.append(of[1:], False)
    governor = np.where(double, trees.at(trees.head, trees.head, NOWHERE), trees.head)
    asked = adverb | adjective | (double & (governor != NOWHERE) & trees.among("upos", ["VERB"])[governor])
    rows = np.flatnonzero(asked)
    base, particle = trees.frame["stem"].gather(governor[rows]), trees.frame["low"].gather(rows)
    one = (base + " " + particle).zip_with(pl.Series(behind[rows]), particle + base)
    right = one.is_in(lexicons.verbs["lemma"].to_list()).to_numpy()
    certain = trees.child(labelled & ~adjective)
    asked[rows] = right
    return np.where(certain != NOWHERE, certain, trees.child(asked, governor))


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


def infinitives(words: pl.DataFrame, ending: str, prefixes: list[str], particles: list[str]) -> pl.DataFrame:
    """Infinitives in `ending` that each word can be a form of: columns word, base, several rows a word.

    A participle drops its prefix, also behind a particle (*meegelezen*). Spelling may have halved a vowel, doubled a
    consonant, or hardened a *v* or *z* (*loop*: lopen, *pak*: pakken, *leef*: leven).

    >>> infinitives(pl.DataFrame({"word": ["meegelezen", "leefde"]}), "en", ["ge"], ["mee"])["base"].to_list()[4:5]
    ['meelezen']
    >>> "leven" in infinitives(pl.DataFrame({"word": ["leefde"]}), "en", ["ge"], ["mee"])["base"].to_list()
    True
    """
    word, stem = pl.col("word"), pl.col("stem")
    before, inside = "|".join(particles), "|".join(prefixes)
    words = words.with_columns(
        core=pl.concat_list(word, word.str.replace(f"^({before})?({inside})(.{{3,}})$", "${1}${3}"))
    ).explode("core")
    stems = words.with_columns(
        stem=pl.concat_list(pl.col("core").str.strip_suffix(end) for end in (ending, *FINITE_ENDINGS))
    ).explode("stem")
    long = r"([aeou])[aeou]([bcdfghjklmnpqrstvwxz])$"
    single = pl.when(stem.str.contains(r"(aa|ee|oo|uu)[bcdfghjklmnpqrstvwxz]$")).then(
        stem.str.replace(long, "${1}${2}")
    )
    soft = [
        base.str.replace(hard + "$", gentle)
        for base in (stem, single)
        for hard, gentle in (("f", "v"), ("s", "z"))
    ]
    ways = pl.concat_list(stem, single, stem + stem.str.slice(-1), *soft)
    found = stems.with_columns(base=ways).explode("base").drop_nulls("base")
    return found.select("word", base=pl.col("base") + ending).unique(maintain_order=True)


def compound_heads(trees: Trees) -> pl.Series:
    """Lower-cased last part of every lemma, where the lemmatiser marks the parts (``cyber_aanval``: aanval)."""
    lemma = trees.coded("lemma")
    return lemma.renamed(lemma.names.str.to_lowercase().str.split("_").list.last()).texts()


def citation_forms(trees: Trees, lexicons: Lexicons) -> pl.Series:
    """Lemma of every word with its separated particle in front and joined, or behind it; text, length (words).

    A lemmatiser that has learnt ``af_hangen`` gives it to *hangt* too. A particle that stands neither in the form
    nor apart from it is taken off again.
    """
    lemma, particle = trees.coded("lemma"), particles(trees, lexicons)
    verb = trees.among("upos", ["VERB"])
    rows = np.flatnonzero(verb | (particle != NOWHERE))
    learnt = lemma.names.str.to_lowercase().str.extract(r"^(\w+?)_\w").gather(lemma.codes[rows])
    clipped = trees.among("low", lexicons.words_of("clipped_form"))
    frame = pl.DataFrame(
        {
            "stem": trees.frame["stem"].gather(rows),
            "low": trees.frame["low"].gather(rows),
            "apart": trees.words("low", particle[rows]),
            "learnt": learnt.zip_with(pl.Series(verb[rows]), learnt.clear(len(rows))),
            "infinitive": (verb & trees.matches("feats", "VerbForm=Inf") & ~clipped)[rows],
            "unknown": (verb & ~trees.among("low", lexicons.words_of("auxiliary_form")))[rows],
        }
    )
    verbs = lexicons.verbs["lemma"].unique().to_list()
    base = pl.col("stem").str.strip_prefix(pl.col("learnt"))
    unfounded = pl.col("learnt").is_not_null() & ~pl.col("low").str.starts_with(pl.col("learnt"))
    frame = frame.with_columns(
        # the citation form of an infinitive is its form, whatever a lemmatiser makes of it
        base=pl.when(pl.col("infinitive") | (unfounded & pl.col("low").is_in(verbs)))
        .then("low")
        .when(unfounded)
        .then(base)
        .otherwise("stem")
    )
    frame = frame.with_columns(base=_known_verbs(frame, lexicons))
    behind = pl.col("apart").is_in(lexicons.words_of("particle_behind"))
    joined = (
        pl.when(behind)
        .then(pl.col("base") + " " + pl.col("apart"))
        .when(pl.col("base").str.starts_with(pl.col("apart")))
        .then("base")
        .otherwise(pl.col("apart") + pl.col("base"))
    )
    found = frame.select(pl.when(pl.col("apart") == "").then("base").otherwise(joined)).to_series()
    return trees.frame["stem"].scatter(rows, found).alias("lemma")


def _known_verbs(words: pl.DataFrame, lexicons: Lexicons) -> pl.Series:
    """Lemmas of verbs, those that no lexicon knows put right by the form (*rotting*: rott, but *rot*; *roep*: roepen).

    Parameters
    ----------
    words
        low (form), base (lemma) and unknown (whether it may be put right), a row a word.
    """
    apart = lexicons.words_of("particle")
    lemma = lexicons.verbs["lemma"].unique()
    # *oproepen* knows *roepen* too
    bare = lemma.str.replace(f"^({'|'.join(apart)})(.{{4,}})$", "${2}") if apart else lemma
    verbs = pl.concat([lemma, bare]).unique().to_list()
    old = words.select(word="low", old="base", unknown=pl.col("unknown") & ~pl.col("base").is_in(verbs))
    asked = old.filter("unknown").select("word").unique(maintain_order=True)
    found = [asked.clear().with_columns(base="word")]
    found += [bases(asked, suffix) for suffix in lexicons.words_of("verb_ending")]
    prefixes = lexicons.words_of("participle_prefix")
    found += [infinitives(asked, end, prefixes, apart) for end in lexicons.words_of("infinitive_ending")]
    right = (
        pl.concat(found).filter(pl.col("base").is_in(verbs)).unique("word", keep="first", maintain_order=True)
    )
    new = old.join(right, on="word", how="left", maintain_order="left")
    return new.select(pl.when("unknown").then(pl.coalesce("base", "old")).otherwise("old")).to_series()
